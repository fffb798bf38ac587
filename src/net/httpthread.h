// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/httptransport.h"

#include <QThread>

namespace reeeductio {

class HttpClient;

//! An HttpClient with a thread to itself, for bodies that come from files and go to them: there somebody may
//! wait for a disk. The thread begins with the first request. Sources and sinks are used in it; the Pendings
//! are as any, for any thread. Outlives whoever sends.
class HttpThread final : public HttpTransport
{
public:
    HttpThread();
    //! Aborts what is under way.
    ~HttpThread() override;
    Q_DISABLE_COPY_MOVE(HttpThread)

    Pending<HttpResponse> send(HttpRequest request) override;

private:
    QThread m_thread;
    HttpClient *m_client = nullptr; //!< lives in the thread, and ends with it
};

} // namespace reeeductio
