// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"
#include "net/tlsreadiness.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace reeeductio {

//! A text stream to a server. The seam where tests put their own. Lives in the thread of its owner.
class StreamSocket : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    //! Ends in opened() or closed(), once each. `url` may carry a token in its query: it is never logged.
    virtual void open(const QUrl &url) = 0;
    virtual void sendText(const QString &text) = 0;
    //! Ends quietly: no signal follows.
    virtual void close() = 0;

Q_SIGNALS:
    void opened();
    void textReceived(const QString &text);
    //! Stream errors; Network when the way there failed; Authentication/TokenRefused when the upgrade was
    //! refused.
    void closed(const reeeductio::Error &error);
};

class StreamSocketFactory
{
public:
    virtual ~StreamSocketFactory() = default;
    virtual std::unique_ptr<StreamSocket> make() = 0;
};

//! Real WebSockets. Outlives them.
class WebSocketFactory final : public StreamSocketFactory
{
public:
    std::unique_ptr<StreamSocket> make() override;

private:
    TlsReadiness m_tls;
};

} // namespace reeeductio
