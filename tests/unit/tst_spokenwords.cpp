// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Bits as words, words as people type them, and the root that is sealed with them.

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/signingkey.h"
#include "protocol/spokenwordlist.h"
#include "protocol/spokenwords.h"
#include "protocol/wrappedroot.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

QString textOf(const SecretBytes &words)
{
    return QString::fromLatin1(words.view());
}

QStringList wholeList()
{
    return QString::fromLatin1(spokenWordList.data(), static_cast<qsizetype>(spokenWordList.size()))
        .split(u' ');
}

//! One letter changed, left out, added or swapped.
bool isOneSlipAway(const QString &a, const QString &b)
{
    if (std::abs(a.size() - b.size()) > 1)
        return false;
    if (a.size() == b.size()) {
        QList<qsizetype> other;
        for (qsizetype i = 0; i < a.size(); ++i) {
            if (a[i] != b[i])
                other << i;
        }
        return other.size() < 2 || (other.size() == 2 && other[1] == other[0] + 1 &&
                                    a[other[0]] == b[other[1]] && a[other[1]] == b[other[0]]);
    }
    const auto &longer = a.size() > b.size() ? a : b;
    const auto &shorter = a.size() > b.size() ? b : a;
    for (qsizetype i = 0; i < longer.size(); ++i) {
        if (QString(longer).remove(i, 1) == shorter)
            return true;
    }
    return false;
}

} // namespace

class TestSpokenWords : public QObject
{
    Q_OBJECT

    const QStringList m_list = wholeList();

private Q_SLOTS:
    void theListIsWhatItSays()
    {
        QCOMPARE(m_list.size(), 2048);
        // Whatever was written down with it is read with it.
        QCOMPARE(toHex(sha256(m_list.join(u' ').toLatin1()).view()),
                 QByteArray("6582aac43033d035263b114581328972682dcb6a96fbfc4168159f471cc23339"));
        QVERIFY(std::is_sorted(m_list.begin(), m_list.end()));
        QSet<QString> beginnings;
        const QRegularExpression letters(u"^[a-z]{3,8}$"_s);
        for (const auto &word : m_list) {
            QVERIFY2(letters.match(word).hasMatch(), qPrintable(word));
            beginnings << word.left(4);
        }
        QCOMPARE(beginnings.size(), 2048);
        for (qsizetype i = 0; i < m_list.size(); ++i) {
            for (qsizetype j = i + 1; j < m_list.size(); ++j)
                QVERIFY2(!isOneSlipAway(m_list[i], m_list[j]), qPrintable(m_list[i] + u' ' + m_list[j]));
        }
    }

    void bitsBecomeWordsAndBack_data()
    {
        QTest::addColumn<int>("count");
        for (const auto count : {1, 2, 6, 10, 24})
            QTest::addRow("%d words", count) << count;
    }
    void bitsBecomeWordsAndBack()
    {
        QFETCH(int, count);
        QCOMPARE(bitsInWords(6), 62);
        QVERIFY(bitsInWords(24) >= 256);
        for (int i = 0; i < 50; ++i) {
            const auto words = randomWords(count);
            QCOMPARE(textOf(words).split(u' ').size(), count);
            const auto bits = bitsFromWords(textOf(words), count);
            QVERIFY(bits);
            QCOMPARE(bits->size(), (bitsInWords(count) + 7) / 8);
            QVERIFY(wordsFromBits(bits->view(), count).equals(words.view()));
        }
    }

    void theSameBitsAreTheSameWordsForEver_data()
    {
        QTest::addColumn<QByteArray>("hex");
        QTest::addColumn<QString>("words");
        QTest::newRow("zeros") << QByteArray("0000000000000000")
                               << u"abacus abacus abacus abacus abacus access"_s;
        QTest::newRow("ones") << QByteArray("ffffffffffffffff")
                              << u"zucchini zucchini zucchini zucchini zucchini zebra"_s;
        QTest::newRow("the two bits over count for nothing")
            << QByteArray("fffffffffffffffc") << u"zucchini zucchini zucchini zucchini zucchini zebra"_s;
        QTest::newRow("others") << QByteArray("0123456789abcdef")
                                << u"academic bison fiesta award revel victory"_s;
    }
    void theSameBitsAreTheSameWordsForEver()
    {
        QFETCH(QByteArray, hex);
        QTEST(textOf(wordsFromBits(QByteArray::fromHex(hex), 6)), "words");
    }

    void whatPeopleTypeIsRead_data()
    {
        QTest::addColumn<QString>("pattern"); // %1 to %6: the words
        QTest::newRow("as it was written") << u"%1 %2 %3 %4 %5 %6"_s;
        QTest::newRow("white space") << u"  %1\n%2\t%3\u00a0%4 \r\n %5  %6 \n"_s;
        QTest::newRow("hyphens") << u"%1-%2-%3\u2011%4\u2013%5 - %6"_s;
        QTest::newRow("commas") << u"%1, %2, %3, %4, %5, %6"_s;
    }
    void whatPeopleTypeIsRead()
    {
        QFETCH(QString, pattern);
        for (int i = 0; i < 20; ++i) {
            const auto words = randomWords(6);
            auto typed = pattern;
            auto shouted = pattern;
            auto shortened = pattern;
            for (const auto &word : textOf(words).split(u' ')) {
                typed = typed.arg(word);
                shouted = shouted.arg(word.toUpper());
                shortened = shortened.arg(word.left(4));
            }
            for (const auto &text : {typed, shouted, shortened}) {
                const auto tidy = tidyWords(text, 6);
                QVERIFY2(tidy.has_value(), qPrintable(text));
                QVERIFY(tidy->equals(words.view()));
            }
        }
    }

    void aDamagedWordIsNamed_data()
    {
        QTest::addColumn<QString>("wrong"); // in place of the fourth, which is `volcano`
        QTest::addColumn<QString>("nearest");
        QTest::newRow("a letter changed") << u"volcamo"_s << u"volcano"_s;
        QTest::newRow("a letter left out") << u"vocano"_s << u"volcano"_s;
        QTest::newRow("a letter too many") << u"vollcano"_s << u"volcano"_s;
        QTest::newRow("letters swapped") << u"vloacno"_s << u"volcano"_s;
        QTest::newRow("a digit") << u"v0lcano"_s << u"volcano"_s;
        QTest::newRow("another ending") << u"volcanic"_s << u"volcano"_s;
        QTest::newRow("a short beginning") << u"vol"_s << QString();
        QTest::newRow("a damaged beginning") << u"vplc"_s << u"volcano"_s;
        QTest::newRow("nothing like it") << u"\u0436\u0436\u0436\u0436"_s << QString();
        QTest::newRow("very long") << QString(5000, u'v') << QString();
    }
    void aDamagedWordIsNamed()
    {
        QFETCH(QString, wrong);
        QFETCH(QString, nearest);
        const auto read = bitsFromWords(u"zebra abacus copper "_s + wrong + u" lemon orbit"_s, 6);
        QVERIFY(!read);
        QCOMPARE(read.error().cause, WordFault::Cause::UnknownWord);
        QCOMPARE(read.error().position, 4);
        QVERIFY(read.error().nearest.size() <= 3);
        if (!nearest.isEmpty())
            QVERIFY2(read.error().nearest.contains(nearest), qPrintable(read.error().nearest.join(u' ')));
        const auto error = read.error().toError();
        QCOMPARE(error.code, ErrorCode::WrongWords);
        QCOMPARE(error.detail, u"4"_s); // the words themselves are secret
    }

    void otherNumbersOfWordsAreSaidToBeSo()
    {
        for (const auto count : {0, 1, 5, 7, 12}) {
            const auto read = bitsFromWords(QStringList(count, u"lemon"_s).join(u' '), 6);
            QVERIFY(!read);
            QCOMPARE(read.error().cause, WordFault::Cause::WrongCount);
            QCOMPARE(read.error().position, count);
        }
    }

    void mostMistakenWordsAreNoticed()
    {
        int noticed = 0;
        int tried = 0;
        QRandomGenerator random(1); // forty pairs of the same every time
        for (int i = 0; i < 40; ++i) {
            QByteArray bits((bitsInWords(6) + 7) / 8, '\0');
            std::generate(bits.begin(), bits.end(),
                          [&random] { return static_cast<char>(random.generate()); });
            const auto words = textOf(wordsFromBits(bits, 6)).split(u' ');
            for (int place = 0; place < 6; ++place) {
                auto other = words;
                other[place] = m_list[(m_list.indexOf(words[place]) + 1 + i * 6 + place) % 2048];
                if (other == words)
                    continue;
                const auto read = bitsFromWords(other.join(u' '), 6);
                ++tried;
                noticed += !read && read.error().cause == WordFault::Cause::Checksum ? 1 : 0;
            }
        }
        QVERIFY2(noticed * 100 > tried * 85, qPrintable(u"%1 of %2"_s.arg(noticed).arg(tried)));
        QVERIFY(noticed < tried); // four bits are no more than four bits
    }

    void fingerprintsTellBytesApart()
    {
        QCOMPARE(fingerprintWords("a"), fingerprintWords("a"));
        QVERIFY(fingerprintWords("a") != fingerprintWords("b"));
        QCOMPARE(fingerprintWords("a").size(), 6);
        QVERIFY(bitsFromWords(fingerprintWords("a").join(u' '), 6).has_value());
    }

    void aWrappedRootOpensWithItsWordsOnly()
    {
        const auto root = SymmetricKey::generate();
        const auto words = randomWords(6);
        const auto space = SpaceId::of(SigningKey::generate().publicKey());
        const MemberId invitation = ToolId::of(SigningKey::generate().publicKey());
        const auto wrapped = wrapRoot(root, words, space, invitation);
        QVERIFY(wrapped);
        QVERIFY(!wrapped->view().toByteArray().contains(root.bytes().exposeUnwiped()));
        const auto opened = unwrapRoot(wrapped->view(), words, space, invitation);
        QVERIFY(opened);
        QVERIFY(opened->bytes().equals(root.bytes().view()));

        auto damaged = wrapped->exposeUnwiped();
        damaged[30] = static_cast<char>(damaged[30] ^ 1);
        const auto otherSpace = SpaceId::of(SigningKey::generate().publicKey());
        const MemberId otherInvitation = ToolId::of(SigningKey::generate().publicKey());
        const MemberId asUser = UserId::of(invitation.publicKey());
        for (const auto &refused :
             {unwrapRoot(wrapped->view(), randomWords(6), space, invitation).map([](auto &&) {}),
              unwrapRoot(wrapped->view(), words, otherSpace, invitation).map([](auto &&) {}),
              unwrapRoot(wrapped->view(), words, space, otherInvitation).map([](auto &&) {}),
              unwrapRoot(wrapped->view(), words, space, asUser).map([](auto &&) {}),
              unwrapRoot(damaged, words, space, invitation).map([](auto &&) {}),
              unwrapRoot({}, words, space, invitation).map([](auto &&) {})}) {
            QVERIFY(!refused);
            QCOMPARE(refused.error().code, ErrorCode::WrongWords);
        }
    }
};

QTEST_GUILESS_MAIN(TestSpokenWords)
#include "tst_spokenwords.moc"
