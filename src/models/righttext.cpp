// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/righttext.h"

#include "authz/neutral.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "protocol/names.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

bool isWild(const QString &segment)
{
    return segment == u"{any}" || segment == u"{other}";
}

bool isRest(const QString &segment)
{
    return segment == u"{...}";
}

//! One right, put in words by what its path is about.
class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RightText)

public:
    Words(const Capability &right, const QHash<QString, QString> &topicNames)
        : m_operation(right.operation), m_path(withoutOuterSlashes(right.path).toString()),
          m_segments(m_path.split(u'/')), m_topicNames(topicNames)
    {}

    RightWords find() const
    {
        for (const auto &words : {ofEverything(), ofTopic(), ofTopicEntry(), ofProfile(), ofAdministration(),
                                  ofRole(), ofMembers(), ofGrants()}) {
            if (!words.what.isEmpty())
                return words;
        }
        return {verb(), place()};
    }

private:
    using Segments = QList<QString>;

    QString at(qsizetype index) const { return m_segments.value(index); }
    bool isBelow(const Segments &path) const
    {
        return m_segments.size() > path.size() && m_segments.first(path.size()) == path;
    }

    QString verb() const
    {
        switch (m_operation) {
        case Operation::Read:
            return tr("read");
        case Operation::Create:
            return tr("create");
        case Operation::Modify:
            return tr("change");
        case Operation::Delete:
            return tr("delete");
        case Operation::Write:
            return tr("read, create, change and delete");
        }
        Q_UNREACHABLE();
    }

    //! For what is in lists: `add`, `remove`.
    QString listVerb() const
    {
        switch (m_operation) {
        case Operation::Create:
            return tr("add");
        case Operation::Delete:
            return tr("remove");
        case Operation::Write:
            return tr("add, change and remove");
        case Operation::Read:
        case Operation::Modify:
            return verb();
        }
        Q_UNREACHABLE();
    }

    RightWords ofEverything() const
    {
        if (!isRest(m_path))
            return {};
        //: Whoever holds this right may …
        return m_operation == Operation::Write ? RightWords{tr("do"), tr("everything")}
                                               : RightWords{verb(), tr("everything")};
    }

    RightWords ofTopic() const
    {
        const bool isMessages = m_segments.size() == 3 && at(2) == u"messages";
        const bool isAll = isRest(m_segments.back()) && m_segments.size() <= 4;
        if (at(0) != u"topics" || m_segments.size() < 2 || (!isMessages && !isAll))
            return {};
        const bool isEvery = isWild(at(1)) || isRest(at(1));
        const auto topic = isEvery ? tr("every topic") : topicMention(at(1), m_topicNames);
        switch (m_operation) {
        case Operation::Read:
            return {verb(), topic};
        case Operation::Create:
            return {tr("post"), tr("in %1").arg(topic)};
        case Operation::Write:
            return {tr("read and post"), tr("in %1").arg(topic)};
        case Operation::Modify:
        case Operation::Delete:
            return {verb(), tr("messages in %1").arg(topic)};
        }
        Q_UNREACHABLE();
    }

    //! What a topic is called.
    RightWords ofTopicEntry() const
    {
        if (!isBelow({u"state"_s, u"topics"_s}) || m_segments.size() != 3)
            return {};
        const bool isEvery = isWild(at(2)) || isRest(at(2));
        const auto topic = isEvery ? tr("topics") : topicMention(at(2), m_topicNames);
        switch (m_operation) {
        case Operation::Create:
            return {verb(), topic};
        case Operation::Modify:
            return {tr("rename"), topic};
        case Operation::Delete:
            return {tr("take from the list"), topic};
        case Operation::Write:
            return {tr("create, rename and take from the list"), topic};
        case Operation::Read:
            return {verb(), isEvery ? tr("what topics are called") : tr("what %1 is called").arg(topic)};
        }
        Q_UNREACHABLE();
    }

    RightWords ofProfile() const
    {
        if (!isBelow({u"state"_s, u"profiles"_s}) || m_segments.size() != 3)
            return {};
        const auto verbs = m_operation == Operation::Write ? tr("change") : verb();
        if (at(2) == u"{self}")
            return {verbs, tr("their own profile")};
        if (at(2) == u"{other}")
            return {verbs, tr("everybody else’s profile")};
        return {verbs, isWild(at(2)) || isRest(at(2)) ? tr("every profile")
                                                      : tr("the profile of %1").arg(memberAt(2))};
    }

    //! Everything below `auth`, or below one list of it.
    RightWords ofAdministration() const
    {
        if (!isBelow({u"state"_s, u"auth"_s}) || m_segments.size() > 4 || !isRest(m_segments.back()))
            return {};
        const auto list = m_segments.size() == 3 ? QString() : at(2);
        const auto what = list.isEmpty()     ? tr("members, roles and tools")
                          : list == u"users" ? tr("members, with their roles and rights")
                          : list == u"tools" ? tr("tools, with their rights")
                          : list == u"roles" ? tr("roles, with their rights")
                          : isWild(list)     ? tr("members, roles and tools")
                                             : QString();
        return {m_operation == Operation::Write ? tr("administer") : listVerb(), what};
    }

    RightWords ofRole() const
    {
        if (!isBelow({u"state"_s, u"auth"_s, u"roles"_s}) || m_segments.size() != 4)
            return {};
        return {listVerb(), isWild(at(3)) ? tr("roles") : roleAt(3)};
    }

    RightWords ofMembers() const
    {
        if (!isBelow({u"state"_s, u"auth"_s}) || m_segments.size() != 4)
            return {};
        if (at(2) != u"users" && at(2) != u"tools")
            return {};
        const bool isTools = at(2) == u"tools";
        if (at(3) == u"{self}")
            return {listVerb(), tr("their own entry")};
        if (isWild(at(3)))
            return {listVerb(), isTools ? tr("tools") : tr("members")};
        return {listVerb(), memberAt(3)};
    }

    //! Roles and rights handed out.
    RightWords ofGrants() const
    {
        if (!isBelow({u"state"_s, u"auth"_s}) || m_segments.size() < 5 || m_segments.size() > 6)
            return {};
        const bool isOpen = m_segments.size() == 5 || isWild(at(5)) || isRest(at(5));
        if (at(4) == u"roles" && at(2) == u"users") {
            const auto role = isOpen ? tr("any role") : roleAt(5);
            return {grantVerb(), isWild(at(3)) ? role : tr("%1 for %2").arg(role, holder())};
        }
        if (at(4) != u"rights")
            return {};
        //: A right, and whom it is for
        return {grantVerb(),
                isOpen ? tr("rights for %1").arg(holder()) : tr("right “%1” for %2").arg(at(5), holder())};
    }

    QString grantVerb() const
    {
        switch (m_operation) {
        case Operation::Create:
            return tr("give");
        case Operation::Modify:
            return tr("change and take away");
        case Operation::Write:
            return tr("give, change and take away");
        case Operation::Read:
        case Operation::Delete:
            return verb();
        }
        Q_UNREACHABLE();
    }

    //! Whom something is handed out to.
    QString holder() const
    {
        if (at(3) == u"{self}")
            return tr("themselves");
        if (at(2) == u"roles")
            return isWild(at(3)) ? tr("roles") : roleAt(3);
        if (!isWild(at(3)))
            return memberAt(3);
        return at(2) == u"tools" ? tr("tools") : at(2) == u"users" ? tr("members") : tr("anybody");
    }

    QString memberAt(qsizetype index) const { return shortId(displayName(at(index)).toUtf8()); }
    QString roleAt(qsizetype index) const { return tr("the role “%1”").arg(displayName(at(index))); }

    //! What no other words are for: `state at notes/(anything)`.
    QString place() const
    {
        const auto rest = m_segments.size() > 1 && isRest(m_segments.back());
        auto names = m_segments.sliced(1);
        if (rest)
            names.removeLast();
        for (auto &name : names)
            name = name == u"{any}"     ? tr("(anything)")
                   : name == u"{self}"  ? tr("(their own id)")
                   : name == u"{other}" ? tr("(anything but their own id)")
                                        : displayName(name);
        const auto path = names.join(u'/');
        if (at(0) == u"state")
            return rest ? (path.isEmpty() ? tr("all state") : tr("all state below %1").arg(path))
                        : tr("state at %1").arg(path);
        if (at(0) == u"data")
            return rest ? (path.isEmpty() ? tr("all data") : tr("all data below %1").arg(path))
                        : tr("data at %1").arg(path);
        if (m_path == u"{any}")
            return tr("data of a single name");
        return displayName(m_path);
    }

    Operation m_operation;
    QString m_path;
    QStringList m_segments;
    const QHash<QString, QString> &m_topicNames;
};

} // namespace

RightWords rightWords(const Capability &right, const QHash<QString, QString> &topicNames)
{
    if (isRightToNothing(right))
        return {Words::tr("do"), Words::tr("nothing: it was taken away")};
    auto words = Words(right, topicNames).find();
    if (right.mustBeOwner && right.operation != Operation::Create)
        words.what = Words::tr("%1, only what they wrote themselves").arg(words.what);
    return words;
}

QString rightSentence(const Capability &right, const QHash<QString, QString> &topicNames)
{
    const auto words = rightWords(right, topicNames);
    //: What somebody may do, and to what: “may post in every topic”
    return Words::tr("may %1 %2").arg(words.may, words.what);
}

QString storedRight(const Capability &right)
{
    const auto stored = nameOf(right.operation) + u' ' + displayName(right.path);
    return right.mustBeOwner ? stored + u" (must_be_owner)"_s : stored;
}

QString topicMention(const QString &topic, const QHash<QString, QString> &topicNames)
{
    const auto name = displayName(topicNames.value(topic));
    return u'#' + (name.isEmpty() ? displayName(topic) : name);
}

} // namespace reeeductio
