// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QTemporaryDir>

namespace reeeductio::test {

//! What one machine keeps, in a folder of its own; can be closed and opened again on the same files.
class Machine
{
public:
    Machine();
    ~Machine();

    //! False when a file cannot be opened.
    bool open();
    //! What the last open() met.
    const OpenReport &cacheReport() const { return m_cacheReport; }
    const OpenReport &userReport() const { return m_userReport; }
    void close();

    LocalServices services() { return {*m_messages, *m_user, *m_authority, m_uploadSlots, m_downloadSlots}; }
    LocalMessageStore &messages() { return *m_messages; }
    UserStore &user() { return *m_user; }
    QString folder() const { return m_directory.path(); }
    QString file(const QString &name) const { return m_directory.filePath(name); }

private:
    QTemporaryDir m_directory;
    OpenReport m_cacheReport;
    OpenReport m_userReport;
    SymmetricKey m_dataKey = SymmetricKey::generate();
    std::unique_ptr<SerialThread> m_thread;
    std::unique_ptr<SerialThread> m_authority;
    TransferSlots m_uploadSlots{2};
    TransferSlots m_downloadSlots{3};
    std::unique_ptr<LocalMessageStore> m_messages;
    std::unique_ptr<UserStore> m_user;
};

} // namespace reeeductio::test
