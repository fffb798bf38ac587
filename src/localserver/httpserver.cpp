// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/httpserver.h"

#include "localserver/websocketconnection.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include <fcntl.h>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;

namespace reeeductio::localserver {

namespace {

using ErrorCode = boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;
using Parser = http::request_parser<http::buffer_body>;

// Reserved, not allowed to grow to: reading asks for as much as there is room for.
constexpr std::size_t headRead = 8 * 1024;
constexpr std::size_t bodyRead = 128 * 1024;
constexpr std::size_t writePiece = 256 * 1024;
constexpr std::size_t lingerBytes = 16 * 1024 * 1024;

auto into(ErrorCode &error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

//! A program this one starts must not get the socket: it would keep port and connections alive. Asio has no
//! option for it.
template <class Socket>
void keepFromChildren(Socket &socket)
{
    ::fcntl(socket.native_handle(), F_SETFD, FD_CLOEXEC);
}

std::string toString(boost::string_view text)
{
    return {text.data(), text.size()};
}

HttpRequest headOf(const Parser &parser)
{
    const auto &message = parser.get();
    HttpRequest request{toString(message.method_string()), toString(message.target()), {}, {}};
    for (const auto &field : message)
        request.fields.push_back({toString(field.name_string()), toString(field.value())});
    if (const auto length = parser.content_length())
        request.contentLength = *length;
    return request;
}

//! One client: request after request, until it leaves, errs or becomes a WebSocket. One coroutine.
class HttpConnection final : public LiveConnection
{
public:
    HttpConnection(asio::io_context &context, tcp::socket socket, ConnectionRegistry &registry,
                   HttpHandler &handler, const HttpServerOptions &options)
        : LiveConnection(registry), m_context(context), m_handler(handler), m_options(options),
          m_stream(std::move(socket)), m_buffer(options.headerLimit + bodyRead)
    {
        m_buffer.reserve(headRead);
    }

    void closeNow() override { m_stream.close(); }

    asio::awaitable<void> run()
    {
        ErrorCode ignored;
        m_stream.socket().set_option(tcp::no_delay(true), ignored);
        while (co_await isAsked()) {
            if (!co_await serveOne())
                break;
        }
    }

private:
    enum class BodyEnd { Complete, Refused, Malformed, Lost };

    //! Waits for the first byte of the next request.
    asio::awaitable<bool> isAsked()
    {
        if (m_buffer.size() > 0)
            co_return true;
        ErrorCode error;
        m_stream.expires_after(m_options.idleTimeout);
        const auto room = m_buffer.prepare(headRead);
        m_buffer.commit(co_await m_stream.async_read_some(room, into(error)));
        co_return !error;
    }

    //! False when the connection ends with this request.
    asio::awaitable<bool> serveOne()
    {
        ErrorCode error;
        Parser parser;
        parser.header_limit(static_cast<std::uint32_t>(m_options.headerLimit));
        // The exchange decides; "none" is taken for 0 by this Boost.
        parser.body_limit(std::numeric_limits<std::uint64_t>::max());
        m_stream.expires_after(m_options.headerTimeout);
        co_await http::async_read_header(m_stream, m_buffer, parser, into(error));
        if (error) {
            co_await refuseHead(error);
            co_return false;
        }
        const auto request = headOf(parser);
        if (beast::websocket::is_upgrade(parser.get())) {
            becomeWebSocket(request);
            co_return false;
        }

        const bool isHead = request.method == "HEAD";
        auto next = m_handler.begin(request);
        if (const auto *answer = std::get_if<HttpResponse>(&next)) {
            const bool keepAlive = parser.is_done() && parser.keep_alive();
            co_return co_await write(*answer, isHead, keepAlive) && keepAlive;
        }
        const auto exchange = std::move(std::get<std::unique_ptr<HttpExchange>>(next));
        const auto end = co_await readBody(parser, *exchange);
        if (end == BodyEnd::Malformed)
            co_await write(plainRefusal(400, "Malformed request body"), false, false);
        if (end == BodyEnd::Malformed || end == BodyEnd::Lost)
            co_return false;
        const bool keepAlive = end == BodyEnd::Complete && parser.keep_alive();
        co_return co_await write(exchange->answer(), isHead, keepAlive) && keepAlive;
    }

    asio::awaitable<void> refuseHead(ErrorCode error)
    {
        const bool isTooLong = error == http::error::header_limit || error == http::error::buffer_overflow;
        const bool isTheirFault = error.category() == make_error_code(http::error::bad_target).category() &&
                                  error != http::error::end_of_stream &&
                                  error != http::error::partial_message;
        if (isTooLong)
            co_await write(plainRefusal(431, "Request header too large"), false, false);
        else if (isTheirFault)
            co_await write(plainRefusal(400, "Malformed request"), false, false);
    }

    asio::awaitable<BodyEnd> readBody(Parser &parser, HttpExchange &exchange)
    {
        ErrorCode error;
        if (parser.is_done())
            co_return BodyEnd::Complete;
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
            m_stream.expires_after(m_options.writeTimeout);
            co_await asio::async_write(m_stream, asio::buffer(goOn), into(error));
            if (error)
                co_return BodyEnd::Lost;
        }
        m_buffer.reserve(bodyRead);
        std::vector<char> piece(bodyRead);
        const auto begun = SteadyClock::now();
        std::size_t received = 0;
        while (!parser.is_done()) {
            auto &body = parser.get().body();
            body.data = piece.data();
            body.size = piece.size();
            m_stream.expires_at(begun + m_options.bodyGrace +
                                std::chrono::seconds(received / m_options.lowestBodyRate));
            co_await http::async_read(m_stream, m_buffer, parser, into(error));
            const auto size = piece.size() - body.size;
            received += size;
            if (size > 0 && !exchange.take({piece.data(), size}))
                co_return BodyEnd::Refused;
            if (error && error != http::error::need_buffer) {
                const bool isTheirFault =
                    error.category() == make_error_code(http::error::bad_chunk).category();
                co_return isTheirFault ? BodyEnd::Malformed : BodyEnd::Lost;
            }
        }
        co_return BodyEnd::Complete;
    }

    //! False when the client is gone. Without keepAlive it is told so, and what it still sends is read away:
    //! closing on unread bytes would take the answer back from it.
    asio::awaitable<bool> write(const HttpResponse &response, bool isHead, bool keepAlive)
    {
        ErrorCode error;
        const auto head = serializeHead(response, keepAlive, httpDate(m_options.nowSeconds()));
        const auto *const text = std::get_if<std::string>(&response.body);
        const auto firstPiece =
            text && !isHead ? std::string_view(*text).substr(0, writePiece) : std::string_view();
        m_stream.expires_after(m_options.writeTimeout);
        const std::array first{asio::buffer(head), asio::buffer(firstPiece)};
        co_await asio::async_write(m_stream, first, into(error));
        if (!error && !isHead && text)
            error = co_await writeText(std::string_view(*text).substr(firstPiece.size()));
        else if (!error && !isHead)
            error = co_await writeFile(std::get<FileSlice>(response.body));
        if (!error && !keepAlive)
            co_await linger();
        co_return !error;
    }

    asio::awaitable<ErrorCode> writeText(std::string_view text)
    {
        ErrorCode error;
        while (!text.empty() && !error) {
            const auto piece = text.substr(0, writePiece);
            m_stream.expires_after(m_options.writeTimeout);
            co_await asio::async_write(m_stream, asio::buffer(piece), into(error));
            text.remove_prefix(piece.size());
        }
        co_return error;
    }

    asio::awaitable<ErrorCode> writeFile(const FileSlice &slice)
    {
        ErrorCode error;
        std::vector<char> piece(std::min<std::uint64_t>(writePiece, slice.length));
        std::uint64_t sent = 0;
        while (sent < slice.length && !error) {
            const auto wanted = std::min<std::uint64_t>(piece.size(), slice.length - sent);
            const auto got =
                ::pread(slice.file.number(), piece.data(), wanted, static_cast<off_t>(slice.offset + sent));
            if (got <= 0)
                co_return ErrorCode(EIO, boost::system::system_category()); // shorter than was promised
            m_stream.expires_after(m_options.writeTimeout);
            co_await asio::async_write(m_stream, asio::buffer(piece.data(), static_cast<std::size_t>(got)),
                                       into(error));
            sent += static_cast<std::uint64_t>(got);
        }
        co_return error;
    }

    asio::awaitable<void> linger()
    {
        ErrorCode error;
        m_stream.socket().shutdown(tcp::socket::shutdown_send, error);
        m_stream.expires_after(m_options.lingerTimeout);
        std::vector<char> unread(bodyRead);
        for (std::size_t total = 0; total < lingerBytes && !error;)
            total += co_await m_stream.async_read_some(asio::buffer(unread), into(error));
    }

    void becomeWebSocket(const HttpRequest &request)
    {
        if (m_buffer.size() > 0)
            return; // frames before the answer: no client may send them
        ErrorCode error;
        m_stream.expires_never();
        UniqueFd socket(m_stream.socket().release(error));
        if (!error)
            serveWebSocket(m_context, std::move(socket), request, m_handler, registry(), m_options);
    }

    asio::io_context &m_context;
    HttpHandler &m_handler;
    const HttpServerOptions &m_options;
    beast::tcp_stream m_stream;
    beast::flat_buffer m_buffer;
};

} // namespace

class HttpServer::Private
{
public:
    Private(HttpServerOptions serverOptions, HttpHandler &requestHandler)
        : options(std::move(serverOptions)), handler(requestHandler), acceptor(context), retry(context),
          connections([this] { retry.cancel(); })
    {}

    ErrorCode listen()
    {
        ErrorCode error;
        const auto address = asio::ip::make_address(options.address, error);
        const tcp::endpoint endpoint(address, options.port);
        if (!error)
            acceptor.open(endpoint.protocol(), error);
        if (!error)
            keepFromChildren(acceptor);
        if (!error)
            acceptor.set_option(tcp::acceptor::reuse_address(true), error);
        if (!error)
            acceptor.bind(endpoint, error);
        if (!error)
            acceptor.listen(asio::socket_base::max_listen_connections, error);
        return error;
    }

    asio::awaitable<void> accept()
    {
        ErrorCode error;
        while (acceptor.is_open()) {
            tcp::socket socket(context);
            co_await acceptor.async_accept(socket, into(error));
            if (!error && acceptor.is_open()) {
                keepFromChildren(socket);
                auto connection = std::make_shared<HttpConnection>(context, std::move(socket), connections,
                                                                   handler, options);
                asio::co_spawn(
                    context, [connection] { return connection->run(); }, asio::detached);
            }
            while (acceptor.is_open() && (error || connections.size() >= options.connectionLimit)) {
                // Too many here, or out of descriptors: when one ends, or in a while, the next is taken.
                error = {};
                retry.expires_after(std::chrono::seconds(1));
                ErrorCode ignored;
                co_await retry.async_wait(into(ignored));
            }
        }
    }

    void close()
    {
        ErrorCode ignored;
        acceptor.close(ignored);
        retry.cancel();
        connections.closeAll();
    }

    const HttpServerOptions options;
    HttpHandler &handler;
    asio::io_context context{1};
    tcp::acceptor acceptor;
    asio::steady_timer retry;
    ConnectionRegistry connections;
};

HttpServer::HttpServer(HttpServerOptions options, HttpHandler &handler)
    : m_private(std::make_unique<Private>(std::move(options), handler))
{}

HttpServer::~HttpServer() = default;

std::error_code HttpServer::listen()
{
    return m_private->listen();
}

std::uint16_t HttpServer::port() const
{
    ErrorCode error;
    return m_private->acceptor.local_endpoint(error).port();
}

void HttpServer::run()
{
    asio::co_spawn(m_private->context, m_private->accept(), asio::detached);
    m_private->context.run(); // returns when nothing is left to wait for: after close()
}

void HttpServer::stop()
{
    asio::post(m_private->context, [this] { m_private->close(); });
}

} // namespace reeeductio::localserver
