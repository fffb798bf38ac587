// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/scene.h"

#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

PublicKey keyOf(char letter)
{
    return *PublicKey::fromBytes(QByteArray(PublicKey::Size, letter));
}

const SpaceId space = SpaceId::of(keyOf('o'));

const QList<std::pair<QString, MemberId>> &people()
{
    static const QList<std::pair<QString, MemberId>> list{
        {u"ada"_s, UserId::of(keyOf('a'))},   {u"bob"_s, UserId::of(keyOf('b'))},
        {u"eve"_s, UserId::of(keyOf('e'))},   {u"bot"_s, ToolId::of(keyOf('t'))},
        {u"owner"_s, UserId::of(keyOf('o'))}, {u"space"_s, space},
        {u"key"_s, ToolId::of(keyOf('o'))},
    };
    return list;
}

QByteArray rightOf(const QStringList &words)
{
    const bool isOwned = words[1] == u"owned";
    QJsonObject right{{u"op"_s, words[isOwned ? 2 : 1]}, {u"path"_s, words.last()}};
    if (isOwned)
        right.insert(u"must_be_owner"_s, true);
    return compactJson(right);
}

QByteArray assignmentOf(const QString &path, const QStringList &words)
{
    const auto segments = path.split(u'/', Qt::SkipEmptyParts);
    QJsonObject assignment{{u"user_id"_s, segments[2]}, {u"role_id"_s, segments.value(4)}};
    if (words.size() > 1)
        assignment.insert(u"expires_at"_s, words[1].toLongLong());
    return compactJson(assignment);
}

} // namespace

Scene::Scene(const QStringList &lines) : m_log(space)
{
    for (const auto &line : lines)
        write(line);
}

MemberId Scene::member(const QString &name) const
{
    for (const auto &[known, id] : people()) {
        if (known == name)
            return id;
    }
    qFatal("nobody is called %s", qPrintable(name));
}

QString Scene::expanded(QString text) const
{
    for (const auto &[name, id] : people())
        text.replace(u'$' + name, id.toString());
    return text;
}

QByteArray Scene::data(const QString &path, const QString &value) const
{
    const auto words = expanded(value).split(u' ');
    if (words.first() == u"right")
        return toBase64(rightOf(words));
    if (words.first() == u"assign")
        return toBase64(assignmentOf(expanded(path), words));
    return toBase64(expanded(value).toUtf8());
}

void Scene::write(const QString &line, Seal seal)
{
    const auto path = expanded(line.section(u' ', 1, 1));
    Message message;
    message.topic = stateTopic.latin1();
    message.type = path.toUtf8();
    message.data = data(path, line.section(u' ', 2));
    message.sender = member(line.section(u' ', 0, 0)).text();
    message.serverTimestamp = m_time;
    m_time += 1000;
    m_log.append(std::move(message), seal);
}

void Scene::writeAt(qint64 time, const QString &line)
{
    m_time = time;
    write(line);
}

Question Scene::question(const QString &line) const
{
    return {member(line.section(u' ', 0, 0)), *operationFromName(line.section(u' ', 1, 1)),
            expanded(line.section(u' ', 2))};
}

Decision Scene::decide(RuleSet ruleSet, const QString &line) const
{
    return Authorizer(m_log, ruleSet).decide(question(line), circumstances());
}

} // namespace reeeductio::test
