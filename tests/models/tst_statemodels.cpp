// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// State as lists and trees: paths by their segments, versions with what they changed, a person's walk
// through all of it.

#include "models/statebrowser.h"
#include "models/statetext.h"
#include "models/wordsearch.h"
#include "support/livefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using TreeRole = StateTreeModel::Role;
using Kind = DiffLine::Kind;

StateSnapshot snapshotWith(const QStringList &paths)
{
    StateSnapshot snapshot;
    qsizetype entry = 0;
    for (const auto &path : paths)
        snapshot.paths << StatePath{.path = path, .entry = entry++, .isPlain = true};
    snapshot.size = snapshot.moment = entry;
    return snapshot;
}

std::shared_ptr<const StateTree> treeOf(const QStringList &paths, const StateTree::Wish &wish = {})
{
    return std::make_shared<StateTree>(snapshotWith(paths), wish);
}

//! `a(b c(d))`, values with a `*`.
QString drawn(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList words;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const auto index = model.index(row, 0, parent);
        const auto star = index.data(static_cast<int>(TreeRole::HasValue)).toBool() ? u"*"_s : QString();
        const auto below = drawn(model, index);
        words << index.data().toString() + star + (below.isEmpty() ? QString() : u'(' + below + u')');
    }
    return words.join(u' ');
}

QString drawn(const QList<DiffLine> &lines)
{
    QStringList words;
    for (const auto &line : lines)
        words << (line.kind == Kind::Added     ? u"+"_s
                  : line.kind == Kind::Removed ? u"-"_s
                                               : QString()) +
                     line.text;
    return words.join(u' ');
}

StateContent plain(const QByteArray &text)
{
    return {StateForm::Plain, text};
}

} // namespace

class TestStateModels : public QObject, private LiveFixture
{
    Q_OBJECT

private Q_SLOTS:
    void pathsAreATree_data()
    {
        QTest::addColumn<QStringList>("paths");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << QStringList() << QString();
        QTest::newRow("one") << QStringList{u"a"_s} << u"a*"_s;
        QTest::newRow("a branch") << QStringList{u"a/b"_s, u"a/c"_s} << u"a(b* c*)"_s;
        QTest::newRow("a branch that is a value") << QStringList{u"a"_s, u"a/b"_s} << u"a*(b*)"_s;
        QTest::newRow("what sorts between them")
            << QStringList{u"a"_s, u"a-b"_s, u"a.b/c"_s, u"a/b"_s} << u"a*(b*) a-b* a.b(c*)"_s;
        QTest::newRow("stray slashes") << QStringList{u"/a"_s, u"a"_s, u"a/"_s} << u"/(a*) a*(/*)"_s;
        QTest::newRow("deep") << QStringList{u"a/b/c/d"_s, u"a/b/e"_s} << u"a(b(c(d*) e*))"_s;
    }
    void pathsAreATree()
    {
        QFETCH(QStringList, paths);
        StateTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTree(treeOf(paths));
        QTEST(drawn(model), "expected");
        for (const auto &path : paths) {
            const auto index = model.indexOf(path);
            QVERIFY(index.isValid());
            QCOMPARE(index.data(static_cast<int>(TreeRole::Path)).toString(), path);
            QVERIFY(index.data(static_cast<int>(TreeRole::HasValue)).toBool());
        }
        QVERIFY(!model.indexOf(u"nowhere"_s).isValid());
    }

    void theyAreLookedFor_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("showsDeleted");
        QTest::addColumn<QString>("expected");
        QTest::newRow("all") << QString() << false << u"auth(users(Ub*)) topics(general* papers*)"_s;
        QTest::newRow("all and deleted")
            << QString() << true << u"auth(users(Ub*)) gone* topics(general* papers*)"_s;
        QTest::newRow("a word") << u"PAP"_s << false << u"topics(papers*)"_s;
        QTest::newRow("two words") << u"gen top"_s << false << u"topics(general*)"_s;
        QTest::newRow("nothing") << u"zebra"_s << true << QString();
    }
    void theyAreLookedFor()
    {
        QFETCH(QString, text);
        QFETCH(bool, showsDeleted);
        auto snapshot = snapshotWith({u"auth/users/Ub"_s, u"topics/general"_s, u"topics/papers"_s});
        snapshot.paths << StatePath{.path = u"gone"_s, .entry = 3, .isEmptied = true};
        StateTreeModel model;
        model.setTree(std::make_shared<StateTree>(
            snapshot, StateTree::Wish{.words = searchWords(text), .showsDeleted = showsDeleted}));
        QTEST(drawn(model), "expected");
        QCOMPARE(model.tree()->deletedCount(), 1);
    }

    void whatOnlySaysMoreStaysWhereItIs()
    {
        StateTreeModel model;
        model.setTree(treeOf({u"a"_s, u"b/c"_s}));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        auto snapshot = snapshotWith({u"a"_s, u"b/c"_s});
        snapshot.paths[1].entry = 7;
        model.setTree(std::make_shared<StateTree>(snapshot, StateTree::Wish()));
        QCOMPARE(resets.size(), 0);
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0][0].toModelIndex(), model.indexOf(u"b/c"_s));
        model.setTree(treeOf({u"a"_s}));
        QCOMPARE(resets.size(), 1);
    }

    void aVeryWideBranchComesInPieces()
    {
        QStringList paths;
        for (int i = 0; i < 50'000; ++i)
            paths << u"items/%1"_s.arg(i, 6, 10, QLatin1Char('0'));
        StateTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setTree(treeOf(paths));
        const auto items = model.index(0, 0);
        QCOMPARE(items.data(static_cast<int>(TreeRole::Count)).toInt(), 50'000);
        QCOMPARE(model.rowCount(items), 100);
        const auto piece = model.index(1, 0, items);
        QCOMPARE(piece.data().toString(), u"000500 … 000999"_s);
        QVERIFY(!piece.data(static_cast<int>(TreeRole::HasValue)).toBool());
        QCOMPARE(model.rowCount(piece), 500);
        for (const int i : {0, 499, 500, 12'345, 49'999}) {
            const auto index = model.indexOf(paths[i]);
            QCOMPARE(index.data().toString(), paths[i].section(u'/', 1));
            QCOMPARE(index.parent().parent(), items);
        }
    }

    void linesThatChanged_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing at all") << QString() << QString() << QString();
        QTest::newRow("the same") << u"a\nb"_s << u"a\nb"_s << u"a b"_s;
        QTest::newRow("from nothing") << QString() << u"a\nb"_s << u"+a +b"_s;
        QTest::newRow("to nothing") << u"a\nb"_s << QString() << u"-a -b"_s;
        QTest::newRow("one in the middle") << u"a\nb\nc"_s << u"a\nx\nc"_s << u"a -b +x c"_s;
        QTest::newRow("one more") << u"a\nc"_s << u"a\nb\nc"_s << u"a +b c"_s;
        QTest::newRow("one less") << u"a\nb\nc"_s << u"a\nc"_s << u"a -b c"_s;
        QTest::newRow("two places") << u"a\nb\nc\nd\ne"_s << u"a\nx\nc\nd\ny\ne"_s << u"a -b +x c d +y e"_s;
        QTest::newRow("moved") << u"a\nb\nc"_s << u"b\nc\na"_s << u"-a b c +a"_s;
        QTest::newRow("a line end more") << u"a"_s << u"a\n"_s << u"a"_s;
        QTest::newRow("twice the same") << u"a\na"_s << u"a\na\na"_s << u"a a +a"_s;
    }
    void linesThatChanged()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(drawn(lineDiff(before, after)), "expected");
    }

    void veryManyLinesAreNotComparedOneByOne()
    {
        QStringList before, after;
        for (int i = 0; i < 20'000; ++i) {
            before << QString::number(i);
            after << QString::number(i + 100'000);
        }
        before.prepend(u"head"_s);
        after.prepend(u"head"_s);
        const auto lines = lineDiff(before.join(u'\n'), after.join(u'\n'));
        QCOMPARE(countOf(lines, Kind::Same), 1);
        QCOMPARE(countOf(lines, Kind::Removed), 20'000);
        QCOMPARE(countOf(lines, Kind::Added), 20'000);
    }

    void whatAChangeIsCalled_data()
    {
        QTest::addColumn<StateContent>("before");
        QTest::addColumn<StateContent>("after");
        QTest::addColumn<QString>("expected");
        const StateContent nothing;
        const StateContent sealed{StateForm::Sealed, "????"};
        QTest::newRow("created again") << nothing << plain("a") << u"Created again"_s;
        QTest::newRow("deleted") << plain("a") << nothing << u"Deleted"_s;
        QTest::newRow("deleted twice") << nothing << nothing << u"Deleted: there was nothing"_s;
        QTest::newRow("lines") << plain("a\nb") << plain("a\nc\nd") << u"+2 −1"_s;
        QTest::newRow("a member") << plain("{\"a\":1,\"b\":2}") << plain("{\"b\":2,\"a\":3}") << u"+1 −1"_s;
        QTest::newRow("only laid out")
            << plain("{\"a\":1}") << plain("{ \"a\": 1 }") << u"Only spaces changed"_s;
        QTest::newRow("encrypted") << plain("a") << StateContent{StateForm::Encrypted, "a"}
                                   << u"Encrypted from here on"_s;
        QTest::newRow("no longer") << StateContent{StateForm::Encrypted, "a"} << plain("a")
                                   << u"Readable by the server from here on"_s;
        QTest::newRow("the same") << plain("a") << plain("a") << u"Written again"_s;
        QTest::newRow("nobody knows") << plain("a") << sealed << u"Replaced"_s;
    }
    void whatAChangeIsCalled()
    {
        QFETCH(StateContent, before);
        QFETCH(StateContent, after);
        QTEST(changeText(&before, after), "expected");
    }

    void whatAValueLooksLike()
    {
        const auto json = plain("{\"b\":[1,2],\"a\":\"x\"}");
        QVERIFY(isJson(json));
        QCOMPARE(bestLook(json), StateLook::Json);
        QVERIFY(jsonText(json).startsWith(u"{\n    \"a\": \"x\",\n"_s));
        // Indented, each of these zeros would stand behind hundreds of spaces.
        QByteArray deep = "{\"a[{\":" + QByteArray(400, '[');
        for (int i = 0; i < 5'000; ++i)
            deep += "0,";
        deep += "0" + QByteArray(400, ']') + "}";
        const StateContent dense{.form = StateForm::Plain, .bytes = deep};
        QVERIFY(isJson(dense));
        QVERIFY2(jsonText(dense).size() <= deep.size(), qPrintable(QString::number(jsonText(dense).size())));
        QVERIFY(editableText(dense).size() <= deep.size());
        QCOMPARE(writtenText(json), QString::fromUtf8(json.bytes));
        QCOMPARE(bestLook(plain("blue")), StateLook::Text);
        const StateContent sealed{StateForm::Sealed, QByteArray("\x00\x41", 2) + QByteArray(20'000, 'z')};
        QCOMPARE(bestLook(sealed), StateLook::Hex);
        QCOMPARE(writtenText(sealed), QString());
        const auto hex = valueText(sealed, StateLook::Hex);
        QVERIFY(hex.startsWith(u"000000  00 41 7a"_s));
        QVERIFY(hex.section(u'\n', 0, 0).endsWith(u" .Azzzzzzzzzzzzzz"_s));
        QCOMPARE(hex.count(u'\n'), 1024);
        QVERIFY(hex.contains(u"3618 "_s)); // bytes more
        // Very long lines are broken where a person only looks.
        const auto lines = valueText(plain(QByteArray(5000, 'x')), StateLook::Text).split(u'\n');
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[2].size(), 1000);
        // Bytes two programs would read differently are not laid out anew.
        QCOMPARE(editableText(plain("{\"a\":1,\"a\":2}")), u"{\"a\":1,\"a\":2}"_s);
        QCOMPARE(editableText(plain("{\"a\":1}")), u"{\n    \"a\": 1\n}\n"_s);
    }

    void aWalkThroughASpace()
    {
        QVERIFY(startServer());
        QVERIFY(begin());
        auto &state = m_live->space().state();
        VERIFY_OK(await(state.setPlaintext(u"settings/colour"_s, "blue")));
        VERIFY_OK(await(state.setEncrypted(u"settings/size"_s, "{\"w\":1}")));
        VERIFY_OK(await(state.setPlaintext(u"settings/colour"_s, "green")));
        StateBrowser browser;
        const QAbstractItemModelTester tree(&browser.tree(),
                                            QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester history(&browser.history(),
                                               QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester differences(&browser.differences(),
                                                   QAbstractItemModelTester::FailureReportingMode::QtTest);
        browser.show(m_live.get());
        QTRY_COMPARE(drawn(browser.tree()), u"settings(colour* size*)"_s);
        QTRY_COMPARE(browser.snapshot().size, 3);
        QVERIFY(
            browser.tree().indexOf(u"settings/colour"_s).data(static_cast<int>(TreeRole::IsPlain)).toBool());
        QVERIFY(
            !browser.tree().indexOf(u"settings/size"_s).data(static_cast<int>(TreeRole::IsPlain)).toBool());

        browser.setPath(u"settings/colour"_s);
        QTRY_COMPARE(browser.history().rowCount(), 2);
        const auto text = [&browser](int row, int column) {
            return browser.history().index(row, column).data().toString();
        };
        QCOMPARE(text(0, StateHistoryModel::Sender), u"You"_s);
        QCOMPARE(text(0, StateHistoryModel::Change), u"+1 −1"_s);
        QCOMPARE(text(0, StateHistoryModel::Check), u"Verified"_s);
        QCOMPARE(text(1, StateHistoryModel::Change), u"Created"_s);
        QVERIFY(browser.history()
                    .index(0, 0)
                    .data(static_cast<int>(StateHistoryModel::Role::IsStanding))
                    .toBool());
        QCOMPARE(browser.history().standing()->content.bytes, "green"_ba);

        browser.setPath(u"settings/size"_s);
        QTRY_COMPARE(browser.history().rowCount(), 1);
        QCOMPARE(browser.history().standing()->content, (StateContent{StateForm::Encrypted, "{\"w\":1}"}));

        // Back, and what comes meanwhile does not disturb.
        browser.setPath(u"settings/colour"_s);
        browser.setMoment(1);
        QTRY_COMPARE(drawn(browser.tree()), u"settings(colour*)"_s);
        QTRY_COMPARE(browser.history().rowCount(), 1);
        QVERIFY(!browser.isNow());
        VERIFY_OK(await(state.remove(u"settings/colour"_s)));
        QTRY_COMPARE(browser.snapshot().size, 4);
        QCOMPARE(drawn(browser.tree()), u"settings(colour*)"_s);
        browser.setMoment(std::nullopt);
        QTRY_COMPARE(drawn(browser.tree()), u"settings(size*)"_s);
        QTRY_COMPARE(text(0, StateHistoryModel::Change), u"Deleted"_s);
        browser.setShowingDeleted(true);
        QTRY_COMPARE(drawn(browser.tree()), u"settings(colour* size*)"_s);
        browser.setText(u"size"_s);
        QTRY_COMPARE(drawn(browser.tree()), u"settings(size*)"_s);

        QSignalSpy read(&browser, &StateBrowser::differencesRead);
        browser.setChangesSince(0);
        QTRY_COMPARE(read.size(), 1);
        QCOMPARE(browser.differences().rowCount(), 1); // colour came and went
        QCOMPARE(browser.differences().differenceAt(0).change.path, u"settings/size"_s);
        browser.setTime(0);
        QTRY_COMPARE(browser.snapshot().moment, 0);
        QTRY_COMPARE(browser.differences().rowCount(), 0);
        browser.show(nullptr);
        QCOMPARE(browser.tree().rowCount(), 0);
        QCOMPARE(browser.history().rowCount(), 0);
        end();
    }
};

QTEST_GUILESS_MAIN(TestStateModels)

#include "tst_statemodels.moc"
