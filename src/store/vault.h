// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/serialthread.h"
#include "base/uniquefunction.h"
#include "store/keychain.h"
#include "store/vaultfile.h"

#include <QObject>

#include <deque>
#include <memory>

namespace reeeductio {

//! The profile's secrets: opened once at start, then held in memory and saved whole at each change. Where
//! there is a system keychain its key lies there, else in a file beside it that only this user may read.
//! Lives in a thread with an event loop; files are touched in the store thread.
class Vault : public QObject
{
    Q_OBJECT

public:
    //! What protects the secrets at rest, to be shown as what it is.
    enum class Protection { None, Keychain, KeyFile };

    //! `directory` is the profile's. `keychain` outlives the vault.
    Vault(SerialThread &thread, Keychain &keychain, QString directory, QObject *parent = nullptr);
    ~Vault() override;

    //! Opens the vault, or makes one. Storage: Damaged, TooNew, CannotOpen, KeychainUnavailable (it opened
    //! with the keychain before, and that stays closed: never wiped, never made anew).
    Pending<void> open();
    //! Opens it only when there is one, and touches nothing: for whoever looks in from beside.
    //! NotFound/CannotOpen with the file when there is none; NotFound from the keychain, Storage as open().
    Pending<void> openExisting();
    bool isOpen() const { return m_contents != nullptr; }
    Protection protection() const { return m_protection; }

    //! Only when open.
    const VaultContents &contents() const { return *m_contents; }
    //! Lets `edit` change what is there once all earlier changes are through, and saves it. Durable when it
    //! completes; contents() is the new one only then. Dropped after its turn has come it is made all the
    //! same. Storage: CannotWrite, DiskFull; then nothing is changed.
    Pending<void> change(UniqueFunction<void(VaultContents &)> edit);

private:
    class Make;

    struct Change
    {
        UniqueFunction<void(VaultContents &)> edit;
        Completer<void> completer;
    };

    void makeNextChange();
    Pending<void> write(const VaultContents &contents);
    Pending<void> unlockWith(const VaultSlot &slot);
    Pending<void> finishMaking(VaultSlot::Kind kind, const QString &entry, const SymmetricKey &slotKey);
    [[nodiscard]] Result<void> take(const VaultSlot &slot, const SymmetricKey &slotKey);

    SerialThread &m_thread;
    Keychain &m_keychain;
    QString m_directory;
    VaultFile m_file;
    std::unique_ptr<VaultContents> m_contents;
    std::deque<Change> m_changes; //!< the first one is being written
    Protection m_protection = Protection::None;
};

} // namespace reeeductio
