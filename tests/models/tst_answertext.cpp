// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Why somebody may do something, or may not: what is found, and how it is told.

#include "models/answertext.h"
#include "support/scene.h"

#include <QLocale>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Refusal = WriteJudgement::Refusal;

std::unique_ptr<StateReplay> replayOf(const Scene &scene)
{
    QList<StoredMessage> rows;
    for (qsizetype i = 0; i < scene.log().size(); ++i)
        rows << StoredMessage{scene.log().at(i).message, i + 1, {}};
    auto replay = std::make_unique<StateReplay>(scene.log().space(), std::nullopt);
    replay->append(rows);
    return replay;
}

AccessAnswer answerIn(const Scene &scene, const QString &question, RuleSet rules = RuleSet::Real)
{
    return answerTo(scene.question(question), *replayOf(scene), rules, Scene::now);
}

SpaceNames namesIn(const Scene &scene)
{
    SpaceNames names{.summary = {}, .space = scene.log().space(), .self = scene.member(u"bob"_s)};
    names.summary.names.insert(scene.member(u"ada"_s).text(), u"Ada"_s);
    names.summary.topics.insert(u"alerts"_s, TopicInfo{u"alerts"_s, u"Red alerts"_s, {}});
    return names;
}

AnswerText textIn(const Scene &scene, const QString &question, RuleSet rules = RuleSet::Real)
{
    return answerText(answerIn(scene, question, rules), namesIn(scene));
}

const QStringList twoMembers{u"owner auth/users/$ada {}"_s, u"owner auth/users/$bob {}"_s};

QStringList with(const QStringList &lines)
{
    return twoMembers + lines;
}

} // namespace

class TestAnswerText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    //! What a yes rests on: the right, the role, and who signed both.
    void aYesNamesItsEntries()
    {
        const Scene scene(with({u"owner auth/users/$ada/rights/all right write {...}"_s,
                                u"ada auth/roles/member/rights/post right create topics/{any}/messages"_s,
                                u"owner auth/users/$bob/roles/member assign"_s}));
        const auto answer = answerIn(scene, u"bob create topics/alerts/messages"_s);
        QVERIFY(answer.server.isAllowed);
        QCOMPARE(answer.server.because.size(), 1);
        const auto &right = answer.server.because.front();
        QCOMPARE(right.granted->path, scene.expanded(u"auth/roles/member/rights/post"_s));
        QCOMPARE(right.granted->sender, scene.member(u"ada"_s).text());
        QCOMPARE(right.granted->time, Scene::firstTime + 3000);
        QCOMPARE(right.granted->hash, scene.log().at(3).message.hash);
        QVERIFY(right.granted->isSealed);
        QCOMPARE(right.granted->isEntitled, std::optional(true));
        QCOMPARE(right.assigned->sender, scene.member(u"owner"_s).text());
        QVERIFY(!answer.areDifferent());

        const auto text = answerText(answer, namesIn(scene));
        QCOMPARE(text.lines.size(), 1);
        QCOMPARE(text.lines.front().sentence, u"may post in every topic"_s);
        QCOMPARE(text.lines.front().stored, u"create topics/{any}/messages"_s);
        const auto dateOf = [](qint64 time) {
            return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time), QLocale::ShortFormat);
        };
        QCOMPARE(text.lines.front().source,
                 u"through the role “member” (given by the owner on %1), granted by Ada on %2"_s.arg(
                     dateOf(Scene::firstTime + 4000), dateOf(Scene::firstTime + 3000)));
        QVERIFY(text.lines.front().isSigned);
        QVERIFY(text.advice.isEmpty());
        QVERIFY(text.difference.isEmpty());
    }

    void everyReasonHasItsSentence_data()
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QString>("question");
        QTest::addColumn<bool>("isAllowed");
        QTest::addColumn<QString>("reason"); //!< how it begins
        const auto post = u"bob create topics/alerts/messages"_s;
        QTest::newRow("owner") << twoMembers << u"owner create topics/alerts/messages"_s << true
                               << u"The owner"_s;
        QTest::newRow("any member") << twoMembers << u"bob read blobs/x"_s << true << u"Every member"_s;
        QTest::newRow("stranger") << twoMembers << u"eve read topics/alerts/messages"_s << false
                                  << u"Whoever is not in this space"_s;
        QTest::newRow("no right") << twoMembers << post << false << u"This member has no right at all."_s;
        QTest::newRow("self-sent") << with({u"bob auth/users/$bob {}"_s}) << post << false
                                   << u"Who added this member"_s;
        QTest::newRow("broken") << with({u"owner auth/users/$bob/rights/r {}"_s}) << post << false
                                << u"One of this member’s rights cannot be read"_s;
        QTest::newRow("other operation")
            << with({u"owner auth/users/$bob/rights/r right read topics/{any}/messages"_s}) << post << false
            << u"The nearest right is to the same"_s;
        QTest::newRow("too long")
            << with({u"owner auth/users/$bob/rights/r right create topics/{any}/messages/{any}"_s}) << post
            << false
            << u"The nearest right never matches here: its path is one part too long. The server "
               u"asks for “topics/alerts/messages”."_s;
        QTest::newRow("too short")
            << with({u"owner auth/users/$bob/rights/r right create topics/{any}"_s}) << post << false
            << u"The nearest right never matches here: its path is one part too short."_s;
        QTest::newRow("elsewhere")
            << with({u"owner auth/users/$bob/rights/r right create topics/general/messages"_s}) << post
            << false << u"The nearest right is to something else. The server asks for"_s;
        QTest::newRow("any at all") << with({u"owner auth/users/$bob/rights/r right create state/notes"_s})
                                    << u"bob create state/topics/{any}"_s << false
                                    << u"The nearest right never matches here: its path is one part too "
                                       u"short. The server asks for “state/topics/…”."_s;
        QTest::newRow("not their own")
            << with({u"owner notes/a 1"_s,
                     u"owner auth/users/$bob/rights/r right owned modify state/notes/a"_s})
            << u"bob modify state/notes/a"_s << false << u"The nearest right is only for what they wrote"_s;
        QTest::newRow("expired") << with({u"owner auth/roles/m/rights/r right create topics/{any}/messages"_s,
                                          u"owner auth/users/$bob/roles/m assign 5000"_s})
                                 << post << false
                                 << u"The right is there, but the role “m” was given only until"_s;
    }
    void everyReasonHasItsSentence()
    {
        QFETCH(QStringList, lines);
        QFETCH(QString, question);
        QFETCH(bool, isAllowed);
        QFETCH(QString, reason);
        const Scene scene(lines);
        const auto answer = answerIn(scene, question);
        QCOMPARE(answer.server.isAllowed, isAllowed);
        const auto text = answerText(answer, namesIn(scene));
        QVERIFY2(text.reason.startsWith(reason), qPrintable(text.reason));
        if (answer.server.nearestMiss)
            QCOMPARE(text.lines.size(), 1);
    }

    //! What would turn a no turns it, once it is written.
    void theSmallestGrantTurnsTheAnswer_data()
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QString>("question");
        QTest::addColumn<QString>("advice");
        QTest::newRow("post") << QStringList() << u"bob create topics/alerts/messages"_s
                              << u"may post in #Red alerts"_s;
        QTest::newRow("any topic") << QStringList() << u"bob create state/topics/{any}"_s
                                   << u"may create topics"_s;
        QTest::newRow("members") << QStringList() << u"bob create state/auth/users/{any}"_s
                                 << u"may add members"_s;
        QTest::newRow("rights, through a role")
            << QStringList{u"owner auth/roles/m/rights/r right create state/auth/users/{any}/rights/{...}"_s,
                           u"owner auth/users/$bob/roles/m assign"_s}
            << u"bob create state/auth/users/{any}/rights/{any}"_s << u"may give rights for members"_s;
        QTest::newRow("a role that allows more")
            << QStringList{u"owner auth/roles/m/rights/r right read topics/{any}/messages"_s,
                           u"owner auth/users/$bob/rights/a right create state/auth/users/{any}/roles/{...}"_s}
            << u"bob create state/auth/users/{any}/roles/m"_s << u"may read every topic"_s;
        QTest::newRow("a role, by a right that is never asked for")
            << QStringList{u"owner auth/users/$bob/rights/a right create state/auth/users/{any}/roles/{any}"_s,
                           u"owner auth/users/$bob/rights/b right read topics/{any}/messages"_s,
                           u"owner auth/roles/m/rights/r right read topics/{any}/messages"_s}
            << u"bob create state/auth/users/{any}/roles/m"_s << u"may give any role"_s;
        QTest::newRow("data") << QStringList() << u"bob create data/opaque/users/bob"_s << QString();
    }
    void theSmallestGrantTurnsTheAnswer()
    {
        QFETCH(QStringList, lines);
        QFETCH(QString, question);
        QFETCH(QString, advice);
        Scene scene(with(lines));
        const auto before = answerIn(scene, question);
        QVERIFY(!before.server.isAllowed);
        QVERIFY(before.server.smallestGrant);
        if (!advice.isEmpty())
            QCOMPARE(answerText(before, namesIn(scene)).advice,
                     u"What would allow it: this member %1."_s.arg(advice));
        const auto &right = *before.server.smallestGrant;
        scene.write(
            u"owner auth/users/$bob/rights/new right %1 %2"_s.arg(nameOf(right.operation), right.path));
        QVERIFY(answerIn(scene, question).server.isAllowed);
    }

    //! What a path allows is not all: what is handed out is looked at, too.
    void whatIsHandedOutIsLookedAt_data()
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QString>("question");
        QTest::addColumn<Refusal>("refusal");
        QTest::addColumn<QString>("reason");
        const auto give = u"bob create state/auth/users/{any}/roles/m"_s;
        const auto role = u"owner auth/roles/m/rights/r%1 right %2 topics/{any}/messages"_s;
        const auto mayGive =
            u"owner auth/users/$bob/rights/a right create state/auth/users/{any}/roles/{...}"_s;
        QTest::newRow("an empty role")
            << QStringList{mayGive} << give << Refusal::None << u"One right allows it."_s;
        QTest::newRow("two rights more")
            << QStringList{mayGive, role.arg(u"1"_s, u"read"_s), role.arg(u"2"_s, u"create"_s)} << give
            << Refusal::MayNotAssign
            << u"Nobody can give a role that allows more than they may themselves. This member lacks: may "
               u"read "
               u"every topic; may post in every topic."_s;
        QTest::newRow("by a tool") << QStringList{u"owner auth/tools/$bot {}"_s, role.arg(u"1"_s, u"read"_s),
                                                  u"owner auth/tools/$bot/rights/a right write {...}"_s}
                                   << u"bot create state/auth/users/{any}/roles/m"_s << Refusal::MayNotAssign
                                   << u"A tool can give only roles that have no rights."_s;
        QTest::newRow("rights by a tool")
            << QStringList{u"owner auth/tools/$bot {}"_s,
                           u"owner auth/tools/$bot/rights/a right create state/auth/{...}"_s}
            << u"bot create state/auth/users/{any}/rights/{any}"_s << Refusal::None
            << u"One right allows it."_s;
        QTest::newRow("rights one does not hold oneself")
            << QStringList{u"owner auth/users/$bob/rights/a right create state/auth/users/{any}/rights/{any}"_s}
            << u"bob create state/auth/users/{any}/rights/{any}"_s << Refusal::MayNotGrant
            << u"Rights can be handed out only by whoever may create rights for every member, and holds this "
               u"in person, not through a role."_s;
    }
    void whatIsHandedOutIsLookedAt()
    {
        QFETCH(QStringList, lines);
        QFETCH(QString, question);
        const Scene scene(with(lines));
        const auto answer = answerIn(scene, question);
        QTEST(answer.server.refusal, "refusal");
        QCOMPARE(answer.server.isAllowed, answer.server.refusal == Refusal::None);
        QTEST(answerText(answer, namesIn(scene)).reason, "reason");
    }

    void whereTheServerIsLaxerThanItOughtToBe()
    {
        const Scene scene(with({u"owner auth/users/$bob/rights/r right read topics/{any}/messages"_s,
                                u"owner auth/users/$bob"_s}));
        const auto question = u"bob read topics/alerts/messages"_s;
        const auto text = textIn(scene, question);
        QVERIFY(answerIn(scene, question).areDifferent());
        QCOMPARE(text.difference,
                 u"It ought to be “No”; this server lets them all the same: Whoever is not in "
                 u"this space may do nothing."_s);
        QVERIFY(textIn(scene, question, RuleSet::Local).difference.isEmpty());
    }

    void whereTheServerRefusesWhatOughtToBe()
    {
        const Scene scene(with({u"owner auth/users/$bob/rights/r right read topics/{any}/messages"_s,
                                u"owner auth/users/$bob/rights/broken {}"_s}));
        QCOMPARE(textIn(scene, u"bob read topics/alerts/messages"_s).difference,
                 u"It ought to be “Yes”; this server refuses all the same."_s);
    }

    void names()
    {
        const Scene scene(twoMembers);
        const auto names = namesIn(scene);
        QCOMPARE(names.nameOf(scene.member(u"ada"_s).text()), u"Ada"_s);
        QCOMPARE(names.nameOf(scene.member(u"bob"_s).text()), u"you"_s);
        QCOMPARE(names.nameOf(scene.member(u"owner"_s).text()), u"the owner"_s);
        const auto eve = scene.member(u"eve"_s).toString();
        QCOMPARE(names.nameOf(eve.toLatin1()), eve.first(4) + u'…' + eve.last(4));
        QCOMPARE(names.nameOf("x\xE2\x80\xAE"), u"x"_s);
    }
};

QTEST_GUILESS_MAIN(TestAnswerText)
#include "tst_answertext.moc"
