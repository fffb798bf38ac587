// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/credentials.h"
#include "store/vault.h"

namespace reeeductio {

//! Who a person is in a space that their vault holds.
Credentials credentialsOf(const SpaceRecord &record);

//! The spaces whose keys a profile on this computer holds, for programs beside the desktop, whether it runs
//! or not: only the vault is read, and nothing is written. Lives in a thread with an event loop; files are
//! touched in the store thread.
class HeldSpaces : public QObject
{
    Q_OBJECT

public:
    //! `directory` is the profile's. `keychain` outlives this.
    HeldSpaces(SerialThread &storeThread, Keychain &keychain, QString directory, QObject *parent = nullptr);
    ~HeldSpaces() override;

    //! NotFound when there is no profile, or the keychain has not its key; Storage as Vault::open().
    Pending<void> read();

    //! In the order they were added. Only once they have been read.
    const std::vector<SpaceRecord> &spaces() const { return m_vault.contents().spaces; }
    //! Those that `text` may mean: the space of that id, else those that were added by that name. By the very
    //! letters, so that "Bank" of strangers never stands for one's own "bank". Empty text means none.
    std::vector<const SpaceRecord *> find(const QString &text) const;

private:
    Vault m_vault;
};

} // namespace reeeductio
