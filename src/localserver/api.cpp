// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/api.h"

#include "localserver/requestfields.h"
#include "protocol/json.h"

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

// A message has 100 KiB of data and a path. On every connection a stranger may fill as much memory as this.
constexpr std::size_t jsonBodyLimit = 256 * 1024;
// Published servers set no limit for a data value; here it has to fit into memory with ease.
constexpr std::size_t largeJsonBodyLimit = 16 * 1024 * 1024;

HttpResponse finish(const ServerCore &core, const HttpRequest &request, Answer<HttpResponse> answer)
{
    auto response = answer ? *std::move(answer) : toResponse(answer.error());
    allowOrigin(request, core.options.allowedOrigins, response);
    return response;
}

Answer<void> requireBearer(const Route &route, const ApiCall &call)
{
    if (route.needsBearer && call.bearer.isEmpty())
        return refuse(401, u"Not authenticated"_s);
    return {};
}

//! A request with a JSON body, or none that anybody reads.
class JsonExchange final : public HttpExchange
{
public:
    JsonExchange(ServerCore &core, const Route &route, ApiCall call)
        : m_core(core), m_route(route), m_call(std::move(call))
    {}

    //! Whether a body of that size is taken; asked before what comes is kept.
    Answer<void> checkSize(std::uint64_t size)
    {
        if (size <= jsonBodyLimit)
            return {};
        if (size > largeJsonBodyLimit || m_route.body != Route::Body::LargeJson)
            return refuse(413, u"Request body too large"_s);
        if (m_isFromMember)
            return {};
        return requireBearer(m_route, m_call)
            .and_then([this] { return m_core.signIn(m_call.parameters.front(), m_call.bearer); })
            .map([this](const Session &) { m_isFromMember = true; });
    }

    bool take(std::string_view piece) override
    {
        m_received += piece.size();
        m_size = checkSize(m_received);
        if (m_size && m_route.body != Route::Body::None)
            m_body.append(piece.data(), static_cast<qsizetype>(piece.size()));
        return m_size.has_value();
    }

    HttpResponse answer() override { return finish(m_core, m_call.request, respond()); }

private:
    Answer<HttpResponse> respond()
    {
        if (!m_size)
            return tl::unexpected(m_size.error());
        if (m_route.body != Route::Body::None) {
            auto body = isJson(m_call.request) ? parseJsonObject(m_body)
                                               : fail(ErrorKind::Validation, ErrorCode::BadJson);
            if (!body)
                return unprocessable({u"body"_s}, u"JSON object expected: "_s + nameOf(body.error().code));
            m_call.body = *std::move(body);
        }
        if (auto checked = requireBearer(m_route, m_call); !checked)
            return tl::unexpected(checked.error());
        return m_route.endpoint(m_core, m_call);
    }

    ServerCore &m_core;
    const Route &m_route;
    ApiCall m_call;
    QByteArray m_body;
    std::uint64_t m_received = 0;
    Answer<void> m_size;
    bool m_isFromMember = false;
};

//! A blob on its way into the store.
class BlobExchange final : public HttpExchange
{
public:
    BlobExchange(ServerCore &core, ApiCall call, std::unique_ptr<BlobUpload> upload)
        : m_core(core), m_call(std::move(call)), m_upload(std::move(upload))
    {}

    bool take(std::string_view piece) override
    {
        m_written = m_upload->append({piece.data(), static_cast<qsizetype>(piece.size())});
        return m_written && m_upload->size() <= m_core.options.maxBlobBytes;
    }

    HttpResponse answer() override
    {
        if (!m_written)
            return finish(m_core, m_call.request, refuseFor(m_written.error()));
        return finish(m_core, m_call.request, endpoints::finishBlob(m_core, m_call, *m_upload));
    }

private:
    ServerCore &m_core;
    ApiCall m_call;
    std::unique_ptr<BlobUpload> m_upload;
    Result<void> m_written;
};

//! Where the path is, that with its last slash added or taken away is a route's.
tl::unexpected<Refusal> redirect(const HttpRequest &request)
{
    std::string location(request.path());
    if (location.ends_with('/'))
        location.pop_back();
    else
        location += '/';
    if (!request.query().empty())
        location += '?' + std::string(request.query());
    return tl::unexpected<Refusal>({307, u"Temporary Redirect"_s, {{"location", location}}});
}

tl::unexpected<Refusal> wrongMethod(const QStringList &allowed)
{
    return tl::unexpected<Refusal>(
        {405, u"Method Not Allowed"_s, {{"allow", allowed.join(u", "_s).toStdString()}}});
}

} // namespace

Api::Api(ServerCore &core) : m_core(core)
{
    for (const auto &route : routes())
        m_router.add(QString::fromLatin1(route.method), QString::fromLatin1(route.pattern));
}

std::variant<HttpResponse, std::unique_ptr<HttpExchange>> Api::begin(const HttpRequest &request)
{
    auto begun = checkCaller(request).and_then([&]() -> Begun {
        if (isPreflight(request))
            return nullptr;
        return route(request);
    });
    if (!begun)
        return finish(m_core, request, tl::unexpected(begun.error()));
    if (!*begun)
        return finish(m_core, request, preflightAnswer(request));
    return *std::move(begun);
}

Answer<void> Api::checkCaller(const HttpRequest &request) const
{
    if (m_core.options.listenAddress.isLoopback() && !isForLoopback(request))
        return refuse(421, u"This server answers to localhost only"_s);
    if (!isFromAllowedOrigin(request, m_core.options.allowedOrigins))
        return refuse(403, u"This server does not answer to pages of this origin"_s);
    return {};
}

Api::Begun Api::route(const HttpRequest &request)
{
    const auto bytes = percentDecoded(request.path());
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString path = decoder(QByteArrayView(bytes));
    if (decoder.hasError())
        return refuse(400, u"The path is not UTF-8"_s);
    const auto match = m_router.match(QString::fromStdString(request.method), path);
    switch (match.kind) {
    case RouteMatch::NotFound:
        return refuse(404, u"Not Found"_s);
    case RouteMatch::WrongMethod:
        return wrongMethod(match.allowed);
    case RouteMatch::SlashAstray:
        return redirect(request);
    case RouteMatch::Found:
        break;
    }
    return beginCall(routes()[static_cast<std::size_t>(match.route)],
                     {request, match.parameters, bearerOf(request), {}});
}

Api::Begun Api::beginCall(const Route &route, ApiCall call)
{
    if (route.body == Route::Body::Blob) {
        if (auto checked = requireBearer(route, call); !checked)
            return tl::unexpected(checked.error());
        auto upload = endpoints::beginBlob(m_core, call);
        if (!upload)
            return tl::unexpected(upload.error());
        return std::make_unique<BlobExchange>(m_core, std::move(call), *std::move(upload));
    }
    const auto size = call.request.contentLength.value_or(0);
    auto exchange = std::make_unique<JsonExchange>(m_core, route, std::move(call));
    if (auto checked = exchange->checkSize(size); !checked)
        return tl::unexpected(checked.error());
    return exchange;
}

std::unique_ptr<WebSocketGuest> Api::openWebSocket(const HttpRequest &request, WebSocketLink &link)
{
    const auto path = QString::fromStdString(percentDecoded(request.path())).split(u'/');
    const auto token = queryParameter(request.query(), "token");
    if (!checkCaller(request) || path.size() != 4 || path[1] != u"spaces" || path[3] != u"stream" || !token)
        return nullptr;
    const auto session = m_core.signIn(path[2], QByteArray::fromStdString(*token));
    if (!session)
        return nullptr;
    return m_core.streams.subscribe(session->space->id(), session->member, link);
}

} // namespace reeeductio::localserver
