// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/endpoints.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver::endpoints {

namespace {

constexpr qint64 clockSkewMs = 60'000;

Answer<DataEntry> entryOf(const QJsonObject &body)
{
    BodyFields fields(body);
    const DataEntry entry{
        .data = fields.text("data"_L1).toUtf8(),
        .signature = fields.text("signature"_L1).toUtf8(),
        .signedBy = fields.text("signed_by"_L1).toUtf8(),
        .signedAt = fields.integer("signed_at"_L1),
    };
    return fields.check().map([&entry] { return entry; });
}

Answer<Session> signInToWrite(ServerCore &core, const ApiCall &call)
{
    return core.signIn(call.parameters[0], call.bearer).map_error([](Refusal refusal) {
        if (refusal.detail == u"Invalid token"_s)
            refusal.status = 400; // as published servers have it on this route
        return refusal;
    });
}

Answer<void> checkTime(qint64 signedAt, qint64 now, const std::optional<DataStore::Stored> &current)
{
    if (signedAt < now - clockSkewMs)
        return refuse(400, u"Signature is too far in the past"_s);
    if (signedAt > now + clockSkewMs)
        return refuse(400, u"Signature is too far in the future"_s);
    if (current && current->signedAt > signedAt)
        return refuse(400, u"Signature is older than current data"_s);
    return {};
}

Answer<void> checkRight(const Session &session, Operation operation, const QString &path)
{
    const auto &space = *session.space;
    if (!space.authorizer().decideDataWrite(session.member, operation, path, space.now()).allowed)
        return refuse(403, u"No %1 permission for data path"_s.arg(nameOf(operation)));
    return {};
}

} // namespace

Answer<HttpResponse> readData(ServerCore &core, const ApiCall &call)
{
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    const auto &path = call.parameters[1];
    if (!session->space->allows(session->member, Operation::Read, u"data/"_s + path))
        return refuse(403, u"No read permission"_s);
    const auto stored = core.data.find(session->space->id(), path);
    if (!stored)
        return refuseFor(stored.error());
    if (!*stored)
        return refuse(404, u"Data not found"_s);
    return jsonResponse(200, (*stored)->json.toStdString());
}

Answer<HttpResponse> writeData(ServerCore &core, const ApiCall &call)
{
    const auto entry = entryOf(call.body);
    if (!entry)
        return tl::unexpected(entry.error());
    const auto session = signInToWrite(core, call);
    if (!session)
        return tl::unexpected(session.error());
    if (entry->signedBy != session->member.text())
        return refuse(401, u"Signer does not match"_s);
    const auto &space = session->space->id();
    const auto &path = call.parameters[1];
    const auto current = core.data.find(space, path);
    if (!current)
        return refuseFor(current.error());
    const auto now = core.clock.nowMs();
    if (auto timely = checkTime(entry->signedAt, now, *current); !timely)
        return tl::unexpected(timely.error());
    const auto operation = entry->data.isEmpty() ? Operation::Delete
                           : *current            ? Operation::Modify
                                                 : Operation::Create;
    if (auto allowed = checkRight(*session, operation, path); !allowed)
        return tl::unexpected(allowed.error());
    if (!checkDataEntry(space, path, *entry))
        return refuse(400, u"Invalid signature on data"_s);
    if (auto put = core.data.put(space, path, *entry); !put)
        return refuseFor(put.error());
    return jsonResponse(200, {{u"path"_s, path}, {u"signed_at"_s, now}});
}

Answer<HttpResponse> deleteData(ServerCore &core, const ApiCall &call)
{
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    const auto &path = call.parameters[1];
    if (auto allowed = checkRight(*session, Operation::Delete, path); !allowed)
        return tl::unexpected(allowed.error());
    if (auto removed = core.data.remove(session->space->id(), path); !removed)
        return refuseFor(removed.error());
    return HttpResponse{204, {}, {}};
}

} // namespace reeeductio::localserver::endpoints
