// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/naiveoracle.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>
#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

constexpr int oldestRead = 10'000;

//! Undefined when it is no JSON.
QJsonValue valueOf(const Message &message)
{
    const auto json =
        "[" + QByteArray::fromBase64(message.data) + "]"; // a document of Qt's is never a bare text
    const auto array = QJsonDocument::fromJson(json).array();
    return array.size() == 1 ? array.first() : QJsonValue(QJsonValue::Undefined);
}

} // namespace

QStringList pathSegments(QString path)
{
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    while (path.endsWith(u'/'))
        path.chop(1);
    return path.split(u'/');
}

bool isTrue(const QJsonValue &value)
{
    return !(value.isUndefined() || value.isNull() || value == QJsonValue(false) || value == QJsonValue(0) ||
             value == QJsonValue(QString()) || value == QJsonValue(QJsonArray()) ||
             value == QJsonValue(QJsonObject()));
}

bool matchesPattern(const QString &pattern, const QString &resource, const QString &self)
{
    auto wanted = pathSegments(pattern);
    const auto asked = pathSegments(resource);
    if (wanted == QStringList{QString()})
        return true; // no pattern that passes a grant check; the server takes it for everything
    const bool anyRest = wanted.last() == u"{...}";
    if (anyRest)
        wanted.removeLast();
    if (anyRest ? asked.size() < wanted.size() : asked.size() != wanted.size())
        return false;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const bool isSelf = asked[i] == self;
        const bool matches = wanted[i] == u"{any}"     ? true
                             : wanted[i] == u"{self}"  ? isSelf
                             : wanted[i] == u"{other}" ? !isSelf
                                                       : wanted[i] == asked[i];
        if (!matches)
            return false;
    }
    return true;
}

bool coversPattern(const QString &granted, const QString &requested)
{
    if (granted == requested)
        return true;
    auto wide = pathSegments(granted);
    const auto narrow = pathSegments(requested);
    const bool anyTail = wide.last() == u"{...}";
    if (anyTail)
        wide.removeLast();
    if (anyTail ? narrow.size() < wide.size() : narrow.size() != wide.size())
        return false;
    for (qsizetype i = 0; i < wide.size(); ++i) {
        const bool covers =
            wide[i] == u"{...}" || (wide[i] == u"{any}" && narrow[i] != u"{...}") || wide[i] == narrow[i];
        if (!covers)
            return false;
    }
    return true;
}

bool isCapabilityPath(const QString &pattern)
{
    const auto segments = pathSegments(pattern);
    if (segments == QStringList{u"{any}"_s} || segments == QStringList{u"{...}"_s})
        return true;
    if (!QStringList{u"state"_s, u"data"_s, u"topics"_s, u"blobs"_s}.contains(segments.first()))
        return false;
    return std::all_of(segments.begin(), segments.end(), [](const QString &segment) {
        const QStringList wildcards{u"{any}"_s, u"{self}"_s, u"{other}"_s, u"{...}"_s};
        return wildcards.contains(segment) || std::all_of(segment.begin(), segment.end(), [](QChar c) {
                   return c.unicode() < 128 && (c.isLetterOrNumber() || u"._-"_s.contains(c));
               });
    });
}

NaiveOracle::NaiveOracle(const SpaceId &space, const QList<Message> &state, qint64 nowMs)
    : m_space(space), m_nowMs(nowMs)
{
    for (const auto &message : state)
        m_entries << Entry{message, QString::fromUtf8(message.type),
                           checkSeal(space, "state", message) == Seal::Good};
}

bool NaiveOracle::isOwner(const MemberId &member) const
{
    return member.payload() == m_space.payload();
}

//! The newest by the server's clock; of two at the same time the first.
const NaiveOracle::Entry *NaiveOracle::standing(const QString &path) const
{
    const Entry *newest = nullptr;
    for (const auto &entry : m_entries) {
        if (entry.path == path &&
            (!newest || entry.message.serverTimestamp > newest->message.serverTimestamp))
            newest = &entry;
    }
    return newest;
}

//! The newest of every path that begins so, among the 10,000 oldest messages; of two at the same time the
//! last.
QList<NaiveOracle::Entry> NaiveOracle::listed(const QString &prefix) const
{
    auto inOrder = m_entries;
    std::reverse(inOrder.begin(), inOrder.end());
    std::stable_sort(inOrder.begin(), inOrder.end(), [](const Entry &a, const Entry &b) {
        return a.message.serverTimestamp < b.message.serverTimestamp;
    });
    QMap<QString, Entry> newest;
    for (const auto &entry : inOrder.first(std::min<qsizetype>(inOrder.size(), oldestRead))) {
        if (!entry.path.startsWith(prefix))
            continue;
        const auto known = newest.constFind(entry.path);
        if (known == newest.cend() || entry.message.serverTimestamp > known->message.serverTimestamp)
            newest.insert(entry.path, entry);
    }
    return newest.values();
}

bool NaiveOracle::isMember(const MemberId &member) const
{
    const auto area = member.isTool() ? u"auth/tools/"_s : u"auth/users/"_s;
    return isOwner(member) || standing(area + member.toString());
}

bool NaiveOracle::isTrusted(const MemberId &member) const
{
    auto current = member;
    for (qsizetype step = 0; step <= m_entries.size(); ++step) { // a longer chain goes in circles
        if (isOwner(current))
            return true;
        const auto area = current.isTool() ? u"auth/tools/"_s : u"auth/users/"_s;
        const auto *entry = standing(area + current.toString());
        if (!entry || !entry->isSealed || entry->message.sender == current.text())
            return false;
        current = *MemberId::parse(QByteArrayView(entry->message.sender));
    }
    return false;
}

QList<QJsonValue> NaiveOracle::rightsUnder(const QString &prefix) const
{
    QList<QJsonValue> rights;
    for (const auto &entry : listed(prefix)) {
        const auto value = valueOf(entry.message);
        if (entry.isSealed && !value.isUndefined())
            rights << value;
    }
    return rights;
}

QList<QJsonValue> NaiveOracle::ownRights(const MemberId &user) const
{
    return rightsUnder(u"auth/users/"_s + user.toString() + u"/rights"_s);
}

QList<QJsonValue> NaiveOracle::rightsByRoles(const MemberId &user) const
{
    QList<QJsonValue> rights;
    for (const auto &entry : listed(u"auth/users/"_s + user.toString() + u"/roles/"_s)) {
        const auto value = valueOf(entry.message);
        const auto role = value["role_id"_L1];
        const auto end = value["expires_at"_L1];
        if (!entry.isSealed || !isTrue(role))
            continue;
        if (isTrue(end) && !end.isDouble() && !end.isBool())
            continue; // not to be compared with a time
        if (isTrue(end) && (end.isBool() ? 1.0 : end.toDouble()) < static_cast<double>(m_nowMs))
            continue;
        rights << rightsUnder(u"auth/roles/"_s + role.toVariant().toString() + u"/rights/"_s);
    }
    return rights;
}

bool NaiveOracle::owns(const MemberId &member, const QString &resource) const
{
    auto path = resource;
    while (path.startsWith(u'/'))
        path.remove(0, 1);
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.startsWith(u"state/"))
        return false; // topics never; no data is stored in these tests
    const auto *entry = standing(path.mid(6));
    return entry && entry->message.sender == member.text();
}

NaiveOracle::Answer NaiveOracle::ask(const QJsonValue &right, const MemberId &member,
                                     const QString &operation, const QString &resource) const
{
    const auto op = right["op"_L1];
    const auto path = right["path"_L1];
    if (op.isUndefined() || !path.isString())
        return Answer::Fails;
    if (op != u"write"_s && op != operation)
        return Answer::No;
    if (!matchesPattern(path.toString(), resource, member.toString()))
        return Answer::No;
    if (!isTrue(right["must_be_owner"_L1]) || operation == u"create"_s || owns(member, resource))
        return Answer::Yes;
    return Answer::No;
}

//! One after another, until one says yes or cannot be read.
bool NaiveOracle::askAll(const QList<QJsonValue> &rights, const MemberId &member, const QString &operation,
                         const QString &resource) const
{
    for (const auto &right : rights) {
        const auto answer = ask(right, member, operation, resource);
        if (answer != Answer::No)
            return answer == Answer::Yes;
    }
    return false;
}

bool NaiveOracle::allows(const MemberId &member, const QString &operation, const QString &resource) const
{
    if (isOwner(member) && !member.isTool())
        return true;
    if (!isTrusted(member))
        return false;
    if (member.isTool())
        return askAll(rightsUnder(u"auth/tools/"_s + member.toString() + u"/rights/"_s), member, operation,
                      resource);
    return askAll(ownRights(member) + rightsByRoles(member), member, operation, resource);
}

bool NaiveOracle::coversAll(const QList<QJsonValue> &granted, const QList<QJsonValue> &requested) const
{
    for (const auto &wish : requested) {
        if (wish["op"_L1].isUndefined() || !wish["path"_L1].isString())
            return false;
        bool isCovered = false;
        for (const auto &right : granted) {
            if (right["op"_L1].isUndefined() || !right["path"_L1].isString())
                return false;
            if ((right["op"_L1] == u"write"_s || right["op"_L1] == wish["op"_L1]) &&
                coversPattern(right["path"_L1].toString(), wish["path"_L1].toString()) &&
                (!isTrue(right["must_be_owner"_L1]) || isTrue(wish["must_be_owner"_L1]))) {
                isCovered = true;
                break;
            }
        }
        if (!isCovered)
            return false;
    }
    return true;
}

bool NaiveOracle::allowsGrant(const MemberId &sender, const QString &path, const QJsonObject &value) const
{
    const auto segments = pathSegments(path);
    if (segments[3] == u"rights") {
        if (!isCapabilityPath(value["path"_L1].toString()))
            return false;
        if (isOwner(sender) || sender.isTool())
            return true;
        const auto own = isTrusted(sender) ? ownRights(sender) : QList<QJsonValue>();
        return askAll(own, sender, u"create"_s, u"state/auth/users/{any}/rights"_s) &&
               coversAll(own, {value});
    }
    if (value["user_id"_L1] != segments[2] || value["role_id"_L1] != segments[4])
        return false;
    const auto handedOut = rightsUnder(u"auth/roles/"_s + segments[4] + u"/rights/"_s);
    if (isOwner(sender) || handedOut.isEmpty())
        return true;
    const auto held = isTrusted(sender) ? ownRights(sender) + rightsByRoles(sender) : QList<QJsonValue>();
    return askAll(held, sender, u"create"_s, u"state/auth/users/{any}/roles"_s) && coversAll(held, handedOut);
}

} // namespace reeeductio::test
