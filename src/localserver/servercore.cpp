// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/servercore.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

Result<std::unique_ptr<ServerCore>> ServerCore::open(const LocalServerOptions &options, const Clock &clock)
{
    auto database = Database::open(options.dataDirectory);
    if (!database)
        return fail(database.error());
    auto secret = Tokens::loadSecret(options.dataDirectory);
    if (!secret)
        return fail(secret.error());
    std::unique_ptr<ServerCore> core(
        new ServerCore(options, clock, *std::move(database), *std::move(secret)));
    if (auto tidied = core->blobs.tidy(); !tidied)
        return fail(tidied.error());
    return core;
}

ServerCore::ServerCore(LocalServerOptions serverOptions, const Clock &serverClock,
                       std::unique_ptr<Database> opened, SecretBytes tokenSecret)
    : options(std::move(serverOptions)), clock(serverClock), database(std::move(opened)), messages(*database),
      data(*database), blobs(*database, QDir(options.dataDirectory).filePath(u"blobs"_s)),
      toolUses(*database), tokens(std::move(tokenSecret), options.tokenLifetimeSeconds, clock),
      challenges(clock), enrolling(clock), loggingIn(clock),
      spaces({options.adminSpace, options.autoCreate}, messages, data, clock)
{}

Answer<void> ServerCore::requireSpace(const QString &space)
{
    const auto served = spaces.isServed(space);
    if (!served)
        return refuseFor(served.error());
    if (!*served)
        return refuse(404, u"Space '%1' is not registered"_s.arg(space));
    return {};
}

Answer<Session> ServerCore::identify(const QString &space, const QByteArray &token)
{
    if (auto served = requireSpace(space); !served)
        return tl::unexpected(served.error());
    const auto member = tokens.verify(space.toUtf8(), token);
    if (!member)
        return refuse(401, member.error().detail);
    const auto id = SpaceId::parse(space);
    if (!id)
        return refuse(400, u"Invalid space identifier"_s);
    const auto hosted = spaces.find(*id);
    if (!hosted)
        return refuseFor(hosted.error());
    return Session{*hosted, *member};
}

Answer<void> ServerCore::requireMember(const Session &session)
{
    if (!session.space->isMember(session.member))
        return refuse(403, u"Not a member of this space"_s);
    return {};
}

Answer<Session> ServerCore::signIn(const QString &space, const QByteArray &token)
{
    return identify(space, token).and_then([](const Session &session) -> Answer<Session> {
        if (auto member = requireMember(session); !member)
            return tl::unexpected(member.error());
        return session;
    });
}

Answer<bool> ServerCore::checkUseLimit(const Session &session)
{
    const auto &log = session.space->log();
    const auto tool = ToolId::parse(QByteArrayView(session.member.text()));
    const auto limit = tool ? session.space->authorizer().useLimit(*tool, log.size()) : std::nullopt;
    if (!limit)
        return false;
    const auto uses = toolUses.count(log.space(), session.member);
    if (!uses)
        return refuseFor(uses.error());
    if (*uses >= *limit)
        return refuse(401, u"Tool has exceeded its use limit (%1)"_s.arg(*limit));
    return true;
}

} // namespace reeeductio::localserver
