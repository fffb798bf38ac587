// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"
#include "base/secretbytes.h"

#include <QString>

namespace reeeductio {

//! The desktop's own store of secrets. The seam where tests put their own. Lives in a thread with an event
//! loop.
class Keychain
{
public:
    virtual ~Keychain() = default;

    //! Storage/KeychainUnavailable when there is none or it stays closed; NotFound when it holds no such
    //! entry.
    virtual Pending<SecretBytes> read(const QString &entry) = 0;
    virtual Pending<void> write(const QString &entry, SecretBytes secret) = 0;
};

//! libsecret, KWallet, the macOS keychain, the Windows credential store.
class SystemKeychain final : public Keychain
{
public:
    Pending<SecretBytes> read(const QString &entry) override;
    Pending<void> write(const QString &entry, SecretBytes secret) override;
};

} // namespace reeeductio
