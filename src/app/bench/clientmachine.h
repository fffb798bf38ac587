// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "net/httpclient.h"

#include <QTemporaryDir>

#include <memory>

namespace reeeductio::bench {

//! A client's whole machine with nothing on it yet: threads, network, and stores on the disk in a folder that
//! goes with it. What a desktop program has, without its windows.
class ClientMachine
{
public:
    ClientMachine();
    ~ClientMachine();
    Q_DISABLE_COPY_MOVE(ClientMachine)

    //! Opens the stores. Once, before all else.
    Pending<void> open(QObject *context);

    ClientServices services() { return {m_http, m_sockets, m_pool, m_clock}; }
    LocalServices local() { return {m_messages, m_user, m_authorityThread, m_uploadSlots, m_downloadSlots}; }

    LocalMessageStore &messages() { return m_messages; }
    WorkerPool &pool() { return m_pool; }
    SerialThread &storeThread() { return m_storeThread; }
    SerialThread &authorityThread() { return m_authorityThread; }

private:
    QTemporaryDir m_directory;
    WorkerPool m_pool;
    HttpClient m_http;
    WebSocketFactory m_sockets;
    SystemClock m_clock;
    SymmetricKey m_dataKey = SymmetricKey::generate();
    SerialThread m_storeThread;
    SerialThread m_authorityThread;
    LocalMessageStore m_messages;
    UserStore m_user;
    TransferSlots m_uploadSlots{2};
    TransferSlots m_downloadSlots{3};
};

} // namespace reeeductio::bench
