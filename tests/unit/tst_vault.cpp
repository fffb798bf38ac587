// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/vault.h"
#include "support/await.h"
#include "support/fakekeychain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestVault : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SerialThread> m_thread;
    FakeKeychain m_keychain;

    QString profile() const { return m_dir->filePath(u"profile"_s); }
    QString vaultFile() const { return profile() + u"/vault"_s; }

    std::unique_ptr<Vault> newVault() { return std::make_unique<Vault>(*m_thread, m_keychain, profile()); }

    static SpaceRecord someRecord(const QString &name)
    {
        auto key = SigningKey::generate();
        const auto id = key.publicKey();
        return {QUrl(u"http://127.0.0.1:4711"_s), SpaceId::of(id),          UserId::of(id), std::move(key),
                SymmetricKey::generate(),         SymmetricKey::generate(), name,           true};
    }

    static auto adding(const SpaceRecord &record)
    {
        return [record = std::make_shared<SpaceRecord>(record.clone())](VaultContents &contents) {
            contents.spaces.push_back(record->clone());
        };
    }

    static QStringList namesIn(const Vault &vault)
    {
        QStringList names;
        for (const auto &record : vault.contents().spaces)
            names << record.name;
        return names;
    }

    QByteArray read(const QString &file)
    {
        QFile input(file);
        return input.open(QIODevice::ReadOnly) ? input.readAll() : QByteArray();
    }

    void write(const QString &file, const QByteArray &bytes)
    {
        QFile output(file);
        QVERIFY(output.open(QIODevice::WriteOnly));
        output.write(bytes);
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_thread = std::make_unique<SerialThread>();
        m_keychain = {};
    }

    void whatIsSavedIsThereNextTime_data()
    {
        QTest::addColumn<bool>("keychain");
        QTest::newRow("keychain") << true;
        QTest::newRow("key file") << false;
    }
    void whatIsSavedIsThereNextTime()
    {
        QFETCH(bool, keychain);
        m_keychain.isAvailable = keychain;
        auto vault = newVault();
        VERIFY_OK(await(vault->open()));
        QCOMPARE(vault->protection(), keychain ? Vault::Protection::Keychain : Vault::Protection::KeyFile);
        auto expected = vault->contents().clone();
        expected.spaces.push_back(someRecord(u"My notebook"_s));
        expected.spaces.push_back(someRecord(u"Lab ✓"_s));
        expected.spaces.back().userKey.reset();
        expected.localAdmin = SigningKey::generate();
        expected.joining.push_back(someRecord(u"Not in yet"_s));
        VERIFY_OK(
            await(vault->change([&expected](VaultContents &contents) { contents = expected.clone(); })));

        vault = newVault();
        VERIFY_OK(await(vault->open()));
        const auto &found = vault->contents();
        QVERIFY(found.dataKey.bytes().equals(expected.dataKey.bytes().view()));
        QVERIFY(found.localAdmin->seed().equals(expected.localAdmin->seed().view()));
        QCOMPARE(found.spaces.size(), size_t(2));
        for (size_t i = 0; i < 2; ++i) {
            const auto &a = found.spaces[i];
            const auto &b = expected.spaces[i];
            QCOMPARE(a.server, b.server);
            QCOMPARE(a.space, b.space);
            QCOMPARE(a.member.text(), b.member.text());
            QVERIFY(a.key.seed().equals(b.key.seed().view()));
            QVERIFY(a.root.bytes().equals(b.root.bytes().view()));
            QCOMPARE(a.userKey.has_value(), b.userKey.has_value());
            QCOMPARE(a.name, b.name);
            QCOMPARE(a.isLocal, b.isLocal);
        }
        QCOMPARE(found.joining.size(), size_t(1));
        QCOMPARE(found.joining[0].name, u"Not in yet"_s);
        QVERIFY(found.joining[0].key.seed().equals(expected.joining[0].key.seed().view()));
    }

    void nothingSecretLiesInTheFile()
    {
        auto vault = newVault();
        VERIFY_OK(await(vault->open()));
        const auto record = someRecord(u"My notebook"_s);
        const auto seed = record.key.seed().exposeUnwiped();
        VERIFY_OK(await(vault->change(adding(record))));
        const auto bytes = read(vaultFile());
        QVERIFY(!bytes.isEmpty());
        for (const auto &form : {seed, seed.toBase64(), seed.toHex(), QByteArray("notebook")})
            QVERIFY(!bytes.contains(form));
    }

    void onlyTheOwnerMayReadIt()
    {
        m_keychain.isAvailable = false;
        VERIFY_OK(await(newVault()->open()));
        const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
        for (const auto &path : {vaultFile(), profile() + u"/vault.key"_s, profile()})
            QVERIFY2(!(QFile::permissions(path) & others), qPrintable(path));
    }

    void aClosedKeychainIsAnErrorAndLosesNothing()
    {
        VERIFY_OK(await(newVault()->open()));
        const auto before = read(vaultFile());
        m_keychain.isAvailable = false;
        QCOMPARE(await(newVault()->open()).error().code, ErrorCode::KeychainUnavailable);
        m_keychain.isAvailable = true;
        const auto entries = m_keychain.entries;
        m_keychain.entries.clear(); // another desktop, another keychain
        QCOMPARE(await(newVault()->open()).error().code, ErrorCode::KeychainUnavailable);
        QCOMPARE(read(vaultFile()), before);
        m_keychain.entries = entries;
        VERIFY_OK(await(newVault()->open()));
    }

    void damageIsNamedAndNothingIsOverwritten_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("no JSON") << QByteArray("{") << QByteArray("x") << ErrorCode::Damaged;
        QTest::newRow("another file")
            << QByteArray("reeeductio-vault") << QByteArray("other") << ErrorCode::Damaged;
        QTest::newRow("newer") << QByteArray("\"version\": 1") << QByteArray("\"version\": 2")
                               << ErrorCode::TooNew;
        QTest::newRow("newer slot") << QByteArray("key-file") << QByteArray("tpm2") << ErrorCode::TooNew;
        QTest::newRow("contents") << QByteArray("\"contents\": \"") << QByteArray("\"contents\": \"AAAA")
                                  << ErrorCode::Damaged;
        QTest::newRow("wrapped key") << QByteArray("\"wrapped_key\": \"")
                                     << QByteArray("\"wrapped_key\": \"AAAA") << ErrorCode::WrongPassphrase;
    }
    void damageIsNamedAndNothingIsOverwritten()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(ErrorCode, code);
        m_keychain.isAvailable = false;
        VERIFY_OK(await(newVault()->open()));
        auto bytes = read(vaultFile());
        QVERIFY(bytes.contains(from));
        bytes.replace(from, to);
        write(vaultFile(), bytes);
        const auto opened = await(newVault()->open());
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Storage);
        QCOMPARE(opened.error().code, code);
        QCOMPARE(read(vaultFile()), bytes);
    }

    void aLostKeyFileIsNamed()
    {
        m_keychain.isAvailable = false;
        VERIFY_OK(await(newVault()->open()));
        QVERIFY(QFile::remove(profile() + u"/vault.key"_s));
        QCOMPARE(await(newVault()->open()).error().code, ErrorCode::CannotOpen);
    }

    void aSaveThatFailsKeepsTheOldOne()
    {
        m_keychain.isAvailable = false;
        auto vault = newVault();
        VERIFY_OK(await(vault->open()));
        const auto before = read(vaultFile());
        QVERIFY(QDir(profile()).removeRecursively()); // whoever cleans up too much
        const auto saved = await(vault->change(adding(someRecord(u"x"_s))));
        QCOMPARE(saved.error().kind, ErrorKind::Storage);
        QVERIFY(vault->contents().spaces.empty());
        // Nor does it come in with the next one.
        QVERIFY(QDir().mkpath(profile()));
        VERIFY_OK(await(vault->change(adding(someRecord(u"y"_s)))));
        QCOMPARE(namesIn(*vault), QStringList{u"y"_s});
    }

    void changesAtOneTimeDoNotUndoEachOther()
    {
        auto vault = newVault();
        VERIFY_OK(await(vault->open()));
        auto first = vault->change(adding(someRecord(u"a"_s)));
        auto second = vault->change(adding(someRecord(u"b"_s)));
        auto third =
            vault->change([](VaultContents &contents) { contents.localAdmin = SigningKey::generate(); });
        VERIFY_OK(await(std::move(third)));
        VERIFY_OK(await(std::move(second)));
        VERIFY_OK(await(std::move(first)));
        QCOMPARE(namesIn(*vault), (QStringList{u"a"_s, u"b"_s}));

        vault = newVault();
        VERIFY_OK(await(vault->open()));
        QCOMPARE(namesIn(*vault), (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(vault->contents().localAdmin);
    }

    void whatIsBeingWrittenIsKeptThoughNobodyWaits()
    {
        auto vault = newVault();
        VERIFY_OK(await(vault->open()));
        {
            const auto begun = vault->change(adding(someRecord(u"begun"_s)));
            const auto waiting = vault->change(adding(someRecord(u"not begun"_s)));
        }
        VERIFY_OK(await(vault->change(adding(someRecord(u"last"_s)))));
        QCOMPARE(namesIn(*vault), (QStringList{u"begun"_s, u"last"_s}));
    }
};

QTEST_GUILESS_MAIN(TestVault)
#include "tst_vault.moc"
