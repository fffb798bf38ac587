// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/httpmessage.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>

namespace reeeductio::localserver {

//! A request whose body is being received. Destroyed without answer() when the client goes away before the
//! end: whatever it kept until then is its own to drop.
class HttpExchange
{
public:
    virtual ~HttpExchange() = default;
    //! The next piece of the body. False: enough is known to refuse, and answer() says so at once.
    virtual bool take(std::string_view piece) = 0;
    //! Called once, after the whole body or after take() said no.
    virtual HttpResponse answer() = 0;
};

//! The server's end of a WebSocket. Lives as long as its guest; calls never destroy either at once.
class WebSocketLink
{
public:
    virtual void send(std::shared_ptr<const std::string> text) = 0;
    virtual void close() = 0;

protected:
    ~WebSocketLink() = default;
};

//! What a handler keeps for each open WebSocket; destroyed when the WebSocket ends.
class WebSocketGuest
{
public:
    virtual ~WebSocketGuest() = default;
};

//! What the HTTP layer serves. Every call comes from the thread in HttpServer::run().
class HttpHandler
{
public:
    virtual ~HttpHandler() = default;
    //! The head is there, of the body nothing yet: an answer now, or an exchange that takes the body.
    virtual std::variant<HttpResponse, std::unique_ptr<HttpExchange>> begin(const HttpRequest &request) = 0;
    //! A WebSocket is asked for; null refuses it with 403.
    virtual std::unique_ptr<WebSocketGuest> openWebSocket(const HttpRequest &request,
                                                          WebSocketLink &link) = 0;
};

struct HttpServerOptions
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 0; //!< 0 picks one
    //! Since 1970: what every answer is dated with, so that a client can tell that its clock is wrong.
    std::function<std::int64_t()> nowSeconds = [] { return std::int64_t(std::time(nullptr)); };

    std::size_t headerLimit = 32 * 1024;
    std::size_t connectionLimit = 512; //!< more wait in the system's queue

    std::chrono::milliseconds idleTimeout{60'000};   //!< between requests, and before the first
    std::chrono::milliseconds headerTimeout{10'000}; //!< from a head's first byte to its last
    std::chrono::milliseconds bodyGrace{30'000};    //!< a body may take this plus its size at the lowest rate
    std::size_t lowestBodyRate = 4096;              //!< bytes a second
    std::chrono::milliseconds writeTimeout{30'000}; //!< for each 256 KiB of an answer
    std::chrono::milliseconds lingerTimeout{2'000}; //!< for a refused body to be read away

    std::chrono::milliseconds webSocketSilence{30'000}; //!< without text from the client, until it is pinged
    std::size_t webSocketQueueLimit = 4 * 1024 * 1024;  //!< unsent bytes; a slower reader is dropped
};

//! HTTP/1.1 and WebSockets over one thread: the caller of run(). Qt-free; Boost.Beast behind it. The handler
//! outlives it.
class HttpServer
{
public:
    HttpServer(HttpServerOptions options, HttpHandler &handler);
    ~HttpServer();
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;

    //! Binds and listens; answers begin with run().
    std::error_code listen();
    //! Where it listens, after listen().
    std::uint16_t port() const;

    //! Serves until stop(). Every connection is closed and every guest destroyed when it returns.
    void run();
    //! From any thread, at any time, more than once. What a handler is doing is finished first.
    void stop();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace reeeductio::localserver
