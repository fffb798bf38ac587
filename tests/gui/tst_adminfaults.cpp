// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Administration while the server is gone: each thing says so in its place, loses nothing, and works once the
// server is back.

#include "crypto/signingkey.h"
#include "gui/shared/messagebar.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminFaults : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    QString barText(const char *name)
    {
        const auto *const bar = gui().find<MessageBar>(name);
        return bar ? bar->text() : QString();
    }

    int holderCount() { return gui().find<QListView>("holderList")->model()->rowCount(); }

    //! A member, a role and a tool with a limit, made while the server was there.
    void furnish()
    {
        auto space = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(space->state().setEncrypted(u"topics/general"_s, "{}")));
        auto &members = space->members();
        VERIFY_OK(await(members.addUser(UserId::of(SigningKey::generate().publicKey()), u"Bea"_s)));
        VERIFY_OK(await(members.createRole(u"team"_s)));
        VERIFY_OK(
            await(members.grantToRole(u"team"_s, u"read"_s, {Operation::Read, u"topics/{any}/messages"_s})));
        VERIFY_OK(
            await(members.createTool(*ToolId::parse(m_server.newTool(m_owner).member.text()), u"bot"_s, 5)));
    }

private Q_SLOTS:
    void init()
    {
        if (m_server.isForeign())
            QSKIP("stops the embedded server");
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        furnish();
        m_fixture = std::make_unique<WindowFixture>();
        gui().start();
        gui().connectWith(m_owner);
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QTRY_VERIFY(gui().desktop().profile().spaces().front()->authority().isCurrent());
    }

    void cleanup()
    {
        m_fixture.reset();
        m_server.stop();
    }

    void aChangeIsKeptUntilTheServerIsBack()
    {
        gui().trigger("actionMembers");
        QTRY_COMPARE(holderCount(), 2);
        const auto carl = UserId::of(SigningKey::generate().publicKey()).toString();
        CLICK(gui(), "addHolder");
        QTRY_VERIFY(gui().find<QLineEdit>("memberId"));
        gui().type("memberId", carl);
        gui().type("memberName", u"Carl"_s);
        m_server.stop();
        CLICK(gui(), "applyChange"); // looked at without a server
        QTRY_VERIFY2(barText("changeBar").contains(u"Nothing was changed"_s),
                     qPrintable(barText("changeBar")));
        gui().picture(u"admin-server-gone"_s, gui().find<QDialog>("changeDialog"));
        QCOMPARE(gui().find<QLineEdit>("memberId")->text(), carl);
        QVERIFY(m_server.start());
        CLICK(gui(), "applyChange");
        QTRY_VERIFY(!gui().find<QDialog>("changeDialog"));
        QTRY_COMPARE(holderCount(), 3);
    }

    void usesThatCannotBeCountedAreSo()
    {
        m_server.stop();
        gui().trigger("actionTools");
        QTRY_COMPARE(holderCount(), 1);
        QTRY_VERIFY2(gui().label("toolUses").startsWith(u"Its uses could not be counted."_s),
                     qPrintable(gui().label("toolUses")));
        gui().picture(u"admin-uses-server-gone"_s);
        QVERIFY(m_server.start());
        CLICK(gui(), "countAgain");
        QTRY_COMPARE(gui().label("toolUses"), u"0 of 5 uses"_s);
    }

    void anInvitationIsNotHalfMade()
    {
        gui().trigger("actionInvitations");
        CLICK(gui(), "inviteSomebody");
        QTRY_VERIFY(gui().find<QLineEdit>("inviteNote"));
        gui().type("inviteNote", u"for Dora"_s);
        m_server.stop();
        CLICK(gui(), "makeInvitation");
        QTRY_VERIFY2(!barText("inviteBar").isEmpty(), qPrintable(barText("inviteBar")));
        gui().picture(u"admin-invite-server-gone"_s, gui().find<QDialog>("inviteDialog"));
        QCOMPARE(gui().find<QLineEdit>("inviteNote")->text(), u"for Dora"_s);
        QVERIFY(!gui().find<QLineEdit>("inviteLink"));
        QVERIFY(m_server.start());
        CLICK(gui(), "makeInvitation");
        QTRY_VERIFY(gui().find<QLineEdit>("inviteLink"));
        CLICK(gui(), "copyInviteLink");
        CLICK(gui(), "makeInvitation");
    }

    void whatIsKnownOfARemovalIsNotMadeUp()
    {
        gui().trigger("actionMembers");
        QTRY_COMPARE(holderCount(), 2);
        auto *const list = gui().find<QListView>("holderList");
        list->setCurrentIndex(list->model()->index(1, 0));
        CLICK(gui(), "removeHolder");
        CLICK(gui(), "applyChange");
        QTRY_VERIFY(gui().find<QDialog>("removalDialog"));
        QTRY_VERIFY2(gui().label("removalTitle").contains(u"is removed"_s),
                     qPrintable(gui().label("removalTitle")));
        m_server.stop();
        CLICK(gui(), "checkRemoval");
        const auto facts = [this] {
            QStringList texts;
            for (const auto *item :
                 gui().find<QDialog>("removalDialog")->findChildren<QLabel *>(u"removalItem"_s))
                texts << item->accessibleName();
            return texts.join(u'\n');
        };
        QTRY_VERIFY2(facts().contains(u"could not be asked whether it shows that"_s), qPrintable(facts()));
        QVERIFY2(facts().contains(u"could not be looked up in"_s), qPrintable(facts()));
        gui().picture(u"admin-removed-server-gone"_s, gui().find<QDialog>("removalDialog"));
    }
};

QTEST_MAIN(TestAdminFaults)
#include "tst_adminfaults.moc"
