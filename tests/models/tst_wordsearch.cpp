// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/wordsearch.h"
#include "protocol/identifier.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

// Every id of it has "lim", "carl" and "zebra" in it, in no beginning.
const auto id = u"UIlimqpo1carl28Carl64zebra0LIMZEBRA_-carlAAA"_s;

QString somebody(const QString &path)
{
    return path.arg(id);
}

} // namespace

class TestWordSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto parsed = Identifier::parse(id);
        QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(nameOf(parsed.error().code)));
    }

    void words_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("has");
        const auto entry = somebody(u"auth/users/%1/roles/clerk"_s);
        QTest::newRow("in a path") << u"settings/limits"_s << u"lim"_s << true;
        QTest::newRow("in another case") << u"settings/Limits"_s << u"lIM"_s << true;
        QTest::newRow("over segments") << u"settings/limits"_s << u"gs/LI"_s << true;
        QTest::newRow("not there") << u"settings/limits"_s << u"limes"_s << false;
        QTest::newRow("nothing") << u"settings"_s << QString() << true;
        QTest::newRow("nowhere") << QString() << u"a"_s << false;
        QTest::newRow("inside an id") << entry << u"lim"_s << false;
        QTest::newRow("inside an id, by its letters") << entry << id.sliced(2, 6) << false;
        QTest::newRow("at its end") << entry << id.last(3) << false;
        QTest::newRow("over its end") << entry << u"aaa/roles"_s << false;
        QTest::newRow("over its end, by its letters") << entry << u"AAA/roles"_s << false;
        QTest::newRow("its beginning") << entry << id.first(5) << true;
        QTest::newRow("its beginning in another case") << entry << id.first(5).toLower() << false;
        QTest::newRow("all of it") << entry << id << true;
        QTest::newRow("all of it in another case") << entry << id.toUpper() << false;
        QTest::newRow("with what is before") << entry << u"USERS/"_s + id.first(7) << true;
        QTest::newRow("with what is behind") << entry << id + u"/Roles"_s << true;
        QTest::newRow("what is behind") << entry << u"/roles/c"_s << true;
        QTest::newRow("first inside an id") << entry + u"/carl"_s << u"Carl"_s << true;
        QTest::newRow("two ids") << id + u'\n' + id << id + u'\n' + id.first(3) << true;
        QTest::newRow("two ids, one in another case") << id + u'\n' + id << id + u'\n' + u"uil"_s << false;
        QTest::newRow("a name beside its id") << u"Carl\n"_s + id << u"carl"_s << true;
        QTest::newRow("longer than an id") << id + u'A' << u"zebra"_s << true;
        QTest::newRow("of no known type") << u'A' + id.sliced(1) << u"zebra"_s << true;
        QTest::newRow("overlapping itself") << u"ananas"_s << u"anas"_s << true;
    }
    void words()
    {
        QFETCH(QString, text);
        QFETCH(QString, word);
        QTEST(hasWord(text, word), "has");
    }

    void everyWordCounts()
    {
        QCOMPARE(searchWords(u"  bea   mod "_s), (QStringList{u"bea"_s, u"mod"_s}));
        QVERIFY(hasWords(u"Bea\nModerator\n"_s + id, searchWords(u"mod bea"_s)));
        QVERIFY(!hasWords(u"Bea\nModerator\n"_s + id, searchWords(u"bea carl"_s)));
        QVERIFY(hasWords(u"Bea"_s, {}));
    }
};

QTEST_GUILESS_MAIN(TestWordSearch)
#include "tst_wordsearch.moc"
