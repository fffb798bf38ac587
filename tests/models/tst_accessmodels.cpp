// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Who may do what, as it is worked out, shown, searched and exported.

#include "client/accessjson.h"
#include "crypto/encoding.h"
#include "models/accessfiltermodel.h"
#include "models/accesstext.h"
#include "models/escalationmodel.h"
#include "support/randomspace.h"
#include "support/scene.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QTest>

#include <ctime>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qint64 now = 1'900'000'000'000;

std::unique_ptr<StateReplay> replayOf(const StateLog &log)
{
    QList<StoredMessage> rows;
    for (qsizetype i = 0; i < log.size(); ++i) {
        StoredMessage row{log.at(i).message, i + 1, {}};
        if (log.at(i).seal != Seal::Good)
            row.flags = RowFlag::BadSignature;
        rows << row;
    }
    auto replay = std::make_unique<StateReplay>(log.space(), std::nullopt);
    replay->append(rows);
    return replay;
}

AccessOverview overviewIn(const Scene &scene)
{
    return accessOverviewOf(*replayOf(scene.log()), RuleSet::Local, Scene::now);
}

const QStringList office{
    u"owner topics/general {\"name\":\"General\"}"_s,
    u"owner auth/users/$ada {}"_s,
    u"owner profiles/$ada {\"name\":\"=Ada, “the” first\"}"_s,
    u"owner auth/users/$bob {}"_s,
    u"owner auth/tools/$bot {\"description\":\"Onboard\"}"_s,
    u"owner auth/roles/mod/rights/all right write state/auth/{...}"_s,
    u"owner auth/users/$ada/rights/r right read topics/{any}/messages"_s,
    u"owner auth/tools/$bot/rights/a right create state/auth/users/{any}"_s,
    u"owner auth/tools/$bot/rights/b right create state/auth/users/{any}/rights/{any}"_s,
};

QString cellOf(const AccessMatrixModel &model, const QString &sentence)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column) {
            const auto index = model.index(row, column);
            if (index.data(Qt::AccessibleTextRole).toString() == sentence)
                return index.data().toString();
        }
    }
    return {};
}

QStringList linesOf(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList lines;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto index = model.index(row, 0, parent);
        lines << QString(depth, u' ') + index.data().toString();
        lines += linesOf(model, index, depth + 1);
    }
    return lines;
}

} // namespace

class TestAccessModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCellIsTheAnswerToItsQuestion_data()
    {
        QTest::addColumn<RuleSet>("rules");
        QTest::newRow("real") << RuleSet::Real;
        QTest::newRow("local") << RuleSet::Local;
    }
    void everyCellIsTheAnswerToItsQuestion()
    {
        QFETCH(RuleSet, rules);
        int yes = 0;
        int cells = 0;
        for (quint32 seed = 501; seed <= 510; ++seed) {
            RandomSpace space(seed);
            space.fill(50);
            const auto replay = replayOf(space.log());
            const auto overview = accessOverviewOf(*replay, rules, now);
            const auto &matrix = overview.matrix;
            QCOMPARE(matrix.questions(), accessQuestions(overview.space));
            for (qsizetype column = 0; column < matrix.questions().size(); ++column) {
                QList<MemberId> members;
                for (qsizetype row = 0; row < matrix.members().size(); ++row) {
                    const auto question = matrix.questionAt(row, column);
                    const auto answer = answerTo(question, *replay, rules, now);
                    QVERIFY2(matrix.cell(row, column).allowed == answer.server.isAllowed,
                             qPrintable(question.member.toString() + u' ' + question.resource));
                    if (answer.server.isAllowed)
                        members << question.member;
                    ++cells;
                }
                yes += static_cast<int>(members.size());
                QList<MemberId> who;
                for (const auto &answer : whoMay(matrix.questions()[column], *replay, rules, now))
                    who << answer.question.member;
                QCOMPARE(who, members);
            }
        }
        qInfo("%d of %d cells are a yes", yes, cells);
        QVERIFY(yes > 50 && yes < cells);
    }

    void twoHundredMembersByAHundredQuestionsTakeNoTime()
    {
        RandomSpace::Options options;
        options.users = 180;
        options.tools = 20;
        RandomSpace space(7, options);
        space.fill(400);
        for (int i = 0; i < 45; ++i)
            space.write({&space.owner(), u"topics/topic-%1"_s.arg(i), toBase64("{}")});
        const auto replay = replayOf(space.log());
        replay->under(RuleSet::Local).isMember(space.owner().id, space.state().size()); // taken in
        const auto before = std::clock();
        const auto overview = accessOverviewOf(*replay, RuleSet::Local, now);
        const auto ms = 1000.0 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        qInfo("%lld members by %lld questions in %.0f ms", qlonglong(overview.matrix.members().size()),
              qlonglong(overview.matrix.questions().size()), ms);
        QVERIFY(overview.matrix.members().size() >= 150);
        QVERIFY(overview.matrix.questions().size() >= 100);
#ifndef __SANITIZE_ADDRESS__
        QVERIFY(ms < 300);
#endif
    }

    void theModelSpeaksInWords()
    {
        const Scene scene(office);
        AccessMatrixModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOverview(overviewIn(scene), scene.member(u"owner"_s), {{u"general"_s, u"General"_s}});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"read\n#General"_s);
        QCOMPARE(cellOf(model, u"=Ada, “the” first may read #General"_s), u"✔"_s);
        QCOMPARE(cellOf(model, u"=Ada, “the” first may not post in #General"_s), u"–"_s);
        QCOMPARE(cellOf(model, u"Onboard (tool) may add members"_s), u"✔"_s);
        QCOMPARE(cellOf(model, u"Onboard (tool) may store files"_s), u"✔"_s);
        QCOMPARE(cellOf(model, u"Onboard (tool) may not read data"_s), u"–"_s);
        for (int column = 0; column < model.columnCount(); ++column)
            QVERIFY2(!model.phraseAt(column).contains(u'{'), qPrintable(model.phraseAt(column)));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void aTextLeavesMembersOrElseColumns()
    {
        const Scene scene(office);
        AccessMatrixModel model;
        AccessFilterModel found(model);
        const QAbstractItemModelTester tester(&found, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setOverview(overviewIn(scene), scene.member(u"owner"_s), {});
        QCOMPARE(found.rowCount(), model.rowCount());
        QCOMPARE(found.columnCount(), model.columnCount());
        found.setText(u"ada"_s);
        QCOMPARE(found.rowCount(), 1);
        QCOMPARE(found.columnCount(), model.columnCount());
        found.setText(u"ada general"_s);
        QCOMPARE(found.rowCount(), 1);
        QCOMPARE(found.columnCount(), 2);
        found.setText(u"GENERAL"_s);
        QCOMPARE(found.rowCount(), model.rowCount());
        QCOMPARE(found.columnCount(), 2);
        found.setText(u"nobody-of-that-name"_s);
        QCOMPARE(found.rowCount(), 0);
        found.setText({});
        QCOMPARE(found.rowCount(), model.rowCount());
        QCOMPARE(found.columnCount(), model.columnCount());
    }

    void whatIsTypedIsAQuestion()
    {
        const auto questions = accessQuestions(overviewIn(Scene(office)).space);
        const auto asked = [&](const QString &typed) { return accessQuestionFrom(typed, questions, {}); };
        // As servers ask for it: by the dead recipes of the published texts they ask for nothing.
        QCOMPARE(asked(u"read topics/general"_s)->resource, u"topics/general/messages"_s);
        QCOMPARE(asked(u"read topics/{any}/messages"_s)->resource, u"topics/{any}/messages"_s);
        QVERIFY(!asked(u"modify topics/general/messages"_s));
        QVERIFY(!asked(u"delete blobs/{any}"_s));
        QVERIFY(!asked(u"read notes/x"_s));
        for (const auto &question : questions)
            QCOMPARE(asked(u"  "_s + accessPhrase(question, {}).toUpper()), question);
        QCOMPARE(asked(u"modify /state/a/{any}/"_s), (AccessQuestion{Operation::Modify, u"state/a/{any}"_s}));
        for (const auto &wrong : {u""_s, u"modify"_s, u"dance in #general"_s, u"write state/a"_s})
            QVERIFY2(!asked(wrong), qPrintable(wrong));
    }

    void exportsHoldEveryCell()
    {
        const Scene scene(office);
        const auto overview = overviewIn(scene);
        const auto json = matrixJson(overview);
        const auto questions = json["questions"_L1].toArray();
        const auto members = json["members"_L1].toArray();
        QCOMPARE(questions.size(), overview.matrix.questions().size());
        QCOMPARE(members.size(), 4);
        QCOMPARE(questions[0].toObject()["op"_L1].toString(), u"read"_s);
        QCOMPARE(questions[0].toObject()["path"_L1].toString(), u"topics/general/messages"_s);
        for (qsizetype row = 0; row < members.size(); ++row) {
            const auto allowed = members[row].toObject()["allowed"_L1].toArray();
            QCOMPARE(allowed.size(), questions.size());
            for (qsizetype column = 0; column < questions.size(); ++column)
                QCOMPARE(allowed[column].toBool(), overview.matrix.cell(row, column).allowed);
        }
        const auto lines = QString::fromUtf8(matrixCsv(overview)).split(u"\r\n"_s);
        QCOMPARE(lines.size(), 1 + 4 + 1); // the last one is empty
        QVERIFY(lines[0].startsWith(u"member,name,read topics/general/messages,"_s));
        const auto ada = scene.member(u"ada"_s).toString();
        // No formula, and its quotation marks and comma are kept.
        QVERIFY2(lines.filter(ada).value(0).startsWith(ada + u",\"'=Ada, “the” first\",yes,no,"_s),
                 qPrintable(lines.join(u'\n')));
        const auto replay = replayOf(scene.log());
        const AccessQuestion reading{Operation::Read, u"topics/general/messages"_s};
        const auto who =
            whoMayJson(reading, whoMay(reading, *replay, RuleSet::Local, Scene::now))["members"_L1].toArray();
        QCOMPARE(who.size(), 2);
        QCOMPARE(who[0].toObject()["reason"_L1].toString(), u"owner"_s);
        QCOMPARE(who[1].toObject()["because"_L1].toArray()[0].toObject()["entry"_L1].toString(),
                 u"auth/users/%1/rights/r"_s.arg(ada));
    }

    void waysToPowerAreTold()
    {
        const Scene scene(office);
        const auto replay = replayOf(scene.log());
        const auto map =
            escalationMapOf(scene.log(), replay->under(RuleSet::Local), RuleSet::Local, Scene::now);
        const auto space = overviewOf(*replay, RuleSet::Local, Scene::now);
        EscalationModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setMap(map, space, scene.member(u"owner"_s));
        const auto lines = linesOf(model);
        QCOMPARE(lines.mid(0, 5),
                 (QStringList{
                     u"Who could become administrator, and how"_s,
                     u" Whoever holds the tool Onboard could become administrator in 2 step(s)"_s,
                     u"  1. The tool Onboard adds a member whose key it has made up"_s,
                     u"  2. The tool Onboard writes that the new member may do everything"_s,
                     u"  After that the new member may add and change every member, role and tool."_s,
                 }));
        QCOMPARE(lines[5], u"What gives power to nobody yet"_s);
        QVERIFY(lines.contains(u"Who may change everything today"_s));
        QCOMPARE(lines.size(), 5 + 1 + 3 + 2);
        const auto json = escalationJson(map);
        const auto steps = json["ways"_L1].toArray()[0].toObject()["steps"_L1].toArray();
        QCOMPARE(steps.size(), 2);
        QCOMPARE(steps[1].toObject()["value"_L1].toObject()["path"_L1].toString(), u"{...}"_s);
        QCOMPARE(json["dormant"_L1].toArray().size(), 3);
        model.setMap({}, {}, {});
        QCOMPARE(linesOf(model)[0], u"Nobody else could become administrator without help"_s);
    }
};

QTEST_GUILESS_MAIN(TestAccessModels)
#include "tst_accessmodels.moc"
