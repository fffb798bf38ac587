// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/secretbytes.h"
#include "net/httptransport.h"

#include <QElapsedTimer>
#include <QUrl>

#include <functional>
#include <vector>

namespace reeeductio::test {

//! An HTTP transport that answers by a function, keeps what was asked, and can fail or hang.
class FakeTransport final : public HttpTransport
{
public:
    using Answer = std::function<HttpResponse(const HttpRequest &)>;

    Answer answer;
    std::optional<Error> failure; //!< every request fails with it
    bool hangs = false;           //!< answers wait for release()
    //! Whose answers wait for release(), also when others come.
    std::function<bool(const HttpRequest &)> holds = [](const HttpRequest &) { return false; };
    QList<HttpRequest> requests;

    Pending<HttpResponse> send(HttpRequest request) override
    {
        requests << request;
        PendingPair<HttpResponse> pair;
        if (hangs || holds(request))
            m_held.emplace_back(std::move(request), std::move(pair.completer));
        else
            pair.completer.complete(outcome(request));
        return std::move(pair.pending);
    }

    //! Answers all that hung.
    void release()
    {
        hangs = false;
        for (auto &[request, completer] : std::exchange(m_held, {}))
            completer.complete(outcome(request));
    }

    qsizetype cancelledCount() const
    {
        return std::count_if(m_held.begin(), m_held.end(),
                             [](const auto &held) { return held.second.isCancelled(); });
    }

    //! Requests whose path ends so.
    qsizetype count(const QString &pathEnd) const
    {
        return std::count_if(requests.begin(), requests.end(), [&pathEnd](const HttpRequest &request) {
            return request.url.path().endsWith(pathEnd);
        });
    }

    static HttpResponse json(const QByteArray &body, int status = 200)
    {
        return {.status = status, .body = body, .contentType = "application/json"};
    }
    static HttpResponse detail(int status, const QByteArray &text)
    {
        return json(R"({"detail":")" + text + R"("})", status);
    }

private:
    Result<HttpResponse> outcome(const HttpRequest &request) const
    {
        if (failure)
            return reeeductio::fail(*failure);
        return answer(request);
    }

    std::vector<std::pair<HttpRequest, Completer<HttpResponse>>> m_held;
};

} // namespace reeeductio::test
