// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/encoding.h"
#include "support/randomspace.h"
#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

Message stateMessage(const QByteArray &path, const QByteArray &data, const QByteArray &sender)
{
    Message message;
    message.topic = "state";
    message.type = path;
    message.data = data;
    message.sender = sender;
    return message;
}

void askEverything(const Authorizer &authorizer, const MemberId &member, const QString &resource,
                   QByteArrayView data, const Circumstances &circumstances)
{
    authorizer.decide({member, Operation::Modify, resource}, circumstances);
    authorizer.decideDataWrite(member, Operation::Modify, resource, circumstances);
    authorizer.judgeStateWrite(member, resource, data, circumstances);
    authorizer.heldRights(member, circumstances);
}

constexpr RuleSet ruleSets[] = {RuleSet::Real, RuleSet::Local, RuleSet::Strict};

//! Everything two answers can differ in.
QString told(const Decision &decision)
{
    QStringList words{QString::number(int(decision.reason))};
    for (const auto &right : decision.because)
        words << u"%1/%2"_s.arg(right.entry).arg(right.assignment);
    if (decision.nearestMiss)
        words << u"miss %1 %2"_s.arg(decision.nearestMiss->right.entry).arg(int(decision.nearestMiss->cause));
    if (decision.smallestGrant)
        words << decision.smallestGrant->path;
    return words.join(u' ');
}

} // namespace

//! The log as it grows, its past, and what a hostile one can do.
class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePastAnswersAsItDid_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    //! One that followed the log from the start, one that was given all of it, and one that knows only the
    //! first part say the same of every moment.
    void thePastAnswersAsItDid()
    {
        QFETCH(quint32, seed);
        RandomSpace space(seed);
        space.fill(40);
        const auto whole = space.log();
        for (const auto ruleSet : ruleSets) {
            StateLog growing(space.id());
            const Authorizer following(growing, ruleSet);
            const Authorizer later(whole, ruleSet);
            for (Moment moment = 0; moment <= whole.size(); ++moment) {
                if (moment > 0)
                    growing.append(whole.at(moment - 1).message, whole.at(moment - 1).seal);
                const Authorizer fresh(growing, ruleSet);
                const auto question = space.question();
                const Circumstances then{.moment = moment, .nowMs = Scene::now};
                const auto expected = told(fresh.decide(question, then));
                QCOMPARE(told(following.decide(question, then)), expected);
                QCOMPARE(told(later.decide(question, then)), expected);
                const auto past = static_cast<Moment>(space.upTo(static_cast<int>(moment) + 1));
                QCOMPARE(told(later.decide(question, {.moment = past, .nowMs = Scene::now})),
                         told(following.decide(question, {.moment = past, .nowMs = Scene::now})));
            }
            for (qsizetype entry = 0; entry < whole.size(); ++entry)
                QCOMPARE(later.wasEntitled(entry), following.wasEntitled(entry));
        }
    }

    //! What the local server would have let through is what counts afterwards, and the other way round.
    void entitledIsWhatTheLocalServerWouldLetThrough()
    {
        RandomSpace space(7);
        space.fill(150);
        const auto log = space.log();
        const Authorizer local(log, RuleSet::Local);
        qsizetype entitled = 0;
        for (qsizetype entry = 0; entry < log.size(); ++entry) {
            const auto &[message, seal, path, json, isJson, link, time] = log.at(entry);
            const auto judgement =
                local.judgeStateWrite(*MemberId::parse(QByteArrayView(message.sender)), path, message.data,
                                      {.moment = entry, .nowMs = time});
            QCOMPARE(local.judgeEntry(entry).refusal, judgement.refusal);
            QCOMPARE(local.wasEntitled(entry), judgement.isAllowed() && seal == Seal::Good);
            entitled += local.wasEntitled(entry) ? 1 : 0;
        }
        QVERIFY(entitled > 40 && entitled < log.size() - 40); // the space is worth the test
    }

    void entitlement_data()
    {
        QTest::addColumn<QStringList>("script");
        QTest::addColumn<QList<bool>>("entitled"); // of the last lines
        const auto addsMembers = u"owner auth/tools/$bot/rights/r right create state/auth/users/{any}"_s;
        QTest::newRow("an invitation, revoked after use")
            << QStringList{u"owner auth/tools/$bot {}"_s,
                           addsMembers,
                           u"bot auth/users/$ada {}"_s,
                           u"owner auth/tools/$bot"_s,
                           u"bot auth/users/$bob {}"_s,
                           u"owner auth/users/$ada/rights/r right create state/x"_s,
                           u"ada x {}"_s}
            << QList{true, true, false, true, true};
        QTest::newRow("an invitation adds, and does no more")
            << QStringList{u"owner auth/tools/$bot {}"_s, addsMembers, u"bot auth/users/$ada {}"_s,
                           u"bot auth/users/$ada {}"_s, u"bot auth/users/$ada/rights/r right write {...}"_s}
            << QList{true, false, false};
        QTest::newRow("a role that ended since")
            << QStringList{u"owner auth/users/$ada {}"_s,
                           u"owner auth/roles/mod/rights/r right write state/x"_s,
                           u"owner auth/users/$ada/roles/mod assign 1005000"_s,
                           u"ada x {}"_s,
                           u"ada x {}"_s,
                           u"ada x {}"_s,
                           u"ada x {}"_s}
            << QList{true, true, true, false};
        QTest::newRow("what was not entitled stands in nobody's way")
            << QStringList{u"owner auth/users/$ada {}"_s,
                           u"owner auth/users/$ada/rights/r right create state/x"_s, u"eve x {}"_s,
                           u"ada x {}"_s}
            << QList{false, true};
    }
    void entitlement()
    {
        QFETCH(QStringList, script);
        QFETCH(QList<bool>, entitled);
        const Scene scene(script);
        for (const auto ruleSet : {RuleSet::Local, RuleSet::Strict}) {
            const Authorizer authorizer(scene.log(), ruleSet);
            const auto first = scene.log().size() - entitled.size();
            for (qsizetype i = 0; i < entitled.size(); ++i)
                QCOMPARE(authorizer.wasEntitled(first + i), entitled[i]);
        }
        const Authorizer real(scene.log(), RuleSet::Real);
        for (qsizetype i = 0; i < scene.log().size(); ++i)
            QVERIFY(real.wasEntitled(i));
    }

    //! 12.12: right and revocation alike have no effect beyond the oldest 10,000.
    void theRealServerReadsTheOldest()
    {
        const auto right = u"owner auth/users/$ada/rights/r right read topics/{...}"_s;
        const auto revoked = u"owner auth/users/$ada/rights/r right read state/revoked"_s;
        const auto question = u"ada read topics/a/messages"_s;
        Scene scene({u"owner auth/users/$ada {}"_s});
        while (scene.log().size() < 9999)
            scene.write(u"owner x {}"_s);
        scene.write(right); // the 10,000th
        QVERIFY(scene.decide(RuleSet::Real, question).allowed);
        QVERIFY(!scene.decide(RuleSet::Real, u"ada read state/x"_s).smallestGrant);

        scene.write(revoked);
        scene.write(u"owner auth/users/$ada/rights/s right read state/x"_s);
        QVERIFY(scene.decide(RuleSet::Real, question).allowed);
        QVERIFY(!scene.decide(RuleSet::Local, question).allowed);
        const auto tooLate = scene.decide(RuleSet::Real, u"ada read state/x"_s);
        QCOMPARE(tooLate.nearestMiss->cause, NearMiss::Cause::BeyondServerLimit);
        QCOMPARE(tooLate.nearestMiss->right.entry, scene.log().size() - 1);
        QVERIFY(scene.decide(RuleSet::Local, u"ada read state/x"_s).allowed);

        // A clock that went back puts its message among the oldest, and the youngest of them out.
        const Authorizer real(scene.log(), RuleSet::Real);
        const auto before = scene.circumstances();
        QVERIFY(real.decide(scene.question(question), before).allowed);
        scene.writeAt(0, u"owner x {}"_s);
        QVERIFY(!real.decide(scene.question(question), scene.circumstances()).allowed);
        QVERIFY(real.decide(scene.question(question), before).allowed);
        // Who is a member is not found by listing.
        scene.writeAt(Scene::now, u"owner auth/users/$bob {}"_s);
        QVERIFY(real.isMember(scene.member(u"bob"_s), scene.log().size()));
    }

    //! Of two at the same time it reads the later one first.
    void theOldestAtTheSameTime()
    {
        Scene scene({u"owner auth/users/$ada {}"_s});
        while (scene.log().size() < 9999)
            scene.write(u"owner x {}"_s);
        const auto youngest = Scene::firstTime + 100'000'000;
        scene.writeAt(youngest, u"owner auth/users/$ada/rights/r right read {...}"_s);
        QVERIFY(scene.decide(RuleSet::Real, u"ada read state/x"_s).allowed);
        scene.writeAt(youngest, u"owner x {}"_s);
        QVERIFY(!scene.decide(RuleSet::Real, u"ada read state/x"_s).allowed);
    }

    void hostileEntries_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("data");
        QTest::addColumn<QByteArray>("sender");
        const auto owner = Scene().member(u"owner"_s).text();
        const QByteArray path = "auth/users/" + Scene().member(u"ada"_s).text() + "/rights/r";
        const auto right = toBase64(R"({"op":"read","path":"{...}"})");
        QTest::newRow("no sender") << path << right << QByteArray();
        QTest::newRow("a sender that is a message") << path << right << QByteArray("M" + owner.sliced(1));
        QTest::newRow("a sender of bytes") << path << right << QByteArray("\xff\0\xfe", 3);
        QTest::newRow("no path") << QByteArray() << right << owner;
        QTest::newRow("only slashes") << QByteArray(100'000, '/') << right << owner;
        QTest::newRow("a long path") << path + QByteArray(100'000, 'x') << right << owner;
        QTest::newRow("a deep path") << path + QByteArray("/x").repeated(50'000) << right << owner;
        QTest::newRow("a path of bytes") << path + "\xff\xfe" << right << owner;
        QTest::newRow("a path with a zero") << path + QByteArray(1, '\0') << right << owner;
        QTest::newRow("no base64") << path << QByteArray("===") << owner;
        QTest::newRow("deep JSON") << path << toBase64(QByteArray(70'000, '[')) << owner;
        QTest::newRow("deep JSON that closes")
            << path << toBase64(QByteArray(1400, '[') + QByteArray(1400, ']')) << owner;
        QTest::newRow("a long pattern")
            << path
            << toBase64("{\"op\":\"read\",\"path\":\"" + QByteArray("{any}/").repeated(10'000) + "\"}")
            << owner;
        for (const char *value : {"null", "true", "0", "\"\"", "[]", "{}", "NaN", "1e999", "[[]]"}) {
            for (const char *text : {R"({"op":%1,"path":"{...}"})", R"({"op":"read","path":%1})", "%1",
                                     R"({"op":"write","path":"{...}","must_be_owner":%1})"})
                QTest::addRow("%s for %s", value, text)
                    << path << toBase64(QByteArray(text).replace("%1", value)) << owner;
        }
    }
    //! None of them crashes or hangs anything, whatever is asked.
    void hostileEntries()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, data);
        QFETCH(QByteArray, sender);
        for (const auto ruleSet : ruleSets) {
            Scene scene({u"owner auth/users/$ada {}"_s, u"owner auth/users/$bob {}"_s,
                         u"ada auth/users/$bob {}"_s, u"bob auth/users/$ada {}"_s,
                         u"owner auth/users/$ada {}"_s});
            auto log = scene.log();
            log.append(stateMessage(path, data, sender), Seal::Good);
            const Authorizer authorizer(log, ruleSet);
            const Circumstances end{.moment = log.size(), .nowMs = Scene::now};
            askEverything(authorizer, scene.member(u"ada"_s), u"state/x"_s, data, end);
            authorizer.judgeStateWrite(scene.member(u"owner"_s), QString::fromUtf8(path), data, end);
            authorizer.judgeEntry(log.size() - 1);
            QVERIFY(!authorizer.decide({scene.member(u"eve"_s), Operation::Read, u"state/x"_s}, end).allowed);
        }
    }

    void hostileQuestions_data()
    {
        QTest::addColumn<QString>("resource");
        QTest::newRow("nothing") << QString();
        QTest::newRow("only slashes") << QString(100'000, u'/');
        QTest::newRow("deep") << u"a/"_s.repeated(50'000);
        QTest::newRow("deep wildcards") << u"state/"_s + u"{any}/"_s.repeated(20'000);
        QTest::newRow("a zero") << u"state/"_s + QChar(0);
        QTest::newRow("half a character") << u"state/"_s + QChar(0xD800);
    }
    void hostileQuestions()
    {
        QFETCH(QString, resource);
        const Scene scene({u"owner auth/users/$ada {}"_s,
                           u"owner auth/users/$ada/rights/a right read {...}"_s,
                           u"owner auth/users/$ada/rights/b right owned write state/{...}"_s});
        for (const auto ruleSet : ruleSets) {
            const Authorizer authorizer(scene.log(), ruleSet);
            askEverything(authorizer, scene.member(u"ada"_s), resource, "e30=", scene.circumstances());
            QVERIFY(
                authorizer.decide({scene.member(u"ada"_s), Operation::Read, resource}, scene.circumstances())
                    .allowed);
        }
    }

    //! Neither a long chain of trust nor a role assigned a thousand times multiplies the work.
    void manyEntries()
    {
        Scene scene({u"owner auth/users/$ada {}"_s});
        for (int i = 0; i < 1000; ++i) {
            scene.write(u"owner auth/roles/mod/rights/r%1 right read topics/t%1/messages"_s.arg(i));
            scene.write(u"owner auth/users/$ada/roles/mod/%1 assign"_s.arg(i));
        }
        const auto decision = scene.decide(RuleSet::Real, u"ada read topics/t500/messages"_s);
        QCOMPARE(decision.because.size(), 1);
        QVERIFY(!scene.decide(RuleSet::Real, u"ada read topics/x/messages"_s).allowed);

        StateLog chain(scene.log().space());
        auto sender = scene.member(u"owner"_s);
        for (int i = 0; i < 5000; ++i) {
            const MemberId member =
                UserId::of(*PublicKey::fromBytes(QByteArray(28, '\1') + QByteArray::number(1000 + i)));
            chain.append(stateMessage("auth/users/" + member.text(), "e30=", sender.text()), Seal::Good);
            sender = member;
        }
        const Authorizer real(chain, RuleSet::Real);
        QCOMPARE(real.decide({sender, Operation::Read, u"state/x"_s}, {.moment = 5000}).reason,
                 Reason::NoRight);
        QCOMPARE(real.decide({sender, Operation::Read, u"state/x"_s}, {.moment = 4999}).reason,
                 Reason::NotAMember);
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
