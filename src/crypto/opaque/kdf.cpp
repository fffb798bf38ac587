// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/kdf.h"

#include "crypto/octets.h"
#include "crypto/sodium.h"

#include <sodium.h>

#include <algorithm>

namespace reeeductio::opaque {

using detail::octets;

static_assert(HashSize == crypto_hash_sha512_BYTES && HashSize == crypto_auth_hmacsha512_BYTES);

namespace {

//! HMAC-SHA512 of bytes that come in pieces; wiped behind itself.
class Mac
{
public:
    explicit Mac(QByteArrayView key)
    {
        detail::ensureSodium();
        crypto_auth_hmacsha512_init(&m_state, octets(key), static_cast<size_t>(key.size()));
    }
    Mac(const Mac &) = delete;
    Mac &operator=(const Mac &) = delete;
    ~Mac() { wipeMemory(&m_state, sizeof m_state); }

    void addData(QByteArrayView bytes)
    {
        crypto_auth_hmacsha512_update(&m_state, octets(bytes), static_cast<size_t>(bytes.size()));
    }

    SecretBytes result()
    {
        SecretBytes code(HashSize);
        crypto_auth_hmacsha512_final(&m_state, code.data());
        return code;
    }

private:
    crypto_auth_hmacsha512_state m_state;
};

} // namespace

struct Sha512::State
{
    State()
    {
        detail::ensureSodium();
        crypto_hash_sha512_init(&sodium);
    }
    State(const State &) = delete;
    State &operator=(const State &) = delete;
    ~State() { wipeMemory(&sodium, sizeof sodium); }

    crypto_hash_sha512_state sodium;
};

Sha512::Sha512() : m_state(std::make_unique<State>())
{}
Sha512::~Sha512() = default;

void Sha512::addData(QByteArrayView bytes)
{
    crypto_hash_sha512_update(&m_state->sodium, octets(bytes), static_cast<size_t>(bytes.size()));
}

SecretBytes Sha512::result()
{
    SecretBytes hash(HashSize);
    crypto_hash_sha512_final(&m_state->sodium, hash.data());
    return hash;
}

SecretBytes sha512(Parts message)
{
    Sha512 hash;
    for (const auto part : message)
        hash.addData(part);
    return hash.result();
}

SecretBytes hmacSha512(QByteArrayView key, Parts message)
{
    Mac mac(key);
    for (const auto part : message)
        mac.addData(part);
    return mac.result();
}

SecretBytes hkdfExtract(Parts input)
{
    return hmacSha512(QByteArrayView("", 0), input); // libsodium takes no null for it
}

SecretBytes hkdfExpand(QByteArrayView key, Parts info, qsizetype size)
{
    Q_ASSERT(size <= 255 * HashSize);
    SecretBytes derived(size);
    SecretBytes block;
    char count = 1;
    for (qsizetype done = 0; done < size; done += HashSize, ++count) {
        Mac mac(key);
        mac.addData(block.view());
        for (const auto part : info)
            mac.addData(part);
        mac.addData({&count, 1});
        block = mac.result();
        std::copy_n(block.data(), std::min(HashSize, size - done), derived.data() + done);
    }
    return derived;
}

QByteArray joined(Parts parts)
{
    QByteArray bytes;
    for (const auto part : parts)
        bytes.append(part);
    return bytes;
}

QByteArray bigEndian(qsizetype number, qsizetype size)
{
    QByteArray bytes(size, '\0');
    for (auto at = size; at-- > 0; number >>= 8)
        bytes[at] = static_cast<char>(number & 0xff);
    return bytes;
}

} // namespace reeeductio::opaque
