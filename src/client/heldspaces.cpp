// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/heldspaces.h"

namespace reeeductio {

Credentials credentialsOf(const SpaceRecord &record)
{
    Credentials credentials{record.server,      record.space,        record.member,
                            record.key.clone(), record.root.clone(), {}};
    if (record.userKey)
        credentials.userKey = record.userKey->clone();
    return credentials;
}

HeldSpaces::HeldSpaces(SerialThread &storeThread, Keychain &keychain, QString directory, QObject *parent)
    : QObject(parent), m_vault(storeThread, keychain, std::move(directory))
{}

HeldSpaces::~HeldSpaces() = default;

Pending<void> HeldSpaces::read()
{
    return m_vault.openExisting();
}

std::vector<const SpaceRecord *> HeldSpaces::find(const QString &text) const
{
    std::vector<const SpaceRecord *> named;
    for (const auto &record : spaces()) {
        if (record.space.toString() == text)
            return {&record};
        if (!text.isEmpty() && record.name == text)
            named.push_back(&record);
    }
    return named;
}

} // namespace reeeductio
