// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/encoding.h"

namespace reeeductio {

namespace {

Result<QByteArray> decode(QByteArrayView text, QByteArray::Base64Options options)
{
    const auto raw = QByteArray::fromRawData(text.data(), text.size());
    auto decoded = QByteArray::fromBase64Encoding(raw, options | QByteArray::AbortOnBase64DecodingErrors);
    // Qt takes missing padding and stray last bits; two texts for the same bytes would be two hashes for one
    // message.
    auto again = decoded.decoded.toBase64(options);
    const bool isSame = decoded && again == raw;
    wipeArray(again); // it may be a key
    if (!isSame) {
        wipeArray(decoded.decoded);
        return fail(ErrorKind::Validation, ErrorCode::BadBase64);
    }
    return std::move(decoded.decoded);
}

constexpr auto urlSafe = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

} // namespace

QByteArray toBase64(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64();
}

Result<QByteArray> fromBase64(QByteArrayView text)
{
    return decode(text, QByteArray::Base64Encoding);
}

QByteArray toBase64Url(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toBase64(urlSafe);
}

Result<QByteArray> fromBase64Url(QByteArrayView text)
{
    return decode(text, urlSafe);
}

QByteArray toHex(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size()).toHex();
}

Result<QByteArray> fromHex(QByteArrayView text)
{
    const auto raw = QByteArray::fromRawData(text.data(), text.size());
    auto bytes = QByteArray::fromHex(raw); // skips what is not hex, so compare
    auto again = bytes.toHex();
    const bool isSame = again.compare(raw, Qt::CaseInsensitive) == 0;
    wipeArray(again); // it may be a key
    if (!isSame) {
        wipeArray(bytes);
        return fail(ErrorKind::Validation, ErrorCode::BadHex);
    }
    return bytes;
}

} // namespace reeeductio
