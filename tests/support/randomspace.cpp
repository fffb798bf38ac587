// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/randomspace.h"

#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

const QStringList roles{u"member"_s, u"mod"_s, u"user"_s};
const QStringList operations{u"read"_s, u"create"_s, u"modify"_s, u"delete"_s, u"write"_s};

//! Patterns that a question of resource() can match, and the traps of PROTOCOL 10 among them.
const QStringList patterns{
    u"topics/{any}/messages"_s,
    u"topics/{any}/messages/"_s,
    u"topics/general/messages"_s,
    u"topics/general/{...}"_s,
    u"topics/{any}"_s,
    u"topics/{any}/messages/{any}"_s,
    u"topics/{...}"_s,
    u"state/{...}"_s,
    u"state/config/{...}"_s,
    u"state/profiles/{self}"_s,
    u"state/profiles/{other}"_s,
    u"state/profiles/{any}"_s,
    u"state/auth/users/{any}"_s,
    u"state/auth/users/{self}"_s,
    u"state/auth/users/{other}/{...}"_s,
    u"state/auth/users/{any}/rights/{any}"_s,
    u"state/auth/users/{any}/rights/{...}"_s,
    u"state/auth/users/{any}/roles/{any}"_s,
    u"state/auth/users/{any}/roles/{...}"_s,
    u"state/auth/tools/{any}"_s,
    u"state/auth/roles/{...}"_s,
    u"state/auth/{...}"_s,
    u"data/{...}"_s,
    u"data/user/{self}/{...}"_s,
    u"data/a/{self}"_s,
    u"data/{any}"_s,
    u"{any}"_s,
    u"{...}"_s,
    u"/state//{any}/"_s,
    u"blobs/{any}"_s,
};

Person makePerson(std::mt19937 &random, bool isTool)
{
    QByteArray seed(SigningKey::SeedSize, Qt::Uninitialized);
    for (char &byte : seed)
        byte = static_cast<char>(random());
    auto key = *SigningKey::fromSeed(seed);
    MemberId id = UserId::of(key.publicKey());
    if (isTool)
        id = ToolId::of(key.publicKey());
    return {std::move(key), id};
}

} // namespace

QByteArray stateData(const QJsonObject &object)
{
    return toBase64(compactJson(object));
}

RandomSpace::RandomSpace(quint32 seed, Options options) : m_options(options), m_random(seed)
{
    for (int i = 0; i <= options.users + options.tools; ++i)
        m_people.push_back(makePerson(m_random, i > options.users));
    m_id = SpaceId::of(owner().key.publicKey());
}

StateLog RandomSpace::log(Moment moment) const
{
    StateLog log(m_id);
    for (qsizetype i = 0; i < moment; ++i)
        log.append(m_state[i], checkSeal(m_id, stateTopic.latin1(), m_state[i]));
    return log;
}

Message RandomSpace::seal(const Attempt &attempt) const
{
    MessageDraft draft{
        .topic = stateTopic.latin1(), .type = attempt.path.toUtf8(), .prevHash = {}, .data = attempt.data};
    if (!m_head.isEmpty())
        draft.prevHash = m_head;
    return sealMessage(m_id, attempt.sender->id, attempt.sender->key, draft);
}

void RandomSpace::append(Message message)
{
    m_head = message.hash;
    if (m_options.brokenSeals && oneIn(40))
        message.signature = toBase64(owner().key.sign("something else").view());
    if (!m_options.oddTimestamps || oneIn(2))
        m_clock += 1 + upTo(5);
    else if (oneIn(8))
        m_clock -= upTo(20);
    message.serverTimestamp = m_clock;
    m_state << std::move(message);
}

void RandomSpace::fill(int attempts)
{
    fill(attempts, [this](const Attempt &each) { write(each); });
}

void RandomSpace::fill(int attempts, const std::function<void(const Attempt &)> &write)
{
    for (const auto &role : roles)
        write({&owner(), u"auth/roles/"_s + role, stateData({{u"role_id"_s, role}})});
    for (size_t i = 1; i < m_people.size(); ++i) {
        const auto &person = m_people[i];
        const auto area = person.id.isTool() ? u"auth/tools/"_s : u"auth/users/"_s;
        if (!oneIn(6))
            write({&owner(), area + person.id.toString(), stateData({{u"user_id"_s, person.id.toString()}})});
        write({&owner(), area + person.id.toString() + u"/rights/first"_s, toBase64(rightValue())});
    }
    for (int i = 0; i < attempts; ++i)
        write(attempt());
}

RandomSpace::Attempt RandomSpace::attempt()
{
    switch (upTo(8)) {
    case 0:
        return memberAttempt();
    case 1:
    case 2:
        return assignmentAttempt();
    case 3:
        return otherAttempt();
    default:
        return rightAttempt();
    }
}

RandomSpace::Attempt RandomSpace::memberAttempt()
{
    const auto &subject = oneIn(3) ? tool() : user();
    const Person *senders[] = {&owner(), &owner(), &user(), &tool(), &subject};
    const auto area = subject.id.isTool() ? u"auth/tools/"_s : u"auth/users/"_s;
    QJsonObject value{{u"user_id"_s, subject.id.toString()}};
    if (subject.id.isTool() && oneIn(2))
        value.insert(u"use_limit"_s, upTo(4));
    return {oneOf(senders), area + subject.id.toString(), oneIn(4) ? QByteArray() : stateData(value)};
}

QString RandomSpace::holderPath()
{
    switch (upTo(3)) {
    case 0:
        return u"auth/roles/"_s + oneOf(roles);
    case 1:
        return u"auth/tools/"_s + tool().id.toString();
    default:
        return u"auth/users/"_s + (oneIn(12) ? tool() : user()).id.toString();
    }
}

QString RandomSpace::rightPath()
{
    static const QStringList odd{u"/rights"_s,         u"/rights/"_s,    u"/rightsX"_s,
                                 u"/rights-/c1"_s,     u"/rights/c1/"_s, u"/rights/c1/deep/er"_s,
                                 u"/rights/c1/deep"_s, u"/right/c1"_s,   u"/roles/"_s};
    const auto holder = holderPath();
    if (m_options.oddPaths && oneIn(8))
        return (oneIn(6) ? u"/"_s : QString()) + holder + oneOf(odd);
    return holder + u"/rights/c"_s + QString::number(upTo(4));
}

QByteArray RandomSpace::rightValue()
{
    QJsonObject right{{u"op"_s, oneOf(operations)}, {u"path"_s, oneOf(patterns)}};
    if (oneIn(5))
        right.insert(u"must_be_owner"_s, oneIn(2));
    return compactJson(right);
}

QByteArray RandomSpace::oddRightValue()
{
    static const QList<QByteArray> odd{
        R"({"op":"read"})",
        R"({"path":"{...}"})",
        R"({"op":"read","path":5})",
        R"({"op":null,"path":"state/{...}"})",
        R"({"op":"WRITE","path":"{...}"})",
        R"({"op":"read","op":"write","path":"state/{...}"})",
        R"({"op":"write","path":"topics/{...}","must_be_owner":"yes"})",
        R"({"op":"write","path":"topics/{...}","must_be_owner":[]})",
        R"({"op":"write","path":"data/{...}","must_be_owner":0})",
        R"({"op":"write","path":""})",
        R"({"op":"write","path":"///"})",
        R"({"op":"read","path":"state/{...}/x"})",
        R"({"role_id":"mod","op":"read","path":"state/{self.id}"})",
        R"(["op","path"])",
        R"("op path")",
        R"({"op":"write","path":"{...}")",
        "not JSON",
        "7",
    };
    return oneOf(odd);
}

QByteArray RandomSpace::encoded(const QByteArray &value)
{
    auto base64 = toBase64(value);
    if (m_options.oddValues && oneIn(10))
        base64.insert(upTo(static_cast<int>(base64.size())), oneIn(2) ? " " : "\n-");
    return base64;
}

RandomSpace::Attempt RandomSpace::rightAttempt()
{
    const Person *senders[] = {&owner(), &owner(), &owner(), &user(), &user(), &tool()};
    const bool isOdd = m_options.oddValues && oneIn(10);
    const auto path = rightPath();
    return {oneOf(senders), path, oneIn(12) ? QByteArray() : encoded(isOdd ? oddRightValue() : rightValue())};
}

RandomSpace::Attempt RandomSpace::assignmentAttempt()
{
    static const QList<QJsonValue> ends{
        1,    0,     -5,    4'102'444'800'000.0, 1.5,           4.1e12,
        true, false, u""_s, u"soon"_s,           QJsonObject(), QJsonValue::Null,
    };
    const Person *senders[] = {&owner(), &owner(), &user(), &tool()};
    const auto id = (oneIn(12) ? tool() : user()).id.toString();
    const auto &role = oneOf(roles);
    QJsonObject value{{u"user_id"_s, id}, {u"role_id"_s, role}};
    if (oneIn(3))
        value.insert(u"expires_at"_s, ends[m_options.oddValues ? upTo(static_cast<int>(ends.size())) : 3]);
    if (m_options.oddValues && oneIn(15))
        value.insert(u"role_id"_s, oneIn(2) ? QJsonValue(oneOf(roles)) : QJsonValue(7));
    auto path = u"auth/users/"_s + id + u"/roles/"_s + role;
    if (m_options.oddPaths && oneIn(10))
        path += u"/again"_s;
    return {oneOf(senders), path, oneIn(12) ? QByteArray() : encoded(compactJson(value))};
}

RandomSpace::Attempt RandomSpace::otherAttempt()
{
    const auto &sender = oneOf(m_people);
    const QStringList paths{u"profiles/"_s + oneOf(m_people).id.toString(), u"config/theme"_s,
                            u"auth/roles/"_s + oneOf(roles),
                            m_options.oddPaths ? u"config/theme/"_s : u"config"_s};
    return {&sender, oneOf(paths), oneIn(4) ? QByteArray() : toBase64("{\"name\":\"x\"}")};
}

QString RandomSpace::resource()
{
    const auto id = oneOf(m_people).id.toString();
    const QStringList resources{
        u"topics/general/messages"_s,
        u"topics/ops-2/messages"_s,
        u"topics/state/messages"_s,
        u"state/config/theme"_s,
        u"state/config/theme/"_s,
        u"state//x"_s,
        u"state/profiles/"_s + id,
        u"state/auth/users/"_s + id,
        u"state/auth/tools/"_s + id,
        u"state/auth/users/"_s + id + u"/rights/c1"_s,
        u"state/auth/users/"_s + id + u"/roles/mod"_s,
        u"state/auth/roles/"_s + oneOf(roles),
        u"state/"_s + (m_state.isEmpty() ? u"x"_s : QString::fromUtf8(oneOf(m_state).type)),
        u"data/user/"_s + id + u"/notes"_s,
        u"data/a/"_s + id,
        u"data/notes"_s,
        u"a/x"_s,
        u"notes"_s,
        u"{any}"_s,
        u"blobs/x"_s,
    };
    return oneOf(resources);
}

Question RandomSpace::question()
{
    return {oneOf(m_people).id, *operationFromName(oneOf(operations)), resource()};
}

} // namespace reeeductio::test
