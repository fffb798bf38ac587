// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "localserver/challenges.h"
#include "localserver/tokens.h"
#include "protocol/json.h"
#include "support/manualclock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::localserver;
using reeeductio::test::ManualClock;

namespace {

constexpr qint64 lifetime = 3600;
const QByteArray secret(32, 's');

struct Fixture
{
    ManualClock clock{1700000000500};
    SigningKey key = SigningKey::generate();
    QByteArray space = SpaceId::of(key.publicKey()).text();
    QByteArray member = UserId::of(key.publicKey()).text();
    Tokens tokens{SecretBytes::copyOf(secret), lifetime, clock};
};

QByteArray claims(const QString &space, const QByteArray &member, const QJsonValue &end)
{
    return compactJson({{u"space_id"_s, space}, {u"id"_s, QString::fromLatin1(member)}, {u"exp"_s, end}});
}

QByteArray signedToken(const QByteArray &header, const QByteArray &payload)
{
    const auto input = toBase64Url(header) + '.' + toBase64Url(payload);
    return input + '.' + toBase64Url(hmacSha256(secret, input).view());
}

const QByteArray ourHeader = R"({"alg":"HS256","typ":"JWT"})";

} // namespace

class TestServerTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTokenNamesItsMemberUntilItsEnd()
    {
        Fixture f;
        const auto issued = f.tokens.issue(f.space, f.member);
        QCOMPARE(issued.expiresAt, 1700003600000);
        QCOMPARE(f.tokens.verify(f.space, issued.token)->text(), f.member);
        f.clock.advance(lifetime * 1000 - 1000);
        QVERIFY(f.tokens.verify(f.space, issued.token));
        f.clock.advance(1000);
        QCOMPARE(f.tokens.verify(f.space, issued.token).error().detail, u"Token expired"_s);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("detail");
        const Fixture f;
        constexpr qint64 later = 1800000000;
        const auto good = claims(u"S1"_s, f.member, later);
        const auto issued = f.tokens.issue("S1", f.member).token;
        auto altered = issued;
        altered[issued.size() / 2] = altered[issued.size() / 2] == 'A' ? 'B' : 'A';

        const auto invalid = u"Invalid token"_s;
        QTest::newRow("empty") << QByteArray() << invalid;
        QTest::newRow("garbage") << QByteArray("garbage") << invalid;
        QTest::newRow("two dots") << QByteArray("..") << invalid;
        QTest::newRow("altered") << altered << invalid;
        QTest::newRow("cut off") << issued.chopped(1) << invalid;
        QTest::newRow("not signed") << issued.first(issued.lastIndexOf('.') + 1) << invalid;
        QTest::newRow("no algorithm") << signedToken(R"({"alg":"none","typ":"JWT"})", good) << invalid;
        QTest::newRow("claims no JSON") << signedToken(ourHeader, "claims") << invalid;
        QTest::newRow("no end") << signedToken(ourHeader, claims(u"S1"_s, f.member, QJsonValue::Undefined))
                                << invalid;
        QTest::newRow("end a text") << signedToken(ourHeader, claims(u"S1"_s, f.member, u"1800000000"_s))
                                    << invalid;
        QTest::newRow("no member id") << signedToken(ourHeader, claims(u"S1"_s, "me", later)) << invalid;
        QTest::newRow("expired") << signedToken(ourHeader, claims(u"S1"_s, f.member, 1))
                                 << u"Token expired"_s;
        QTest::newRow("another space's")
            << signedToken(ourHeader, claims(u"S2"_s, f.member, later)) << u"Token space mismatch"_s;
    }
    void refusals()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, detail);
        const Fixture f;
        const auto member = f.tokens.verify("S1", token);
        QVERIFY(!member);
        QCOMPARE(member.error().code, ErrorCode::TokenRefused);
        QCOMPARE(member.error().detail, detail);
    }

    void theSecretIsMadeOnceAndKeptToOneself()
    {
        const QTemporaryDir directory;
        const auto made = Tokens::loadSecret(directory.path());
        QCOMPARE(made->size(), 32);
        QVERIFY(Tokens::loadSecret(directory.path())->equals(made->view()));
        const auto rights = QFile::permissions(directory.filePath(u"token-secret"_s));
        QVERIFY(!(rights & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }

    void aCutOffSecretIsMadeAnew()
    {
        const QTemporaryDir directory;
        QFile file(directory.filePath(u"token-secret"_s));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("short") == 5);
        file.close();
        QCOMPARE(Tokens::loadSecret(directory.path())->size(), 32);
        QCOMPARE(file.size(), 32);
    }

    void aChallengeServesOnceAndFiveMinutes()
    {
        ManualClock clock(1000);
        Challenges challenges(clock);
        const auto first = challenges.issue("S", "U");
        QCOMPARE(first.expiresAt, 301'000);
        QCOMPARE(fromBase64(first.challenge)->size(), 32);
        QVERIFY(challenges.check("S", "U", first.challenge));
        QVERIFY(challenges.check("S", "U", first.challenge)); // a failed attempt leaves it
        const auto second = challenges.issue("S", "U");
        QCOMPARE(challenges.check("S", "U", first.challenge).error().detail, u"Challenge mismatch"_s);
        challenges.forget("S", "U");
        QCOMPARE(challenges.check("S", "U", second.challenge).error().detail, u"Challenge not found"_s);

        const auto third = challenges.issue("S", "U");
        clock.advance(ShortMemory<QByteArray>::LifetimeMs);
        QVERIFY(challenges.check("S", "U", third.challenge));
        clock.advance(1);
        QCOMPARE(challenges.check("S", "U", third.challenge).error().detail, u"Challenge expired"_s);
        QCOMPARE(challenges.check("S", "U", third.challenge).error().detail, u"Challenge not found"_s);
    }

    void challengesOfOthersAreOthers()
    {
        const ManualClock clock(1000);
        Challenges challenges(clock);
        const auto challenge = challenges.issue("SA", "B");
        QVERIFY(!challenges.check("S", "AB", challenge.challenge));
        QVERIFY(!challenges.check("SA", "C", challenge.challenge));
        QVERIFY(challenges.check("SA", "B", challenge.challenge));
    }

    void thereIsRoomForSoManyChallengesAndTheOldestGoes()
    {
        ManualClock clock(1000);
        Challenges challenges(clock);
        const auto first = challenges.issue("S", "first");
        for (qsizetype i = 1; i < ShortMemory<QByteArray>::Room; ++i) {
            clock.advance(1);
            (void)challenges.issue("S", QByteArray::number(i));
        }
        QVERIFY(challenges.check("S", "first", first.challenge));
        clock.advance(1);
        const auto last = challenges.issue("S", "last");
        QCOMPARE(challenges.check("S", "first", first.challenge).error().detail, u"Challenge not found"_s);
        QVERIFY(challenges.check("S", "last", last.challenge));
    }
};

QTEST_GUILESS_MAIN(TestServerTokens)
#include "tst_server_tokens.moc"
