// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The package's own reeeductio-admin against our server, which serves registered spaces only; and what it
// made, in our hands.

#include "client/adminclient.h"
#include "client/credentialsfile.h"
#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "pythonpeer.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/testspace.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

struct Outcome
{
    int exitCode = -1;
    QString output = {};
    QString errors = {};

    QJsonObject json() const { return QJsonDocument::fromJson(output.toUtf8()).object(); }
};

QString hexOf(const SecretBytes &bytes)
{
    return QString::fromLatin1(toHex(bytes.view()));
}

} // namespace

#define COMMAND_OK(expression)                                                                               \
    do {                                                                                                     \
        const auto &ended = (expression);                                                                    \
        QVERIFY2(ended.exitCode == 0, qPrintable(ended.output + ended.errors));                              \
    } while (false)

class TestInteropAdmin : public QObject
{
    Q_OBJECT

    TestServer m_server{{.adminSpace = SpaceId::of(Backend::adminKey().publicKey()), .autoCreate = false}};
    Backend m_client; //!< its network, not its server
    QString m_adminKey = hexOf(Backend::adminKey().seed());
    QString m_adminRoot = QString(64, u'2');

    QUrl url() const { return m_server.address().url(); }

    //! Runs the package's program to its end, while our server goes on in its thread.
    Outcome admin(const QStringList &arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(withoutProxies());
        process.start(QStringLiteral(INTEROP_ADMIN),
                      QStringList{u"--base-url"_s, url().toString()} + arguments);
        if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000))
            process.kill();
        process.waitForFinished();
        return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
                QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }

    //! A command on a space of that owner.
    Outcome on(const Credentials &owner, const QStringList &command, const QStringList &options = {}) const
    {
        return admin(command +
                     QStringList{u"-k"_s, hexOf(owner.key.seed()), u"-s"_s, hexOf(owner.root->bytes())} +
                     options);
    }

    //! A space the program made, as credentials for us.
    std::optional<Credentials> createdSpace() const
    {
        const auto made = admin({u"space"_s, u"create"_s, u"-k"_s, m_adminKey, u"-s"_s, m_adminRoot,
                                 u"--output-format"_s, u"json"_s});
        auto credentials = readCredentialsFile(made.output.toUtf8());
        if (made.exitCode != 0 || !credentials || !credentials->isOwner())
            return std::nullopt;
        // It prints the admin space's root (PROTOCOL 12.10): a space needs one of its own.
        if (hexOf(credentials->root->bytes()) != m_adminRoot)
            return std::nullopt;
        credentials->root = SymmetricKey::generate();
        return *std::move(credentials);
    }

private Q_SLOTS:
    void itSignsInAsAdministrator()
    {
        const auto tested = admin({u"auth"_s, u"test"_s, u"--private-key"_s, m_adminKey});
        COMMAND_OK(tested);
        QVERIFY(tested.output.contains(SpaceId::of(Backend::adminKey().publicKey()).toString()));
        const auto stranger = hexOf(SigningKey::generate().seed());
        QCOMPARE(admin({u"auth"_s, u"test"_s, u"--private-key"_s, stranger}).exitCode, 1);
    }

    void aSpaceItMakesIsServed()
    {
        auto credentials = createdSpace();
        QVERIFY(credentials);
        QCOMPARE(credentials->server, url());
        auto us = m_client.spaceFor(credentials->clone());
        VERIFY_OK(await(us->messages().postEncrypted(u"general"_s, "chat.text", "first")));

        auto unregistered = Credentials::owner(url(), SigningKey::generate(), SymmetricKey::generate());
        QCOMPARE(await(m_client.spaceFor(std::move(unregistered))->session().authenticate()).error().code,
                 ErrorCode::NoSuchSpace);

        auto asAdmin =
            m_client.spaceFor(Credentials::owner(url(), Backend::adminKey(), SymmetricKey::generate()));
        const auto entry = await(asAdmin->state().plaintext(u"spaces/"_s + credentials->space.toString()));
        VERIFY_OK(entry);
        QVERIFY(entry->value.contains("space_signature"));
    }

    void whatItPrintsForPeopleIsReadByUs()
    {
        const auto made = admin({u"space"_s, u"create"_s, u"-k"_s, m_adminKey});
        COMMAND_OK(made);
        const auto credentials = readCredentialsFile(made.output.toUtf8());
        VERIFY_OK(credentials);
        QVERIFY(credentials->isOwner() && credentials->root);
        QCOMPARE(credentials->server, url());
        VERIFY_OK(await(m_client.spaceFor(credentials->clone())->session().authenticate()));
    }

    void aSpaceWeRegisterIsItsToUse()
    {
        AdminClient ours(url(), Backend::adminKey(), m_client.services());
        const auto owner = Credentials::owner(url(), SigningKey::generate(), SymmetricKey::generate());
        VERIFY_OK(await(ours.registerSpace(owner.key)));
        const auto user = m_client.newUser(owner).member.toString();
        COMMAND_OK(on(owner, {u"user"_s, u"add"_s, user}));
        const auto listed = on(owner, {u"user"_s, u"list"_s}, {u"--output-format"_s, u"json"_s});
        COMMAND_OK(listed);
        QCOMPARE(listed.json().value(u"users"_s).toArray(), QJsonArray{user});
    }

    void usersItAddsActWithUs()
    {
        const auto owner = createdSpace();
        QVERIFY(owner);
        const auto bob = m_client.newUser(*owner);
        const auto id = bob.member.toString();
        auto asBob = m_client.spaceFor(bob.clone());
        QCOMPARE(await(asBob->session().authenticate()).error().code, ErrorCode::NotAMember);
        COMMAND_OK(on(*owner, {u"user"_s, u"add"_s, id}));
        VERIFY_OK(await(asBob->session().authenticate()));
        QCOMPARE(await(asBob->messages().postEncrypted(u"general"_s, "chat.text", "x")).error().code,
                 ErrorCode::HeadUnreadable);
        COMMAND_OK(on(*owner, {u"user"_s, u"grant"_s, id},
                      {u"-c"_s, u"post"_s, u"--op"_s, u"create"_s, u"--path"_s, u"topics/{any}/messages"_s}));
        COMMAND_OK(on(*owner, {u"role"_s, u"create"_s, u"reader"_s}, {u"-d"_s, u"Liest mit ✓"_s}));
        COMMAND_OK(on(*owner, {u"role"_s, u"grant"_s, u"reader"_s},
                      {u"-c"_s, u"read"_s, u"--op"_s, u"read"_s, u"--path"_s, u"topics/{any}/messages"_s}));
        COMMAND_OK(on(*owner, {u"user"_s, u"assign-role"_s, id}, {u"-r"_s, u"reader"_s}));
        VERIFY_OK(await(asBob->messages().postEncrypted(u"general"_s, "chat.text", "x")));
        QCOMPARE(await(asBob->messages().list(u"general"_s))->messages.size(), 1);

        COMMAND_OK(on(*owner, {u"user"_s, u"remove"_s, id}));
        QCOMPARE(await(m_client.spaceFor(bob.clone())->session().authenticate()).error().code,
                 ErrorCode::NotAMember);
    }

    void toolsItAddsActWithUs()
    {
        const auto owner = createdSpace();
        QVERIFY(owner);
        const auto bot = m_client.newTool(*owner);
        const auto id = bot.member.toString();
        COMMAND_OK(on(*owner, {u"tool"_s, u"add"_s, id}));
        for (const auto &operation : {u"create"_s, u"read"_s})
            COMMAND_OK(
                on(*owner, {u"tool"_s, u"grant"_s, id},
                   {u"-c"_s, operation, u"--op"_s, operation, u"--path"_s, u"topics/bots/messages"_s}));
        auto asBot = m_client.spaceFor(bot.clone());
        VERIFY_OK(await(asBot->messages().postEncrypted(u"bots"_s, "chat.text", "beep")));
        QCOMPARE(await(asBot->messages().postEncrypted(u"other"_s, "chat.text", "beep")).error().code,
                 ErrorCode::HeadUnreadable);
        COMMAND_OK(on(*owner, {u"tool"_s, u"remove"_s, id}));
        QVERIFY(!await(asBot->messages().postEncrypted(u"bots"_s, "chat.text", "beep")));
    }

    void whatIsNotAllowedEndsInAnError()
    {
        const auto owner = createdSpace();
        QVERIFY(owner);
        auto stranger = m_client.newUser(*owner);
        stranger.space = SpaceId::of(stranger.key.publicKey()); // an owner of nothing that is registered
        const auto refused = on(stranger, {u"user"_s, u"add"_s, stranger.member.toString()});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY(!refused.errors.isEmpty());
        QCOMPARE(admin({u"space"_s, u"create"_s, u"-k"_s, hexOf(stranger.key.seed())}).exitCode, 1);
    }

    void theAdministratorRemovesAFile()
    {
        const auto owner = createdSpace();
        QVERIFY(owner);
        auto us = m_client.spaceFor(owner->clone());
        const auto blob = await(us->blobs().uploadPlaintext("to be removed"));
        VERIFY_OK(blob);
        COMMAND_OK(admin({u"blob"_s, u"delete"_s, blob->toString(), u"--private-key"_s, m_adminKey}));
        QCOMPARE(await(us->blobs().downloadPlaintext(*blob)).error().kind, ErrorKind::NotFound);
        QCOMPARE(admin({u"blob"_s, u"delete"_s, blob->toString(), u"--private-key"_s, m_adminKey}).exitCode,
                 1);
    }

    void ourIdentifiersAreTheirs()
    {
        const auto key = SigningKey::generate();
        const auto shown = admin({u"space"_s, u"info"_s, u"-k"_s, hexOf(key.seed())});
        COMMAND_OK(shown);
        QVERIFY(shown.output.contains(SpaceId::of(key.publicKey()).toString()));
        QVERIFY(shown.output.contains(UserId::of(key.publicKey()).toString()));
        QVERIFY(shown.output.contains(ToolId::of(key.publicKey()).toString()));
        for (const auto &[id, kind] : {std::pair(MessageId::of(sha256("x")).toString(), u"MESSAGE"_s),
                                       std::pair(BlobId::of(sha256("x")).toString(), u"BLOB"_s)}) {
            const auto info = admin({u"key"_s, u"info"_s, u"--"_s, id});
            COMMAND_OK(info);
            QVERIFY2(info.output.contains(kind), qPrintable(info.output));
        }
        const auto generated = admin({u"space"_s, u"generate"_s, u"--output-format"_s, u"json"_s});
        COMMAND_OK(generated);
        const auto credentials = readCredentialsFile(generated.output.toUtf8());
        VERIFY_OK(credentials);
        QVERIFY(credentials->isOwner());
        const auto &own = credentials->key.publicKey();
        QCOMPARE(generated.json().value(u"space_id"_s).toString(), SpaceId::of(own).toString());
        QCOMPARE(generated.json().value(u"user_id"_s).toString(), UserId::of(own).toString());
        QCOMPARE(generated.json().value(u"public_key_hex"_s).toString().toLatin1(), toHex(own.view()));
    }
};

QTEST_GUILESS_MAIN(TestInteropAdmin)
#include "tst_interop_admin.moc"
