// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/hash.h"

#include <QtGlobal>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace reeeductio {

namespace {

const EVP_MD *sha256Algorithm()
{
    static const EVP_MD *const algorithm =
        EVP_MD_fetch(nullptr, "SHA256", nullptr); // once: a fetch costs a lookup
    return algorithm;
}

} // namespace

struct Sha256::Context
{
    Context() : evp(EVP_MD_CTX_new()) { restart(); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
    ~Context() { EVP_MD_CTX_free(evp); }

    void restart()
    {
        if (EVP_DigestInit_ex2(evp, sha256Algorithm(), nullptr) != 1)
            qFatal("OpenSSL offers no SHA-256");
    }

    EVP_MD_CTX *evp;
};

Sha256::Sha256() : m_context(std::make_unique<Context>())
{}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256 &&) noexcept = default;
Sha256 &Sha256::operator=(Sha256 &&) noexcept = default;

void Sha256::addData(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context->evp, bytes.data(), static_cast<size_t>(bytes.size()));
}

Digest Sha256::result()
{
    Digest digest;
    EVP_DigestFinal_ex(m_context->evp, digest.data(), nullptr);
    m_context->restart();
    return digest;
}

Digest sha256(QByteArrayView bytes)
{
    thread_local Sha256 hash; // its context is reused: making one costs more than hashing a message
    hash.addData(bytes);
    return hash.result();
}

Digest hmacSha256(QByteArrayView key, QByteArrayView message)
{
    Digest code;
    const auto *const made =
        HMAC(sha256Algorithm(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char *>(message.data()), static_cast<size_t>(message.size()),
             code.data(), nullptr);
    if (!made)
        qFatal("OpenSSL refuses HMAC-SHA256");
    return code;
}

} // namespace reeeductio
