// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What others wrote while a change was being looked at, beside what it would write.

#include "authz/neutral.h"
#include "crypto/signingkey.h"
#include "models/mergetext.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;

class TestMergeText : public QObject
{
    Q_OBJECT

    static Message written(const QString &path, const QByteArray &value)
    {
        Message message;
        message.type = path.toUtf8();
        message.data = value.toBase64();
        message.sender = UserId::of(SigningKey::generate().publicKey()).text();
        message.serverTimestamp = 1'700'000'000'000;
        return message;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void entriesAreToldInWords_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("text");
        const auto right = u"auth/users/U/rights/a"_s;
        const auto role = u"auth/users/U/roles/r"_s;
        QTest::newRow("emptied") << right << QByteArray() << u"emptied"_s;
        QTest::newRow("a right") << right << QByteArray(R"({"op":"create","path":"topics/{any}/messages"})")
                                 << u"may post in every topic"_s;
        QTest::newRow("a role's right")
            << u"auth/roles/r/rights/a"_s << QByteArray(R"({"op":"create","path":"topics/{any}/messages"})")
            << u"may post in every topic"_s;
        QTest::newRow("a right taken away") << right << *neutralValueFor(right) << u"taken away"_s;
        QTest::newRow("a broken right") << right << QByteArray("{}") << u"a right that cannot be read"_s;
        QTest::newRow("a role") << role << QByteArray("{}") << u"the role, for ever"_s;
        QTest::newRow("a role taken away") << role << *neutralValueFor(role) << u"taken away"_s;
        QTest::newRow("an entry") << u"auth/users/U"_s << QByteArray(R"({"description":"Bea"})")
                                  << u"described as “Bea”"_s;
        QTest::newRow("an entry without words")
            << u"auth/roles/r"_s << QByteArray("{}") << u"without a description"_s;
        QTest::newRow("something else") << u"topics/general"_s << QByteArray("plain") << u"plain"_s;
        QTest::newRow("no JSON where some is due") << right << QByteArray("{") << u"{"_s;
    }

    void entriesAreToldInWords()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, value);
        QTEST(entryText(path, value), "text");
    }

    void theNewestOfEachPathStandsBesideOurs()
    {
        const auto own = u"auth/roles/writer"_s;
        const auto other = u"auth/roles/writer/rights/post"_s;
        ChangePlan plan;
        plan.wanted = {{own, R"({"description":"Mine"})"}};
        plan.overtakenBy = {written(own, R"({"description":"First"})"),
                            written(other, R"({"op":"read","path":"topics/{any}/messages"})"),
                            written(own, R"({"description":"Second"})")};
        const auto items = mergeItems(plan, {}, UserId::of(SigningKey::generate().publicKey()));
        QCOMPARE(items.size(), 2);
        QCOMPARE(items[0].path, other);
        QCOMPARE(items[0].mine, QString());
        QCOMPARE(items[1].path, own);
        QCOMPARE(items[1].theirs, u"described as “Second”"_s);
        QCOMPARE(items[1].mine, u"described as “Mine”"_s);
        QVERIFY(!items[1].who.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMergeText)
#include "tst_mergetext.moc"
