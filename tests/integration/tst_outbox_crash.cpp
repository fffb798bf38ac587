// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// kill -9 at every point of sending: whatever add() promised is on the server afterwards, once and in order.

#include "crypto/encoding.h"
#include "support/await.h"
#include "support/backend.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr int textCount = 3;

//! Where outboxsender ends; none: at its own end.
struct Death
{
    QString point = u"none"_s;
    int number = 0;
};

struct Run
{
    bool wasKilled = false;
    int exitCode = -1;
    int durable = 0;   //!< texts 1 to this one were promised
    QList<int> points; //!< requests, syncs, writes
    QByteArray output;
};

} // namespace

Q_DECLARE_METATYPE(Death)

class TestOutboxCrash : public QObject
{
    Q_OBJECT

    Backend m_server;
    SymmetricKey m_dataKey = SymmetricKey::generate();
    Run m_undisturbed;

    //! One life of the program on that folder, as that space's owner.
    Run run(const QTemporaryDir &folder, const Credentials &owner, int texts, const Death &death = {})
    {
        QProcess process;
        const auto hex = [](const SecretBytes &bytes) { return QString::fromLatin1(toHex(bytes.view())); };
        process.start(QStringLiteral(OUTBOXSENDER_PROGRAM),
                      {folder.path(), owner.server.toString(), hex(owner.key.seed()),
                       hex(owner.root->bytes()), hex(m_dataKey.bytes()), QString::number(texts), death.point,
                       QString::number(death.number)});
        Run run;
        if (!process.waitForFinished())
            return run;
        run.wasKilled = process.exitStatus() == QProcess::CrashExit && process.exitCode() == SIGKILL;
        run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        run.output = process.readAllStandardOutput();
        for (const auto &line : run.output.split('\n')) {
            const auto words = line.split(' ');
            if (words[0] == "durable")
                run.durable = words[1].toInt();
            for (qsizetype i = 1; words[0] == "points" && i < words.size(); ++i)
                run.points << words[i].toInt();
        }
        return run;
    }

    QStringList textsOnTheServer(const Credentials &owner)
    {
        auto space = m_server.spaceFor(owner.clone());
        const auto page = await(space->messages().list(u"general"_s, {0, endOfTime, 1000}));
        if (!page)
            return {describe(page.error())};
        QStringList texts;
        std::optional<QByteArray> previous;
        for (const auto &sealed : page->messages) {
            const auto text = space->messages().decrypt(u"general"_s, sealed.message);
            const bool isLinked = sealed.message.prevHash == previous && sealed.seal == Seal::Good;
            texts << (isLinked ? QString::fromUtf8(text.value_or("?")) : u"broken"_s);
            previous = sealed.message.hash;
        }
        return texts;
    }

    //! What must be there: the first texts in order, at least those that were promised; then `more`.
    static void verifyPromise(const QStringList &found, int durable, const QStringList &more = {})
    {
        QStringList mine;
        for (int i = 1; i <= found.size() - more.size(); ++i)
            mine << QString::number(i);
        QVERIFY2(mine.size() >= durable && mine.size() <= textCount, qPrintable(found.join(u' ')));
        auto sorted = found;
        sorted.removeIf([&more](const QString &text) { return more.contains(text); });
        QCOMPARE(sorted, mine);
        for (const auto &text : more)
            QCOMPARE(found.count(text), 1);
    }

    void addPoints(const QString &point, int count)
    {
        for (int number = 1; number <= count; ++number)
            QTest::addRow("%s %d", qPrintable(point), number) << Death{point, number};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        const QTemporaryDir folder;
        const auto owner = m_server.newOwner();
        m_undisturbed = run(folder, owner, textCount);
        QVERIFY2(m_undisturbed.exitCode == 0, m_undisturbed.output.constData());
        QCOMPARE(m_undisturbed.durable, textCount);
        QCOMPARE(textsOnTheServer(owner), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        // Signing in is two, asking for the head one, then one a text; the store notes each text three times.
        QCOMPARE(m_undisturbed.points.size(), 3);
        QCOMPARE(m_undisturbed.points[0], 3 + textCount);
        QVERIFY(m_undisturbed.points[1] >= 3 * textCount);
        QVERIFY(m_undisturbed.points[2] >= 3 * textCount);
    }

    void nothingPromisedIsLostOrDoubled_data()
    {
        QTest::addColumn<Death>("death");
        addPoints(u"before-request"_s, m_undisturbed.points[0]);
        addPoints(u"after-answer"_s, m_undisturbed.points[0]);
        addPoints(u"before-sync"_s, m_undisturbed.points[1]);
        addPoints(u"after-sync"_s, m_undisturbed.points[1]);
        addPoints(u"amid-write"_s, m_undisturbed.points[2]);
    }
    void nothingPromisedIsLostOrDoubled()
    {
        QFETCH(Death, death);
        const QTemporaryDir folder;
        const auto owner = m_server.newOwner();
        const auto killed = run(folder, owner, textCount, death);
        QVERIFY2(killed.wasKilled, killed.output.constData());
        const auto revived = run(folder, owner, 0);
        QVERIFY2(revived.exitCode == 0, revived.output.constData());
        verifyPromise(textsOnTheServer(owner), killed.durable);
    }

    void norWhenOthersWroteMeanwhile_data()
    {
        QTest::addColumn<Death>("death");
        addPoints(u"before-request"_s, m_undisturbed.points[0]);
        addPoints(u"after-answer"_s, m_undisturbed.points[0]);
    }
    void norWhenOthersWroteMeanwhile()
    {
        QFETCH(Death, death);
        const QTemporaryDir folder;
        const auto owner = m_server.newOwner();
        const auto killed = run(folder, owner, textCount, death);
        QVERIFY2(killed.wasKilled, killed.output.constData());
        auto other = m_server.spaceFor(owner.clone());
        VERIFY_OK(await(other->messages().postEncrypted(u"general"_s, "chat.text", "other")));
        const auto revived = run(folder, owner, 0);
        QVERIFY2(revived.exitCode == 0, revived.output.constData());
        verifyPromise(textsOnTheServer(owner), killed.durable, {u"other"_s});
    }

    void norWhenItIsKilledAgainAtOnce_data()
    {
        QTest::addColumn<Death>("death");
        // Signing in, looking for the first text, the head, and the two texts that are left.
        addPoints(u"before-request"_s, 6);
        addPoints(u"after-answer"_s, 6);
        addPoints(u"before-sync"_s, 5); // one removal, then two for each
    }
    void norWhenItIsKilledAgainAtOnce()
    {
        QFETCH(Death, death);
        const QTemporaryDir folder;
        const auto owner = m_server.newOwner();
        const auto killed = run(folder, owner, textCount, {u"after-answer"_s, 4}); // the first text's
        QVERIFY2(killed.wasKilled, killed.output.constData());
        QCOMPARE(textsOnTheServer(owner), QStringList{u"1"_s});
        const auto again = run(folder, owner, 0, death);
        QVERIFY2(again.wasKilled, again.output.constData());
        const auto revived = run(folder, owner, 0);
        QVERIFY2(revived.exitCode == 0, revived.output.constData());
        verifyPromise(textsOnTheServer(owner), textCount);
    }

    void whatIsAddedAfterwardsComesAfterwards()
    {
        const QTemporaryDir folder;
        const auto owner = m_server.newOwner();
        const auto killed = run(folder, owner, textCount, {u"after-answer"_s, 5});
        QVERIFY2(killed.wasKilled, killed.output.constData());
        const auto revived = run(folder, owner, 1); // which calls its text "1" too
        QVERIFY2(revived.exitCode == 0, revived.output.constData());
        QCOMPARE(textsOnTheServer(owner), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"1"_s}));
    }
};

QTEST_GUILESS_MAIN(TestOutboxCrash)
#include "tst_outbox_crash.moc"
