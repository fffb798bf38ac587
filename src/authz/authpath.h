// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/identifier.h"

#include <QString>
#include <QStringView>

namespace reeeductio {

// The paths of state that authorization reads (PROTOCOL 10).

enum class AuthKind { None, User, Tool, Role, Right, Assignment };

//! What stands at exactly this path: three segments for a user, tool or role, five for a right or an
//! assignment, no stray slashes.
AuthKind authKindOf(QStringView path);

//! A path whose value hands something out, as the servers recognise it when it is written: five segments or
//! more, stray outer slashes left out.
struct GrantPath
{
    AuthKind kind = AuthKind::None; //!< Right, Assignment or None
    QString subject;                //!< the user, tool or role that receives
    QString name;                   //!< the right's name or the role
};
GrantPath grantPathOf(QStringView path);

//! Where a member's own entry stands.
QString entryPath(const MemberId &member);
QString roleEntryPath(const QString &role);

// Where the real server looks for rights and assignments: it lists every path with this beginning. That a
// user's rights are listed without the last slash is its own doing.
QString userRightsPrefix(const QString &user);
QString toolRightsPrefix(const QString &tool);
QString roleRightsPrefix(const QString &role);
QString assignmentsPrefix(const QString &user);

//! Which of the four lists the path is in; empty when in none.
QString listPrefixOf(QStringView path);

} // namespace reeeductio
