// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spacereader.h"

#include <QJsonObject>

namespace reeeductio {

//! `{"message_hash","topic_id","type","prev_hash","sender","server_timestamp","text"|"data","verdict"}`:
//! `text` is what was said, or the plaintext where it is readable; `data` is base64 of the plaintext, or of
//! what was sent when it cannot be decrypted.
QJsonObject messageJson(const JudgedMessage &judged);

//! For people: time, sender, text, and the verdict unless all is well. `sender` as it is to be shown.
QString messageLine(const JudgedMessage &judged, const QString &sender);

//! A server's time in the person's own time zone.
QString shownTime(qint64 serverMs);

//! As messageJson(), for an entry of state: its path, its value as far as it can be read, `deleted` when
//! there is none any more. What is not plaintext and was decrypted is `encrypted`.
QJsonObject stateJson(const JudgedMessage &judged);
QString stateLine(const JudgedMessage &judged);

} // namespace reeeductio
