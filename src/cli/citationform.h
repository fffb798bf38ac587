// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/citation.h"
#include "cli/commandspec.h"
#include "client/statereplay.h"

#include <QJsonObject>

namespace reeeductio {

//! Names that members gave themselves, by id.
using ProfileNames = QHash<QByteArray, QString>;

//! `Ana (U…)`, or the id.
QString shownMember(const QByteArray &id, const ProfileNames &names);

//! `{"path","message_hash","sender","server_timestamp","entitled"}`; null when there is none.
QJsonValue citationJson(const std::optional<Citation> &citation);
//! `by Ana (U…) on 2026-11-29 21:00:00, M…`
QString shownCitation(const Citation &citation, const ProfileNames &names);

//! `--rules real|local|strict`: whose judgement is asked for. Nothing tells which server this is, so it is a
//! published one unless it is named.
OptionSpec rulesOption();
RuleSet rulesFrom(const Values &values);
QString nameOf(RuleSet rules);

} // namespace reeeductio
