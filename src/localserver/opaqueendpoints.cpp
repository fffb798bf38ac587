// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/endpoints.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver::endpoints {

namespace {

// Password login (PROTOCOL 11) is not offered yet. A space that never enabled it is answered the same way by
// every server: 501, after the checks that stand before.

bool isUsername(const QString &name)
{
    const auto isAllowed = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') ||
               u"._@+-"_s.contains(c);
    };
    return !name.isEmpty() && name.size() <= 255 && std::all_of(name.begin(), name.end(), isAllowed);
}

Answer<void> checkBody(const ApiCall &call, QLatin1StringView payload)
{
    BodyFields fields(call.body);
    if (!isUsername(fields.text("username"_L1)))
        fields.addFault("username"_L1, u"String should match pattern '^[a-zA-Z0-9._@+-]+$'"_s);
    fields.text(payload);
    return fields.check();
}

tl::unexpected<Refusal> notEnabled()
{
    return refuse(501, u"OPAQUE is not enabled for this space"_s);
}

Answer<HttpResponse> refuseRegistration(ServerCore &core, const ApiCall &call, QLatin1StringView payload)
{
    if (auto checked = checkBody(call, payload); !checked)
        return tl::unexpected(checked.error());
    if (auto session = core.signIn(call.parameters[0], call.bearer); !session)
        return tl::unexpected(session.error());
    return notEnabled();
}

Answer<HttpResponse> refuseLogin(ServerCore &core, const ApiCall &call, QLatin1StringView payload)
{
    if (auto checked = checkBody(call, payload); !checked)
        return tl::unexpected(checked.error());
    if (auto served = core.requireSpace(call.parameters[0]); !served)
        return tl::unexpected(served.error());
    return notEnabled();
}

} // namespace

Answer<HttpResponse> opaqueSetup(ServerCore &core, const ApiCall &call)
{
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    if (!session->member.isOwnerOf(session->space->id()))
        return refuse(403, u"Only space admins can create OPAQUE setup"_s);
    return notEnabled();
}

Answer<HttpResponse> opaqueRegisterInit(ServerCore &core, const ApiCall &call)
{
    return refuseRegistration(core, call, "registration_request"_L1);
}

Answer<HttpResponse> opaqueRegisterFinish(ServerCore &core, const ApiCall &call)
{
    return refuseRegistration(core, call, "registration_record"_L1);
}

Answer<HttpResponse> opaqueLoginInit(ServerCore &core, const ApiCall &call)
{
    return refuseLogin(core, call, "credential_request"_L1);
}

Answer<HttpResponse> opaqueLoginFinish(ServerCore &core, const ApiCall &call)
{
    return refuseLogin(core, call, "credential_finalization"_L1);
}

} // namespace reeeductio::localserver::endpoints
