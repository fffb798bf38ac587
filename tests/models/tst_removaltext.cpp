// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is said of a removal: only what was seen, and what stays true all the same.

#include "crypto/signingkey.h"
#include "models/removaltext.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

using Fact = RemovalItem::State;

template <class Id>
Id newId()
{
    return Id::of(SigningKey::generate().publicKey());
}

//! Done as it ought to be, on a server that shows it.
RemovalCheck whole(const MemberId &member)
{
    RemovalCheck check{.facts = {.member = member}};
    check.facts.emptiedAt = 1'700'000'000'000;
    check.serverShowsIt = true;
    check.topicsRead = 3;
    return check;
}

} // namespace

class TestRemovalText : public QObject
{
    Q_OBJECT

    UserId m_bea = newId<UserId>();
    SpaceNames m_names{.summary = {}, .space = newId<SpaceId>(), .self = newId<UserId>()};

    QList<RemovalItem> items(const RemovalCheck &check, RuleSet rules = RuleSet::Real) const
    {
        return removalItems(check, rules, m_names);
    }

    static QList<Fact> statesOf(const QList<RemovalItem> &items)
    {
        QList<Fact> states;
        for (const auto &item : items)
            states << item.state;
        return states;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        m_names.summary.names.insert(m_bea.text(), u"Bea"_s);
    }

    void aWholeRemovalSaysWhatStaysTrue()
    {
        auto check = whole(m_bea);
        check.facts.maySignIn = true;
        const auto all = items(check);
        QCOMPARE(statesOf(all), (QList<Fact>{Fact::Done, Fact::Done, Fact::Done, Fact::Done, Fact::StillTrue,
                                             Fact::Done, Fact::StillTrue}));
        QVERIFY(all[4].text.contains(u"goes on letting Bea sign in"_s));
        QVERIFY(all[6].text.contains(u"keeps the key"_s));
        const auto report = removalReport(all);
        QCOMPARE(report.count(u'\n'), 6);
        QVERIFY(report.startsWith(u"Done: The entry of Bea was emptied"_s));
        QVERIFY(report.contains(u"Still true: "_s));
    }

    void signingInIsToldAsTheServerDoesIt()
    {
        QCOMPARE(items(whole(m_bea), RuleSet::Local)[4].state, Fact::Done);
        const auto unseen = items(whole(m_bea), RuleSet::Real)[4];
        QCOMPARE(unseen.state, Fact::Unknown);
        QVERIFY(unseen.text.contains(u"up to a day"_s));
    }

    void aToolHasNoRolesAndNoKeyToWhatIsHere()
    {
        const auto all = items(whole(newId<ToolId>()), RuleSet::Local);
        QCOMPARE(statesOf(all), QList<Fact>(5, Fact::Done));
    }

    void whatIsNotDoneIsNamed_data()
    {
        QTest::addColumn<RemovalCheck>("check");
        QTest::addColumn<Fact>("state");
        QTest::addColumn<QString>("text");
        auto check = whole(m_bea);
        check.facts.emptiedAt.reset();
        QTest::newRow("the entry stands") << check << Fact::NotDone << u"The entry of Bea still stands."_s;
        check = whole(m_bea);
        check.serverShowsIt = false;
        QTest::newRow("the server shows an older entry") << check << Fact::NotDone << u"shows an older one"_s;
        check.serverShowsIt.reset();
        QTest::newRow("the server does not answer") << check << Fact::Unknown << u"could not be asked"_s;
        check = whole(m_bea);
        check.facts.rightsLeft = QStringList{u"auth/users/U/rights/a"_s};
        QTest::newRow("a right") << check << Fact::NotDone << u"still count: auth/users/U/rights/a."_s;
        check = whole(m_bea);
        for (int i = 0; i < 7; ++i)
            check.facts.rolesLeft << u"role%1"_s.arg(i);
        QTest::newRow("more roles than a line holds") << check << Fact::NotDone << u"role4, 2 more"_s;
        check = whole(m_bea);
        check.facts.allows = {{Operation::Read, u"topics/{any}/messages"_s}};
        QTest::newRow("what it may do") << check << Fact::NotDone << u"Bea still may read every topic"_s;
        check = whole(m_bea);
        check.posted = 2;
        check.lastPosted = 1'700'000'100'000;
        QTest::newRow("what was taken since") << check << Fact::NotDone << u"took 2 message(s)"_s;
        check = whole(m_bea);
        check.unread = QStringList{u"alerts"_s};
        QTest::newRow("a topic that cannot be read") << check << Fact::Unknown << u"looked up in alerts"_s;
        check = whole(m_bea);
        check.facts.tools = {newId<ToolId>()};
        QTest::newRow("a tool whose key may be known") << check << Fact::StillTrue << u"kept the key"_s;
        check = whole(m_bea);
        check.facts.members = {newId<UserId>()};
        QTest::newRow("somebody let in") << check << Fact::StillTrue << u"let in by Bea and stay"_s;
    }

    void whatIsNotDoneIsNamed()
    {
        QFETCH(const RemovalCheck, check);
        QFETCH(const Fact, state);
        QFETCH(const QString, text);
        const auto all = items(check);
        const auto found = std::find_if(
            all.begin(), all.end(), [&text](const RemovalItem &item) { return item.text.contains(text); });
        QVERIFY2(found != all.end(), qPrintable(removalReport(all)));
        QCOMPARE(found->state, state);
    }
};

QTEST_GUILESS_MAIN(TestRemovalText)
#include "tst_removaltext.moc"
