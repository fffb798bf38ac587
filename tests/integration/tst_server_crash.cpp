// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The program: its one line, its ends, and that nothing it answered is lost, whoever kills it and when.

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "protocol/authentication.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "support/rawhttp.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

//! The program over one data directory.
class Program
{
public:
    explicit Program(const QString &directory, const QStringList &more = {})
    {
        m_process.setProgram(QStringLiteral(LOCALSERVER_PROGRAM));
        m_process.setArguments(QStringList{u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, directory} + more);
        m_process.start();
    }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    //! The port it listens on; 0 when it ended instead.
    quint16 port()
    {
        while (!m_line.endsWith('\n') && m_process.waitForReadyRead())
            m_line += m_process.readAllStandardOutput();
        return m_line.trimmed().split(':').last().toUShort();
    }
    QByteArray line() const { return m_line; }
    QByteArray rest() { return m_process.readAllStandardOutput(); }
    QByteArray complaint() { return m_process.readAllStandardError(); }
    void send(int signal) { ::kill(static_cast<pid_t>(m_process.processId()), signal); }
    //! Its exit code, -1 after a kill.
    int exitCode()
    {
        m_process.waitForFinished();
        return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }

private:
    QProcess m_process;
    QByteArray m_line;
};

struct Owner
{
    SigningKey key = SigningKey::generate();
    SpaceId space = SpaceId::of(key.publicKey());
    MemberId id = UserId::of(key.publicKey());

    QByteArray target(const QByteArray &path) const { return "/spaces/" + space.text() + '/' + path; }

    QByteArray signIn(quint16 port) const
    {
        const auto asked = exchange(
            port,
            {.method = "POST", .target = target("auth/challenge"), .body = compactJson(challengeBody(id))});
        const auto body = verifyBody(id, key, {asked.text("challenge"_L1).toLatin1(), 0});
        return exchange(port, {.method = "POST", .target = target("auth/verify"), .body = compactJson(body)})
            .text("token"_L1)
            .toLatin1();
    }
};

const QByteArray messagesPath = "topics/general/messages";

//! Everything the topic holds, in order.
QList<Message> allMessages(quint16 port, const Owner &owner, const QByteArray &token)
{
    QList<Message> all;
    bool hasMore = true;
    while (hasMore) {
        const auto from = all.isEmpty() ? 0 : all.last().serverTimestamp + 1;
        const auto page = messagePageFromJson(
            exchange(port,
                     {.target = owner.target(messagesPath + "?limit=1000&from=" + QByteArray::number(from)),
                      .token = token})
                .body);
        if (!page)
            return {};
        all += page->messages;
        hasMore = page->hasMore;
    }
    return all;
}

} // namespace

class TestServerCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalEndsItInOrder_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void aSignalEndsItInOrder()
    {
        QFETCH(int, signal);
        const QTemporaryDir directory;
        Program program(directory.path());
        const auto port = program.port();
        QCOMPARE(program.line(), "listening on http://127.0.0.1:" + QByteArray::number(port) + '\n');
        const Owner owner;
        QVERIFY(!owner.signIn(port).isEmpty());
        program.send(signal);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(program.rest().isEmpty());
        QVERIFY2(program.complaint().isEmpty(), "and nothing on stderr");
        QVERIFY(!QFile::exists(directory.filePath(u"server.db-wal"_s))); // closed, not dropped
    }

    void mistakesAreToldAndEndIt_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("unknown option") << QStringList{u"--nope"_s} << 2;
        QTest::newRow("no port") << QStringList{u"--listen"_s, u"127.0.0.1"_s} << 2;
        QTest::newRow("not loopback") << QStringList{u"--listen"_s, u"0.0.0.0:0"_s} << 2;
        QTest::newRow("bad admin key") << QStringList{u"--admin-key"_s, u"abc"_s} << 2;
        QTest::newRow("no admin key file") << QStringList{u"--admin-key-file"_s, u"/nonexistent"_s} << 1;
        QTest::newRow("two admin keys")
            << QStringList{u"--admin-key"_s, u"a"_s, u"--admin-key-file"_s, u"b"_s} << 2;
        QTest::newRow("no blob at all") << QStringList{u"--max-blob"_s, u"0"_s} << 2;
        QTest::newRow("a directory that cannot be") << QStringList{u"--data"_s, u"/dev/null/data"_s} << 1;
    }
    void mistakesAreToldAndEndIt()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const QTemporaryDir directory;
        QProcess process;
        QStringList all{u"--listen"_s, u"127.0.0.1:0"_s, u"--data"_s, directory.path()};
        for (qsizetype i = 0; i + 1 < all.size(); i += 2) { // an option may be given once
            if (!arguments.contains(all[i]))
                arguments << all[i] << all[i + 1];
        }
        process.start(QStringLiteral(LOCALSERVER_PROGRAM), arguments);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), exitCode);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QVERIFY(!process.readAllStandardError().isEmpty());
    }

    void theAdminKeysSpaceIsTheAdminSpace()
    {
        const QTemporaryDir directory;
        const Owner admin;
        QFile file(directory.filePath(u"key"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(toHex(admin.key.seed().view()) + '\n');
        file.close();
        Program program(directory.filePath(u"data"_s),
                        {u"--admin-key-file"_s, file.fileName(), u"--no-auto-create"_s});
        const auto port = program.port();
        const auto token = admin.signIn(port);
        QCOMPARE(exchange(port, {.target = "/admin/space", .token = token}).text("space_id"_L1),
                 admin.space.toString());
        QVERIFY(Owner().signIn(port).isEmpty());
    }

    void whatWasAnsweredIsThereAfterAKill()
    {
        const QTemporaryDir directory;
        const Owner owner;
        QByteArrayList answered;
        QByteArray blob;
        for (int round = 0; round < 4; ++round) {
            Program program(directory.path());
            const auto port = program.port();
            const auto token = owner.signIn(port);
            if (round > 0) { // what the round before was told is there, and the chain holds
                const auto found = allMessages(port, owner, token);
                QVERIFY(found.size() >= answered.size());
                std::optional<QByteArray> prev;
                qsizetype known = 0;
                for (const auto &message : found) {
                    QCOMPARE(message.prevHash, prev);
                    QCOMPARE(checkSeal(owner.space, "general", message), Seal::Good);
                    prev = message.hash;
                    known += known < answered.size() && message.hash == answered[known];
                }
                QCOMPARE(known, answered.size());
                const auto blobId = BlobId::of(sha256(blob)).text();
                QCOMPARE(exchange(port, {.target = owner.target("blobs/" + blobId), .token = token}).body,
                         blob);
                QCOMPARE(QDir(directory.filePath(u"blobs"_s)).entryList(QDir::Files).size(), round);
            }
            blob = QByteArray(200'000, static_cast<char>('a' + round));
            QCOMPARE(exchange(port, {.method = "PUT",
                                     .target = owner.target("blobs/" + BlobId::of(sha256(blob)).text()),
                                     .token = token,
                                     .body = blob,
                                     .contentType = "application/octet-stream"})
                         .status,
                     201);
            postUntilKilled(program, port, owner, token, answered);
        }
    }

private:
    //! Posts without waiting for each answer, kills the program in the middle, and then takes note of what
    //! was answered before it died.
    static void postUntilKilled(Program &program, quint16 port, const Owner &owner, const QByteArray &token,
                                QByteArrayList &answered)
    {
        std::optional<QByteArray> prev;
        if (const auto found = allMessages(port, owner, token); !found.isEmpty())
            prev = found.last().hash;
        RawConnection client(port);
        QByteArrayList sent;
        const auto postOne = [&] {
            const auto message =
                sealMessage(owner.space, owner.id, owner.key,
                            {"general", "chat.text", prev, toBase64(QByteArray::number(sent.size()))});
            prev = message.hash;
            sent << message.hash;
            client.send(toBytes({.method = "POST",
                                 .target = owner.target(messagesPath),
                                 .token = token,
                                 .body = compactJson(postBody(message))}));
        };
        for (int i = 0; i < 100; ++i)
            postOne();
        QCOMPARE(client.read().status, 201); // it is at it
        answered << sent.takeFirst();
        for (int i = 0; i < 50; ++i)
            postOne();
        program.send(SIGKILL);
        while (client.read().status == 201)
            answered << sent.takeFirst();
        QCOMPARE(program.exitCode(), -1);
    }
};

QTEST_GUILESS_MAIN(TestServerCrash)
#include "tst_server_crash.moc"
