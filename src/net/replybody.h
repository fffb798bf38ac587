// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/httpbody.h"

#include <QObject>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QNetworkReply;
QT_END_NAMESPACE

namespace reeeductio {

//! The body of a reply as it comes: a success's goes on to the sink, when there is one; all else stays in the
//! reply as long as it is small. Aborts what is too large, or what the sink will not have. The reply owns it.
class ReplyBody final : public QObject
{
    Q_OBJECT

public:
    //! `mostInMemory` in bytes.
    ReplyBody(QNetworkReply &reply, std::shared_ptr<HttpSink> sink, qint64 mostInMemory);

    //! What has not been told of yet, once the reply has finished.
    void takeRest() { take(); }
    //! Why the reply was aborted.
    const std::optional<Error> &error() const { return m_error; }

private:
    void take();
    void begin();
    [[nodiscard]] Result<void> passOn();
    void fail(Error error);

    QNetworkReply &m_reply;
    std::shared_ptr<HttpSink> m_sink;
    qint64 m_mostInMemory;
    std::optional<Error> m_error;
    bool m_hasBegun = false;
};

} // namespace reeeductio
