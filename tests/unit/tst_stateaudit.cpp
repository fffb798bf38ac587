// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What a hostile or mistaken server let into a space's state, named message by message.

#include "client/stateaudit.h"
#include "support/scene.h"

#include <QMetaEnum>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Rule = AuditFinding::Rule;
using Refusal = WriteJudgement::Refusal;
using Flags = QHash<qsizetype, RowFlag>; //!< by line

std::unique_ptr<StateReplay> replayOf(const Scene &scene, const Flags &flags = {})
{
    QList<StoredMessage> rows;
    for (qsizetype i = 0; i < scene.log().size(); ++i) {
        StoredMessage row{scene.log().at(i).message, i + 1, {}};
        row.message.hash = "M" + QByteArray::number(i);
        if (flags.contains(i))
            row.flags = flags.value(i);
        rows << row;
    }
    auto replay = std::make_unique<StateReplay>(scene.log().space(), std::nullopt);
    replay->append(rows);
    return replay;
}

} // namespace

class TestStateAudit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsNamed_data()
    {
        QTest::addColumn<QStringList>("added"); // to a space with one user who may write state/notes
        QTest::addColumn<Flags>("flags");
        QTest::addColumn<QStringList>("expected"); // message, rule, refusal
        const auto row = [](const char *name, const QStringList &added, const Flags &flags,
                            const QStringList &expected) {
            QTest::newRow(name) << added << flags << expected;
        };
        row("nothing", {u"ada notes 1"_s, u"owner b 2"_s}, {}, {});
        row("altered", {u"ada notes 1"_s}, {{2, RowFlag::BadHash}}, {u"M2 BadHash None"_s});
        row("signed by somebody else", {u"ada notes 1"_s}, {{2, RowFlag::BadSignature}},
            {u"M2 BadSignature None"_s});
        row("withheld before it", {u"owner a 1"_s}, {{2, RowFlag::Unlinked}}, {u"M2 BrokenLink None"_s});
        row("two in one place", {u"owner a 1"_s, u"owner a 2"_s}, {{2, RowFlag::Fork}, {3, RowFlag::Fork}},
            {u"M2 Fork None"_s, u"M3 Fork None"_s});
        row("a stranger's", {u"eve notes 1"_s}, {}, {u"M2 NotEntitled UntrustedSender"_s});
        row("where its sender had no right", {u"ada other 1"_s}, {}, {u"M2 NotEntitled NoPermission"_s});
        row("a right handed out by who may not", {u"ada auth/users/$ada/rights/all right create {...}"_s}, {},
            {u"M2 NotEntitled MayNotGrant"_s});
        row("one who made itself a member", {u"eve auth/users/$eve {}"_s, u"eve notes 1"_s}, {},
            {u"M2 NotEntitled UntrustedSender"_s, u"M3 NotEntitled UntrustedSender"_s});
        row("one entry each, the gravest", {u"eve notes 1"_s}, {{2, RowFlag::BadHash}},
            {u"M2 BadHash None"_s});
    }
    void eachIsNamed()
    {
        QFETCH(QStringList, added);
        QFETCH(Flags, flags);
        const Scene scene(QStringList{u"owner auth/users/$ada {}"_s,
                                      u"owner auth/users/$ada/rights/r right create state/notes"_s} +
                          added);
        const auto replay = replayOf(scene, flags);
        const auto report = auditState(*replay);
        QCOMPARE(report.checked, scene.log().size());
        QStringList found;
        const auto rules = QMetaEnum::fromType<Rule>();
        for (const auto &finding : report.findings)
            found << QString::fromLatin1(finding.hash) + u' ' +
                         QString::fromLatin1(rules.valueToKey(static_cast<int>(finding.rule))) + u' ' +
                         nameOf(finding.refusal);
        QTEST(found, "expected");
    }

    void whatIsBehindAHoleIsCountedNotAccused()
    {
        const Scene scene({u"owner auth/users/$ada {}"_s, u"owner a 1"_s, u"ada other 1"_s, u"owner b 2"_s});
        const auto replay = replayOf(scene, {{1, RowFlag::Unlinked}});
        const auto report = auditState(*replay);
        QCOMPARE(report.findings.size(), 1);
        QCOMPARE(report.findings.front().rule, Rule::BrokenLink);
        QCOMPARE(report.unjudged, 1); // the owner's are the owner's
    }

    void aHeadThatWasSeenMustBeThere()
    {
        const Scene scene({u"owner a 1"_s, u"owner b 2"_s});
        const auto replay = replayOf(scene);
        QVERIFY(auditState(*replay, "M1").findings.isEmpty());
        const auto report = auditState(*replay, "M7");
        QCOMPARE(report.findings.size(), 1);
        QCOMPARE(report.findings.front().rule, Rule::MissingHead);
        QCOMPARE(report.findings.front().hash, QByteArray("M7"));
    }

private:
    static QString nameOf(Refusal refusal)
    {
        switch (refusal) {
        case Refusal::None:
            return u"None"_s;
        case Refusal::UntrustedSender:
            return u"UntrustedSender"_s;
        case Refusal::MayNotGrant:
            return u"MayNotGrant"_s;
        case Refusal::NoPermission:
            return u"NoPermission"_s;
        default:
            return u"another"_s;
        }
    }
};

QTEST_GUILESS_MAIN(TestStateAudit)
#include "tst_stateaudit.moc"
