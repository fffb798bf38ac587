// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/endpoints.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver::endpoints {

Answer<HttpResponse> health(ServerCore &core, const ApiCall &)
{
    return jsonResponse(200, {{u"status"_s, u"healthy"_s}, {u"timestamp"_s, core.clock.nowMs()}});
}

Answer<HttpResponse> adminSpaceId(ServerCore &core, const ApiCall &call)
{
    if (!core.spaces.adminSpace())
        return refuse(404, u"Admin API not configured"_s);
    const auto id = core.spaces.adminSpace()->toString();
    return core.signIn(id, call.bearer).map([&id](const Session &) {
        return jsonResponse(200, {{u"space_id"_s, id}});
    });
}

} // namespace reeeductio::localserver::endpoints
