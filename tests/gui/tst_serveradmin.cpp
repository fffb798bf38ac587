// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A server's administration in the real window: signing in with a key of its admin space, registering a space
// that is then one's own, deleting a file for everybody.

#include "client/adminclient.h"
#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "gui/admin/serveradmindialog.h"
#include "gui/shared/messagebar.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestServerAdmin : public QObject
{
    Q_OBJECT

    Backend m_server;
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    QString bar()
    {
        const auto *const found = gui().find<MessageBar>("serverAdminBar");
        return found ? found->text() : QString();
    }

    void signIn(const SigningKey &key)
    {
        gui().trigger("actionServerAdmin");
        QTRY_VERIFY(gui().find<QDialog>("serverAdminDialog"));
        QVERIFY(!gui().find<QAbstractButton>("adminSignIn")->isEnabled());
        gui().type("adminServer", m_server.url().toString());
        gui().type("adminKey", QString::fromLatin1(toHex(key.seed().view())));
        CLICK(gui(), "adminSignIn");
    }

    QString cell(int row, int column)
    {
        const auto *const table = gui().find<QTreeView>("registeredSpaces")->model();
        return table->index(row, column).data().toString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_server.isForeign())
            QSKIP("counts what is registered on a server of its own");
    }

    void init()
    {
        QVERIFY(m_server.start());
        m_fixture = std::make_unique<WindowFixture>();
        gui().start();
        QTRY_VERIFY(gui().find<QAbstractButton>("tryIt"));
    }

    void cleanup()
    {
        m_fixture.reset();
        m_server.stop();
    }

    void aStrangerIsTurnedAway()
    {
        signIn(SigningKey::generate());
        QTRY_VERIFY2(bar().contains(u"not a member's of the server's admin space"_s), qPrintable(bar()));
        QVERIFY(gui().find<QLineEdit>("adminKey")); // to be corrected
        QVERIFY(!gui().find<QTreeView>("registeredSpaces"));
    }

    void aSpaceIsRegisteredAndOpened()
    {
        signIn(Backend::adminKey());
        QTRY_VERIFY(gui().find<QTreeView>("registeredSpaces"));
        QCOMPARE(gui().find<QTreeView>("registeredSpaces")->model()->rowCount(), 0);
        QVERIFY(gui().label("adminWhere").contains(SpaceId::of(Backend::adminKey().publicKey()).toString()));
        QVERIFY2(gui().label("adminList").contains(u"may do everything"_s),
                 qPrintable(gui().label("adminList")));
        QVERIFY(!gui().find<QAbstractButton>("registerSpace")->isEnabled()); // it has no name
        gui().type("newSpaceName", u"Garden"_s);
        CLICK(gui(), "registerSpace");
        QTRY_VERIFY2(bar().contains(u"“Garden” is registered"_s), qPrintable(bar()));
        QTRY_COMPARE(gui().find<QTreeView>("registeredSpaces")->model()->rowCount(), 1);
        QCOMPARE(cell(0, RegisteredSpaceModel::CreatedBy), u"Owner of the admin space"_s);
        QVERIFY2(cell(0, RegisteredSpaceModel::Proof).startsWith(u'✓'),
                 qPrintable(cell(0, RegisteredSpaceModel::Proof)));
        QVERIFY(!gui().find<QAbstractButton>("saveNewKeys")); // they are in the vault
        gui().picture(u"server-admin"_s, gui().find<QDialog>("serverAdminDialog"));
        const auto registered = cell(0, RegisteredSpaceModel::Space);
        QTest::keyClick(gui().find<QDialog>("serverAdminDialog"), Qt::Key_Escape);
        QTRY_VERIFY(!gui().find<QDialog>("serverAdminDialog"));
        QTRY_COMPARE(gui().label("spaceName"), u"Garden"_s);
        const auto spaces = gui().desktop().profile().spaces();
        QCOMPARE(spaces.size(), 1);
        QCOMPARE(spaces[0]->space().id().toString(), registered);
        QVERIFY(spaces[0]->space().credentials().isOwner());
        VERIFY_OK(await(spaces[0]->createTopic(u"general"_s, u"General"_s, {})));
    }

    void whatIsRegisteredHalfIsNotLost()
    {
        AdminClient client(m_server.url(), Backend::adminKey(), m_server.services());
        const auto space = await(client.adminSpace());
        VERIFY_OK(space);
        const auto key = SigningKey::generate();
        const auto ada = UserId::of(key.publicKey());
        VERIFY_OK(await((*space)->members().addUser(ada, u"Ada"_s)));
        // Not the second entry of a registration, `users/{self}/spaces/{any}`.
        VERIFY_OK(await(
            (*space)->members().grantToUser(ada, u"spaces"_s, {Operation::Create, u"state/spaces/{any}"_s})));
        signIn(key);
        QTRY_VERIFY(gui().find<QLineEdit>("newSpaceName"));
        gui().type("newSpaceName", u"Orchard"_s);
        CLICK(gui(), "registerSpace");
        QTRY_VERIFY2(bar().contains(u"“Orchard” is registered"_s), qPrintable(bar()));
        QCOMPARE(gui().desktop().profile().spaces().size(), 1);
    }

    void whoMayNotRegisterKeepsNoKeys()
    {
        AdminClient client(m_server.url(), Backend::adminKey(), m_server.services());
        const auto space = await(client.adminSpace());
        VERIFY_OK(space);
        const auto key = SigningKey::generate();
        VERIFY_OK(await((*space)->members().addUser(UserId::of(key.publicKey()), u"Bea"_s)));
        signIn(key);
        QTRY_VERIFY(gui().find<QLineEdit>("newSpaceName"));
        gui().type("newSpaceName", u"Orchard"_s);
        CLICK(gui(), "registerSpace");
        QTRY_VERIFY(!bar().isEmpty());
        QVERIFY(!gui().find<QAbstractButton>("saveNewKeys"));
        QVERIFY(gui().desktop().profile().spaces().isEmpty());
    }

    void withoutTheServerTheKeysStay()
    {
        signIn(Backend::adminKey());
        QTRY_VERIFY(gui().find<QLineEdit>("newSpaceName"));
        m_server.stop();
        gui().type("newSpaceName", u"Orchard"_s);
        CLICK(gui(), "registerSpace");
        QTRY_VERIFY(!bar().isEmpty());
        gui().dialogs.toSave = gui().folder() + u"/orchard.json"_s;
        CLICK(gui(), "saveNewKeys"); // nobody knows whether it was registered
        QTRY_VERIFY(QFile::exists(gui().dialogs.toSave));
        QTRY_VERIFY(!gui().find<QAbstractButton>("saveNewKeys"));
    }

    void whoElseAdministersIsNamed()
    {
        AdminClient client(m_server.url(), Backend::adminKey(), m_server.services());
        const auto space = await(client.adminSpace());
        VERIFY_OK(space);
        const auto ada = UserId::of(SigningKey::generate().publicKey());
        VERIFY_OK(await((*space)->members().addUser(ada, u"Ada"_s)));
        signIn(Backend::adminKey());
        QTRY_VERIFY(gui().find<QTreeView>("registeredSpaces"));
        QVERIFY2(gui().label("adminList").contains(u"Ada may delete files"_s),
                 qPrintable(gui().label("adminList")));
    }

    void aFileIsDeletedForEverybody()
    {
        const auto owner = m_server.newOwner();
        auto space = m_server.spaceFor(owner.clone());
        const auto file = await(space->blobs().uploadPlaintext(QByteArray("shared")));
        VERIFY_OK(file);
        signIn(Backend::adminKey());
        QTRY_VERIFY(gui().find<QLineEdit>("fileId"));
        gui().type("fileId", u"Bnonsense"_s);
        QVERIFY(!gui().find<QAbstractButton>("deleteFile")->isEnabled());
        gui().type("fileId", file->toString());
        CLICK(gui(), "deleteFile");
        QTRY_VERIFY(gui().find<QAbstractButton>("confirmButton"));
        CLICK(gui(), "confirmButton");
        QTRY_VERIFY2(bar().contains(u"deleted from the server"_s), qPrintable(bar()));
        const auto gone = await(space->blobs().downloadPlaintext(*file));
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::NotFound);

        gui().type("fileId", BlobId::of(sha256("never stored")).toString());
        CLICK(gui(), "deleteFile");
        QTRY_VERIFY(gui().find<QAbstractButton>("confirmButton"));
        CLICK(gui(), "confirmButton");
        QTRY_VERIFY2(!bar().isEmpty() && !bar().contains(u"is deleted"_s), qPrintable(bar()));
    }

    void keysThatAreOnlyHereAreNotClosedAway()
    {
        ServerAdminDialog dialog;
        const QSignalSpy saving(&dialog, &ServerAdminDialog::saveKeysRequested);
        dialog.show({SpaceId::of(SigningKey::generate().publicKey()), {}, {}}, m_server.url());
        dialog.QDialog::show();
        dialog.keepKeys(SpaceId::of(SigningKey::generate().publicKey()));
        dialog.reject();
        QVERIFY(dialog.isVisible());
        QVERIFY(dialog.bar().text().contains(u"only here"_s));
        dialog.findChild<QAbstractButton *>(u"saveNewKeys"_s)->click();
        QCOMPARE(saving.size(), 1);
        dialog.forgetKeys();
        dialog.reject();
        QVERIFY(!dialog.isVisible());
    }
};

QTEST_MAIN(TestServerAdmin)
#include "tst_serveradmin.moc"
