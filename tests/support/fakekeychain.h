// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/keychain.h"

#include <QHash>

namespace reeeductio::test {

//! A keychain in memory that can be absent, or forget.
class FakeKeychain final : public Keychain
{
public:
    bool isAvailable = true;
    QHash<QString, QByteArray> entries;

    Pending<SecretBytes> read(const QString &entry) override
    {
        if (!isAvailable)
            return Pending<SecretBytes>::failed({ErrorKind::Storage, ErrorCode::KeychainUnavailable, {}});
        if (!entries.contains(entry))
            return Pending<SecretBytes>::failed({ErrorKind::NotFound, ErrorCode::KeychainUnavailable, entry});
        return Pending<SecretBytes>::resolved(SecretBytes::copyOf(entries.value(entry)));
    }

    Pending<void> write(const QString &entry, SecretBytes secret) override
    {
        if (!isAvailable)
            return Pending<void>::failed({ErrorKind::Storage, ErrorCode::KeychainUnavailable, {}});
        entries.insert(entry, secret.exposeUnwiped());
        return Pending<void>::resolved({});
    }
};

} // namespace reeeductio::test
