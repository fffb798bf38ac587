// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/filetransport.h"
#include "net/httptransport.h"
#include "net/tlsreadiness.h"

#include <QHash>
#include <QObject>

QT_BEGIN_NAMESPACE
class QNetworkAccessManager;
class QNetworkReply;
QT_END_NAMESPACE

namespace reeeductio {

//! HTTP/1.1 over QNetworkAccessManager: no cookies, no cache, no redirects, HTTP/2 off (CVE-2023-51714 in
//! Qt 6.4). Requests with a source or a sink go to a thread of their own, a FileTransport. Lives in one
//! thread, which needs an event loop; Pendings may be dropped in another.
class HttpClient final : public QObject, public HttpTransport
{
    Q_OBJECT

public:
    explicit HttpClient(QObject *parent = nullptr);
    ~HttpClient() override;

    Pending<HttpResponse> send(HttpRequest request) override;

private:
    Pending<HttpResponse> sendNow(const HttpRequest &request);
    void abort(quint64 number);

    QNetworkAccessManager *m_manager;
    QHash<quint64, QNetworkReply *> m_replies; //!< under way
    quint64 m_lastNumber = 0;
    TlsReadiness m_tls;
    FileTransport m_files;
};

} // namespace reeeductio
