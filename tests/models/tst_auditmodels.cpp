// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What an audit found as a list and in words.

#include "crypto/encoding.h"
#include "models/auditfiltermodel.h"
#include "models/audittext.h"
#include "models/messagetext.h"
#include "support/livefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Level = AuditVerdict::Level;
using Rule = AuditFinding::Rule;

QStringList column(const QAbstractItemModel &model, int column)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list << model.index(row, column).data().toString();
    return list;
}

} // namespace

class TestAuditModels : public QObject, private LiveFixture
{
    Q_OBJECT

    // The same each time: what is looked for must not be in an id by chance.
    const QByteArray m_stranger = UserId::of(SigningKey::fromSeed(QByteArray(32, 7))->publicKey()).text();
    qsizetype m_rows = 0;

    //! The next rows of the state, as a server handed them out: `path` by the owner, `!path` by a stranger.
    void arrive(const QStringList &paths, RowFlags flags = {})
    {
        QList<StoredMessage> rows;
        for (const auto &path : paths) {
            const bool isStrangers = path.startsWith(u'!');
            Message message;
            message.hash = "M." + QByteArray::number(++m_rows);
            message.topic = "state";
            message.type = (isStrangers ? path.sliced(1) : path).toUtf8();
            if (m_rows > 1)
                message.prevHash = "M." + QByteArray::number(m_rows - 1);
            message.data = toBase64("{}");
            message.sender = isStrangers ? m_stranger : m_owner.member.text();
            message.serverTimestamp = 1'700'000'000'000 + m_rows * 1000;
            rows << StoredMessage{message, m_rows, flags};
        }
        m_live->authority().append(rows);
        QTRY_COMPARE(m_live->audit().state(), Audit::State::Done);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(startServer()); }
    void init()
    {
        QVERIFY(begin());
        QTRY_VERIFY(m_live->authority().isCurrent()); // an empty state
        m_rows = 0;
    }
    void cleanup() { end(); }

    void findingsAreListedAsTheyAreFound()
    {
        AuditModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        arrive({u"notes"_s, u"!notes"_s});
        model.setSpace(m_live.get());
        QCOMPARE(model.rowCount(), 1);
        arrive({u"notes"_s, u"!a/b"_s, u"!c"_s});
        QCOMPARE(column(model, AuditModel::Event), (QStringList{u"2"_s, u"4"_s, u"5"_s}));
        QCOMPARE(column(model, AuditModel::Path), (QStringList{u"notes"_s, u"a/b"_s, u"c"_s}));
        QCOMPARE(column(model, AuditModel::Who).front(), shortId(m_stranger));
        QVERIFY(column(model, AuditModel::Wrong).front().contains(u"no member"_s));
        const auto first = model.index(0, 0);
        QCOMPARE(first.data(static_cast<int>(AuditModel::Role::Hash)).toByteArray(), QByteArray("M.2"));
        QCOMPARE(first.data(static_cast<int>(AuditModel::Role::Rule)).value<Rule>(), Rule::NotEntitled);
        QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), u"Event 2: Not entitled"_s);
        QCOMPARE(model.roleNames().value(static_cast<int>(AuditModel::Role::Rule)), QByteArray("Rule"));
        QCOMPARE(model.countOf(Rule::NotEntitled), 3);

        m_live->authority().beginAnew();
        QCOMPARE(model.rowCount(), 0);
        m_rows = 0;
        arrive({u"!only"_s});
        QCOMPARE(column(model, AuditModel::Path), QStringList{u"only"_s});
        model.setSpace(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void ofVeryManyTheFirstAreListedAndAllAreCounted()
    {
        AuditModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSpace(m_live.get());
        QStringList paths;
        for (int i = 0; i < 1200; ++i)
            paths << u"!p/%1"_s.arg(i);
        arrive(paths);
        QCOMPARE(model.rowCount(), AuditModel::mostListed);
        QCOMPARE(model.at(499).finding.path, u"p/499"_s);
        QCOMPARE(model.countOf(Rule::NotEntitled), 1200);
        m_live->audit().setMissing(TopicAlarm{{"Mgone", 3, 5}});
        QCOMPARE(model.rowCount(), AuditModel::mostListed + 1);
        m_live->audit().setMissing({});
        arrive({u"!more"_s});
        QCOMPARE(model.rowCount(), AuditModel::mostListed);
    }

    void whatWasTakenBackStandsBeforeTheRest()
    {
        AuditModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSpace(m_live.get());
        arrive({u"!notes"_s});
        m_live->audit().setMissing(TopicAlarm{{"Mgone", 3, 5}});
        QCOMPARE(column(model, AuditModel::Event), (QStringList{u"–"_s, u"1"_s}));
        arrive({u"!more"_s});
        QCOMPARE(column(model, AuditModel::Event), (QStringList{u"–"_s, u"1"_s, u"2"_s}));
        m_live->audit().setMissing(TopicAlarm{{"Mother", 3, 5}});
        QCOMPARE(model.at(0).finding.hash, QByteArray("Mother"));
        QCOMPARE(model.countOf(Rule::MissingHead), 1);
        m_live->audit().setMissing({});
        QCOMPARE(column(model, AuditModel::Event), (QStringList{u"1"_s, u"2"_s}));
        QCOMPARE(model.countOf(Rule::MissingHead), 0);
    }

    void findingsAreFilteredAndSorted()
    {
        AuditModel model;
        AuditFilterModel shown(model);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSpace(m_live.get());
        arrive({u"!b/Late"_s, u"!a/early"_s});
        arrive({u"c"_s}, RowFlag::BadHash);
        QCOMPARE(column(shown, AuditModel::Path), (QStringList{u"b/Late"_s, u"a/early"_s, u"c"_s}));
        shown.setRule(Rule::BadHash);
        QCOMPARE(column(shown, AuditModel::Path), QStringList{u"c"_s});
        QCOMPARE(shown.findingAt(shown.index(0, 0)).hash, QByteArray("M.3"));
        shown.setRule({});
        shown.setText(u"lAtE member"_s); // of the path, and of what is wrong
        QCOMPARE(column(shown, AuditModel::Path), QStringList{u"b/Late"_s});
        shown.setText(u"m.2"_s);
        QCOMPARE(column(shown, AuditModel::Path), QStringList{u"a/early"_s});
        shown.setText(u"you"_s); // the sender's name
        QCOMPARE(column(shown, AuditModel::Path), QStringList{u"c"_s});
        shown.setText({});
        shown.sort(AuditModel::Path, Qt::DescendingOrder);
        QCOMPARE(column(shown, AuditModel::Path), (QStringList{u"c"_s, u"b/Late"_s, u"a/early"_s}));
        shown.sort(AuditModel::Event, Qt::DescendingOrder);
        QCOMPARE(column(shown, AuditModel::Event), (QStringList{u"3"_s, u"2"_s, u"1"_s}));
    }

    void theVerdictSaysWhatIsKnown()
    {
        const auto level = [this] { return auditVerdict(*m_live).level; };
        QCOMPARE(level(), Level::Working);
        arrive({u"a"_s});
        QCOMPARE(level(), Level::Verified);
        QVERIFY(auditVerdict(*m_live).headline.startsWith(u"All 1 event"_s));
        arrive({u"b"_s}, RowFlag::Unlinked);
        QCOMPARE(level(), Level::Open);
        QVERIFY(auditVerdict(*m_live).headline.startsWith(u"1 gap"_s));
        arrive({u"!c"_s}); // behind a gap nobody can say
        QCOMPARE(level(), Level::Open);
        QVERIFY(auditVerdict(*m_live).explanation.contains(u": 1."_s));
        arrive({u"d"_s}, RowFlag::BadSignature);
        QCOMPARE(level(), Level::Bad);

        m_live->authority().beginAnew();
        m_rows = 0;
        arrive({u"a"_s, u"b"_s});
        QVERIFY(level() != Level::Verified); // nobody said that this is all there is
        QVERIFY(auditVerdict(*m_live).headline.contains(u"so far"_s));
        arrive({u"!c"_s});
        QVERIFY(auditVerdict(*m_live).headline.contains(u"not entitled"_s));
        m_live->audit().setMissing(TopicAlarm{{"Mgone", 3, 5}});
        QVERIFY(auditVerdict(*m_live).headline.contains(u"do not hold"_s));
    }

    void everyFindingHasItsWords()
    {
        QSet<QString> titles, wrong, due;
        for (const auto rule : {Rule::BadHash, Rule::BadSignature, Rule::BrokenLink, Rule::Fork,
                                Rule::NotEntitled, Rule::MissingHead}) {
            AuditFinding finding;
            finding.rule = rule;
            finding.refusal = WriteJudgement::Refusal::NoPermission;
            titles << ruleTitle(rule);
            wrong << whatIsWrong(finding);
            due << whatWasDue(finding);
            QCOMPARE(whatTheServerDoes(finding).isEmpty(), rule != Rule::NotEntitled);
        }
        QCOMPARE(titles.size(), 6);
        QCOMPARE(wrong.size(), 6);
        QCOMPARE(due.size(), 6);
        QSet<QString> reasons;
        AuditFinding finding;
        finding.rule = Rule::NotEntitled;
        for (int refusal = 1; refusal <= static_cast<int>(WriteJudgement::Refusal::NoPermission); ++refusal) {
            finding.refusal = static_cast<WriteJudgement::Refusal>(refusal);
            reasons << whatIsWrong(finding);
        }
        QCOMPARE(reasons.size(), 9);
        QVERIFY(!reasons.contains(QString()));
    }

    void theServersVerdictIsNotTheStrictOne_data()
    {
        QTest::addColumn<bool>("isHonoured");
        QTest::addColumn<bool>("isLetIn");
        QTest::addColumn<QString>("words");
        QTest::newRow("laxer rules") << true << true << u"This server honours it: its rules"_s;
        QTest::newRow("broken rules") << true << false << u"This server honours it, against"_s;
        QTest::newRow("let in for nothing") << false << true << u"This server ignores it: its rules"_s;
        QTest::newRow("ignored") << false << false << u"This server ignores it, although"_s;
    }
    void theServersVerdictIsNotTheStrictOne()
    {
        QFETCH(bool, isHonoured);
        QFETCH(bool, isLetIn);
        QFETCH(QString, words);
        AuditFinding finding;
        finding.rule = Rule::NotEntitled;
        finding.isHonoured = isHonoured;
        finding.isLetIn = isLetIn;
        QVERIFY(whatTheServerDoes(finding).startsWith(words));
    }

    void pathsHideNothing_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"topics/größe/漢"_s << u"topics/größe/漢"_s;
        QTest::newRow("line break") << u"a\nb"_s << u"a\\u000ab"_s;
        QTest::newRow("turned around") << QString(u"a"_s + QChar(0x202e) + u'b') << u"a\\u202eb"_s;
        QTest::newRow("without width") << QString(u"a"_s + QChar(0x200b) + u'b') << u"a\\u200bb"_s;
        QTest::newRow("beyond the first plane") << u"🧪"_s << u"🧪"_s;
    }
    void pathsHideNothing()
    {
        QFETCH(QString, path);
        QTEST(pathText(path), "expected");
    }

    void theReportNamesEachUpToAHundred()
    {
        QStringList paths;
        for (int i = 0; i < 120; ++i)
            paths << u"!p/%1"_s.arg(i);
        arrive(paths);
        const auto text = auditReportText(*m_live);
        QVERIFY(text.contains(m_owner.space.toString()));
        QVERIFY(text.contains(u"not-entitled  M.1  p/0\n"_s));
        QVERIFY(text.contains(u"not-entitled  M.100  p/99\n"_s));
        QVERIFY(!text.contains(u"p/100"_s));
        QVERIFY(text.contains(u"20 more"_s));
    }
};

QTEST_GUILESS_MAIN(TestAuditModels)
#include "tst_auditmodels.moc"
