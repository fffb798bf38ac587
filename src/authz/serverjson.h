// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>

#include <optional>

namespace reeeductio {

// A state value as the real server, a Python program, reads it. Rights are whatever that server takes for
// rights, so what a member made up for lenient readers must be read here as it is read there. For nothing
// else: our own values go through protocol/json.h. Pure; thread-safe.

//! base64.b64decode: characters outside the alphabet are skipped, a full padding ends the text. Nothing when
//! the padding is wrong, or a byte is no ASCII.
std::optional<QByteArray> decodeAsServer(QByteArrayView base64);

//! json.loads: UTF-8, 16 or 32, NaN and Infinity, any kind of value at the top, the last of duplicate keys.
//! Integers beyond 64 bits become doubles; what nests deeper than Python's recursion goes is no JSON.
std::optional<QJsonValue> parseAsServer(QByteArrayView json);

//! Both: what a state message's data says.
std::optional<QJsonValue> readAsServer(QByteArrayView base64);

} // namespace reeeductio
