// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A full disk, damaged files, files of a newer version: what is said, and that nothing a person wrote is
// lost.

#include "base/privatefile.h"
#include "client/livespace.h"
#include "store/database.h"
#include "store/vault.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/fakekeychain.h"
#include "support/filecalls.h"
#include "support/fulldisk.h"
#include "support/machine.h"
#include "support/relaytransport.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr int history = 300;

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

//! What may happen to a file that lies around.
enum class Damage { Header, CutOff, Empty, PageInTheMiddle, SecondHalf };

QByteArray damaged(QByteArray bytes, Damage damage)
{
    constexpr qsizetype page = 4096;
    switch (damage) {
    case Damage::Header:
        return bytes.replace(0, 16, "not a database!!");
    case Damage::CutOff:
        return bytes.first(bytes.size() / 2 + 100);
    case Damage::Empty:
        return "x";
    case Damage::PageInTheMiddle: {
        const auto at = bytes.size() / page / 2 * page;
        return bytes.replace(at, page, QByteArray(page, '\xff'));
    }
    case Damage::SecondHalf: {
        const auto at = bytes.size() / page / 2 * page;
        return bytes.replace(at, bytes.size() - at, QByteArray(bytes.size() - at, '\x5a'));
    }
    }
    Q_UNREACHABLE();
}

} // namespace

Q_DECLARE_METATYPE(Damage)

class TestFileFaults : public QObject
{
    Q_OBJECT

    Backend m_server;
    HttpClient m_http;
    std::unique_ptr<RelayTransport> m_wire;
    std::unique_ptr<Machine> m_machine;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_witness; //!< the owner once more, elsewhere

    std::unique_ptr<LiveSpace> live()
    {
        auto services = m_server.services();
        const ClientServices relayed{*m_wire, services.sockets, services.pool, services.clock};
        auto space = std::make_unique<LiveSpace>(m_owner.clone(), relayed, m_machine->services(),
                                                 m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        space->start();
        space->addTopicByHand(u"general"_s);
        return space;
    }

    static bool isAtRest(const LiveSpace &space)
    {
        const auto *topic = space.topic(u"general"_s);
        return topic && topic->progress().isComplete && topic->progress().isCaughtUp &&
               !topic->progress().isWorking;
    }

    //! All texts of the topic, as this machine shows them.
    static QStringList texts(const LiveSpace &space)
    {
        QStringList list;
        const auto rows = await(space.topic(u"general"_s)->newestRows(10'000));
        for (const auto &row : rows.value_or(QList<TopicRow>()))
            list << (std::holds_alternative<TextPayload>(row.payload)
                         ? std::get<TextPayload>(row.payload).text
                         : u"?"_s);
        return list;
    }

    QStringList textsOnTheServer()
    {
        QStringList list;
        auto &messages = m_witness->messages();
        const auto page = await(messages.list(u"general"_s, {0, endOfTime, 10'000}));
        for (const auto &sealed : page ? page->messages : QList<SealedMessage>())
            list << QString::fromUtf8(messages.decrypt(u"general"_s, sealed.message).value_or("?"));
        return list;
    }

    //! Some history, from another device.
    QStringList post(int count)
    {
        QStringList texts;
        for (int i = 0; i < count; ++i) {
            texts << QString::number(i);
            if (!await(m_witness->messages().postEncrypted(u"general"_s, "chat.text", texts.back().toUtf8())))
                return {};
        }
        return texts;
    }

    void cutTheWire() { m_wire->failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}}; }

    static void addDamages()
    {
        QTest::addColumn<Damage>("damage");
        QTest::newRow("another header") << Damage::Header;
        QTest::newRow("cut off") << Damage::CutOff;
        QTest::newRow("one byte") << Damage::Empty;
        QTest::newRow("a page in the middle") << Damage::PageInTheMiddle;
        QTest::newRow("the second half") << Damage::SecondHalf;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_witness = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(m_witness->session().authenticate()));
        m_wire = std::make_unique<RelayTransport>(m_http);
        m_machine = std::make_unique<Machine>();
        QVERIFY(m_machine->open());
    }
    void cleanup() { m_machine.reset(); }

    void aFullDiskTakesNoMessageAndSaysSo()
    {
        auto ana = live();
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "before")));
        QTRY_COMPARE(ana->outbox().count(), 0);
        {
            const FullDisk disk(m_machine->folder());
            const auto refused = await(ana->outbox().add(u"general"_s, "chat.text", "text"));
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Storage);
            QCOMPARE(refused.error().code, ErrorCode::DiskFull);
            QVERIFY(disk.refusals() > 0);
            QCOMPARE(ana->outbox().count(), 0); // the caller still has it
        }
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "text")));
        QTRY_COMPARE(textsOnTheServer(), (QStringList{u"before"_s, u"text"_s}));
    }

    void whatWaitsIsNotSentFromAFullDiskAndStays()
    {
        cutTheWire();
        auto ana = live();
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "waiting")));
        QTRY_VERIFY(ana->outbox().trouble());
        {
            const FullDisk disk(m_machine->folder());
            m_wire->failure.reset();
            ana->outbox().resume();
            QTRY_COMPARE(ana->outbox().trouble()->code, ErrorCode::DiskFull);
            QCOMPARE(ana->outbox().count(), 1);
            QVERIFY(textsOnTheServer().isEmpty()); // what is not noted is not sent: it might be sent twice
        }
        ana->outbox().resume();
        QTRY_COMPARE(textsOnTheServer(), QStringList{u"waiting"_s});
        QTRY_COMPARE(ana->outbox().count(), 0);
    }

    void aTopicGoesOnWhereAFullDiskStoppedIt()
    {
        const auto expected = post(150);
        auto disk = std::make_unique<FullDisk>(m_machine->folder());
        auto ana = live();
        QTRY_VERIFY(ana->topic(u"general"_s)->progress().failure);
        QCOMPARE(ana->topic(u"general"_s)->progress().failure->kind, ErrorKind::Storage);
        QCOMPARE(ana->topic(u"general"_s)->progress().failure->code, ErrorCode::DiskFull);
        disk.reset();
        ana->topic(u"general"_s)->sync().catchUp();
        QTRY_VERIFY(isAtRest(*ana));
        QCOMPARE(texts(*ana), expected);
    }

    void aPrivateFileIsPrivateFromItsFirstMoment()
    {
        static QList<mode_t> made;
        static int synced;
        static QByteArray folder;
        made.clear();
        synced = 0;
        folder = m_machine->folder().toUtf8();
        setFileHook([](const FileCall &call) {
            if (call.kind == FileCall::Kind::Open && call.mode != 0 &&
                QByteArrayView(call.path).startsWith(folder))
                made << call.mode;
            synced += call.kind == FileCall::Kind::Sync && call.isDone ? 1 : 0;
            return 0;
        });
        const auto file = m_machine->file(u"keys.json"_s);
        const auto written = writePrivateFile(file, "secret");
        setFileHook(nullptr);
        VERIFY_OK(written);
        QCOMPARE(made, QList<mode_t>{0600});
        QCOMPARE(synced, 2); // it, and the folder that holds its name
        QCOMPARE(QFile::permissions(file), QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                               QFileDevice::ReadUser | QFileDevice::WriteUser);

        // In the place of one that everybody could read, and through a link to it.
        const auto link = m_machine->file(u"link.json"_s);
        QVERIFY(QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::ReadOther));
        QVERIFY(QFile::link(file, link));
        VERIFY_OK(writePrivateFile(link, "another"));
        QCOMPARE(read(file), QByteArray("another"));
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(!(QFile::permissions(file) & QFileDevice::ReadOther));

        const QStringList left = QDir(m_machine->folder()).entryList({u"*.json*"_s}, QDir::Files);
        QCOMPARE(left, (QStringList{u"keys.json"_s, u"link.json"_s})); // no drafts
    }

    void aPrivateFileThatCannotBeWrittenLeavesNothingBehind()
    {
        const auto file = m_machine->file(u"keys.json"_s);
        VERIFY_OK(writePrivateFile(file, "old"));
        {
            const FullDisk disk(m_machine->folder());
            QCOMPARE(writePrivateFile(file, "new and longer").error().code, ErrorCode::DiskFull);
        }
        QCOMPARE(read(file), QByteArray("old"));
        QCOMPARE(QDir(m_machine->folder()).entryList({u"keys.json*"_s}, QDir::Files),
                 QStringList{u"keys.json"_s});
        QCOMPARE(writePrivateFile(m_machine->file(u"no/such/folder"_s), "x").error().code,
                 ErrorCode::CannotWrite);
    }

    void aVaultOnAFullDiskKeepsWhatItHas()
    {
        FakeKeychain keychain;
        SerialThread thread;
        Vault vault(thread, keychain, m_machine->folder());
        VERIFY_OK(await(vault.open()));
        const auto before = read(m_machine->file(u"vault"_s));
        QVERIFY(!before.isEmpty());
        const auto addAdmin = [](VaultContents &contents) { contents.localAdmin = SigningKey::generate(); };
        {
            const FullDisk disk(m_machine->folder());
            const auto saved = await(vault.change(addAdmin));
            QVERIFY(!saved);
            QCOMPARE(saved.error().kind, ErrorKind::Storage);
            QCOMPARE(saved.error().code, ErrorCode::DiskFull);
            QVERIFY(!vault.contents().localAdmin);
        }
        QCOMPARE(read(m_machine->file(u"vault"_s)), before);
        VERIFY_OK(await(vault.change(addAdmin)));
        QVERIFY(vault.contents().localAdmin);
    }

    void filesCannotBeginOnAFullDisk()
    {
        SerialThread thread;
        const FullDisk disk(m_machine->folder());
        LocalMessageStore messages(thread, m_machine->file(u"other-cache.db"_s));
        const auto opened = await(messages.open());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Storage);
        QCOMPARE(opened.error().code, ErrorCode::DiskFull);
    }

    void aDamagedCacheIsFetchedAgain_data() { addDamages(); }
    void aDamagedCacheIsFetchedAgain()
    {
        QFETCH(Damage, damage);
        const auto expected = post(history);
        {
            auto ana = live();
            QTRY_VERIFY(isAtRest(*ana));
            cutTheWire();
            VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "unsent")));
        }
        m_machine->close();
        const auto file = m_machine->file(u"cache.db"_s);
        write(file, damaged(read(file), damage));
        QVERIFY(m_machine->open());
        m_wire->failure.reset();
        auto ana = live();
        QTRY_VERIFY_WITH_TIMEOUT(isAtRest(*ana), 20'000);
        QTRY_COMPARE(texts(*ana), expected + QStringList{u"unsent"_s});
        QTRY_COMPARE(ana->outbox().count(), 0);
        QCOMPARE(textsOnTheServer(), expected + QStringList{u"unsent"_s});
    }

    void nobodyIsAccusedWhileTheStateIsFetchedAgain()
    {
        const auto bea = m_server.newUser(m_owner);
        const auto user = *UserId::parse(bea.member.toString());
        VERIFY_OK(await(m_witness->members().addUser(user)));
        VERIFY_OK(await(
            m_witness->members().grantToUser(user, u"c"_s, {Operation::Create, u"topics/{any}/messages"_s})));
        auto beas = m_server.spaceFor(bea.clone());
        const auto head = MessageId::parse(QByteArrayView(
            await(m_witness->messages().postEncrypted(u"general"_s, "chat.text", "ana"))->message.hash));
        VERIFY_OK(await(beas->messages().postEncrypted(u"general"_s, "chat.text", "bea", *head)));
        const auto verdict = [](const LiveSpace &space) {
            const auto rows = await(space.topic(u"general"_s)->newestRows(1));
            return rows && !rows->isEmpty() ? rows->front().verdict : Verdict::BadHash;
        };
        auto ana = live();
        QTRY_COMPARE(verdict(*ana), Verdict::Verified);
        ana.reset();
        m_machine->close();
        const auto file = m_machine->file(u"cache.db"_s);
        write(file, damaged(read(file), Damage::Header));
        QVERIFY(m_machine->open());
        m_wire->holds = [](const HttpRequest &request) {
            return request.url.path().endsWith("/topics/state/messages"_L1);
        };
        ana = live();
        QTRY_VERIFY(m_wire->heldCount() > 0 && isAtRest(*ana));
        QCOMPARE(verdict(*ana), Verdict::Checking);
        m_wire->release();
        QTRY_COMPARE(verdict(*ana), Verdict::Verified);
    }

    void aDamagedUserFileIsKeptUnderAnotherName_data() { addDamages(); }
    void aDamagedUserFileIsKeptUnderAnotherName()
    {
        QFETCH(Damage, damage);
        cutTheWire();
        {
            auto ana = live();
            for (int i = 0; i < 30; ++i)
                VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", QByteArray(3000, 'x'))));
        }
        m_machine->close();
        const auto file = m_machine->file(u"user.db"_s);
        const auto bytes = damaged(read(file), damage);
        write(file, bytes);
        QVERIFY(m_machine->open());
        QVERIFY(!m_machine->userReport().damagedFile.isEmpty());
        QCOMPARE(read(m_machine->userReport().damagedFile), bytes);
        auto ana = live();
        VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "goes on")));
        m_wire->failure.reset();
        ana->retryNow();
        QTRY_COMPARE(textsOnTheServer(), QStringList{u"goes on"_s});
    }

    void aNewerFileIsReadAndNotTouched_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("journal");
        for (const auto &name : {u"cache.db"_s, u"user.db"_s}) {
            for (const auto &journal : {u"WAL"_s, u"DELETE"_s})
                QTest::addRow("%s, %s", qPrintable(name), qPrintable(journal)) << name << journal;
        }
    }
    void aNewerFileIsReadAndNotTouched()
    {
        QFETCH(QString, name);
        QFETCH(QString, journal);
        {
            auto ana = live();
            VERIFY_OK(await(ana->outbox().add(u"general"_s, "chat.text", "hello")));
            QTRY_COMPARE(ana->outbox().count(), 0);
            QTRY_VERIFY(isAtRest(*ana));
            QTRY_COMPARE(texts(*ana), QStringList{u"hello"_s});
        }
        m_machine->close();
        const auto file = m_machine->file(name);
        {
            auto later = Database::open(file, {QStringList(99, u"SELECT 1"_s)}, Durability::Normal);
            QVERIFY(later);
            VERIFY_OK((*later)->execute(u"CREATE TABLE of_the_future(x)"_s));
            VERIFY_OK((*later)->execute(u"PRAGMA journal_mode="_s + journal));
        }
        const auto before = read(file);
        QVERIFY(m_machine->open());
        QCOMPARE(m_machine->cacheReport().isReadOnly, name == u"cache.db");
        QCOMPARE(m_machine->userReport().isReadOnly, name == u"user.db");
        {
            auto ana = live();
            QTRY_COMPARE(ana->connection(), Stream::Status::Connected);
            QTRY_COMPARE(texts(*ana), QStringList{u"hello"_s});
            if (name == u"user.db") {
                const auto refused = await(ana->outbox().add(u"general"_s, "chat.text", "x"));
                QVERIFY(!refused);
                QCOMPARE(refused.error().kind, ErrorKind::Storage);
            }
        }
        m_machine->close();
        QVERIFY(read(file) == before);
    }
};

QTEST_GUILESS_MAIN(TestFileFaults)
#include "tst_faults_files.moc"
