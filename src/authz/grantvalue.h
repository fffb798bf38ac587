// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/statelog.h"
#include "protocol/capability.h"

#include <QJsonValue>

namespace reeeductio {

// What a state entry gives, read as the real server reads it: Python, where a number can be a role's id and
// a text can be true. Values that our own clients write are the plain case of the same.

//! A right. The server looks at `op` and `path` only when it asks the right something, and then fails if they
//! are not there: that is a right which is not readable.
struct RightValue
{
    bool isReadable = false;
    QJsonValue op;                           //!< as it came: two unknown ones are still the same or not
    std::optional<Operation> operation = {}; //!< nothing when `op` is none that a server knows
    QString path;
    bool mustBeOwner = false;

    static RightValue read(const QJsonObject &object);

    //! For a right that allows something: one with an operation.
    Capability toCapability() const { return {*operation, path, mustBeOwner}; }
};

//! Whether who holds `granted` may hand out `requested` (PROTOCOL 10 "Superset").
bool rightCovers(const RightValue &granted, const RightValue &requested);

//! The giving of a role to a user.
struct AssignmentValue
{
    QString role;
    std::optional<qint64> expiresAt = {}; //!< nothing: never

    //! Nothing when the server can make nothing of it.
    static std::optional<AssignmentValue> read(const QJsonObject &object);
};

//! A state value as either: what it is taken for depends on where it stands.
struct GrantValue
{
    RightValue right;
    std::optional<AssignmentValue> assignment;

    static GrantValue read(const QJsonObject &object)
    {
        return {RightValue::read(object), AssignmentValue::read(object)};
    }
};

//! A tool's limit of uses; nothing when there is none. What the server cannot compare blocks every use: 0.
std::optional<qint64> useLimitOf(const QJsonObject &toolEntry);

} // namespace reeeductio
