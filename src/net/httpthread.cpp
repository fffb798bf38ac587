// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/httpthread.h"

#include "net/httpclient.h"

namespace reeeductio {

HttpThread::HttpThread()
{
    m_thread.setObjectName(QStringLiteral("transfers"));
}

HttpThread::~HttpThread()
{
    m_thread.quit();
    m_thread.wait();
}

Pending<HttpResponse> HttpThread::send(HttpRequest request)
{
    if (!m_client) {
        m_client = new HttpClient;
        m_client->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_client, &QObject::deleteLater);
        m_thread.start();
    }
    PendingPair<HttpResponse> pair;
    auto completer = std::make_shared<Completer<HttpResponse>>(std::move(pair.completer));
    QMetaObject::invokeMethod(
        m_client,
        [client = m_client, request = std::move(request), completer]() mutable {
            if (!completer->isCancelled())
                client->send(std::move(request)).forwardTo(std::move(*completer));
        },
        Qt::QueuedConnection);
    return std::move(pair.pending);
}

} // namespace reeeductio
