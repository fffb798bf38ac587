// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QUrl>

namespace reeeductio::bench {

// What the least there can be takes, for the same bytes and server: OpenSSL over memory, and one blocking
// socket that knows no more HTTP than it must. Each blocks its thread.

//! Encrypts and hashes twice, in seconds.
double sealTwiceSeconds(const QByteArray &bytes);

//! Where a plain request goes, and as whom.
struct PlainRequest
{
    QUrl server;
    QByteArray path;
    QByteArray token;
};
//! Sends `bytes`, in seconds until the answer. Network/ConnectionLost, Network/ServerFailed.
[[nodiscard]] Result<double> plainPutSeconds(const PlainRequest &request, const QByteArray &bytes);
//! Receives as many bytes.
[[nodiscard]] Result<double> plainGetSeconds(const PlainRequest &request, qsizetype bytes);

} // namespace reeeductio::bench
