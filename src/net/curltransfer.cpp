// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/curltransfer.h"

#include "base/logging.h"
#include "base/secretbytes.h"
#include "net/httpfields.h"

#include <QNetworkProxy>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr long sendPiece = 256 * 1024;
constexpr long receivePiece = 256 * 1024;
constexpr qsizetype sinkPiece = 128 * 1024;
//! From this size on a server is asked before it is sent a body: it may refuse it unread.
constexpr qint64 sentUnasked = 1024 * 1024;
//! How long a server may take to say "go on" before it is sent a large body anyway: some never say it.
constexpr long goOnMs = 500;

const char *nameOf(HttpRequest::Method method)
{
    switch (method) {
    case HttpRequest::Method::Get:
        return "GET";
    case HttpRequest::Method::Post:
        return "POST";
    case HttpRequest::Method::Put:
        return "PUT";
    case HttpRequest::Method::Delete:
        return "DELETE";
    }
    Q_UNREACHABLE();
}

QByteArray addressOf(const QNetworkProxy &proxy)
{
    const QByteArray scheme = proxy.type() == QNetworkProxy::Socks5Proxy ? "socks5h" : "http";
    const auto host = proxy.hostName().contains(u':') ? u'[' + proxy.hostName() + u']' : proxy.hostName();
    return scheme + "://" + host.toLatin1() + ':' + QByteArray::number(proxy.port());
}

ErrorCode codeOf(CURLcode code, long systemError)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return ErrorCode::HostNotFound;
    case CURLE_COULDNT_CONNECT:
        return systemError == ECONNREFUSED ? ErrorCode::ConnectionRefused : ErrorCode::ConnectionLost;
    case CURLE_OPERATION_TIMEDOUT:
        return ErrorCode::TimedOut;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
        return ErrorCode::TlsFailed;
    default:
        return ErrorCode::ConnectionLost;
    }
}

} // namespace

CurlTransfer::CurlTransfer(HttpRequest request, Completer<HttpResponse> completer)
    : m_request(std::move(request)), m_completer(std::move(completer))
{}

CurlTransfer *CurlTransfer::of(const CurlLibrary &curl, CURL *handle)
{
    CurlTransfer *transfer = nullptr;
    curl.easyGetinfo(handle, CURLINFO_PRIVATE, &transfer);
    return transfer;
}

bool CurlTransfer::prepare(const CurlLibrary *curl)
{
    m_curl = curl;
    if (!curl) {
        m_completer.fail({ErrorKind::Internal, ErrorCode::Unexpected, u"libcurl"_s});
        return false;
    }
    m_easy.reset(curl->easyInit());
    if (!m_easy) {
        m_completer.fail({ErrorKind::Network, ErrorCode::ConnectionLost, m_request.url.host()});
        return false;
    }
    setUp();
    m_lastMoved = Clock::now();
    return true;
}

void CurlTransfer::setUp()
{
    set(CURLOPT_PRIVATE, this);
    set(CURLOPT_URL, m_request.url.toEncoded(QUrl::RemoveFragment | QUrl::RemoveUserInfo).constData());
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_CUSTOMREQUEST, nameOf(m_request.method));
    set(CURLOPT_HTTP_VERSION, long(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_SSLVERSION, long(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_USERAGENT, "reeeductio-desktop/" REEEDUCTIO_VERSION);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_QUICK_EXIT, 1L); // does not wait for a name that nobody wants to know any more
    set(CURLOPT_CONNECTTIMEOUT_MS, long(m_request.timeoutMs));
    set(CURLOPT_BUFFERSIZE, receivePiece);
    set(CURLOPT_WRITEFUNCTION, &CurlTransfer::write);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, &CurlTransfer::progressed);
    set(CURLOPT_XFERINFODATA, this);
    setUpProxy();
    setUpBody();
    setHeaders();
}

bool CurlTransfer::isAsked() const
{
    return m_request.source && m_request.source->size() >= sentUnasked;
}

void CurlTransfer::setUpBody()
{
    if (m_request.source) {
        set(CURLOPT_UPLOAD, 1L);
        set(CURLOPT_INFILESIZE_LARGE, curl_off_t(m_request.source->size()));
        set(CURLOPT_UPLOAD_BUFFERSIZE, sendPiece);
        set(CURLOPT_EXPECT_100_TIMEOUT_MS, goOnMs);
        // A success that comes without "go on" leaves the body unsent, and curl would take the connection for
        // the next request, which the server still waits to read as that body.
        set(CURLOPT_FORBID_REUSE, isAsked() ? 1L : 0L);
        set(CURLOPT_READFUNCTION, &CurlTransfer::read);
        set(CURLOPT_READDATA, this);
        set(CURLOPT_SEEKFUNCTION, &CurlTransfer::seek);
        set(CURLOPT_SEEKDATA, this);
    } else if (!m_request.body.isEmpty()) {
        set(CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(m_request.body.size()));
        set(CURLOPT_POSTFIELDS, m_request.body.constData());
    }
}

void CurlTransfer::setUpProxy()
{
    const auto proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(m_request.url));
    const auto proxy = proxies.value(0, QNetworkProxy(QNetworkProxy::NoProxy));
    const bool isNone = proxy.type() == QNetworkProxy::NoProxy || proxy.hostName().isEmpty();
    set(CURLOPT_PROXY, isNone ? "" : addressOf(proxy).constData()); // "": none, whatever the environment says
    if (!isNone && !proxy.user().isEmpty()) {
        set(CURLOPT_PROXYUSERNAME, proxy.user().toUtf8().constData());
        set(CURLOPT_PROXYPASSWORD, proxy.password().toUtf8().constData());
    }
}

void CurlTransfer::setHeaders()
{
    const auto add = [this](const QByteArray &line) {
        m_headers.reset(m_curl->slistAppend(m_headers.release(), line.constData()));
    };
    add(m_request.contentType.isEmpty() ? QByteArray("Content-Type:") // none, not even curl's own
                                        : "Content-Type: " + m_request.contentType);
    if (m_request.bearer)
        add("Authorization: Bearer " + m_request.bearer->exposeUnwiped());
    if (m_request.source && !isAsked())
        add("Expect:");
    for (const auto &[name, value] : m_request.headers)
        add(name + ": " + value);
    set(CURLOPT_HTTPHEADER, m_headers.get());
}

size_t CurlTransfer::read(char *into, size_t size, size_t count, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    auto got = transfer.nextToSend(into, static_cast<qint64>(size * count));
    if (got)
        return static_cast<size_t>(*got);
    transfer.m_error = std::move(got).error();
    return CURL_READFUNC_ABORT;
}

int CurlTransfer::seek(void *self, curl_off_t offset, int origin)
{
    if (offset != 0 || origin != SEEK_SET)
        return CURL_SEEKFUNC_FAIL;
    static_cast<CurlTransfer *>(self)->m_isAtStart = false; // it goes out once more
    return CURL_SEEKFUNC_OK;
}

Result<qint64> CurlTransfer::nextToSend(char *into, qint64 most)
{
    if (!std::exchange(m_isAtStart, true)) {
        if (auto rewound = m_request.source->rewind(); !rewound)
            return fail(std::move(rewound).error());
    }
    return m_request.source->read(into, most);
}

size_t CurlTransfer::write(const char *bytes, size_t size, size_t count, void *self)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    auto taken = transfer.take(QByteArrayView(bytes, static_cast<qsizetype>(size * count)));
    if (taken)
        return size * count;
    transfer.m_error = std::move(taken).error();
    return CURL_WRITEFUNC_ERROR;
}

Result<void> CurlTransfer::beginAnswer()
{
    if (std::exchange(m_hasBegun, true) || !m_request.sink)
        return {};
    const bool isForSink = status() >= 200 && status() < 300 && !contentType().startsWith("application/json");
    if (!isForSink) {
        m_request.sink.reset();
        return {};
    }
    curl_off_t size = -1;
    m_curl->easyGetinfo(handle(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &size);
    return m_request.sink->begin(size);
}

Result<void> CurlTransfer::take(QByteArrayView bytes)
{
    if (auto begun = beginAnswer(); !begun)
        return begun;
    if (m_request.sink) {
        m_answer += bytes; // curl gives 16 KiB at a time
        return m_answer.size() < sinkPiece ? Result<void>() : passOn();
    }
    if (m_answer.size() + bytes.size() > m_request.maxAnswerBytes)
        return fail(ErrorKind::Network, ErrorCode::TooLarge, m_request.url.host(), status());
    m_answer += bytes;
    return {};
}

Result<void> CurlTransfer::passOn()
{
    auto written = m_request.sink->write(m_answer);
    m_answer.resize(0); // keeps its room
    return written;
}

int CurlTransfer::progressed(void *self, curl_off_t, curl_off_t down, curl_off_t, curl_off_t up)
{
    auto &transfer = *static_cast<CurlTransfer *>(self);
    if (std::exchange(transfer.m_moved, down + up) != down + up)
        transfer.m_lastMoved = Clock::now();
    return 0;
}

void CurlTransfer::finish(CURLcode code)
{
    auto result = outcome(code);
    qCDebug(logNet) << nameOf(m_request.method) << m_request.url.path() << (result ? result->status : 0);
    m_completer.complete(std::move(result));
}

Result<HttpResponse> CurlTransfer::outcome(CURLcode code)
{
    if (code == CURLE_OK) {
        auto taken = beginAnswer(); // of an answer without a body
        if (taken && m_request.sink)
            taken = passOn();
        if (!taken)
            return fail(std::move(taken).error());
    }
    if (m_error)
        return fail(*m_error);
    if (code != CURLE_OK || status() == 0)
        return fail(errorOf(code));
    if (status() >= 300 && status() < 400) {
        const char *target = nullptr;
        m_curl->easyGetinfo(handle(), CURLINFO_REDIRECT_URL, &target);
        return fail(ErrorKind::Network, ErrorCode::RedirectRefused,
                    QUrl::fromEncoded(target ? target : "").host(), status());
    }
    HttpResponse response{.status = status(), .body = m_answer, .contentType = contentType()};
    response.serverDateMs = httpDateMs(field("Date"));
    response.retryAfterSeconds = retryAfterSeconds(field("Retry-After"));
    return response;
}

Error CurlTransfer::errorOf(CURLcode code) const
{
    long systemError = 0;
    m_curl->easyGetinfo(handle(), CURLINFO_OS_ERRNO, &systemError);
    const auto where = m_request.url.host();
    const auto known = codeOf(code, systemError);
    const bool saysMore = known == ErrorCode::ConnectionLost || known == ErrorCode::TlsFailed;
    return {ErrorKind::Network, known,
            saysMore ? where + u": "_s + QString::fromUtf8(m_curl->easyStrerror(code)) : where};
}

int CurlTransfer::status() const
{
    long status = 0;
    m_curl->easyGetinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

QByteArray CurlTransfer::contentType() const
{
    const char *type = nullptr;
    m_curl->easyGetinfo(handle(), CURLINFO_CONTENT_TYPE, &type);
    return type;
}

QByteArray CurlTransfer::field(const char *name) const
{
    curl_header *header = nullptr;
    return m_curl->easyHeader(handle(), name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK
               ? QByteArray(header->value)
               : QByteArray();
}

} // namespace reeeductio
