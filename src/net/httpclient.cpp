// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/httpclient.h"

#include "base/logging.h"
#include "base/secretbytes.h"
#include "net/httpfields.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>

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

QNetworkReply *start(QNetworkAccessManager &manager, const HttpRequest &request)
{
    const auto qt = toQt(request);
    switch (request.method) {
    case HttpRequest::Method::Get:
        return manager.get(qt);
    case HttpRequest::Method::Post:
        return manager.post(qt, request.body);
    case HttpRequest::Method::Put:
        return manager.put(qt, request.body);
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

//! What has come of an answer. It is taken piece by piece: all at once, tens of megabytes are a long event.
struct Incoming
{
    QByteArray body = {};
    bool isTooLarge = false;
};

//! What is handed to us at once: Qt waits with more until it is taken.
constexpr qint64 largestPiece = 512 * 1024;

//! False when it has become more than `most` bytes.
bool takePiece(QNetworkReply &reply, Incoming &incoming, qint64 most)
{
    const auto had = incoming.body.size();
    const auto piece = reply.bytesAvailable();
    if (had + piece > most)
        return false;
    const auto announced = reply.header(QNetworkRequest::ContentLengthHeader).toLongLong();
    if (had == 0 && announced <= most)
        incoming.body.reserve(announced);
    incoming.body.resize(had + piece);
    const auto read = reply.read(incoming.body.data() + had, piece);
    incoming.body.resize(had + std::max<qint64>(0, read));
    return true;
}

HttpResponse responseOf(QNetworkReply &reply, int status, QByteArray body)
{
    HttpResponse response{.status = status, .body = std::move(body)};
    response.contentType = reply.rawHeader("Content-Type");
    response.serverDateMs = httpDateMs(reply.rawHeader("Date"));
    response.retryAfterSeconds = retryAfterSeconds(reply.rawHeader("Retry-After"));
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

Result<HttpResponse> outcomeOf(QNetworkReply &reply, Incoming &incoming)
{
    const auto status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const auto where = reply.url().host();
    if (incoming.isTooLarge)
        return fail(ErrorKind::Network, ErrorCode::TooLarge, where, status);
    if (!isWhole(reply.error(), status)) {
        const auto code = codeOf(reply.error());
        const bool saysMore = code == ErrorCode::ConnectionLost || code == ErrorCode::TlsFailed;
        return fail(ErrorKind::Network, code, saysMore ? where + u": "_s + reply.errorString() : where);
    }
    if (status >= 300 && status < 400)
        return fail(ErrorKind::Network, ErrorCode::RedirectRefused,
                    reply.attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl().host(), status);
    return responseOf(reply, status, std::move(incoming.body));
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
    if (request.source || request.sink)
        return m_files.send(std::move(request));
    if (scheme == "http"_L1)
        return sendNow(request);
    return m_tls.whenReady().then(this, [this, request = std::move(request)] { return sendNow(request); });
}

Pending<HttpResponse> HttpClient::sendNow(const HttpRequest &request)
{
    PendingPair<HttpResponse> pair;
    auto *const reply = start(*m_manager, request);
    // Not downloadProgress, which is told ten times a second: much more than the limit fits in between.
    reply->setReadBufferSize(largestPiece);
    auto incoming = std::make_shared<Incoming>();
    const auto take = [reply, most = request.maxAnswerBytes, incoming] {
        if (incoming->isTooLarge || takePiece(*reply, *incoming, most))
            return;
        incoming->isTooLarge = true;
        reply->abort();
    };
    connect(reply, &QNetworkReply::readyRead, reply, take);
    const auto number = ++m_lastNumber;
    m_replies.insert(number, reply);
    // Whoever drops the Pending may stand in a slot of this very reply, or in another thread.
    pair.completer.onCancel([this, number] {
        QMetaObject::invokeMethod(
            this, [this, number] { abort(number); }, Qt::QueuedConnection);
    });
    auto completer = std::make_shared<Completer<HttpResponse>>(std::move(pair.completer));
    connect(reply, &QNetworkReply::finished, this, [this, reply, number, incoming, completer] {
        m_replies.remove(number);
        reply->deleteLater();
        auto outcome = outcomeOf(*reply, *incoming);
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
