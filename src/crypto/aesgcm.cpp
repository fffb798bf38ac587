// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/aesgcm.h"

#include "crypto/octets.h"
#include "crypto/random.h"

#include <openssl/evp.h>

namespace reeeductio {

namespace {

using detail::octets;

const EVP_CIPHER *algorithm()
{
    static const EVP_CIPHER *const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
    return cipher;
}

unsigned char *octets(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

//! An EVP context; OpenSSL keeps the key schedule in it and wipes it when freed or restarted.
class CipherContext
{
public:
    enum Direction { Open = 0, Seal = 1 };

    CipherContext() : m_evp(EVP_CIPHER_CTX_new()) {}
    CipherContext(const CipherContext &) = delete;
    CipherContext &operator=(const CipherContext &) = delete;
    ~CipherContext() { EVP_CIPHER_CTX_free(m_evp); }

    void start(Direction direction, const SymmetricKey &key, QByteArrayView iv)
    {
        Q_ASSERT(iv.size() == aesgcm::IvSize);
        if (EVP_CipherInit_ex2(m_evp, algorithm(), key.bytes().data(), octets(iv), direction, nullptr) != 1)
            qFatal("OpenSSL refuses AES-256-GCM");
    }

    void authenticate(QByteArrayView associatedData)
    {
        int none = 0;
        if (!associatedData.isEmpty())
            EVP_CipherUpdate(m_evp, nullptr, &none, octets(associatedData),
                             static_cast<int>(associatedData.size()));
    }

    //! GCM is a stream: as many bytes come out as go in.
    void update(QByteArrayView in, unsigned char *out)
    {
        constexpr qsizetype step = 1 << 30; // EVP counts in int
        while (!in.isEmpty()) {
            const auto piece = in.first(std::min(step, in.size()));
            int written = 0;
            EVP_CipherUpdate(m_evp, out, &written, octets(piece), static_cast<int>(piece.size()));
            out += written;
            in = in.sliced(piece.size());
        }
    }

    QByteArray finishSealing()
    {
        QByteArray tag(aesgcm::TagSize, Qt::Uninitialized);
        int none = 0;
        EVP_CipherFinal_ex(m_evp, octets(tag), &none);
        EVP_CIPHER_CTX_ctrl(m_evp, EVP_CTRL_AEAD_GET_TAG, aesgcm::TagSize, tag.data());
        return tag;
    }

    bool finishOpening(QByteArrayView tag)
    {
        EVP_CIPHER_CTX_ctrl(m_evp, EVP_CTRL_AEAD_SET_TAG, aesgcm::TagSize, const_cast<char *>(tag.data()));
        unsigned char none[aesgcm::TagSize];
        int written = 0;
        return EVP_CipherFinal_ex(m_evp, none, &written) == 1;
    }

private:
    EVP_CIPHER_CTX *m_evp;
};

CipherContext &reusedContext()
{
    thread_local CipherContext context; // making one costs more than opening a message
    return context;
}

} // namespace

namespace aesgcm {

QByteArray seal(const SymmetricKey &key, QByteArrayView plaintext, QByteArrayView associatedData)
{
    return sealWithIv(key, randomBytes(IvSize), plaintext, associatedData);
}

QByteArray sealWithIv(const SymmetricKey &key, QByteArrayView iv, QByteArrayView plaintext,
                      QByteArrayView associatedData)
{
    auto &context = reusedContext();
    context.start(CipherContext::Seal, key, iv);
    context.authenticate(associatedData);
    QByteArray framed = iv.toByteArray();
    framed.resize(IvSize + plaintext.size());
    context.update(plaintext, octets(framed) + IvSize);
    framed += context.finishSealing();
    return framed;
}

Result<QByteArray> open(const SymmetricKey &key, QByteArrayView framed, QByteArrayView associatedData)
{
    if (framed.size() < Overhead)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    auto &context = reusedContext();
    context.start(CipherContext::Open, key, framed.first(IvSize));
    context.authenticate(associatedData);
    QByteArray plaintext(framed.size() - Overhead, Qt::Uninitialized);
    context.update(framed.sliced(IvSize, plaintext.size()), octets(plaintext));
    if (!context.finishOpening(framed.last(TagSize)))
        return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt);
    return plaintext;
}

} // namespace aesgcm

struct AesGcmSealer::Context
{
    CipherContext cipher;
    QByteArray iv;
};

AesGcmSealer::AesGcmSealer(const SymmetricKey &key, QByteArrayView iv)
    : m_context(std::make_unique<Context>())
{
    m_context->iv = iv.toByteArray();
    m_context->cipher.start(CipherContext::Seal, key, iv);
}

AesGcmSealer::~AesGcmSealer() = default;
AesGcmSealer::AesGcmSealer(AesGcmSealer &&) noexcept = default;
AesGcmSealer &AesGcmSealer::operator=(AesGcmSealer &&) noexcept = default;

QByteArray AesGcmSealer::header() const
{
    return m_context->iv;
}

QByteArray AesGcmSealer::update(QByteArrayView plaintext)
{
    QByteArray ciphertext(plaintext.size(), Qt::Uninitialized);
    m_context->cipher.update(plaintext, octets(ciphertext));
    return ciphertext;
}

QByteArray AesGcmSealer::finish()
{
    return m_context->cipher.finishSealing();
}

struct AesGcmOpener::Context
{
    CipherContext cipher;
    SymmetricKey key;
    QByteArray held; //!< the IV while it is incomplete, then always the last 16 bytes: they may be the tag
    bool started = false;
};

AesGcmOpener::AesGcmOpener(const SymmetricKey &key)
    : m_context(new Context{.cipher = {}, .key = key.clone(), .held = {}, .started = false})
{}

AesGcmOpener::~AesGcmOpener() = default;
AesGcmOpener::AesGcmOpener(AesGcmOpener &&) noexcept = default;
AesGcmOpener &AesGcmOpener::operator=(AesGcmOpener &&) noexcept = default;

QByteArray AesGcmOpener::update(QByteArrayView framed)
{
    auto &held = m_context->held;
    if (!m_context->started) {
        const auto wanted = std::min(aesgcm::IvSize - held.size(), framed.size());
        held += framed.first(wanted);
        framed = framed.sliced(wanted);
        if (held.size() < aesgcm::IvSize)
            return {};
        m_context->cipher.start(CipherContext::Open, m_context->key, held);
        m_context->started = true;
        held.clear();
    }
    const auto ready = held.size() + framed.size() - aesgcm::TagSize;
    if (ready <= 0) {
        held += framed;
        return {};
    }
    QByteArray plaintext(ready, Qt::Uninitialized);
    const auto fromHeld = std::min(ready, held.size());
    m_context->cipher.update(QByteArrayView(held).first(fromHeld), octets(plaintext));
    m_context->cipher.update(framed.first(ready - fromHeld), octets(plaintext) + fromHeld);
    held = held.sliced(fromHeld) + framed.sliced(ready - fromHeld).toByteArray();
    return plaintext;
}

Result<void> AesGcmOpener::finish()
{
    if (!m_context->started || m_context->held.size() != aesgcm::TagSize)
        return fail(ErrorKind::Validation, ErrorCode::BadLength);
    if (!m_context->cipher.finishOpening(m_context->held))
        return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt);
    return {};
}

} // namespace reeeductio
