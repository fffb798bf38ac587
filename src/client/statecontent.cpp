// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/statecontent.h"

#include "authz/serverjson.h"
#include "crypto/aesgcm.h"

#include <QStringDecoder>

#include <algorithm>

namespace reeeductio {

bool isReadableText(const QByteArray &bytes)
{
    const bool hasControls = std::any_of(bytes.begin(), bytes.end(), [](char c) {
        const auto byte = static_cast<uchar>(c);
        return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
    });
    if (hasControls)
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(bytes);
    return !decoder.hasError();
}

StateContent contentOf(const Message &message, const SymmetricKey *stateKey)
{
    return contentOf(message.data, stateKey);
}

StateContent contentOf(const QByteArray &stored, const SymmetricKey *key)
{
    if (stored.isEmpty())
        return {};
    // What is no base64 is shown as it came.
    const auto bytes = decodeAsServer(stored).value_or(stored);
    if (isReadableText(bytes))
        return {StateForm::Plain, bytes};
    if (bytes.size() < aesgcm::Overhead)
        return {StateForm::Plain, bytes};
    if (key) {
        if (auto plaintext = aesgcm::open(*key, bytes))
            return {StateForm::Encrypted, *std::move(plaintext)};
    }
    return {StateForm::Sealed, bytes};
}

} // namespace reeeductio
