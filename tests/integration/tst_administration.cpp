// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Changes planned on the replayed state, applied through a server, and undone.

#include "authz/authpath.h"
#include "authz/neutral.h"
#include "models/effecttext.h"
#include "support/livefixture.h"

#include <random>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Outcome = EditReport::Outcome;

const Capability posting{Operation::Create, u"topics/{any}/messages"_s};
const Capability reading{Operation::Read, u"topics/{any}/messages"_s};
const QString writer = u"auth/roles/writer"_s;

QList<Outcome> outcomes(const ChangeReport &report)
{
    QList<Outcome> outcomes;
    for (const auto &edit : report.edits)
        outcomes << edit.outcome;
    return outcomes;
}

//! As a set: rights come in the order they were written.
QStringList told(const QList<Capability> &rights)
{
    QStringList told;
    for (const auto &right : rights)
        told << QString(nameOf(right.operation)) + u' ' + right.path;
    told.sort();
    return told;
}

using Rights = QMap<QString, QStringList>;

} // namespace

class TestAdministration : public QObject, private LiveFixture
{
    Q_OBJECT

    Administration &administration() { return m_live->administration(); }

    UserId newUser() { return *UserId::parse(m_server.newUser(m_owner).member.text()); }

    ChangePlan planned(const StateChange &change)
    {
        const auto plan = await(administration().plan(change));
        return plan.value_or(ChangePlan());
    }

    //! Applied, and come back here.
    AppliedChange applied(const StateChange &change)
    {
        const auto plan = planned(change);
        const auto report = await(administration().apply(plan));
        if (!report || !report->isComplete())
            return {};
        const auto done = Administration::applied(plan, *report);
        return hasCome(done.hashes) ? done : AppliedChange();
    }

    bool hasCome(const QList<QByteArray> &hashes)
    {
        return QTest::qWaitFor(
            [&] {
                return await(m_live->authority().ask([&](const StateReplay &replay) {
                           return replay.log().size() > 0 &&
                                  replay.log().at(replay.log().size() - 1).message.hash == hashes.back();
                       }))
                    .value_or(false);
            },
            10'000);
    }

    Rights rights()
    {
        return *await(m_live->authority().ask([ruleSet = m_live->serverRules()](const StateReplay &replay) {
            const Circumstances now{.moment = replay.log().size(), .nowMs = 1'900'000'000'000};
            Rights rights;
            const auto roster = replay.under(ruleSet).roster(now);
            for (const auto &member : roster.members)
                rights.insert(member.id.toString(),
                              told(effectiveRights(replay.under(ruleSet), member.id, now)));
            return rights;
        }));
    }

    //! By another program of the owner's.
    void writeElsewhere(const QString &path, const QByteArray &value)
    {
        const auto other = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(other->state().setPlaintext(path, value)));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(startServer()); }
    void init()
    {
        QVERIFY(begin());
        QTRY_VERIFY(m_live->authority().isCurrent());
    }
    void cleanup() { end(); }

    void aChangeIsForetoldAppliedAndUndone()
    {
        const auto bea = newUser();
        QVERIFY(!applied({userEdit(bea, u"Bea"_s), roleEdit(u"writer"_s, {}),
                          rightEdit(writer, u"post"_s, posting)})
                     .hashes.isEmpty());
        const auto before = rights();
        const auto requests = m_wire->requests.size();
        const auto plan =
            planned({assignmentEdit(bea, u"writer"_s, {}), rightEdit(writer, u"read"_s, reading)});
        QCOMPARE(m_wire->requests.size(), requests); // nothing goes out to look at it
        QCOMPARE(plan.effect.members.size(), 1);
        QCOMPARE(told(plan.effect.members[0].gained), told({posting, reading}));

        const auto done = applied(plan.change);
        QCOMPARE(done.hashes.size(), 2);
        QCOMPARE(rights().value(bea.toString()), told({posting, reading}));

        const auto undo = await(administration().planUndo(done));
        VERIFY_OK(undo);
        QVERIFY(undo->overtakenBy.isEmpty());
        QCOMPARE(told(undo->effect.members[0].lost), told({posting, reading}));
        QVERIFY(!applied(undo->change).hashes.isEmpty());
        QCOMPARE(rights(), before);
    }

    void aRemovedMemberComesBackWhole()
    {
        const auto bea = newUser();
        QVERIFY(!applied({userEdit(bea, u"Bea"_s), roleEdit(u"writer"_s, {}),
                          rightEdit(writer, u"post"_s, posting), assignmentEdit(bea, u"writer"_s, {}),
                          rightEdit(entryPath(bea), u"own"_s, reading)})
                     .hashes.isEmpty());
        const auto before = rights();
        const auto plan =
            await(administration().plan([bea](const StateReplay &replay, const Roster &roster, qint64 now) {
                return removalOf(*roster.member(bea), replay.log(), now);
            }));
        VERIFY_OK(plan);
        QCOMPARE(plan->change.size(), 3);
        QVERIFY(plan->effect.members[0].isLeftWithNothing);
        const auto done = applied(plan->change);
        QVERIFY(!done.hashes.isEmpty());
        QVERIFY(rights().value(bea.toString()).isEmpty());
        const auto undo = await(administration().planUndo(done));
        VERIFY_OK(undo);
        QVERIFY(!applied(undo->change).hashes.isEmpty());
        QCOMPARE(rights(), before);
    }

    void othersWorkInBetweenIsFollowed()
    {
        const auto plan = planned({roleEdit(u"writer"_s, {}), rightEdit(writer, u"post"_s, posting)});
        writeElsewhere(u"topics/other"_s, "{}");
        const auto report = await(administration().apply(plan));
        VERIFY_OK(report);
        QVERIFY(report->isComplete());
        QVERIFY(hasCome({report->edits.back().hash}));
    }

    void whatSomebodyElseChangedIsNotOverwritten()
    {
        QVERIFY(!applied({roleEdit(u"writer"_s, u"Old"_s)}).hashes.isEmpty());
        const auto plan = planned({roleEdit(u"reader"_s, {}), rightEdit(writer, u"post"_s, posting)});
        writeElsewhere(writer, R"({"role_id":"writer","description":"Theirs"})");
        const auto report = await(administration().apply(plan));
        VERIFY_OK(report);
        QCOMPARE(outcomes(*report), (QList{Outcome::Overtaken, Outcome::NotTried}));
        QCOMPARE(report->overtakenBy.size(), 1);
        QCOMPARE(report->overtakenBy[0].type, writer.toUtf8());
        QVERIFY(!report->isComplete());
        QCOMPARE(report->stoppedAt(), &report->edits[0]);
    }

    void whatOthersWroteMeanwhileIsLeftToThem()
    {
        QVERIFY(!applied({roleEdit(u"writer"_s, u"Old"_s)}).hashes.isEmpty());
        const StateChange wanted{roleEdit(u"writer"_s, u"Mine"_s), rightEdit(writer, u"post"_s, posting),
                                 roleEdit(u"reader"_s, {})};
        const auto first = planned(wanted);
        const auto planner = [wanted](const StateReplay &, const Roster &, qint64) { return wanted; };
        ChangeMerge merge{.since = first.head, .ours = {}, .left = {}};
        const auto nothing = await(administration().plan(planner, merge));
        VERIFY_OK(nothing);
        QVERIFY(nothing->overtakenBy.isEmpty());
        QCOMPARE(nothing->change, wanted);

        writeElsewhere(writer, R"({"role_id":"writer","description":"Theirs"})");
        writeElsewhere(u"topics/other"_s, "{}");
        QTRY_COMPARE(await(administration().plan(planner, merge))->overtakenBy.size(), 1);
        merge.left = QStringList{writer};
        const auto left = await(administration().plan(planner, merge));
        VERIFY_OK(left);
        QCOMPARE(left->overtakenBy.front().type, writer.toUtf8());
        QCOMPARE(left->wanted, wanted);
        QCOMPARE(left->change, wanted.mid(1));
        const auto report = await(administration().apply(*left));
        VERIFY_OK(report);
        QVERIFY(report->isComplete());
        // What we wrote ourselves is nobody else's.
        for (const auto &edit : report->edits)
            merge.ours << edit.hash;
        QVERIFY(hasCome({report->edits.back().hash}));
        QCOMPARE(await(administration().plan(planner, merge))->overtakenBy.size(), 1);
    }

    void whatWasOvertakenAfterwardsIsNotUndone()
    {
        const auto done = applied({roleEdit(u"writer"_s, u"Ours"_s), rightEdit(writer, u"post"_s, posting)});
        QVERIFY(!done.hashes.isEmpty());
        writeElsewhere(writer, R"({"role_id":"writer","description":"Theirs"})");
        QTRY_VERIFY(!await(administration().planUndo(done))->overtakenBy.isEmpty());
        const auto undo = await(administration().planUndo(done));
        QCOMPARE(undo->overtakenBy[0].type, writer.toUtf8());
        QCOMPARE(undo->change, StateChange{takenAway(writer + u"/rights/post"_s)});
    }

    void anAnswerThatWasLostIsLookedFor()
    {
        int lost = 0;
        m_wire->loses = [&](const HttpRequest &request) {
            return request.method == HttpRequest::Method::Post &&
                   request.url.path().endsWith(u"topics/state/messages"_s) && lost++ == 0;
        };
        const auto plan = planned({roleEdit(u"writer"_s, {}), rightEdit(writer, u"post"_s, posting)});
        const auto report = await(administration().apply(plan));
        VERIFY_OK(report);
        QCOMPARE(lost, 2);
        QCOMPARE(outcomes(*report), (QList{Outcome::Written, Outcome::Written}));
        QVERIFY(hasCome({report->edits.back().hash}));
        QCOMPARE(await(m_live->authority().ask(
                     [](const StateReplay &replay) { return replay.log().history(writer).size(); })),
                 1);
    }

    void whatNobodyCanLookForIsNotCalledRefused()
    {
        const auto isState = [](const HttpRequest &request) {
            return request.url.path().endsWith(u"topics/state/messages"_s);
        };
        const auto plan = planned({roleEdit(u"writer"_s, {})});
        m_wire->loses = isState;
        const auto report = await(administration().apply(plan));
        m_wire->loses = [](const HttpRequest &) { return false; };
        VERIFY_OK(report);
        QCOMPARE(outcomes(*report), QList{Outcome::Unknown});
        const auto text = reportText(*report, {}, m_live->space().member());
        QVERIFY2(text.startsWith(u"Whether “auth/roles/writer” was written is not known"_s) &&
                     !text.contains(u"Nothing was changed"_s),
                 qPrintable(text));
        // It was.
        QTRY_VERIFY(await(m_live->authority().ask([](const StateReplay &replay) {
                        return replay.log().history(writer).size() == 1;
                    })).value_or(false));
    }

    void whatIsRefusedEndsIt()
    {
        const StateChange change{roleEdit(u"writer"_s, {}),
                                 {u"auth/roles/writer/rights/post"_s, "no JSON"},
                                 roleEdit(u"late"_s, {})};
        const auto plan = planned(change);
        QVERIFY(plan.effect.isRefused());
        QCOMPARE(plan.effect.judgements.back().refusal, WriteJudgement::Refusal::ValueNotJson);
        const auto report = await(administration().apply(plan));
        VERIFY_OK(report);
        QCOMPARE(outcomes(*report), (QList{Outcome::Written, Outcome::Refused, Outcome::NotTried}));
        QVERIFY(report->edits[1].error.kind != ErrorKind::Internal);
        // What was written can still be taken back.
        const auto done = Administration::applied(plan, *report);
        QVERIFY(hasCome(done.hashes));
        const auto undo = await(administration().planUndo(done));
        QCOMPARE(undo->change, (StateChange{StateEdit{writer, {}}}));
    }

    void withoutAServerNothingIsSaidToBeWritten_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<Outcome>("outcome");
        QTest::newRow("nobody there") << ErrorCode::ConnectionRefused << Outcome::Refused;
        QTest::newRow("broken off") << ErrorCode::ConnectionLost << Outcome::Unknown;
        QTest::newRow("no answer") << ErrorCode::TimedOut << Outcome::Unknown;
    }
    void withoutAServerNothingIsSaidToBeWritten()
    {
        QFETCH(ErrorCode, code);
        QFETCH(Outcome, outcome);
        const auto plan = planned({roleEdit(u"writer"_s, {}), roleEdit(u"reader"_s, {})});
        m_wire->failure = Error{ErrorKind::Network, code};
        const auto report = await(administration().apply(plan));
        VERIFY_OK(report);
        QCOMPARE(outcomes(*report), (QList{outcome, Outcome::NotTried}));
        QCOMPARE(report->edits[0].error.code, code);
    }

    //! What is foretold is what the server then does: the difference of everybody's rights.
    void theForetoldDifferenceIsTheRealOne()
    {
        std::mt19937 random(7);
        const auto upTo = [&random](qsizetype count) {
            return static_cast<qsizetype>(random() % static_cast<unsigned>(count));
        };
        const QList<UserId> users{newUser(), newUser(), newUser()};
        const QStringList roles{u"a"_s, u"b"_s};
        const QList<Capability> some{posting,
                                     reading,
                                     {Operation::Write, u"{...}"_s},
                                     {Operation::Create, u"state/x/{self}"_s},
                                     {Operation::Read, u"topics/general/messages"_s}};
        StateChange begin;
        for (const auto &user : users)
            begin << userEdit(user, {});
        QVERIFY(!applied(begin).hashes.isEmpty());
        for (int round = 0; round < 25; ++round) {
            const auto before = rights();
            StateChange change;
            for (qsizetype i = 0; i < 1 + upTo(3); ++i) {
                const auto &user = users[upTo(users.size())];
                const auto role = roles[upTo(roles.size())];
                const auto &right = some[upTo(some.size())];
                const auto id = QString::number(upTo(3));
                switch (upTo(6)) {
                case 0:
                    change << rightEdit(entryPath(user), id, right);
                    break;
                case 1:
                    change << rightEdit(roleEntryPath(role), id, right);
                    break;
                case 2:
                    change << assignmentEdit(user, role, {});
                    break;
                case 3:
                    change << takenAway(assignmentEdit(user, role, {}).path);
                    break;
                case 4:
                    change << takenAway(rightEdit(entryPath(user), id, right).path);
                    break;
                default:
                    change << userEdit(user, QString::number(round));
                }
            }
            const auto plan = planned(change);
            QVERIFY(!plan.effect.isRefused());
            QVERIFY(!applied(change).hashes.isEmpty());
            const auto after = rights();
            for (const auto &user : users) {
                const auto is = after.value(user.toString());
                const auto found =
                    std::find_if(plan.effect.members.begin(), plan.effect.members.end(),
                                 [&](const MemberEffect &effect) { return effect.member == user; });
                if (found == plan.effect.members.end()) {
                    QCOMPARE(is, before.value(user.toString()));
                    continue;
                }
                for (const auto &gained : told(found->gained))
                    QVERIFY2(is.contains(gained) && !before.value(user.toString()).contains(gained),
                             qPrintable(gained));
                for (const auto &lost : told(found->lost))
                    QVERIFY2(!is.contains(lost) && before.value(user.toString()).contains(lost),
                             qPrintable(lost));
                QCOMPARE(found->isLeftWithNothing, is.isEmpty());
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestAdministration)
#include "tst_administration.moc"
