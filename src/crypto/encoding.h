// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "base/secretbytes.h"

#include <QByteArray>
#include <QByteArrayView>

namespace reeeductio {

// Text forms of bytes, read strictly: what does not encode back to itself is refused (Validation/BadBase64,
// BadHex).

//! Standard base64 with padding: the form of all binary values in JSON.
QByteArray toBase64(QByteArrayView bytes);
[[nodiscard]] Result<QByteArray> fromBase64(QByteArrayView text);

//! URL-safe base64 without padding: the form of identifiers, and of secrets in links.
QByteArray toBase64Url(QByteArrayView bytes);
[[nodiscard]] Result<QByteArray> fromBase64Url(QByteArrayView text);

QByteArray toHex(QByteArrayView bytes);
[[nodiscard]] Result<QByteArray> fromHex(QByteArrayView text);

} // namespace reeeductio
