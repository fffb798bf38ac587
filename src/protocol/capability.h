// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "protocol/identifier.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace reeeductio {

//! What a right allows, and what is asked for. `Write` as a right covers the other four.
enum class Operation { Read, Create, Modify, Delete, Write };

QLatin1StringView nameOf(Operation operation);
std::optional<Operation> operationFromName(QStringView name);

//! A right: one operation on the paths of a pattern (PROTOCOL 10).
struct Capability
{
    Operation operation = Operation::Read;
    QString path;
    bool mustBeOwner = false;

    //! Validation with MissingField, WrongFieldType or BadCapability (an unknown operation or a bad pattern).
    [[nodiscard]] static Result<Capability> fromJson(const QJsonObject &object);
    QJsonObject toJson() const;

    friend bool operator==(const Capability &, const Capability &) = default;
};

//! Whether a right to `held` allows `asked`.
bool operationCovers(Operation held, Operation asked);

//! Whether `pattern` matches `path` when `member` asks: {any} one segment, {self} the member, {other} one
//! segment that is not the member, a final {...} any rest, otherwise equal depth. Outer slashes count for
//! nothing.
bool pathMatches(QStringView pattern, QStringView path, const MemberId &member);

//! Whether whoever holds `granted` may hand on `requested`: pattern against pattern (PROTOCOL 10 "Superset").
bool patternCovers(QStringView granted, QStringView requested);

//! Operation, pattern and ownership together.
bool capabilityCovers(const Capability &granted, const Capability &requested);

} // namespace reeeductio
