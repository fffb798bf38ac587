// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/encoding.h"
#include "localserver/endpoints.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver::endpoints {

namespace {

bool isSignedBy(const MemberId &member, QByteArrayView text, const QString &base64)
{
    const auto bytes = fromBase64(base64.toUtf8());
    const auto signature = bytes ? Signature::fromBytes(*bytes) : std::nullopt;
    return signature && verifySignature(member.publicKey(), text, *signature);
}

HttpResponse tokenFor(const ServerCore &core, const QByteArray &space, const MemberId &member)
{
    const auto issued = core.tokens.issue(space, member.text());
    return jsonResponse(
        200, {{u"token"_s, QString::fromLatin1(issued.token)}, {u"expires_at"_s, issued.expiresAt}});
}

Answer<HttpResponse> challengeIn(ServerCore &core, const QString &space, const ApiCall &call)
{
    BodyFields fields(call.body);
    const auto member = fields.text("public_key"_L1);
    if (auto checked = fields.check(); !checked)
        return tl::unexpected(checked.error());
    if (auto served = core.requireSpace(space); !served)
        return tl::unexpected(served.error());
    const auto challenge = core.challenges.issue(space.toUtf8(), member.toUtf8());
    return jsonResponse(200, {{u"challenge"_s, QString::fromLatin1(challenge.challenge)},
                              {u"expires_at"_s, challenge.expiresAt}});
}

Answer<HttpResponse> verifyIn(ServerCore &core, const QString &space, const ApiCall &call)
{
    BodyFields fields(call.body);
    const auto memberText = fields.text("public_key"_L1).toUtf8();
    const auto challenge = fields.text("challenge"_L1).toUtf8();
    const auto signature = fields.text("signature"_L1);
    if (auto checked = fields.check(); !checked)
        return tl::unexpected(checked.error());
    if (auto served = core.requireSpace(space); !served)
        return tl::unexpected(served.error());

    const auto spaceText = space.toUtf8();
    if (auto known = core.challenges.check(spaceText, memberText, challenge); !known)
        return refuse(401, known.error().detail);
    const auto member = MemberId::parse(QByteArrayView(memberText));
    if (!member)
        return refuse(400, u"Invalid user identifier"_s);
    if (!isSignedBy(*member, challenge, signature))
        return refuse(401, u"Invalid signature"_s);
    const auto id = SpaceId::parse(space);
    if (!id)
        return refuse(400, u"Invalid space identifier"_s);
    const auto hosted = core.spaces.find(*id);
    if (!hosted)
        return refuseFor(hosted.error());
    if (auto isMember = ServerCore::requireMember({*hosted, *member}); !isMember)
        return tl::unexpected(isMember.error());
    core.challenges.forget(spaceText, memberText);
    return tokenFor(core, spaceText, *member);
}

Answer<QString> adminSpaceOf(const ServerCore &core)
{
    if (!core.spaces.adminSpace())
        return refuse(404, u"Admin API not configured"_s);
    return core.spaces.adminSpace()->toString();
}

} // namespace

Answer<HttpResponse> authChallenge(ServerCore &core, const ApiCall &call)
{
    return challengeIn(core, call.parameters[0], call);
}

Answer<HttpResponse> authVerify(ServerCore &core, const ApiCall &call)
{
    return verifyIn(core, call.parameters[0], call);
}

Answer<HttpResponse> authRefresh(ServerCore &core, const ApiCall &call)
{
    return core.signIn(call.parameters[0], call.bearer).map([&core](const Session &session) {
        return tokenFor(core, session.space->id().text(), session.member);
    });
}

Answer<HttpResponse> adminChallenge(ServerCore &core, const ApiCall &call)
{
    return adminSpaceOf(core).and_then([&](const QString &space) { return challengeIn(core, space, call); });
}

Answer<HttpResponse> adminVerify(ServerCore &core, const ApiCall &call)
{
    return adminSpaceOf(core).and_then([&](const QString &space) { return verifyIn(core, space, call); });
}

} // namespace reeeductio::localserver::endpoints
