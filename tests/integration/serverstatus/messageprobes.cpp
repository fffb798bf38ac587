// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "serverstatus/probes.h"

#include "crypto/encoding.h"
#include "crypto/random.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

const QByteArray messagesPath = "topics/general/messages";

//! A body of the owner's, sealed as it stands.
QJsonObject bodyOf(const TestSpace &space, std::optional<QByteArray> prev,
                   const QByteArray &base64 = "YQ==", const QByteArray &type = "chat.text")
{
    const auto &owner = space.owner();
    return postBody(sealMessage(space.id(), owner.id, owner.key, {"general", type, std::move(prev), base64}));
}

QJsonObject with(QJsonObject body, const char *field, const QJsonValue &value)
{
    body.insert(QLatin1StringView(field), value);
    return body;
}

QJsonObject without(QJsonObject body, const char *field)
{
    body.remove(QLatin1StringView(field));
    return body;
}

void probePosting(const Probe &probe, TestSpace &space)
{
    const auto post = [&space](const QJsonObject &body) {
        return space.send(space.owner(), "POST", messagesPath, body);
    };
    const auto head = [&space] { return space.head("general"); };
    const auto unknown = MessageId::of(*Digest::fromBytes(randomBytes(32))).text();

    const auto first = bodyOf(space, {});
    probe("post: first message with non-null prev", post(bodyOf(space, unknown)));
    probe("post ok (first, prev null)", post(first));
    probe("post: same message again", post(first));
    probe("post: wrong prev_hash (well-formed, unknown)", post(bodyOf(space, unknown)));
    probe("post: prev null while head exists", post(bodyOf(space, {}, "Yg==")));

    const auto next = bodyOf(space, head());
    probe("post: bad signature",
          post(with(next, "signature", QString::fromLatin1(toBase64(QByteArray(64, '\0'))))));
    probe("post: signature not base64", post(with(next, "signature", u"!!!"_s)));
    probe("post: signature bad length padding 'abc'", post(with(next, "signature", u"abc"_s)));
    probe("post: message_hash mismatch", post(with(next, "message_hash", QString::fromLatin1(unknown))));
    probe("post: prev_hash malformed 'zzz'", post(bodyOf(space, "zzz")));
    probe("post: prev_hash absent but hash made with prev", post(without(next, "prev_hash")));
    probe("post: type absent -> default 'chat.text' (hash made with chat.text)", post(without(next, "type")));
    probe("post: empty type ''", post(bodyOf(space, head(), "YQ==", "")));
    probe("post: type with utf-8 and '|'", post(bodyOf(space, head(), "YQ==", "é|x")));
    probe("post: empty data ''", post(bodyOf(space, head(), "")));
    probe("post: data not base64 but hash+sig right", post(bodyOf(space, head(), "not base64!")));
    probe("post: data = 102400 chars base64 (76800 bytes)",
          post(bodyOf(space, head(), toBase64(QByteArray(76'800, 'x')))));
    probe("post: data 102404 chars (76801 bytes)",
          post(bodyOf(space, head(), toBase64(QByteArray(76'801, 'x')))));
}

void probeBadPosts(const Probe &probe, TestSpace &space)
{
    const auto post = [&space](const QByteArray &token, const QByteArray &body) {
        return space.server().call(
            {.method = "POST", .target = space.target(messagesPath), .token = token, .body = body});
    };
    const auto &owner = space.owner();
    const auto next = bodyOf(space, space.head("general"));
    const auto good = compactJson(next);
    probe("post: bad JSON", post(owner.token, "{"));
    probe("post: bad JSON and no token", post({}, "{"));
    probe("post: missing fields", post(owner.token, "{}"));
    probe("post: data is a number", post(owner.token, compactJson(with(next, "data", 5))));
    probe("post: no token", post({}, good));
    probe("post: garbage token", post("garbage", good));
    probe("post: expired token",
          post(space.server().forgedToken(space.id().text(), owner.id.text(), -10), good));
    probe("post: JWT of non-member (forged)",
          post(space.server().forgedToken(space.id().text(), Actor::user().id.text()), good));
    probe("post: invalid topic id 'Bad!'", space.send(owner, "POST", "topics/Bad!/messages", next));
}

void probeTopicIds(const Probe &probe, const TestSpace &space)
{
    const auto a64 = QString(64, u'a');
    for (const auto &topic : {u"A"_s, u"a"_s, u"Upper"_s, u"-ab"_s, u"ab-"_s, u"a b"_s, a64, a64 + u'a',
                              u"a.b"_s, u"ab_c"_s, u"é1"_s}) {
        const auto name = u"GET messages topic id '%1' (len %2)"_s.arg(topic.left(20)).arg(topic.size());
        probe(name, space.get(space.owner(), "topics/" + topic.toUtf8().toPercentEncoding() + "/messages"));
    }
}

void probeReading(const Probe &probe, const TestSpace &space)
{
    const auto &owner = space.owner();
    const auto hash = *space.head("general");
    const auto unknown = MessageId::of(*Digest::fromBytes(randomBytes(32))).text();
    probe("GET message: unknown hash (well-formed)", space.get(owner, messagesPath + '/' + unknown));
    probe("GET message: malformed hash", space.get(owner, messagesPath + "/zzz"));
    probe("GET message: invalid topic id", space.get(owner, "topics/Bad!/messages/" + hash));
    probe("GET message: right hash, other topic", space.get(owner, "topics/other/messages/" + hash));
    probe("GET message ok", space.get(owner, messagesPath + '/' + hash));

    struct Row
    {
        const char *name;
        const char *query;
    };
    constexpr Row rows[] = {
        {"{'limit': 0}", "limit=0"},
        {"{'limit': -1}", "limit=-1"},
        {"{'limit': 1001}", "limit=1001"},
        {"{'limit': 'abc'}", "limit=abc"},
        {"{'limit': 1000}", "limit=1000"},
        {"{'from': 'x'}", "from=x"},
        {"{'from': -5}", "from=-5"},
        {"{'limit': 1}", "limit=1"},
        {"{'from': 9999999999999, 'to': 0, 'limit': 1}", "from=9999999999999&to=0&limit=1"},
        {"{'from': 0, 'to': 9999999999999, 'limit': 1}", "from=0&to=9999999999999&limit=1"},
        {"{'from': 9999999999999}", "from=9999999999999"},
        {"{'from': 5, 'to': 5}", "from=5&to=5"},
        {"{'from_timestamp': 9999999999999, 'limit': 1}", "from_timestamp=9999999999999&limit=1"},
    };
    for (const auto &row : rows)
        probe("GET messages " + QByteArray(row.name), space.get(owner, messagesPath + '?' + row.query));
    probe("GET messages of unknown topic", space.get(owner, "topics/never-was/messages"));
}

} // namespace

void probeMessages(Statuses &statuses, TestServer &server)
{
    const Probe probe(statuses, "msg");
    TestSpace space(server);
    probePosting(probe, space);
    probeBadPosts(probe, space);
    probeTopicIds(probe, space);
    probeReading(probe, space);
}

} // namespace reeeductio::test
