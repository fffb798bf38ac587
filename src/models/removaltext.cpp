// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/removaltext.h"

#include "models/displaytext.h"
#include "models/righttext.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Fact = RemovalItem::State;

struct RemovalText
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RemovalText)
};

template <class T, class Name>
QString listed(const QList<T> &things, Name name)
{
    constexpr qsizetype most = 5;
    QStringList names;
    for (const auto &thing : things.first(std::min(most, things.size())))
        names << name(thing);
    if (things.size() > most)
        names << RemovalText::tr("%n more", nullptr, static_cast<int>(things.size() - most));
    return QLocale().createSeparatedList(names);
}

//! The sentences about one removal.
class Items
{
public:
    Items(const RemovalCheck &check, RuleSet serverRules, const SpaceNames &names)
        : m_check(check), m_facts(check.facts), m_serverRules(serverRules), m_names(names),
          m_who(names.nameOf(m_facts.member.text()))
    {}

    QList<RemovalItem> all()
    {
        addEntry();
        addRights();
        addRoles();
        addWhatIsLeft();
        addSignIn();
        addPosts();
        addTools();
        addMembers();
        if (!m_facts.member.isTool())
            add(Fact::StillTrue, RemovalText::tr("%1 keeps the key to everything here, old and new, and "
                                                 "whatever was read already. Only a new space with new "
                                                 "keys changes that.")
                                     .arg(m_who));
        return m_items;
    }

private:
    void add(Fact state, const QString &text) { m_items << RemovalItem{state, text}; }

    void addEntry()
    {
        if (!m_facts.emptiedAt)
            return add(Fact::NotDone, RemovalText::tr("The entry of %1 still stands.").arg(m_who));
        const auto time = timeText(*m_facts.emptiedAt);
        if (!m_check.serverShowsIt)
            return add(Fact::Unknown, RemovalText::tr("The entry of %1 was emptied on %2. The server "
                                                      "could not be asked whether it shows that.",
                                                      "person, time")
                                          .arg(m_who, time));
        if (*m_check.serverShowsIt)
            return add(Fact::Done, RemovalText::tr("The entry of %1 was emptied on %2, and the server "
                                                   "shows it so.",
                                                   "person, time")
                                       .arg(m_who, time));
        add(Fact::NotDone, RemovalText::tr("The entry of %1 was emptied on %2, but the server shows an "
                                           "older one.",
                                           "person, time")
                               .arg(m_who, time));
    }

    void addRights()
    {
        const auto count = static_cast<int>(m_facts.rightsLeft.size());
        if (count == 0)
            return add(Fact::Done, RemovalText::tr("No right of its own allows anything."));
        add(Fact::NotDone,
            RemovalText::tr("%n right(s) of its own still count: %1.", nullptr, count)
                .arg(listed(m_facts.rightsLeft, [](const QString &path) { return displayName(path); })));
    }

    void addRoles()
    {
        if (m_facts.member.isTool())
            return;
        const auto count = static_cast<int>(m_facts.rolesLeft.size());
        if (count == 0)
            return add(Fact::Done, RemovalText::tr("Every role has ended."));
        add(Fact::NotDone,
            RemovalText::tr("%n role(s) go on: %1.", nullptr, count)
                .arg(listed(m_facts.rolesLeft, [](const QString &role) { return displayName(role); })));
    }

    void addWhatIsLeft()
    {
        if (m_facts.allows.isEmpty())
            return add(Fact::Done,
                       RemovalText::tr("By the rules of this server there is nothing that %1 may post, "
                                       "write or give.")
                           .arg(m_who));
        QStringList sentences;
        for (const auto &right : m_facts.allows)
            sentences << rightSentence(right);
        add(Fact::NotDone, RemovalText::tr("By the rules of this server %1 still %2.", "person, may do what")
                               .arg(m_who, QLocale().createSeparatedList(sentences)));
    }

    void addSignIn()
    {
        if (m_facts.maySignIn)
            return add(Fact::StillTrue,
                       RemovalText::tr("This server goes on letting %1 sign in, list the state and fetch "
                                       "files whose ids are known.")
                           .arg(m_who));
        if (m_serverRules == RuleSet::Local)
            return add(Fact::Done, RemovalText::tr("This server lets %1 in no more, and has ended what "
                                                   "was open.")
                                       .arg(m_who));
        add(Fact::Unknown, RemovalText::tr("This server lets %1 sign in no more. Whoever is signed in "
                                           "stays so for up to a day, and nobody else can see that.")
                               .arg(m_who));
    }

    void addPosts()
    {
        if (!m_facts.emptiedAt)
            return;
        if (m_check.posted > 0)
            add(Fact::NotDone,
                RemovalText::tr("The server took %n message(s) of theirs since then, the last one on %1.",
                                nullptr, static_cast<int>(m_check.posted))
                    .arg(timeText(m_check.lastPosted)));
        else if (m_check.topicsRead > 0)
            add(Fact::Done, RemovalText::tr("Nothing of theirs was taken since then: %n topic(s) were looked "
                                            "through, the state among them.",
                                            nullptr, static_cast<int>(m_check.topicsRead)));
        if (!m_check.unread.isEmpty())
            add(Fact::Unknown,
                RemovalText::tr("Whether anything was taken since could not be looked up in %1.")
                    .arg(listed(m_check.unread, [](const QString &topic) { return displayName(topic); })));
    }

    void addTools()
    {
        const auto count = static_cast<int>(m_facts.tools.size());
        if (count > 0)
            add(Fact::StillTrue,
                RemovalText::tr("%n tool(s) were made by %1, who may have kept the key: %2. Stop what is not "
                                "needed on the Tools page.",
                                nullptr, count)
                    .arg(m_who, named(m_facts.tools)));
    }

    void addMembers()
    {
        const auto count = static_cast<int>(m_facts.members.size());
        if (count > 0)
            add(Fact::StillTrue,
                RemovalText::tr("%n member(s) were let in by %1 and stay: %2.", nullptr, count)
                    .arg(m_who, named(m_facts.members)));
    }

    QString named(const QList<MemberId> &members) const
    {
        return listed(members, [this](const MemberId &id) { return m_names.nameOf(id.text()); });
    }

    const RemovalCheck &m_check;
    const RemovalFacts &m_facts;
    RuleSet m_serverRules;
    const SpaceNames &m_names;
    QString m_who;
    QList<RemovalItem> m_items;
};

} // namespace

QList<RemovalItem> removalItems(const RemovalCheck &check, RuleSet serverRules, const SpaceNames &names)
{
    return Items(check, serverRules, names).all();
}

QString removalStateText(RemovalItem::State state)
{
    switch (state) {
    case Fact::Done:
        return RemovalText::tr("Done");
    case Fact::NotDone:
        return RemovalText::tr("Not done");
    case Fact::Unknown:
        return RemovalText::tr("Not known");
    case Fact::StillTrue:
        return RemovalText::tr("Still true");
    }
    return {};
}

QString removalReport(const QList<RemovalItem> &items)
{
    QStringList lines;
    for (const auto &item : items)
        //: A fact after a removal: its state, and what it is
        lines << RemovalText::tr("%1: %2").arg(removalStateText(item.state), item.text);
    return lines.join(u'\n');
}

} // namespace reeeductio
