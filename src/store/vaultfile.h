// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/signingkey.h"
#include "crypto/symmetrickey.h"
#include "protocol/identifier.h"

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>
#include <vector>

namespace reeeductio {

//! What it takes to be a member of a space.
struct SpaceRecord
{
    QUrl server;
    SpaceId space;
    MemberId member;
    SigningKey key;
    SymmetricKey root;
    std::optional<SymmetricKey> userKey;
    QString name;         //!< the person's own for it, or the first it was seen to have; it may have another
    bool isLocal = false; //!< on the embedded server, whatever its address is this time

    SpaceRecord clone() const;
};

//! Everything secret of one profile. Move-only.
struct VaultContents
{
    SymmetricKey dataKey; //!< for the secret columns of user.db
    std::vector<SpaceRecord> spaces;
    std::optional<SigningKey> localAdmin; //!< the embedded server's administrator
    //! Whom its server may have let in already, by an invitation: shown once that is known.
    std::vector<SpaceRecord> joining = {};

    static VaultContents fresh();
    VaultContents clone() const;
};

//! One way to the vault's key: the key, wrapped under another one that is kept elsewhere.
struct VaultSlot
{
    enum class Kind { Keychain, KeyFile };

    Kind kind = Kind::KeyFile;
    QString entry; //!< the keychain's entry, or the key file's name beside the vault
    QByteArray wrappedKey;
};

//! The vault as it lies on disk: `{"format","version","slots":[…],"contents"}`, contents under a random key
//! (XChaCha20-Poly1305), that key under one key a slot. Pure but for load and save.
class VaultFile
{
public:
    //! A new one with a random key.
    static VaultFile create();

    //! Storage: CannotOpen, Damaged, TooNew. NotFound when there is no file.
    [[nodiscard]] static Result<VaultFile> load(const QString &file);
    //! All or nothing, readable by the owner only. Storage: CannotWrite, DiskFull.
    [[nodiscard]] Result<void> save(const QString &file) const;

    //! What save() would write, without the key.
    VaultFile snapshot() const;

    const QList<VaultSlot> &slotList() const { return m_slots; }
    void addSlot(VaultSlot::Kind kind, const QString &entry, const SymmetricKey &slotKey);
    //! Learns the vault's key. Storage/WrongPassphrase when `slotKey` does not open this slot.
    [[nodiscard]] Result<void> unlock(const VaultSlot &slot, const SymmetricKey &slotKey);

    //! Storage/Damaged when the bytes do not hold what they should. Only when unlocked.
    [[nodiscard]] Result<VaultContents> contents() const;
    void setContents(const VaultContents &contents);

private:
    QList<VaultSlot> m_slots;
    QByteArray m_sealed;
    std::optional<SymmetricKey> m_key;
};

} // namespace reeeductio
