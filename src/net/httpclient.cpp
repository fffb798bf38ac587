// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/httpclient.h"

#include "base/logging.h"
#include "base/secretbytes.h"
#include "net/bodydevice.h"
#include "net/replybody.h"

#include <QDateTime>
#include <QLocale>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QNetworkRequest toQt(const HttpRequest &request)
{
    QNetworkRequest qt(request.url);
    qt.setHeader(QNetworkRequest::UserAgentHeader, u"reeeductio-desktop/" REEEDUCTIO_VERSION ""_s);
    if (!request.contentType.isEmpty())
        qt.setHeader(QNetworkRequest::ContentTypeHeader, request.contentType);
    if (request.bearer)
        qt.setRawHeader("Authorization", "Bearer " + request.bearer->exposeUnwiped());
    for (const auto &[name, value] : request.headers)
        qt.setRawHeader(name, value);
    qt.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    qt.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    qt.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    qt.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    qt.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    qt.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    qt.setTransferTimeout(request.timeoutMs);
    return qt;
}

QNetworkReply *start(QNetworkAccessManager &manager, const HttpRequest &request, BodyDevice *body)
{
    auto qt = toQt(request);
    if (body) {
        qt.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        qt.setHeader(QNetworkRequest::ContentLengthHeader, body->size());
    }
    switch (request.method) {
    case HttpRequest::Method::Get:
        return manager.get(qt);
    case HttpRequest::Method::Post:
        return body ? manager.post(qt, body) : manager.post(qt, request.body);
    case HttpRequest::Method::Put:
        return body ? manager.put(qt, body) : manager.put(qt, request.body);
    case HttpRequest::Method::Delete:
        return manager.deleteResource(qt);
    }
    Q_UNREACHABLE();
}

ErrorCode codeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError:
        return ErrorCode::HostNotFound;
    case QNetworkReply::ConnectionRefusedError:
        return ErrorCode::ConnectionRefused;
    case QNetworkReply::TimeoutError:
    case QNetworkReply::OperationCanceledError:
        return ErrorCode::TimedOut; // the transfer time-out cancels
    case QNetworkReply::SslHandshakeFailedError:
        return ErrorCode::TlsFailed;
    default:
        return ErrorCode::ConnectionLost;
    }
}

std::optional<qint64> dateOf(const QNetworkReply &reply)
{
    auto date = QLocale::c().toDateTime(QString::fromLatin1(reply.rawHeader("Date")),
                                        u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
    if (!date.isValid())
        return std::nullopt;
    date.setTimeSpec(Qt::UTC);
    return date.toMSecsSinceEpoch();
}

HttpResponse responseOf(QNetworkReply &reply, int status)
{
    HttpResponse response{.status = status, .body = reply.readAll()}; // empty when a sink took it
    response.contentType = reply.rawHeader("Content-Type");
    response.serverDateMs = dateOf(reply);
    bool isNumber = false;
    const int seconds = reply.rawHeader("Retry-After").toInt(&isNumber);
    if (isNumber && seconds >= 0)
        response.retryAfterSeconds = seconds;
    return response;
}

//! Qt calls 4xx and 5xx errors; to us they are answers. One cut off in the middle or garbled is none.
bool isWhole(QNetworkReply::NetworkError error, int status)
{
    switch (error) {
    case QNetworkReply::NoError:
        return status != 0;
    case QNetworkReply::ContentReSendError:
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolFailure:
        return false;
    default:
        return status >= 400 && error >= QNetworkReply::ContentAccessDenied;
    }
}

Result<HttpResponse> outcomeOf(QNetworkReply &reply, const BodyDevice *sent, const ReplyBody &received)
{
    if (sent && sent->error())
        return fail(*sent->error());
    if (received.error())
        return fail(*received.error());
    const auto status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto where = reply.url().host();
    if (!isWhole(reply.error(), status)) {
        const auto code = codeOf(reply.error());
        const bool saysMore = code == ErrorCode::ConnectionLost || code == ErrorCode::TlsFailed;
        return fail(ErrorKind::Network, code, saysMore ? where + u": "_s + reply.errorString() : where);
    }
    if (status >= 300 && status < 400)
        return fail(ErrorKind::Network, ErrorCode::RedirectRefused,
                    reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl().host(), status);
    return responseOf(reply, status);
}

} // namespace

HttpClient::HttpClient(QObject *parent) : QObject(parent), m_manager(new QNetworkAccessManager(this))
{
    m_manager->setAutoDeleteReplies(false);
}

HttpClient::~HttpClient() = default;

Pending<HttpResponse> HttpClient::send(HttpRequest request)
{
    const auto scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() ||
        (scheme != "http"_L1 && scheme != "https"_L1))
        return Pending<HttpResponse>::failed(
            {ErrorKind::Validation, ErrorCode::BadUrl, request.url.toDisplayString(QUrl::RemoveQuery)});
    if (scheme == "http"_L1)
        return sendNow(request);
    return m_tls.whenReady().then(this, [this, request = std::move(request)] { return sendNow(request); });
}

Pending<HttpResponse> HttpClient::sendNow(const HttpRequest &request)
{
    PendingPair<HttpResponse> pair;
    auto *const body = request.source ? new BodyDevice(request.source, this) : nullptr;
    auto *const reply = start(*m_manager, request, body);
    if (body)
        body->setParent(reply);
    auto *const received = new ReplyBody(*reply, request.sink, request.maxAnswerBytes);
    const auto number = ++m_lastNumber;
    m_replies.insert(number, reply);
    // Whoever drops the Pending may stand in a slot of this very reply, or in another thread.
    pair.completer.onCancel([this, number] {
        QMetaObject::invokeMethod(
            this, [this, number] { abort(number); }, Qt::QueuedConnection);
    });
    auto completer = std::make_shared<Completer<HttpResponse>>(std::move(pair.completer));
    connect(reply, &QNetworkReply::finished, this, [this, reply, number, body, received, completer] {
        m_replies.remove(number);
        reply->deleteLater();
        received->takeRest();
        auto outcome = outcomeOf(*reply, body, *received);
        qCDebug(logNet) << reply->operation() << reply->url().path() << (outcome ? outcome->status : 0);
        completer->complete(std::move(outcome));
    });
    return std::move(pair.pending);
}

void HttpClient::abort(quint64 number)
{
    if (auto *const reply = m_replies.value(number))
        reply->abort();
}

} // namespace reeeductio
