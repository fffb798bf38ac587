// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "serverstatus/probes.h"

#include "crypto/encoding.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

void probeWithoutRights(const Probe &probe, const TestSpace &space, const Actor &member)
{
    const auto get = [&](const QByteArray &path) { return space.get(member, path); };
    const auto head = *space.head("state");
    probe("member without caps: GET messages", get("topics/general/messages"));
    probe("member without caps: POST message", space.post(member, "general", "hello"));
    probe("member without caps: GET state path", get("state/" + entryPath(member)));
    probe("member without caps: GET topics/state/messages", get("topics/state/messages"));
    probe("member without caps: GET /state", get("state"));
    probe("member without caps: GET topics/state/messages/{hash}", get("topics/state/messages/" + head));
    probe("member without caps: PUT state", space.putState(member, "notes/a", "x"));
    const auto orphan = sealMessage(space.id(), member.id, member.key, {"state", "notes/a", {}, "YQ=="});
    probe("member without caps: PUT state wrong prev (permission first?)",
          space.send(member, "PUT", "state/notes/a", postBody(orphan)));
    probe("member without caps: KV get", get("data/notes/a"));
    probe("member without caps: KV put", space.putData(member, "notes/a", "YQ=="));
    probe("member without caps: KV delete", space.remove(member, "data/notes/a"));
}

void probeDataRights(const Probe &probe, const TestSpace &space, const Actor &member)
{
    const auto rights = entryPath(member) + "/rights/";
    const auto grant = [&](const char *id, const char *operation) {
        return space.grant(space.owner(), rights + id, operation, "data/notes/{any}");
    };
    probe("grant create data/notes/{any}", grant("c1", "create"));
    probe("grant read data/notes/{any}", grant("c2", "read"));
    probe("KV get notes/a with read data/notes/{any}", space.get(member, "data/notes/a"));
    probe("KV put notes/a with create data/notes/{any}", space.putData(member, "notes/a", "YQ=="));
    probe("KV put data/notes/a (doubled prefix)", space.putData(member, "data/notes/a", "YQ=="));
}

void probeTopicRights(const Probe &probe, const TestSpace &space, const Actor &member)
{
    const auto &owner = space.owner();
    const auto rights = entryPath(member) + "/rights/";
    const auto messages = [&] { return space.get(member, "topics/general/messages"); };
    probe("grant create topics/general/messages/",
          space.grant(owner, rights + "c3", "create", "topics/general/messages/"));
    probe("post after grant", space.post(member, "general", "hello"));
    probe("GET messages with only create", messages());
    probe("grant read topics/{any}/messages/",
          space.grant(owner, rights + "c4", "read", "topics/{any}/messages/"));
    probe("GET messages after grant", messages());
    probe("member escalates: PUT own rights", space.grant(member, rights + "c5", "write", "state/{...}"));

    (void)space.putState(owner, rights + "c4", QByteArray());
    probe("after capability deleted (empty data)", messages());
    (void)space.putState(owner, entryPath(member), QByteArray());
    probe("after member deleted: old token", messages());
}

} // namespace

void probeRights(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "rights");
    TestSpace space(server);
    auto member = Actor::user();
    const QJsonObject entry{{u"user_id"_s, member.id.toString()}};
    probe("add user (state auth/users/U)", space.putState(space.owner(), entryPath(member), entry));
    probe("member auth", space.signIn(member));
    probeWithoutRights(probe, space, member);
    probeDataRights(probe, space, member);
    probeTopicRights(probe, space, member);
    probe("after member deleted: new auth", space.signIn(member));
}

void probeRevocation(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "revoke");
    TestSpace space(server);
    const auto &owner = space.owner();
    auto member = space.join(Actor::user());
    const auto right = entryPath(member) + "/rights/c";
    const auto read = "topics/general/messages";

    probe("grant read", space.grant(owner, right, "read", read));
    probe("delete the capability: PUT state auth/users/U/rights/c with data ''",
          space.putState(owner, right, QByteArray()));
    probe("overwrite the capability with a useless one ({op:read,path:topics/none})",
          space.grant(owner, right, "read", "topics/none"));

    const auto role = QByteArray("auth/roles/reader");
    const auto assignment = entryPath(member) + "/roles/";
    const auto assign = [&](const QByteArray &roleId, const MemberId &user, const QJsonValue &expiresAt) {
        QJsonObject value{{u"user_id"_s, user.toString()}, {u"role_id"_s, QString::fromLatin1(roleId)}};
        if (!expiresAt.isUndefined())
            value.insert(u"expires_at"_s, expiresAt);
        return space.putState(owner, assignment + roleId, value);
    };
    probe("role create", space.putState(owner, role, QJsonObject{{u"role_id"_s, u"reader"_s}}));
    probe("role cap", space.grant(owner, role + "/rights/c", "read", read));
    probe("role grant", assign("reader", member.id, QJsonValue::Undefined));
    probe("delete role grant (data '')", space.putState(owner, assignment + "reader", QByteArray()));
    probe("role grant with expires_at in the past", assign("reader", member.id, 1));
    probe("role grant user_id mismatch", assign("reader", owner.id, QJsonValue::Undefined));
    probe("role grant to a role that does not exist", assign("never-was", member.id, QJsonValue::Undefined));

    probe("delete the member: PUT state auth/users/U with data ''",
          space.putState(owner, entryPath(member), QByteArray()));
    probe("new challenge/verify", space.signIn(member));
    probe("GET state auth/users/U", space.get(owner, "state/" + entryPath(member)));
}

void probeTools(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "tool");
    TestSpace space(server);
    const auto &owner = space.owner();
    auto tool = Actor::tool();
    probe("create tool with use_limit 2",
          space.putState(owner, entryPath(tool),
                         QJsonObject{{u"tool_id"_s, tool.id.toString()}, {u"use_limit"_s, 2}}));
    probe("tool auth", space.signIn(tool));
    probe("grant tool create topics/ties/messages/",
          space.grant(owner, entryPath(tool) + "/rights/c", "create", "topics/ties/messages/"));
    for (int i = 1; i <= 3; ++i)
        probe(u"tool post #%1 (limit 2)"_s.arg(i), space.post(tool, "ties", QByteArray::number(i)));
    probe("tool read (no cap)", space.get(tool, "topics/ties/messages"));
    probe("tool GET topics/state", space.get(tool, "topics/state/messages"));
}

} // namespace reeeductio::test
