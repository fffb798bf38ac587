// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/messages.h"

#include "crypto/opaque/kdf.h"

namespace reeeductio::opaque {

static_assert(CodeSize == HashSize);
static_assert(RegistrationResponse::Size == 64 && PasswordFile::Size == 192);
static_assert(CredentialRequest::Size == 96 && CredentialResponse::Size == 320);

namespace {

//! Takes a message apart from front to back.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_bytes(bytes) {}

    QByteArray take(qsizetype size)
    {
        const auto taken = m_bytes.first(size).toByteArray();
        m_bytes = m_bytes.sliced(size);
        return taken;
    }
    std::optional<Element> takeElement() { return Element::fromBytes(take(Element::Size)); }

private:
    QByteArrayView m_bytes;
};

} // namespace

std::optional<RegistrationResponse> RegistrationResponse::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return std::nullopt;
    Reader reader(bytes);
    const auto evaluated = reader.takeElement();
    const auto serverKey = reader.takeElement();
    if (!evaluated || !serverKey)
        return std::nullopt;
    return RegistrationResponse{*evaluated, *serverKey};
}

QByteArray RegistrationResponse::toBytes() const
{
    return joined({evaluated.view(), serverKey.view()});
}

std::optional<PasswordFile> PasswordFile::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return std::nullopt;
    Reader reader(bytes);
    const auto clientKey = reader.takeElement();
    if (!clientKey)
        return std::nullopt;
    PasswordFile file{*clientKey, reader.take(CodeSize), {}};
    file.envelope = reader.take(EnvelopeSize);
    return file;
}

QByteArray PasswordFile::toBytes() const
{
    return joined({clientKey.view(), maskingKey, envelope});
}

std::optional<CredentialRequest> CredentialRequest::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return std::nullopt;
    Reader reader(bytes);
    const auto blinded = reader.takeElement();
    const auto nonce = reader.take(NonceSize);
    const auto keyShare = reader.takeElement();
    if (!blinded || !keyShare)
        return std::nullopt;
    return CredentialRequest{*blinded, nonce, *keyShare};
}

QByteArray CredentialRequest::toBytes() const
{
    return joined({blinded.view(), nonce, keyShare.view()});
}

std::optional<CredentialResponse> CredentialResponse::fromBytes(QByteArrayView bytes)
{
    if (bytes.size() != Size)
        return std::nullopt;
    Reader reader(bytes);
    const auto evaluated = reader.takeElement();
    const auto maskingNonce = reader.take(NonceSize);
    const auto masked = reader.take(MaskedSize);
    const auto serverNonce = reader.take(NonceSize);
    const auto keyShare = reader.takeElement();
    if (!evaluated || !keyShare)
        return std::nullopt;
    return CredentialResponse{*evaluated,  maskingNonce, masked,
                              serverNonce, *keyShare,    reader.take(CodeSize)};
}

QByteArray CredentialResponse::uncoded() const
{
    return joined({evaluated.view(), maskingNonce, masked, serverNonce, keyShare.view()});
}

QByteArray CredentialResponse::toBytes() const
{
    return uncoded() + code;
}

} // namespace reeeductio::opaque
