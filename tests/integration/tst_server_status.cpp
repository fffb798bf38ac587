// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The status of every case that the real server was probed with, against our own: it agrees, or it differs
// for a reason that stands here.

#include "serverstatus/probes.h"
#include "support/manualclock.h"
#include "support/vectors.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

struct Difference
{
    const char *area;
    const char *name;
    int status;
    const char *reason;
};

// Each reason is one of those the design gives for doing better than the real server.
constexpr auto refreshWorks = "refresh works";
constexpr auto badToken401 = "a bad token is 401, on blob routes too";
constexpr auto dataPrefix = "data rights are checked as data/{path}, too";
constexpr auto emptiedIsAbsent = "emptied entries count as absent at once, tokens included";
constexpr auto emptyingIsAccepted = "emptying an assignment or a right is accepted";

constexpr Difference differences[] = {
    {"auth", "refresh: valid token", 200, refreshWorks},
    {"auth", "GET messages: token without id", 401, badToken401},
    {"auth", "PUT blob: garbage token", 401, badToken401},
    {"auth", "GET blob: garbage token", 401, badToken401},
    {"auth", "DELETE blob: garbage token", 401, badToken401},
    {"rights", "KV put notes/a with create data/notes/{any}", 200, dataPrefix},
    {"opaque", "member with opaque-user role: KV put opaque/users/uma", 200, dataPrefix},
    {"rights", "after capability deleted (empty data)", 403, emptiedIsAbsent},
    {"rights", "after member deleted: old token", 403, emptiedIsAbsent},
    {"rights", "after member deleted: new auth", 403, emptiedIsAbsent},
    {"revoke", "new challenge/verify", 403, emptiedIsAbsent},
    {"revoke", "delete the capability: PUT state auth/users/U/rights/c with data ''", 200,
     emptyingIsAccepted},
    {"revoke", "delete role grant (data '')", 200, emptyingIsAccepted},
};

using Key = std::pair<QString, QString>;

QMap<Key, int> realStatuses()
{
    QMap<Key, int> statuses;
    const auto rows = vectorFile(u"server_status.json"_s)["rows"_L1].toArray();
    for (const auto &row : rows)
        statuses.insert({row["area"_L1].toString(), row["case"_L1].toString()}, row["status"_L1].toInt());
    return statuses;
}

QMap<Key, Difference> knownDifferences()
{
    QMap<Key, Difference> known;
    for (const auto &difference : differences)
        known.insert({QString::fromUtf8(difference.area), QString::fromUtf8(difference.name)}, difference);
    return known;
}

} // namespace

class TestServerStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto adminKey = SigningKey::generate();
        // Its clock stands: some is signed a second before it is too old.
        TestServer server({.adminSpace = SpaceId::of(adminKey.publicKey()), .allowedOrigins = {u"*"_s}},
                          std::make_shared<ManualClock>(QDateTime::currentMSecsSinceEpoch()));
        TestServer closed({.adminSpace = SpaceId::of(adminKey.publicKey()), .autoCreate = false});
        probeAuth(m_statuses, server);
        probeHttp(m_statuses, server);
        probeMessages(m_statuses, server);
        probeState(m_statuses, server);
        probeRights(m_statuses, server);
        probeRevocation(m_statuses, server);
        probeTools(m_statuses, server);
        probeData(m_statuses, server);
        probeBlobs(m_statuses, server);
        probeOpaque(m_statuses, server);
        probeAdmin(m_statuses, server, adminKey);
        probeUnregistered(m_statuses, closed);
    }

    void rows_data()
    {
        QTest::addColumn<QString>("area");
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("real");
        const auto real = realStatuses();
        const auto known = knownDifferences();
        for (auto row = real.begin(); row != real.end(); ++row) {
            const auto &[area, name] = row.key();
            const auto reason = known.contains(row.key()) ? known[row.key()].reason : "as the real one";
            QTest::addRow("%s: %s (%s)", qPrintable(area), qPrintable(name), reason)
                << area << name << row.value();
        }
    }
    void rows()
    {
        QFETCH(QString, area);
        QFETCH(QString, name);
        QFETCH(int, real);
        QVERIFY2(m_statuses.contains({area, name}), "no probe");
        const auto known = knownDifferences();
        const auto difference = known.find({area, name});
        if (difference == known.end()) {
            QCOMPARE(m_statuses.value({area, name}), real);
        } else {
            QCOMPARE(m_statuses.value({area, name}), difference->status);
            QVERIFY2(difference->status != real, "differs no more: take it out of the table");
        }
    }

    void theTablesNameNothingElse()
    {
        const auto real = realStatuses();
        QCOMPARE(real.size(), 335);
        for (auto probed = m_statuses.begin(); probed != m_statuses.end(); ++probed)
            QVERIFY2(real.contains(probed.key()), qPrintable(u"probe of no row: "_s + probed.key().second));
        const auto known = knownDifferences();
        for (auto row = known.begin(); row != known.end(); ++row)
            QVERIFY2(real.contains(row.key()), qPrintable(u"difference of no row: "_s + row.key().second));
    }

private:
    Statuses m_statuses;
};

QTEST_GUILESS_MAIN(TestServerStatus)
#include "tst_server_status.moc"
