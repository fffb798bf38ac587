// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/httpserver.h"

#include <QByteArray>

#include <atomic>
#include <map>
#include <set>
#include <thread>

namespace reeeductio::test {

//! An HTTP server of the local server's layer with routes made for tests:
//!   POST /echo     answers the body
//!   POST /limited  takes ten bytes, then 413
//!   POST /refused  is 401 before its body
//!   GET  /…        what `pages` holds under that path, else 404
//!   GET  /stream   a WebSocket, unless the query is `refuse`
class HttpHarness final : public localserver::HttpHandler
{
public:
    explicit HttpHarness(localserver::HttpServerOptions options = {},
                         std::map<std::string, std::string> pages = {});
    ~HttpHarness() override;

    quint16 port() const { return m_server.port(); }

    int answered() const { return m_answered; } //!< exchanges that were asked for their answer
    int begun() const { return m_begun; }       //!< exchanges that were made
    int underWay() const { return m_underWay; } //!< exchanges that live
    int guests() const { return m_guests; }     //!< WebSockets that are open
    //! Sends to every WebSocket, from this thread by way of a request.
    void broadcast(const QByteArray &text, int times = 1);
    //! Closes every WebSocket, the same way.
    void closeAll();

    std::variant<localserver::HttpResponse, std::unique_ptr<localserver::HttpExchange>>
    begin(const localserver::HttpRequest &request) override;
    std::unique_ptr<localserver::WebSocketGuest> openWebSocket(const localserver::HttpRequest &request,
                                                               localserver::WebSocketLink &link) override;

private:
    void post(const QByteArray &target, const QByteArray &text, int times);

    class Exchange;
    class Guest;

    const std::map<std::string, std::string> m_pages;
    std::set<localserver::WebSocketLink *> m_links; //!< of the server's thread
    std::atomic<int> m_answered = 0;
    std::atomic<int> m_begun = 0;
    std::atomic<int> m_underWay = 0;
    std::atomic<int> m_guests = 0;
    localserver::HttpServer m_server;
    std::thread m_thread;
};

} // namespace reeeductio::test
