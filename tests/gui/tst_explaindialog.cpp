// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Who may do what, and why: asked from the menu, and wherever the window refuses something.

#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include "authz/statechange.h"
#include "client/credentialsfile.h"
#include "gui/admin/explaindialog.h"
#include "gui/chat/messagelayout.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestExplainDialog : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<WindowFixture> m_fixture;
    std::unique_ptr<Space> m_ownersSpace;
    WindowFixture &gui() { return *m_fixture; }

    void connectWith(const Credentials &credentials)
    {
        gui().start();
        gui().dialogs.toOpen = gui().folder() + u"/credentials.json"_s;
        QFile file(gui().dialogs.toOpen);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(writeCredentialsFile(credentials).exposeUnwiped());
        file.close();
        CLICK(gui(), "connectToServer");
        QTRY_VERIFY(gui().find<QDialog>("connectDialog"));
        CLICK(gui(), "fromFile");
        CLICK(gui(), "connectButton");
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QTRY_VERIFY(space()->authority().isCurrent());
    }

    LiveSpace *space() { return gui().desktop().profile().spaces().front(); }

    Members &members() { return m_ownersSpace->members(); }

    //! A member with these rights, and a profile by that name.
    Credentials memberWith(const QList<Capability> &rights)
    {
        auto credentials = m_server.newUser(m_owner);
        const auto user = *UserId::parse(credentials.member.toString());
        bool isDone = await(members().addUser(user)).has_value();
        for (const auto &right : rights)
            isDone = isDone && await(members().grantToUser(user, rightIdFor(right, {}), right)).has_value();
        Q_ASSERT(isDone);
        Q_UNUSED(isDone);
        return credentials;
    }

    ExplainDialog *dialog() { return gui().find<ExplainDialog>("explainDialog"); }

    //! As a person chooses: the first entry with that text.
    void choose(const char *box, const QString &text)
    {
        auto *found = gui().find<QComboBox>(box);
        QVERIFY2(found, box);
        const auto index = found->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        found->setCurrentIndex(index);
        Q_EMIT found->activated(index);
    }

    QString chosen(const char *box)
    {
        auto *found = gui().find<QComboBox>(box);
        return found ? found->currentText() : QString();
    }

    QStringList lines()
    {
        QStringList texts;
        const auto found = dialog()->findChildren<QWidget *>(u"explainLine"_s);
        for (const auto *line : found) {
            if (line->isVisible())
                texts << line->accessibleName();
        }
        return texts;
    }

private Q_SLOTS:
    void init()
    {
        if (m_server.isForeign())
            QSKIP("somebody else's server");
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_ownersSpace = m_server.spaceFor(m_owner.clone());
        auto &state = m_ownersSpace->state();
        VERIFY_OK(await(state.setEncrypted(u"space"_s, R"({"name":"Field Lab"})")));
        VERIFY_OK(await(state.setEncrypted(u"topics/general"_s, R"({"name":"General"})")));
        VERIFY_OK(await(state.setEncrypted(u"topics/alerts"_s, R"({"name":"Alerts"})")));
        m_fixture = std::make_unique<WindowFixture>();
    }
    void cleanup()
    {
        m_fixture.reset();
        m_ownersSpace.reset();
    }

    void theMenuAsksForTheTopicThatIsShown()
    {
        connectWith(m_owner);
        gui().trigger("actionExplain");
        QTRY_COMPARE(gui().label("explainVerdict"), u"Yes"_s);
        QCOMPARE(gui().label("explainReason"), u"The owner of a space may do everything."_s);
        QCOMPARE(chosen("explainMember"), u"you"_s);
        QCOMPARE(chosen("explainActivity"), u"post to"_s);
        QCOMPARE(chosen("explainObject"), u"#Alerts"_s);
        QVERIFY(lines().isEmpty());
        QVERIFY(!gui().find<QAbstractButton>("explainGrant"));
        CLICK(gui(), "closeButton");
        QTRY_VERIFY(!dialog());
    }

    void aNoNamesWhatComesNearestAndWhatWouldTurnIt()
    {
        const auto bea = memberWith({{Operation::Create, u"topics/{any}/messages/{any}"_s}});
        VERIFY_OK(await(m_ownersSpace->state().setEncrypted(u"profiles/"_s + bea.member.toString(),
                                                            R"({"name":"Bea"})")));
        connectWith(m_owner);
        gui().trigger("actionExplain");
        QTRY_VERIFY(dialog());
        QTRY_COMPARE(gui().label("explainVerdict"), u"Yes"_s);
        choose("explainMember", u"Bea"_s);
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        QCOMPARE(gui().label("explainReason"),
                 u"The nearest right never matches here: its path is one part too long. The server asks for "
                 u"“topics/alerts/messages”."_s);
        QTRY_COMPARE(lines().size(), 1);
        QVERIFY2(lines().front().contains(u"create topics/{any}/messages/{any}. granted by you on "_s),
                 qPrintable(lines().front()));
        QCOMPARE(gui().label("explainAdvice"), u"What would allow it: this member may post in #Alerts."_s);
        QVERIFY(gui().find<QLabel>("explainAdvice"));
        gui().picture(u"60-explain-no"_s, dialog());

        // Granted meanwhile, by whomever: the answer follows.
        VERIFY_OK(await(members().grantToUser(*UserId::parse(bea.member.toString()), u"post"_s,
                                              {Operation::Create, u"topics/{any}/messages"_s})));
        QTRY_COMPARE(gui().label("explainVerdict"), u"Yes"_s);
        QCOMPARE(gui().label("explainReason"), u"One right allows it."_s);
        QTRY_COMPARE(lines().size(), 1);
        QVERIFY2(lines().front().startsWith(u"may post in every topic. create topics/{any}/messages. granted "
                                            u"by you on "_s),
                 qPrintable(lines().front()));
        QVERIFY(gui().label("explainAdvice").isEmpty());
        QCOMPARE(chosen("explainMember"), u"Bea"_s);
        gui().picture(u"61-explain-yes"_s, dialog());
    }

    void whatIsAskedCanBeChosenAndTyped()
    {
        VERIFY_OK(await(members().createRole(u"editor"_s)));
        connectWith(memberWith({{Operation::Read, u"state/notes/{any}"_s}}));
        gui().trigger("actionExplain");
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        choose("explainActivity", u"give a member"_s);
        QTRY_COMPARE(chosen("explainObject"), u"the role “editor”"_s);
        QTRY_COMPARE(dialog()->question().resource, u"state/auth/users/{any}/roles/editor"_s);
        choose("explainActivity", u"add a member"_s);
        QTRY_VERIFY(!gui().find<QComboBox>("explainObject"));
        QCOMPARE(dialog()->question().resource, u"state/auth/users/{any}"_s);
        choose("explainActivity", u"do something else…"_s);
        QTRY_VERIFY(gui().find<QLineEdit>("explainPath"));
        QCOMPARE(gui().find<QLineEdit>("explainPath")->text(), u"state/auth/users/{any}"_s);
        choose("explainOperation", u"read"_s);
        gui().type("explainPath", u"state/notes/today"_s);
        QTRY_COMPARE(gui().label("explainVerdict"), u"Yes"_s);
        QVERIFY(
            lines().front().startsWith(u"may read state at notes/(anything). read state/notes/{any}. "_s));
        gui().picture(u"62-explain-other"_s, dialog());
        // As a server asks for it, or not at all.
        gui().type("explainPath", u"topics/general"_s);
        QTRY_VERIFY2(gui()
                         .label("explainReason")
                         .startsWith(u"A server asks for “read topics/general/messages” here."_s),
                     qPrintable(gui().label("explainReason")));
        gui().type("explainPath", u"notes/today"_s);
        QTRY_COMPARE(gui().label("explainVerdict"), u"No answer"_s);
        QVERIFY(gui().label("explainReason").startsWith(u"No server asks for that."_s));
        gui().picture(u"62-explain-never-asked"_s, dialog());
        gui().type("explainPath", u"state/plans"_s);
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        choose("explainActivity", u"read"_s);
        QTRY_COMPARE(dialog()->question().resource, u"topics/alerts/messages"_s);
        QVERIFY(!gui().find<QLineEdit>("explainPath"));
    }

    void theSmallestRightIsOfferedWhereSomebodyGivesIt()
    {
        const auto bea = memberWith({});
        connectWith(m_owner);
        ExplainDialog asked(*space());
        asked.setCanGrant(true);
        QList<std::pair<MemberId, Capability>> wanted;
        connect(&asked, &ExplainDialog::grantRequested, this,
                [&](const MemberId &member, const Capability &right) { wanted.emplace_back(member, right); });
        asked.ask({bea.member, Operation::Create, u"topics/alerts/messages"_s});
        asked.open();
        auto *button = asked.findChild<QAbstractButton *>(u"explainGrant"_s);
        QTRY_VERIFY(button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.front().first, bea.member);
        QCOMPARE(wanted.front().second, (Capability{Operation::Create, u"topics/alerts/messages"_s}));
        QVERIFY(asked.isVisible());
        gui().picture(u"63-explain-grant"_s, &asked);
        gui().trigger("actionDark");
        gui().picture(u"64-explain-grant-dark"_s, &asked);
        gui().trigger("actionLight");
    }

    //! The composer says that nothing can be sent, and a refused message that it was not: both say why.
    void whatIsRefusedInATopicSaysWhy()
    {
        const auto member = memberWith({{Operation::Read, u"topics/{any}/messages"_s}});
        VERIFY_OK(await(m_ownersSpace->messages().postEncrypted(u"alerts"_s, "chat.text", "welcome")));
        connectWith(member);
        QTRY_COMPARE(gui().label("composerHint"), u"You may not write in #Alerts."_s);
        gui().picture(u"65-composer-why"_s);
        CLICK(gui(), "why");
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        QCOMPARE(dialog()->question().operation, Operation::Create);
        QCOMPARE(dialog()->question().resource, u"topics/alerts/messages"_s);
        QCOMPARE(gui().label("explainReason"),
                 u"The nearest right is to the same, but lets them do something else with it."_s);
        CLICK(gui(), "closeButton");
        QTRY_VERIFY(!dialog());

        VERIFY_OK(await(space()->outbox().add(u"alerts"_s, "chat.text", "hello")));
        QTRY_VERIFY(gui().rows().back().endsWith(u"Not sent"_s));
        gui().picture(u"66-refused-why"_s);
        auto *view = gui().find<QListView>("timeline");
        const auto row = view->model()->index(1, 0);
        const MessageLayout layout(MessageLayout::contentOf(row), view->font(), view->viewport()->width());
        QVERIFY(layout.content().hasReason);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                          view->visualRect(row).topLeft() + layout.whyLink().center());
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        QCOMPARE(dialog()->question().resource, u"topics/alerts/messages"_s);
    }

    void aTopicThatCannotBeReadSaysWhy()
    {
        connectWith(memberWith({{Operation::Create, u"topics/{any}/messages"_s}}));
        QTRY_VERIFY(gui().find<QAbstractButton>("emptyWhy"));
        gui().picture(u"67-unreadable-why"_s);
        gui().click("emptyWhy");
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        QCOMPARE(dialog()->question().operation, Operation::Read);
        QCOMPARE(chosen("explainActivity"), u"read"_s);
    }

    void aTopicThatMayNotBeMadeSaysWhy()
    {
        connectWith(memberWith({{Operation::Write, u"topics/{any}/messages"_s}}));
        gui().trigger("actionNewTopic");
        QTRY_VERIFY(gui().find<QLineEdit>("topicName"));
        gui().type("topicName", u"Plans"_s);
        CLICK(gui(), "createTopicButton");
        QTRY_VERIFY(gui().find<QAbstractButton>("messageBarAction"));
        QCOMPARE(gui().find<QAbstractButton>("messageBarAction")->text(), u"Why?"_s);
        gui().click("messageBarAction");
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        QCOMPARE(dialog()->question().resource, u"state/topics/plans"_s);
        QCOMPARE(chosen("explainActivity"), u"create a topic"_s);
    }

    void filesThatMayNotBeSentSayWhy()
    {
        connectWith(memberWith({{Operation::Read, u"topics/{any}/messages"_s}}));
        QTRY_COMPARE(gui().label("composerHint"), u"You may not write in #Alerts."_s);
        gui().dialogs.filesToOpen = {gui().dialogs.toOpen};
        gui().trigger("actionAttach");
        QTRY_VERIFY(gui().find<QAbstractButton>("messageBarAction"));
        gui().click("messageBarAction");
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        QCOMPARE(dialog()->question().resource, u"topics/alerts/messages"_s);
    }
};

QTEST_MAIN(TestExplainDialog)
#include "tst_explaindialog.moc"
