// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "crypto/symmetrickey.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace reeeductio {

//! AES-256-GCM as the protocol frames it: 12-byte IV ‖ ciphertext ‖ 16-byte tag. The protocol itself uses no
//! associated data; callers of the SDK may.
namespace aesgcm {

constexpr qsizetype IvSize = 12;
constexpr qsizetype TagSize = 16;
constexpr qsizetype Overhead = IvSize + TagSize;

//! With a fresh random IV.
QByteArray seal(const SymmetricKey &key, QByteArrayView plaintext, QByteArrayView associatedData = {});
//! With the caller's IV: only to make the same bytes twice (a blob's second pass), or for test vectors.
QByteArray sealWithIv(const SymmetricKey &key, QByteArrayView iv, QByteArrayView plaintext,
                      QByteArrayView associatedData = {});
//! Validation/CannotDecrypt when the tag does not hold, Validation/BadLength when shorter than the framing.
[[nodiscard]] Result<QByteArray> open(const SymmetricKey &key, QByteArrayView framed,
                                      QByteArrayView associatedData = {});

} // namespace aesgcm

//! The same framing in pieces, for what should not be held in memory. One thread at a time.
class AesGcmSealer
{
public:
    //! `iv` of 12 bytes: fresh for a new file, the first pass's for the second.
    AesGcmSealer(const SymmetricKey &key, QByteArrayView iv);
    ~AesGcmSealer();
    AesGcmSealer(AesGcmSealer &&) noexcept;
    AesGcmSealer &operator=(AesGcmSealer &&) noexcept;

    //! The IV: what stands first on the wire.
    QByteArray header() const;
    QByteArray update(QByteArrayView plaintext);
    //! The tag: what stands last.
    QByteArray finish();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

//! Plaintext given out by update() is unproved until finish() succeeds: keep it where nobody takes it for
//! real.
class AesGcmOpener
{
public:
    explicit AesGcmOpener(const SymmetricKey &key);
    ~AesGcmOpener();
    AesGcmOpener(AesGcmOpener &&) noexcept;
    AesGcmOpener &operator=(AesGcmOpener &&) noexcept;

    //! Takes the framed bytes in pieces of any size.
    QByteArray update(QByteArrayView framed);
    //! The last plaintext bytes' proof. Errors as of aesgcm::open.
    [[nodiscard]] Result<void> finish();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace reeeductio
