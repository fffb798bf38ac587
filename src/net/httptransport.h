// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"
#include "net/httpbody.h"

#include <QByteArray>
#include <QUrl>

#include <memory>
#include <optional>

namespace reeeductio {

//! What goes out.
struct HttpRequest
{
    enum class Method { Get, Post, Put, Delete };

    Method method = Method::Get;
    QUrl url;
    QByteArray body = {};
    //! Sent instead of `body`, piece by piece, from a thread of the transport.
    std::shared_ptr<HttpBody> source = {};
    //! Takes a success's body, in a thread of the transport, unless that is JSON; all else is held in memory,
    //! as without a sink.
    std::shared_ptr<HttpSink> sink = {};
    QByteArray contentType = {};
    //! Sent as `Authorization: Bearer`. Shared, because requests wait in queues and are sent again.
    std::shared_ptr<const class SecretBytes> bearer = {};
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    qint64 maxAnswerBytes = 16 * 1024 * 1024; //!< in memory
    int timeoutMs = 30'000;                   //!< without a byte moving
};

//! Whether sending it twice does no more than sending it once.
constexpr bool isIdempotent(HttpRequest::Method method)
{
    return method != HttpRequest::Method::Post;
}

//! What came back: any status is an answer.
struct HttpResponse
{
    int status = 0;
    QByteArray body = {};
    QByteArray contentType = {};
    //! The server's `Date`, in milliseconds, to tell a wrong clock; nothing when it sent none.
    std::optional<qint64> serverDateMs = {};
    std::optional<int> retryAfterSeconds = {};

    bool isSuccess() const { return status >= 200 && status < 300; }
};

//! Sends requests. No answer is an Error: Network with HostNotFound, ConnectionRefused, ConnectionLost,
//! TimedOut, TlsFailed, RedirectRefused or TooLarge, or what source or sink failed with. Dropping the Pending
//! aborts. The seam where tests put their own.
class HttpTransport
{
public:
    virtual ~HttpTransport() = default;
    virtual Pending<HttpResponse> send(HttpRequest request) = 0;
};

} // namespace reeeductio
