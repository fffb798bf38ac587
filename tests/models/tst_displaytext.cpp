// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/displaytext.h"
#include "models/messagetext.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestDisplayText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fileNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        QTest::newRow("short") << u"photo.jpg"_s << u"photo.jpg"_s;
        QTest::newRow("long") << QString(100, u'a') + u".pdf.exe"_s << QString(76, u'a') + u"….exe"_s;
        QTest::newRow("long without a kind") << QString(100, u'a') << QString(80, u'a') + u'…';
        QTest::newRow("long behind its dot")
            << u"a."_s + QString(100, u'b') << u"a."_s + QString(78, u'b') + u'…';
        QTest::newRow("turned around") << u"photo\u202Egnp.exe"_s << u"photognp.exe"_s;
        QTest::newRow("over two lines") << u"photo\n.jpg"_s << u"photo .jpg"_s;
    }
    void fileNames()
    {
        QFETCH(QString, name);
        QTEST(displayFileName(name), "shown");
    }

    void namesThatHideSomething_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<NameTrick>("trick");
        QTest::newRow("nothing") << u"photo-2 (a).jpg"_s << NameTrick::None;
        QTest::newRow("accents") << u"Årsrapport été.pdf"_s << NameTrick::None;
        QTest::newRow("another alphabet") << u"отчёт.pdf"_s << NameTrick::None;
        QTest::newRow("words of two") << u"отчёт report Ωμέγα.pdf"_s << NameTrick::None;
        QTest::newRow("no alphabet that looks alike") << u"報告A日本.pdf"_s << NameTrick::None;
        QTest::newRow("turned around") << u"photo\u202Egnp.exe"_s << NameTrick::TurnsText;
        QTest::newRow("isolated") << u"\u2067a\u2069.exe"_s << NameTrick::TurnsText;
        QTest::newRow("Cyrillic a") << u"pаypal.pdf"_s << NameTrick::MixesAlphabets;
        QTest::newRow("Greek o in its kind") << u"a.dοcx"_s << NameTrick::MixesAlphabets;
    }
    void namesThatHideSomething()
    {
        QFETCH(QString, name);
        QTEST(trickIn(name), "trick");
        QCOMPARE(nameWarning(name).isEmpty(), trickIn(name) == NameTrick::None);
    }

    void aNameIsOneLineOfWhatCanBeSeen_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        QTest::newRow("as it is") << u"Bea Novák"_s << u"Bea Novák"_s;
        QTest::newRow("lines and spaces") << u"  a\n\tb  "_s << u"a b"_s;
        QTest::newRow("turned around") << u"gpj.\u202eexe"_s << u"gpj.exe"_s;
        QTest::newRow("isolates") << u"\u2066x\u2069"_s << u"x"_s;
        QTest::newRow("control characters") << u"a\u0007b\u009fc"_s << u"abc"_s;
        QTest::newRow("joined emoji") << u"👩\u200d🔬"_s << u"👩\u200d🔬"_s;
        QTest::newRow("nothing to see") << u"\u202e\n"_s << QString();
        QTest::newRow("long") << QString(500, u'x') << QString(80, u'x') + u'…';
        QTest::newRow("long, cut in a pair") << QString(79, u'x') + u"🔬🔬"_s << QString(79, u'x') + u'…';
    }
    void aNameIsOneLineOfWhatCanBeSeen()
    {
        QFETCH(QString, name);
        QFETCH(QString, shown);
        QCOMPARE(displayName(name), shown);
    }

    void aToolTipIsNoMarkup()
    {
        QCOMPARE(plainToolTip(u"<img src=x> & \"y\""_s), u"<p>&lt;img src=x&gt; &amp; &quot;y&quot;</p>"_s);
        QCOMPARE(plainToolTip({}), QString());
    }

    void anInitialIsAWholeCharacter()
    {
        QCOMPARE(initialOf(u"éa"_s), u"É"_s);
        QCOMPARE(initialOf(u"🔬 lab"_s), u"🔬"_s);
        QCOMPARE(initialOf({}), QString());
    }

    void whatWasSaidKeepsItsLinesOnly()
    {
        QCOMPARE(displayText(u"a\tb\r\nc\n"_s), u"a\tb\nc\n"_s);
        QCOMPARE(displayText(u"a\x1b[2J\x07\x7f"_s), u"a\ufffd[2J\ufffd\ufffd"_s);
    }
};

QTEST_GUILESS_MAIN(TestDisplayText)
#include "tst_displaytext.moc"
