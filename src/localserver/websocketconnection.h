// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/connectionregistry.h"
#include "localserver/httpserver.h"

namespace boost::asio {
class io_context;
}

namespace reeeductio::localserver {

//! Takes over a socket whose client asked for a WebSocket by `request`, of which every byte has been read. It
//! is upgraded when the handler has a guest for it, else refused, and lives on in `context` by itself.
void serveWebSocket(boost::asio::io_context &context, UniqueFd socket, const HttpRequest &request,
                    HttpHandler &handler, ConnectionRegistry &registry, const HttpServerOptions &options);

} // namespace reeeductio::localserver
