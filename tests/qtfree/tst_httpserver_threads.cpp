// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The HTTP layer under many clients at once: every request is answered, every WebSocket hears every text, and
// stopping in the middle of it leaves nothing behind. Under TSan, without a race.

#include "localserver/httpserver.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>
#include <thread>

using namespace reeeductio::localserver;

namespace {

constexpr int clients = 8;
constexpr int requestsEach = 50;
constexpr int listeners = 6;

void require(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "failed: %s\n", what);
    std::exit(1);
}

//! Echoes bodies, and tells every WebSocket of each. Lives in the server's thread but for its counters.
class Echo final : public HttpHandler
{
public:
    std::atomic<int> guests = 0;
    std::atomic<int> answers = 0;

    std::variant<HttpResponse, std::unique_ptr<HttpExchange>> begin(const HttpRequest &request) override
    {
        if (request.method == "GET")
            return jsonResponse(200, "{}");
        return std::make_unique<Exchange>(*this);
    }

    std::unique_ptr<WebSocketGuest> openWebSocket(const HttpRequest &, WebSocketLink &link) override
    {
        return std::make_unique<Guest>(*this, link);
    }

private:
    struct Exchange final : HttpExchange
    {
        explicit Exchange(Echo &server) : echo(server) {}
        bool take(std::string_view piece) override
        {
            body += piece;
            return true;
        }
        HttpResponse answer() override
        {
            ++echo.answers;
            for (auto *link : echo.links)
                link->send(std::make_shared<const std::string>("news"));
            return {200, {}, body};
        }
        Echo &echo;
        std::string body;
    };

    struct Guest final : WebSocketGuest
    {
        Guest(Echo &server, WebSocketLink &socket) : echo(server), link(socket)
        {
            echo.links.insert(&link);
            ++echo.guests;
        }
        ~Guest() override
        {
            echo.links.erase(&link);
            --echo.guests;
        }
        Echo &echo;
        WebSocketLink &link;
    };

    std::set<WebSocketLink *> links;
};

//! A blocking client. Every call tells whether the server was there.
class Client
{
public:
    explicit Client(std::uint16_t port) : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        m_isConnected =
            ::connect(m_socket.number(), reinterpret_cast<sockaddr *>(&address), sizeof(address)) == 0;
    }

    bool send(const std::string &text)
    {
        return m_isConnected && ::send(m_socket.number(), text.data(), text.size(), MSG_NOSIGNAL) ==
                                    static_cast<ssize_t>(text.size());
    }

    //! Everything up to and with `end`.
    std::optional<std::string> readUntil(const std::string &end)
    {
        while (m_unread.find(end) == std::string::npos) {
            char piece[4096];
            const auto size = ::recv(m_socket.number(), piece, sizeof(piece), 0);
            if (size <= 0)
                return std::nullopt;
            m_unread.append(piece, static_cast<std::size_t>(size));
        }
        const auto size = m_unread.find(end) + end.size();
        auto text = m_unread.substr(0, size);
        m_unread.erase(0, size);
        return text;
    }

private:
    UniqueFd m_socket;
    std::string m_unread;
    bool m_isConnected = false;
};

std::string post(const std::string &body)
{
    return "POST /echo HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
}

//! False when the server went away.
bool exchangeOnce(Client &client, int number)
{
    const auto body = "body " + std::to_string(number) + ';';
    if (!client.send(post(body)) || !client.readUntil("\r\n\r\n"))
        return false;
    const auto echoed = client.readUntil(";");
    require(!echoed || echoed == body, "the echo is what was sent");
    return echoed.has_value();
}

bool openWebSocket(Client &client)
{
    const auto sent = client.send("GET /stream HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\n"
                                  "upgrade: websocket\r\nsec-websocket-version: 13\r\n"
                                  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    const auto head = sent ? client.readUntil("\r\n\r\n") : std::nullopt;
    require(!head || head->starts_with("HTTP/1.1 101"), "the upgrade is accepted");
    return head.has_value();
}

void everyRequestIsAnsweredAndHeard()
{
    Echo echo;
    HttpServer server({}, echo);
    require(!server.listen(), "a free port is found");
    std::thread serving([&server] { server.run(); });

    std::vector<std::thread> threads;
    std::atomic<int> listening = 0;
    for (int i = 0; i < listeners; ++i) {
        threads.emplace_back([&] {
            Client client(server.port());
            require(openWebSocket(client), "the WebSocket opens");
            ++listening;
            for (int heard = 0; heard < clients * requestsEach; ++heard)
                require(client.readUntil("news").has_value(), "every text is heard");
        });
    }
    while (listening < listeners)
        std::this_thread::yield();
    for (int i = 0; i < clients; ++i) {
        threads.emplace_back([&] {
            Client client(server.port());
            for (int number = 0; number < requestsEach; ++number)
                require(exchangeOnce(client, number), "every request is answered");
        });
    }
    for (auto &thread : threads)
        thread.join();
    server.stop();
    serving.join();
    require(echo.answers == clients * requestsEach, "no request is answered twice");
    require(echo.guests == 0, "every guest is gone");
}

void stoppingWhileBusyLeavesNothing(bool evenBeforeItRuns)
{
    Echo echo;
    HttpServer server({}, echo);
    require(!server.listen(), "a free port is found");
    if (evenBeforeItRuns)
        server.stop();
    std::thread serving([&server] { server.run(); });
    const auto port = evenBeforeItRuns ? std::uint16_t(0) : server.port();

    std::vector<std::thread> threads;
    std::atomic<int> busy = 0;
    for (int i = 0; i < clients && !evenBeforeItRuns; ++i) {
        threads.emplace_back([&, i] {
            Client client(port);
            ++busy;
            if (i % 2 == 0 && openWebSocket(client)) {
                while (client.readUntil("news")) {
                }
            }
            for (int number = 0; i % 2 != 0 && exchangeOnce(client, number);)
                ++number;
        });
    }
    while (busy < clients && !evenBeforeItRuns)
        std::this_thread::yield();
    server.stop();
    server.stop();
    serving.join();
    for (auto &thread : threads)
        thread.join();
    require(echo.guests == 0, "every guest is gone");
}

} // namespace

int main()
{
    everyRequestIsAnsweredAndHeard();
    for (int round = 0; round < 20; ++round)
        stoppingWhileBusyLeavesNothing(false);
    stoppingWhileBusyLeavesNothing(true);
    return 0;
}
