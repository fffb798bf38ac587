// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/stateseeder.h"

#include "app/bench/signmessages.h"
#include "authz/authpath.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

constexpr qint64 startTime = 1'700'000'000'000;
constexpr int roles = 10;
constexpr int rightsOfARole = 10;
constexpr int rightsOfAMember = 3;
constexpr int toolsOneIn = 10;
constexpr int rightsChangeOneIn = 50;
constexpr int emptiedOneIn = 30;

const auto writer = u"role-0"_s; //!< whoever has it writes notes

QByteArray rightTo(const QString &operation, const QString &path)
{
    return compactJson({{u"op"_s, operation}, {u"path"_s, path}});
}

QString roleName(int number)
{
    return u"role-%1"_s.arg(number);
}

} // namespace

StateSeeder::StateSeeder(const SigningKey &owner, int members) : m_space(SpaceId::of(owner.publicKey()))
{
    m_people.push_back({owner.clone(), UserId::of(owner.publicKey())});
    for (int i = 1; i <= members; ++i) {
        auto key = SigningKey::generate();
        MemberId id = UserId::of(key.publicKey());
        if (i % toolsOneIn == 0)
            id = ToolId::of(key.publicKey());
        m_people.push_back({std::move(key), id});
    }
    for (size_t i = 0; i < m_people.size(); ++i)
        m_byId.insert(m_people[i].id.text(), static_cast<qsizetype>(i));
}

QList<MemberId> StateSeeder::members() const
{
    QList<MemberId> members;
    for (const auto &person : m_people)
        members << person.id;
    return members;
}

QList<Message> StateSeeder::make(qsizetype count)
{
    m_messages.reserve(count);
    m_notes = std::max<qsizetype>(1, count / 2);
    addRoles();
    for (size_t i = 1; i < m_people.size(); ++i)
        addMember(m_people[i]);
    while (m_messages.size() < count) {
        if (m_random.bounded(rightsChangeOneIn) == 0)
            changeRights();
        else
            writeNote();
    }
    m_messages.resize(count);
    signMessages(m_messages, [this](const Message &message) -> const SigningKey & {
        return m_people[static_cast<size_t>(m_byId.value(message.sender))].key;
    });
    return std::move(m_messages);
}

void StateSeeder::addRoles()
{
    for (int role = 0; role < roles; ++role) {
        const auto path = roleEntryPath(roleName(role));
        write(m_people.front(), path, compactJson({{u"role_id"_s, roleName(role)}}));
        for (int right = 0; right < rightsOfARole; ++right)
            write(m_people.front(), path + u"/rights/r%1"_s.arg(right),
                  roleName(role) == writer && right == 0
                      ? rightTo(u"write"_s, u"state/notes/{any}"_s)
                      : rightTo(u"create"_s, u"topics/topic-%1-%2/messages"_s.arg(role).arg(right)));
    }
}

void StateSeeder::addMember(const Person &person)
{
    const auto path = entryPath(person.id);
    const auto id = person.id.toString();
    write(m_people.front(), path, compactJson({{person.id.isTool() ? u"tool_id"_s : u"user_id"_s, id}}));
    for (int right = 0; right < rightsOfAMember; ++right)
        write(m_people.front(), path + u"/rights/r%1"_s.arg(right),
              rightTo(u"read"_s, u"topics/topic-%1-%2/messages"_s.arg(m_random.bounded(roles)).arg(right)));
    if (person.id.isTool())
        return;
    for (const auto &role : {writer, roleName(1 + static_cast<int>(m_random.bounded(roles - 1)))})
        write(m_people.front(), path + u"/roles/"_s + role,
              compactJson({{u"user_id"_s, id}, {u"role_id"_s, role}}));
}

void StateSeeder::changeRights()
{
    const auto &person = m_people[1 + m_random.bounded(static_cast<quint32>(m_people.size() - 1))];
    write(m_people.front(), entryPath(person.id) + u"/rights/r%1"_s.arg(m_random.bounded(rightsOfAMember)),
          rightTo(u"read"_s, u"topics/topic-%1-0/messages"_s.arg(m_random.bounded(roles))));
}

void StateSeeder::writeNote()
{
    const auto index = m_random.bounded(static_cast<quint32>(m_people.size()));
    const auto &person = m_people[m_people[index].id.isTool() ? 0 : index];
    const auto note = m_random.bounded(static_cast<quint32>(m_notes));
    const bool isEmptied = m_random.bounded(emptiedOneIn) == 0;
    write(person, u"notes/note-%1"_s.arg(note),
          isEmptied ? QByteArray()
                    : compactJson({{u"title"_s, u"Note %1"_s.arg(note)},
                                   {u"text"_s,
                                    u"What there is to say of it, version %1."_s.arg(m_messages.size())}}));
}

void StateSeeder::write(const Person &sender, const QString &path, const QByteArray &value)
{
    Message message{.hash = {},
                    .topic = stateTopic.data(),
                    .type = path.toUtf8(),
                    .prevHash = {},
                    .data = toBase64(value),
                    .sender = sender.id.text(),
                    .signature = {},
                    .serverTimestamp = startTime + m_messages.size()};
    if (!m_messages.isEmpty())
        message.prevHash = m_messages.back().hash;
    message.hash = messageHash(m_space, stateTopic.data(), message).text();
    m_messages << std::move(message);
}

} // namespace reeeductio::bench
