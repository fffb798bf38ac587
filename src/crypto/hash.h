// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/fixedbytes.h"

#include <QByteArrayView>

#include <memory>

namespace reeeductio {

//! SHA-256 of bytes that are there. Thread-safe.
Digest sha256(QByteArrayView bytes);

//! HMAC-SHA256 (RFC 2104). Thread-safe.
Digest hmacSha256(QByteArrayView key, QByteArrayView message);

//! SHA-256 of bytes that come in pieces. One thread at a time.
class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 &&) noexcept;
    Sha256 &operator=(Sha256 &&) noexcept;

    void addData(QByteArrayView bytes);
    //! Ends this hash and begins the next.
    Digest result();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace reeeductio
