// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/capability.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestCapability : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void vectors_data()
    {
        QTest::addColumn<QJsonObject>("row");
        const auto rows = vectorFile(u"capability_match.json"_s)["cases"_L1].toArray();
        for (const auto &row : rows) {
            const auto name = u"%1 %2 / %3 %4"_s.arg(
                row["cap_op"_L1].toString(), row["cap_path"_L1].toString(), row["requested_op"_L1].toString(),
                row["requested_path"_L1].toString());
            QTest::newRow(qPrintable(name)) << row.toObject();
        }
    }
    void vectors()
    {
        QFETCH(QJsonObject, row);
        const auto held = *operationFromName(row["cap_op"_L1].toString());
        const auto asked = *operationFromName(row["requested_op"_L1].toString());
        const auto member = *MemberId::parse(row["member"_L1].toString());
        const bool granted =
            operationCovers(held, asked) &&
            pathMatches(row["cap_path"_L1].toString(), row["requested_path"_L1].toString(), member);
        QCOMPARE(granted, row["granted"_L1].toBool());
    }

    void covering_data()
    {
        QTest::addColumn<QString>("granted");
        QTest::addColumn<QString>("requested");
        QTest::addColumn<bool>("covers");
        QTest::newRow("same") << u"state/a"_s << u"state/a"_s << true;
        QTest::newRow("rest takes a tail") << u"state/{...}"_s << u"state/a/b"_s << true;
        QTest::newRow("rest takes a rest") << u"state/{...}"_s << u"state/{...}"_s << true;
        QTest::newRow("rest takes the bare prefix") << u"state/{...}"_s << u"state"_s << true;
        QTest::newRow("rest of everything") << u"{...}"_s << u"data/{...}"_s << true;
        QTest::newRow("any takes a literal") << u"state/{any}"_s << u"state/a"_s << true;
        QTest::newRow("any takes self") << u"state/{any}"_s << u"state/{self}"_s << true;
        QTest::newRow("any takes no rest") << u"state/{any}"_s << u"state/{...}"_s << false;
        QTest::newRow("any takes one segment") << u"state/{any}"_s << u"state/a/b"_s << false;
        QTest::newRow("self takes self only") << u"state/{self}"_s << u"state/{any}"_s << false;
        QTest::newRow("other takes no literal") << u"state/{other}"_s << u"state/a"_s << false;
        QTest::newRow("outer slashes") << u"/state/a/"_s << u"state/a"_s << true;
        QTest::newRow("longer prefix") << u"state/a/{...}"_s << u"state"_s << false;
    }
    void covering()
    {
        QFETCH(QString, granted);
        QFETCH(QString, requested);
        QTEST(patternCovers(granted, requested), "covers");
    }

    void ownershipIsASecondDimension()
    {
        const Capability free{Operation::Write, u"state/{...}"_s, false};
        const Capability owned{Operation::Write, u"state/{...}"_s, true};
        const Capability readOwned{Operation::Read, u"state/a"_s, true};
        QVERIFY(capabilityCovers(free, readOwned));
        QVERIFY(capabilityCovers(owned, readOwned));
        QVERIFY(capabilityCovers(free, owned));
        QVERIFY(!capabilityCovers(owned, free));
        QVERIFY(!capabilityCovers(readOwned, free));
    }

    void jsonRoundTrip()
    {
        const Capability capability{Operation::Modify, u"data/notes/{self}"_s, true};
        QCOMPARE(*Capability::fromJson(capability.toJson()), capability);
        QVERIFY(!Capability{}.toJson().contains("must_be_owner"_L1));
    }

    void malformedRightsAreNamed_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("no op") << QJsonObject{{u"path"_s, u"state/a"_s}} << ErrorCode::MissingField;
        QTest::newRow("no path") << QJsonObject{{u"op"_s, u"read"_s}} << ErrorCode::MissingField;
        QTest::newRow("op a number") << QJsonObject{{u"op"_s, 1}, {u"path"_s, u"state/a"_s}}
                                     << ErrorCode::WrongFieldType;
        QTest::newRow("unknown op") << QJsonObject{{u"op"_s, u"READ"_s}, {u"path"_s, u"state/a"_s}}
                                    << ErrorCode::BadCapability;
        QTest::newRow("no resource") << QJsonObject{{u"op"_s, u"read"_s}, {u"path"_s, u"profiles/a"_s}}
                                     << ErrorCode::BadCapability;
        QTest::newRow("unknown wildcard")
            << QJsonObject{{u"op"_s, u"read"_s}, {u"path"_s, u"state/{self.id}"_s}}
            << ErrorCode::BadCapability;
        QTest::newRow("owner a text")
            << QJsonObject{{u"op"_s, u"read"_s}, {u"path"_s, u"state/a"_s}, {u"must_be_owner"_s, u"no"_s}}
            << ErrorCode::WrongFieldType;
    }
    void malformedRightsAreNamed()
    {
        QFETCH(QJsonObject, json);
        QFETCH(ErrorCode, code);
        QCOMPARE(Capability::fromJson(json).error().code, code);
    }
};

QTEST_GUILESS_MAIN(TestCapability)
#include "tst_capability.moc"
