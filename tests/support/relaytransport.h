// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/httptransport.h"

#include <QObject>

#include <functional>
#include <vector>

namespace reeeductio::test {

//! Passes requests on to another transport; a test may hold answers back, change them, or cut the wire.
class RelayTransport final : public QObject, public HttpTransport
{
public:
    using Matches = std::function<bool(const HttpRequest &)>;

    explicit RelayTransport(HttpTransport &to) : m_to(to) {}

    Matches holds = [](const HttpRequest &) { return false; }; //!< whose answers wait for release()
    std::function<void(const HttpRequest &, HttpResponse &)> alter = [](const auto &, auto &) {};
    Matches loses = [](const HttpRequest &) { return false; }; //!< the server has it, its answer is lost
    Matches swallows = [](const HttpRequest &) {
        return false;
    };                            //!< never reaches it, and is said to be done
    std::optional<Error> failure; //!< nothing gets through
    QList<HttpRequest> requests;

    Pending<HttpResponse> send(HttpRequest request) override
    {
        requests << request;
        requests.back().source.reset(); // their owner's to end
        requests.back().sink.reset();
        if (failure)
            return Pending<HttpResponse>::failed(*failure);
        if (swallows(request))
            return Pending<HttpResponse>::resolved(HttpResponse{.status = 204});
        return m_to.send(request).then(this, [this, request](HttpResponse response) {
            if (loses(request))
                return Pending<HttpResponse>::failed({ErrorKind::Network, ErrorCode::ConnectionLost, {}});
            alter(request, response);
            if (!holds(request))
                return Pending<HttpResponse>::resolved(std::move(response));
            PendingPair<HttpResponse> pair;
            m_held.emplace_back(std::move(pair.completer), std::move(response));
            return std::move(pair.pending);
        });
    }

    qsizetype heldCount() const { return static_cast<qsizetype>(m_held.size()); }
    //! Gives out what was held, and holds nothing more.
    void release()
    {
        holds = [](const HttpRequest &) { return false; };
        for (auto &[completer, response] : std::exchange(m_held, {}))
            completer.complete(std::move(response));
    }

    //! Gives out the last that was held; the others, and what comes, as before.
    void releaseLast()
    {
        auto [completer, response] = std::move(m_held.back());
        m_held.pop_back();
        completer.complete(std::move(response));
    }

    static bool isPost(const HttpRequest &request)
    {
        return request.method == HttpRequest::Method::Post &&
               request.url.path().endsWith(QLatin1StringView("/messages"));
    }

private:
    HttpTransport &m_to;
    std::vector<std::pair<Completer<HttpResponse>, HttpResponse>> m_held;
};

} // namespace reeeductio::test
