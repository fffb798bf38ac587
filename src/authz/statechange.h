// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/authorizer.h"

#include <QByteArray>
#include <QList>

namespace reeeductio {

//! One write to the state. An empty value empties the path.
struct StateEdit
{
    QString path;
    QByteArray value; //!< as it is stored, before base64

    friend bool operator==(const StateEdit &, const StateEdit &) = default;
};

//! What an administrator does at once: writes in this order.
using StateChange = QList<StateEdit>;

// What those writes are (PROTOCOL 10). Names are not checked here: who writes checks the paths. Pure.

StateEdit userEdit(const UserId &user, const QString &description);
//! No limit writes none; 0 blocks every use.
StateEdit toolEdit(const ToolId &tool, const QString &description, std::optional<qint64> useLimit);
StateEdit roleEdit(const QString &role, const QString &description);
//! `holder`: what entryPath() or roleEntryPath() say.
StateEdit rightEdit(const QString &holder, const QString &id, const Capability &right);
//! `expiresAt` in milliseconds; nothing is never.
StateEdit assignmentEdit(const UserId &user, const QString &role, std::optional<qint64> expiresAt);
//! Takes away what stands there by the way that published servers honour (PROTOCOL 12.2).
StateEdit takenAway(const QString &path);

//! The right of that name, wherever it stands: servers also honour what lies beside its place (PROTOCOL
//! 12.7). Of the log the roster was read from.
StateChange takenRight(const QList<RosterRight> &rights, const QString &id, const StateLog &log);
//! The role, wherever the user was given it.
StateChange takenRole(const RosterMember &member, const QString &role, const StateLog &log, qint64 nowMs);

//! A name for a new right of a holder: what it allows, in letters a path may hold, and none of `taken`.
QString rightIdFor(const Capability &right, const QStringList &taken);

//! Every right and role taken away, then the entry emptied. Of the log the roster was read from.
StateChange removalOf(const RosterMember &member, const StateLog &log, qint64 nowMs);
//! Taken from everybody who has it, its rights taken away, then the definition emptied.
StateChange removalOf(const RosterRole &role, const Roster &roster, const StateLog &log, qint64 nowMs);

//! What brings back what stood at those paths at that moment, in the opposite order. What did not stand there
//! is taken away, and so is what nobody was entitled to write (`strict` judges that): whoever undoes would
//! give it their own name.
StateChange undoOf(const StateChange &change, const StateLog &log, const Authorizer &strict, Moment before);

//! What a path is about: the user, tool or role it says something of, otherwise the path itself. Two changes
//! of the same subject get into each other's way.
QString subjectOf(const QString &path);

} // namespace reeeductio
