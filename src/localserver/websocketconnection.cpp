// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/websocketconnection.h"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <utility>

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

namespace reeeductio::localserver {

namespace {

using Clock = std::chrono::steady_clock;
using Upgrade = beast::http::request<beast::http::empty_body>;

constexpr std::size_t clientMessageLimit = 64 * 1024; // a client has little to say here
constexpr std::size_t bookkeeping = 64;               // what a queued text costs besides its bytes

auto into(boost::system::error_code &error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

//! Reading, writing and the silence timer are three coroutines; each keeps the connection alive.
class WebSocketConnection final : public WebSocketLink,
                                  public LiveConnection,
                                  public std::enable_shared_from_this<WebSocketConnection>
{
public:
    WebSocketConnection(asio::io_context &context, asio::ip::tcp::socket socket, ConnectionRegistry &registry,
                        const HttpServerOptions &options)
        : LiveConnection(registry), m_context(context), m_options(options), m_stream(std::move(socket)),
          m_silence(context)
    {
        m_stream.read_message_max(clientMessageLimit);
        m_stream.set_option(
            websocket::stream_base::timeout{options.headerTimeout, websocket::stream_base::none(), false});
    }

    void start(const HttpRequest &request, HttpHandler &handler)
    {
        m_guest = handler.openWebSocket(request, *this);
        spawn([self = shared_from_this(), request] {
            return self->m_guest ? self->serve(request) : self->refuse();
        });
    }

    void send(std::shared_ptr<const std::string> text) override
    {
        if (m_isClosing)
            return;
        m_queuedBytes += text->size() + bookkeeping;
        if (m_queuedBytes > m_options.webSocketQueueLimit) {
            closeNow();
            return;
        }
        m_queue.push_back(std::move(text));
        writeQueue();
    }

    void close() override
    {
        spawn([self = shared_from_this()] { return self->sayGoodbye(websocket::close_code::policy_error); });
    }

    void closeNow() override
    {
        m_stream.next_layer().close();
        m_silence.cancel();
    }

private:
    template <class F>
    void spawn(F coroutine)
    {
        asio::co_spawn(m_context, std::move(coroutine), asio::detached);
    }

    asio::awaitable<void> refuse()
    {
        static constexpr std::string_view answer =
            "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        boost::system::error_code error;
        co_await m_stream.next_layer().async_write_some(asio::buffer(answer), into(error));
        m_stream.next_layer().socket().shutdown(asio::ip::tcp::socket::shutdown_send, error);
    }

    asio::awaitable<void> serve(HttpRequest request)
    {
        boost::system::error_code error;
        Upgrade upgrade(beast::http::verb::get, request.target, 11);
        for (const auto &field : request.fields)
            upgrade.insert(field.name, field.value);
        co_await m_stream.async_accept(upgrade, into(error));
        if (!error) {
            m_isOpen = true;
            m_quietSince = Clock::now();
            spawn([self = shared_from_this()] { return self->pingInSilence(); });
            writeQueue();
            co_await readUntilEnd();
        }
        m_isOpen = false;
        m_guest.reset();
        m_silence.cancel();
    }

    asio::awaitable<void> readUntilEnd()
    {
        static const auto pong = std::make_shared<const std::string>("pong");
        boost::system::error_code error;
        beast::flat_buffer buffer;
        for (;;) {
            co_await m_stream.async_read(buffer, into(error));
            if (error)
                co_return;
            if (m_stream.got_binary()) {
                co_await sayGoodbye(websocket::close_code::unknown_data);
                co_return;
            }
            m_quietSince = Clock::now();
            const auto data = buffer.cdata();
            if (std::string_view(static_cast<const char *>(data.data()), data.size()) == "ping")
                send(pong);
            buffer.consume(buffer.size());
        }
    }

    asio::awaitable<void> pingInSilence()
    {
        static const auto ping = std::make_shared<const std::string>(R"({"type":"ping"})");
        boost::system::error_code error;
        while (m_isOpen) {
            m_silence.expires_at(m_quietSince + m_options.webSocketSilence);
            co_await m_silence.async_wait(into(error));
            if (!m_isOpen || error || Clock::now() < m_quietSince + m_options.webSocketSilence)
                continue;
            m_quietSince = Clock::now();
            send(ping);
        }
    }

    void writeQueue()
    {
        if (!m_isOpen || m_isWriting || m_queue.empty())
            return;
        m_isWriting = true;
        spawn([self = shared_from_this()] { return self->write(); });
    }

    asio::awaitable<void> write()
    {
        boost::system::error_code error;
        while (!m_queue.empty() && !error) {
            const auto text = m_queue.front();
            co_await m_stream.async_write(asio::buffer(*text), into(error));
            m_queue.pop_front();
            m_queuedBytes -= text->size() + bookkeeping;
        }
        m_isWriting = false;
        if (error)
            closeNow();
    }

    //! Once: a second close would wait inside Beast for the first one's turn, which never comes, and keep
    //! the server from ending.
    asio::awaitable<void> sayGoodbye(websocket::close_code code)
    {
        if (std::exchange(m_isClosing, true))
            co_return;
        boost::system::error_code error;
        co_await m_stream.async_close(code, into(error));
        closeNow();
    }

    asio::io_context &m_context;
    const HttpServerOptions &m_options;
    websocket::stream<beast::tcp_stream> m_stream;
    asio::steady_timer m_silence;
    Clock::time_point m_quietSince;
    std::unique_ptr<WebSocketGuest> m_guest;
    std::deque<std::shared_ptr<const std::string>> m_queue;
    std::size_t m_queuedBytes = 0;
    bool m_isOpen = false;
    bool m_isWriting = false;
    bool m_isClosing = false;
};

} // namespace

void serveWebSocket(asio::io_context &context, UniqueFd socket, const HttpRequest &request,
                    HttpHandler &handler, ConnectionRegistry &registry, const HttpServerOptions &options)
{
    boost::system::error_code error;
    asio::ip::tcp::socket taken(context);
    sockaddr_storage local{};
    socklen_t size = sizeof(local);
    ::getsockname(socket.number(), reinterpret_cast<sockaddr *>(&local), &size);
    taken.assign(local.ss_family == AF_INET6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4(), socket.release(),
                 error);
    if (!error)
        std::make_shared<WebSocketConnection>(context, std::move(taken), registry, options)
            ->start(request, handler);
}

} // namespace reeeductio::localserver
