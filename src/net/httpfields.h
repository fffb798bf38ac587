// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>

#include <optional>

namespace reeeductio {

//! A `Date` field in milliseconds since 1970; nothing when it is none of the form that servers must send.
std::optional<qint64> httpDateMs(const QByteArray &value);

//! A `Retry-After` field that counts seconds; the other form, a date, is left alone.
std::optional<int> retryAfterSeconds(const QByteArray &value);

} // namespace reeeductio
