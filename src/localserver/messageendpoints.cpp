// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/endpoints.h"
#include "localserver/messageposting.h"
#include "protocol/json.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver::endpoints {

namespace {

Answer<void> checkTopic(const QString &topic)
{
    if (!checkTopicId(topic))
        return refuse(400, u"Invalid topic_id format"_s);
    return {};
}

Answer<PageQuery> pageQuery(const HttpRequest &request)
{
    const auto from = queryInteger(request, "from");
    if (!from)
        return tl::unexpected(from.error());
    const auto to = queryInteger(request, "to");
    if (!to)
        return tl::unexpected(to.error());
    const auto limit = queryInteger(request, "limit");
    if (!limit)
        return tl::unexpected(limit.error());
    const auto wanted = limit->value_or(100);
    if (wanted < 1 || wanted > 1000)
        return unprocessable({u"query"_s, u"limit"_s}, u"Input should be from 1 to 1000"_s);
    return PageQuery{*from, *to, static_cast<int>(wanted)};
}

Answer<HttpResponse> pageOf(ServerCore &core, const SpaceId &space, const QString &topic,
                            const PageQuery &query)
{
    auto page = core.messages.page(space, topic, query);
    if (!page)
        return refuseFor(page.error());
    return jsonResponse(200, *std::move(page));
}

HttpResponse stored(int status, const PostedMessage &posted, qint64 timestamp)
{
    return jsonResponse(status,
                        {{u"message_hash"_s, posted.messageHash}, {u"server_timestamp"_s, timestamp}});
}

} // namespace

Answer<HttpResponse> listMessages(ServerCore &core, const ApiCall &call)
{
    const auto query = pageQuery(call.request);
    if (!query)
        return tl::unexpected(query.error());
    const auto &topic = call.parameters[1];
    if (auto valid = checkTopic(topic); !valid)
        return tl::unexpected(valid.error());
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    if (topic != stateTopic && !session->space->mayReadTopic(session->member, topic))
        return refuse(403, u"No read permission for topic"_s);
    return pageOf(core, session->space->id(), topic, *query);
}

Answer<HttpResponse> postMessage(ServerCore &core, const ApiCall &call)
{
    const auto posted = postedMessage(call.body);
    if (!posted)
        return tl::unexpected(posted.error());
    const auto &topic = call.parameters[1];
    if (auto valid = checkTopic(topic); !valid)
        return tl::unexpected(valid.error());
    const auto timestamp = storeMessage(core, call.parameters[0], call.bearer, topic, *posted);
    if (!timestamp)
        return refuse(timestamp.error().onPost, timestamp.error().detail);
    return stored(201, *posted, *timestamp);
}

Answer<HttpResponse> oneMessage(ServerCore &core, const ApiCall &call)
{
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    const auto &topic = call.parameters[1];
    if (!session->space->mayReadTopic(session->member, topic))
        return refuse(403, u"No read permission"_s);
    const auto hash = MessageId::parse(call.parameters[2]);
    if (!hash)
        return refuse(404, u"Message not found"_s);
    const auto found = core.messages.find(session->space->id(), topic, *hash);
    if (!found)
        return refuseFor(found.error());
    if (!*found)
        return refuse(404, u"Message not found"_s);
    return jsonResponse(200, (*found)->toStdString());
}

Answer<HttpResponse> listState(ServerCore &core, const ApiCall &call)
{
    const auto query = pageQuery(call.request);
    if (!query)
        return tl::unexpected(query.error());
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    return pageOf(core, session->space->id(), QString(stateTopic), *query);
}

Answer<HttpResponse> readState(ServerCore &core, const ApiCall &call)
{
    const auto &path = call.parameters[1];
    if (auto served = core.requireSpace(call.parameters[0]); !served)
        return tl::unexpected(served.error());
    if (!checkServedStatePath(path))
        return refuse(401, u"Invalid path"_s);
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    if (!session->space->allows(session->member, Operation::Read, u"state/"_s + path))
        return refuse(403, u"No read permission"_s);
    const auto *const message = session->space->newest(path);
    if (!message)
        return refuse(404, u"State not found"_s);
    return jsonResponse(200, toJson(*message));
}

Answer<HttpResponse> writeState(ServerCore &core, const ApiCall &call)
{
    const auto posted = postedMessage(call.body);
    if (!posted)
        return tl::unexpected(posted.error());
    if (posted->type != call.parameters[1])
        return refuse(400, u"Path mismatch"_s);
    const auto timestamp = storeMessage(core, call.parameters[0], call.bearer, QString(stateTopic), *posted);
    if (!timestamp)
        return refuse(timestamp.error().onPut, timestamp.error().detail);
    return stored(200, *posted, *timestamp);
}

} // namespace reeeductio::localserver::endpoints
