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
        if (request.source) {
            auto body = readAll(*request.source);
            if (!body)
                return Pending<HttpResponse>::failed(body.error());
            request.body = *std::move(body);
            request.source.reset();
        }
        requests << request;
        requests.back().sink.reset(); // its owner's to end
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
        auto response = answer(request);
        const bool isForSink =
            request.sink && response.isSuccess() && !response.contentType.startsWith("application/json");
        if (!isForSink)
            return response;
        auto given = request.sink->begin(response.body.size()).and_then([&] {
            return request.sink->write(std::exchange(response.body, {}));
        });
        if (!given)
            return reeeductio::fail(given.error());
        return response;
    }

    static Result<QByteArray> readAll(HttpBody &source)
    {
        if (auto begun = source.rewind(); !begun)
            return reeeductio::fail(begun.error());
        QByteArray all;
        QByteArray piece(64 * 1024, Qt::Uninitialized);
        while (all.size() < source.size()) {
            const auto got = source.read(piece.data(), piece.size());
            if (!got)
                return reeeductio::fail(got.error());
            all += piece.first(*got);
        }
        return all;
    }

    std::vector<std::pair<HttpRequest, Completer<HttpResponse>>> m_held;
};

} // namespace reeeductio::test
