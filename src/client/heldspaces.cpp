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
    const auto those = [this](const auto &isMeant) {
        std::vector<const SpaceRecord *> found;
        for (const auto &record : spaces()) {
            if (isMeant(record))
                found.push_back(&record);
        }
        return found;
    };
    if (text.isEmpty())
        return {};
    auto found = those([&text](const SpaceRecord &record) { return record.space.toString() == text; });
    if (found.empty())
        found = those([&text](const SpaceRecord &record) { return record.name == text; });
    if (found.empty())
        found = those([&text](const SpaceRecord &record) {
            return record.name.compare(text, Qt::CaseInsensitive) == 0;
        });
    return found;
}

} // namespace reeeductio
