// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/httptransport.h"

#include <QThread>

namespace reeeductio {

//! HTTP/1.1 over libcurl, in one thread of its own, where sources and sinks may wait for a disk. For bodies
//! that are not held in memory: Qt hands an upload to its network thread 16 KiB at a time, and reads no
//! answer before it has sent all. No cookies, no redirects; proxies as Qt has them. The thread begins with
//! the first request; send() from one thread, Pendings are for any.
class FileTransport final : public HttpTransport
{
public:
    FileTransport();
    //! Aborts what is under way.
    ~FileTransport() override;
    Q_DISABLE_COPY_MOVE(FileTransport)

    Pending<HttpResponse> send(HttpRequest request) override;

private:
    class Loop;

    std::shared_ptr<Loop> m_loop; //!< shared with what may yet be dropped
    std::unique_ptr<QThread> m_thread;
};

} // namespace reeeductio
