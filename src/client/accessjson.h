// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/escalation.h"
#include "client/accessoverview.h"

#include <QJsonObject>

namespace reeeductio {

// Who may do what, and who could become administrator, for scripts: the same from the window and from
// `reeeductio-admin access`. Members by id.

//! What scripts read a reason as: `held-by-right`.
QString scriptName(Reason reason);

//! `{"questions": [{"op","path"}], "members": [{"id","name","allowed": [bool]}]}`, the answers in the order
//! of the questions.
QJsonObject matrixJson(const AccessOverview &overview);

//! A line for each member, a column for each question; `yes` or `no`. UTF-8, RFC 4180, and nothing that a
//! spreadsheet takes for a formula.
QByteArray matrixCsv(const AccessOverview &overview);

//! `{"op","path","members": [{"id","reason","because": [{"op","path","role","entry"}]}]}`
QJsonObject whoMayJson(const AccessQuestion &question, const QList<AccessAnswer> &answers);

//! `{"administrators": [ids], "ways": [{"member","administrator","steps": [{"signer","op","path","value"}]}],
//! "dormant": [{"kind","tool"|"role"}]}`
QJsonObject escalationJson(const EscalationMap &map);

} // namespace reeeductio
