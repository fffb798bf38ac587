// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A password in the real window: set on one computer, logged in with on another, and each way in which that
// does not work, said where it was tried.

#include "gui/shared/noticearea.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QAction>
#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestPassword : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    QString bar(const char *name)
    {
        const auto *const found = gui().find<MessageBar>(name);
        return found ? found->text() : QString();
    }
    QDialog *dialog(const char *name) { return gui().find<QDialog>(name); }
    bool isEnabled(const char *button) { return gui().find<QAbstractButton>(button)->isEnabled(); }

    void openPasswordDialog()
    {
        gui().trigger("actionSetPassword");
        QTRY_VERIFY(dialog("passwordDialog"));
    }
    void typePassword(const QString &username, const QString &password)
    {
        gui().type("username", username);
        gui().type("password", password);
        gui().type("repeated", password);
    }
    //! On a computer that knows nothing yet.
    void openLogIn()
    {
        m_fixture = std::make_unique<WindowFixture>();
        gui().start();
        CLICK(gui(), "connectToServer");
        QTRY_VERIFY(dialog("connectDialog"));
        gui().type("server", m_server.url().toString());
        CLICK(gui(), "byPassword");
        QTRY_VERIFY(dialog("logInDialog") && !dialog("connectDialog"));
        QCOMPARE(gui().find<QLineEdit>("server")->text(), m_server.url().toString()); // came along
        gui().type("space", m_owner.space.toString());
    }
    void logIn(const QString &username, const QString &password)
    {
        gui().type("username", username);
        gui().type("password", password);
        CLICK(gui(), "logInButton");
    }
    void setByOwner(const QString &username, const QString &password)
    {
        auto space = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(space->passwords().enable()));
        VERIFY_OK(await(space->passwords().enroll(username, SecretBytes::copyOf(password.toUtf8()))));
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        auto space = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(space->state().setEncrypted(u"space"_s, R"({"name":"Garden"})")));
        VERIFY_OK(await(space->state().setEncrypted(u"topics/general"_s, R"({"name":"General"})")));
        m_fixture = std::make_unique<WindowFixture>();
    }
    void cleanup() { m_fixture.reset(); }

    void setHereAndUsedThere()
    {
        gui().connectWith(m_owner);
        openPasswordDialog();
        QVERIFY(!isEnabled("setPasswordButton"));
        gui().type("username", u"a b"_s);
        QVERIFY(gui().label("passwordHint").startsWith(u"User name:"_s));
        typePassword(u"ann"_s, u"short"_s);
        QVERIFY(isEnabled("setPasswordButton"));
        QVERIFY(gui().label("passwordHint").startsWith(u"Short:"_s));
        gui().type("repeated", u"shor"_s);
        QVERIFY(!isEnabled("setPasswordButton"));
        QVERIFY(gui().label("passwordHint").contains(u"differ"_s));
        typePassword(u"ann"_s, u"several words are better"_s);
        gui().picture(u"password-set"_s, dialog("passwordDialog"));
        CLICK(gui(), "setPasswordButton");
        // It is the first: the owner can turn it on, and knows what that adds.
        QTRY_VERIFY2(bar("passwordBar").contains(u"not turned on"_s), qPrintable(bar("passwordBar")));
        gui().picture(u"password-turn-on"_s, dialog("passwordDialog"));
        // What was offered is not done with what is typed after it.
        gui().type("repeated", u"another"_s);
        QTRY_VERIFY(!gui().find<MessageBar>("passwordBar"));
        QVERIFY(!isEnabled("setPasswordButton"));
        gui().type("repeated", u"several words are better"_s);
        CLICK(gui(), "setPasswordButton");
        QTRY_VERIFY2(bar("passwordBar").contains(u"not turned on"_s), qPrintable(bar("passwordBar")));
        auto *const action =
            gui().find<MessageBar>("passwordBar")->findChild<QAbstractButton *>(u"messageBarAction"_s);
        QVERIFY(action && action->isVisible());
        action->click();
        QTRY_VERIFY(!dialog("passwordDialog"));
        QTRY_VERIFY(gui().window().notices().texts().join(u' ').contains(u"log in as ann"_s));

        gui().close();
        auto first = std::move(m_fixture);
        openLogIn();
        gui().picture(u"password-log-in"_s, dialog("logInDialog"));
        logIn(u"ann"_s, u"several words are better"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog("logInDialog"), 20'000);
        QTRY_COMPARE(gui().desktop().profile().spaces().size(), 1);
        const auto &found = gui().desktop().profile().spaces().front()->space().credentials();
        QVERIFY(found.key.seed().equals(m_owner.key.seed().view()));
        QVERIFY(found.root->bytes().equals(m_owner.root->bytes().view()));
        QCOMPARE(found.space, m_owner.space);
        // A user key was made with the password: both computers have the same.
        const auto userKey = found.userKey->clone();
        m_fixture = std::move(first);
        gui().start();
        QTRY_COMPARE(gui().desktop().profile().spaces().size(), 1);
        const auto &here = gui().desktop().profile().spaces().front()->space().credentials();
        QVERIFY(here.userKey && here.userKey->bytes().equals(userKey.bytes().view()));
    }

    void whatIsWrongIsSaidInTheDialog()
    {
        setByOwner(u"ann"_s, u"right"_s);
        openLogIn();
        QVERIFY(!isEnabled("logInButton"));
        logIn(u"ann"_s, u"wrong"_s);
        QTRY_COMPARE(bar("logInBar"), u"Name or password is wrong."_s);
        QCOMPARE(gui().find<QLineEdit>("password")->selectedText().size(), 5); // to be typed anew
        gui().picture(u"password-wrong"_s, dialog("logInDialog"));
        logIn(u"nobody"_s, u"right"_s);
        QTRY_COMPARE(bar("logInBar"), u"Name or password is wrong."_s);
        gui().type("space", SpaceId::of(SigningKey::generate().publicKey()).toString());
        logIn(u"ann"_s, u"right"_s);
        QTRY_VERIFY2(bar("logInBar").contains(u"no password recovery"_s) ||
                         bar("logInBar").contains(u"no such space"_s),
                     qPrintable(bar("logInBar")));
        gui().type("space", u"S"_s);
        QVERIFY(!isEnabled("logInButton"));
        QVERIFY(gui().label("logInHint").startsWith(u"Space ID:"_s));
        gui().type("space", m_owner.space.toString());
        gui().type("server", u"http://127.0.0.1:9"_s);
        logIn(u"ann"_s, u"right"_s);
        QTRY_VERIFY2(bar("logInBar").startsWith(u"Can't reach the server"_s), qPrintable(bar("logInBar")));
        QVERIFY(gui().desktop().profile().spaces().isEmpty());
        // And nothing that was typed is lost.
        gui().type("server", m_server.url().toString());
        CLICK(gui(), "logInButton");
        QTRY_COMPARE_WITH_TIMEOUT(gui().desktop().profile().spaces().size(), 1, 20'000);
    }

    //! No other computer could reach it.
    void notForASpaceOfThisComputer()
    {
        gui().start();
        CLICK(gui(), "tryIt");
        QTRY_VERIFY(gui().window().isShowingSpace());
        gui().trigger("actionSetPassword");
        QTRY_VERIFY(gui().window().notices().texts().join(u' ').contains(u"on this computer only"_s));
        QVERIFY(!dialog("passwordDialog"));
    }

    void aNameThatIsTaken()
    {
        setByOwner(u"ann"_s, u"right"_s);
        gui().connectWith(m_owner);
        openPasswordDialog();
        typePassword(u"ann"_s, u"another, and a long one"_s);
        CLICK(gui(), "setPasswordButton");
        QTRY_COMPARE(bar("passwordBar"), u"This name is taken. Choose another."_s);
        QVERIFY(dialog("passwordDialog"));
        gui().type("username", u"ann2"_s);
        CLICK(gui(), "setPasswordButton");
        QTRY_VERIFY(!dialog("passwordDialog"));
    }

    //! Who may not write the record is told who can set it; who is no owner is not offered to turn it on.
    void aMemberWithoutTheRight()
    {
        auto space = m_server.spaceFor(m_owner.clone());
        const auto member = m_server.newUser(m_owner);
        VERIFY_OK(await(space->members().addUser(*UserId::parse(member.member.toString()))));
        gui().connectWith(member);
        gui().trigger("actionDark");
        openPasswordDialog();
        typePassword(u"uma"_s, u"several words are better"_s);
        CLICK(gui(), "setPasswordButton");
        QTRY_VERIFY2(bar("passwordBar").contains(u"Its owner can turn them on."_s),
                     qPrintable(bar("passwordBar")));
        VERIFY_OK(await(space->passwords().enable()));
        CLICK(gui(), "setPasswordButton");
        QTRY_VERIFY2(bar("passwordBar").startsWith(u"You may not keep a password here."_s),
                     qPrintable(bar("passwordBar")));
        gui().picture(u"password-refused"_s, dialog("passwordDialog"));
    }
};

QTEST_MAIN(TestPassword)
#include "tst_password.moc"
