// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/router.h"
#include "localserver/routes.h"

#include <variant>

namespace reeeductio::localserver {

//! From HTTP to the endpoints and back. Lives in the server's thread; the core outlives it.
class Api final : public HttpHandler
{
public:
    explicit Api(ServerCore &core);

    std::variant<HttpResponse, std::unique_ptr<HttpExchange>> begin(const HttpRequest &request) override;
    std::unique_ptr<WebSocketGuest> openWebSocket(const HttpRequest &request, WebSocketLink &link) override;

private:
    using Begun = Answer<std::unique_ptr<HttpExchange>>;

    //! A server for this machine only is not to be reached under a name that somebody else's DNS gives it,
    //! nor by any page that a browser on this machine shows.
    Answer<void> checkCaller(const HttpRequest &request) const;
    Begun route(const HttpRequest &request);
    Begun beginCall(const Route &route, ApiCall call);

    ServerCore &m_core;
    Router m_router;
};

} // namespace reeeductio::localserver
