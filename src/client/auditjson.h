// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/stateaudit.h"

#include <QJsonObject>

#include <functional>

namespace reeeductio {

//! A rule as scripts know it; where a message has such a verdict, by the same word.
QString scriptName(AuditFinding::Rule rule);

//! What `reeeductio-admin audit` prints as JSON. `words`: what is wrong, in a sentence.
QJsonObject auditJson(const AuditReport &report, const std::function<QString(const AuditFinding &)> &words);

} // namespace reeeductio
