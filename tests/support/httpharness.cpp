// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/httpharness.h"

#include "support/rawhttp.h"

namespace reeeductio::test {

using namespace localserver;

class HttpHarness::Exchange final : public HttpExchange
{
public:
    Exchange(HttpHarness &harness, std::string path) : m_harness(harness), m_path(std::move(path))
    {
        ++m_harness.m_begun;
        ++m_harness.m_underWay;
    }
    ~Exchange() override { --m_harness.m_underWay; }

    bool take(std::string_view piece) override
    {
        m_body += piece;
        return m_path != "/limited" || m_body.size() <= 10;
    }

    HttpResponse answer() override
    {
        ++m_harness.m_answered;
        if (m_path == "/limited" && m_body.size() > 10)
            return plainRefusal(413, "too large");
        if (m_path == "/broadcast") {
            const auto text = std::make_shared<const std::string>(m_body);
            for (auto *link : m_harness.m_links)
                link->send(text);
        }
        if (m_path == "/close") {
            for (auto *link : m_harness.m_links)
                link->close();
        }
        return {200, {}, m_body};
    }

private:
    HttpHarness &m_harness;
    std::string m_path;
    std::string m_body;
};

class HttpHarness::Guest final : public WebSocketGuest
{
public:
    Guest(HttpHarness &harness, WebSocketLink &link) : m_harness(harness), m_link(link)
    {
        m_harness.m_links.insert(&m_link);
        ++m_harness.m_guests;
    }
    ~Guest() override
    {
        m_harness.m_links.erase(&m_link);
        --m_harness.m_guests;
    }

private:
    HttpHarness &m_harness;
    WebSocketLink &m_link;
};

HttpHarness::HttpHarness(HttpServerOptions options, std::map<std::string, std::string> pages)
    : m_pages(std::move(pages)), m_server(std::move(options), *this)
{
    if (const auto error = m_server.listen())
        qFatal("cannot listen: %s", error.message().c_str());
    m_thread = std::thread([this] { m_server.run(); });
}

HttpHarness::~HttpHarness()
{
    m_server.stop();
    m_thread.join();
}

void HttpHarness::broadcast(const QByteArray &text, int times)
{
    post("/broadcast", text, times);
}

void HttpHarness::closeAll()
{
    post("/close", "all", 1);
}

void HttpHarness::post(const QByteArray &target, const QByteArray &text, int times)
{
    RawConnection connection(port());
    for (int i = 0; i < times; ++i) {
        connection.send(toBytes({.method = "POST", .target = target, .body = text}));
        if (connection.read().status != 200)
            qFatal("the server does not do it");
    }
}

std::variant<HttpResponse, std::unique_ptr<HttpExchange>> HttpHarness::begin(const HttpRequest &request)
{
    const std::string path(request.path());
    if (path == "/refused")
        return plainRefusal(401, "no");
    if (request.method == "POST")
        return std::make_unique<Exchange>(*this, path);
    const auto page = m_pages.find(path);
    if (page == m_pages.end())
        return plainRefusal(404, "Not Found");
    return HttpResponse{200, {}, page->second};
}

std::unique_ptr<WebSocketGuest> HttpHarness::openWebSocket(const HttpRequest &request, WebSocketLink &link)
{
    if (request.query() == "refuse")
        return nullptr;
    return std::make_unique<Guest>(*this, link);
}

} // namespace reeeductio::test
