// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What the window says when something is not as it should be: each in place, in a sentence, with nothing
// lost.

#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include "gui/chat/messagelayout.h"
#include "gui/shared/messagebar.h"
#include "store/localmessagestore.h"

#include <QAccessible>
#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestWindowStates : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    void connectWith(const Credentials &credentials) { gui().connectWith(credentials); }
    void beginToConnectWith(const Credentials &credentials) { gui().beginToConnectWith(credentials); }

    Space &asOwner()
    {
        if (!m_ownersSpace)
            m_ownersSpace = m_server.spaceFor(m_owner.clone());
        return *m_ownersSpace;
    }
    std::unique_ptr<Space> m_ownersSpace;

    //! How many messages that topic has.
    qsizetype onTheServer(const QString &topic)
    {
        const auto page = await(asOwner().messages().list(topic, MessageRange::newest(100)));
        return page ? page->messages.size() : -1;
    }

    Credentials memberWith(const QList<Operation> &operations)
    {
        auto credentials = m_server.newUser(m_owner);
        const auto user = *UserId::parse(credentials.member.toString());
        const auto path = u"topics/{any}/messages"_s;
        bool isDone = await(asOwner().members().addUser(user)).has_value();
        for (const auto operation : operations)
            isDone = isDone && await(asOwner().members().grantToUser(
                                   user, u"cap-%1"_s.arg(static_cast<int>(operation)), {operation, path}));
        Q_ASSERT(isDone);
        Q_UNUSED(isDone);
        return credentials;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_ownersSpace.reset();
        VERIFY_OK(await(asOwner().state().setEncrypted(u"space"_s, R"({"name":"Field Lab"})")));
        VERIFY_OK(await(asOwner().state().setEncrypted(u"topics/general"_s, R"({"name":"General"})")));
        VERIFY_OK(await(asOwner().messages().postEncrypted(u"general"_s, "chat.text", "welcome")));
        m_fixture = std::make_unique<WindowFixture>();
    }
    void cleanup()
    {
        m_fixture.reset();
        m_ownersSpace.reset();
    }

    void withoutTheServerThereIsTheLocalCopyAndWhatIsWrittenWaits()
    {
        if (m_server.isForeign())
            QSKIP("somebody else's server");
        connectWith(m_owner);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        QTRY_COMPARE(gui().label("connectionState"), u"● Connected"_s);
        m_server.stop();
        QTRY_VERIFY(gui().label("connectionState").startsWith(u"○ Offline"_s));
        QTRY_VERIFY(gui().find<MessageBar>("connectionBar"));
        QVERIFY(gui().find<MessageBar>("connectionBar")->text().contains(u"server"_s));
        gui().say(u"written without a server"_s);
        QTRY_COMPARE(gui().rows().size(), 2);
        QTRY_COMPARE(gui().label("outboxState"), u"1 message waiting to be sent"_s);
        gui().picture(u"10-offline"_s);
        QVERIFY(m_server.start());
        CLICK(gui(), "messageBarAction");
        QTRY_COMPARE(gui().verifiedRows(), 2);
        QTRY_COMPARE(gui().label("outboxState"), QString());
        QTRY_VERIFY(!gui().find<MessageBar>("connectionBar"));
    }

    void whoWasRemovedIsToldSoAndMayTryAgain()
    {
        if (m_server.isForeign())
            QSKIP("published servers sign in who was removed");
        const auto member = memberWith({Operation::Read});
        const auto user = *UserId::parse(member.member.toString());
        connectWith(member);
        QTRY_COMPARE(gui().label("connectionState"), u"● Connected"_s);
        VERIFY_OK(await(asOwner().members().removeUser(user)));
        m_server.stop();
        QVERIFY(m_server.start());
        QTRY_VERIFY_WITH_TIMEOUT(gui().find<MessageBar>("connectionBar") &&
                                     gui()
                                         .find<MessageBar>("connectionBar")
                                         ->text()
                                         .startsWith(u"Your key is not in this space."_s),
                                 20'000);
        QVERIFY(gui().label("connectionState").startsWith(u"○ Offline"_s));

        VERIFY_OK(await(asOwner().members().addUser(user)));
        gui().find<MessageBar>("connectionBar")->findChild<QAbstractButton *>(u"messageBarAction"_s)->click();
        QTRY_COMPARE(gui().label("connectionState"), u"● Connected"_s);
        QTRY_VERIFY(!gui().find<MessageBar>("connectionBar"));
    }

    void whoMayOnlyReadIsToldSoAndKeepsTheText()
    {
        connectWith(memberWith({Operation::Read}));
        QTRY_COMPARE(gui().verifiedRows(), 1);
        QTRY_COMPARE(gui().label("composerHint"), u"You may not write in #General."_s);
        gui().find<QPlainTextEdit>("composerText")->insertPlainText(u"kept"_s);
        QVERIFY(!gui().find<QAbstractButton>("send")->isEnabled());
        gui().picture(u"11-read-only"_s);
        // The right comes, and with it the message can go.
        const auto user =
            *UserId::parse(gui().desktop().profile().spaces().front()->space().member().toString());
        VERIFY_OK(await(asOwner().members().grantToUser(user, u"late"_s,
                                                        {Operation::Create, u"topics/{any}/messages"_s})));
        CLICK(gui(), "send");
        QTRY_COMPARE(gui().verifiedRows(), 2);
    }

    void whoMayNotReadIsTold()
    {
        connectWith(memberWith({}));
        QTRY_COMPARE(gui().label("emptyText"),
                     u"You may not read #General. Ask who administers this space."_s);
        gui().picture(u"12-not-readable"_s);
    }

    void withAnotherRootMessagesAreShownAsWhatTheyAre()
    {
        auto wrong = m_owner.clone();
        wrong.root = SymmetricKey::generate();
        connectWith(wrong);
        QTRY_COMPARE(gui().rows().size(), 1);
        QTRY_VERIFY(gui().rows().front().endsWith(u"Cannot be opened"_s));
        QVERIFY(gui().rows().front().contains(u"written with another key"_s));
        gui().picture(u"13-wrong-root"_s);
    }

    void anUnknownTypeAndAFileAreShown()
    {
        VERIFY_OK(
            await(asOwner().messages().postEncrypted(u"general"_s, "sensor.reading", R"({"celsius":21.5})")));
        VERIFY_OK(
            await(asOwner().messages().postEncrypted(u"general"_s, "sensor.raw", QByteArray("\0\1\2", 3))));
        connectWith(m_owner);
        QTRY_COMPARE(gui().verifiedRows(), 3);
        QVERIFY(gui().rows()[1].contains(u"“sensor.reading”:\n{\"celsius\":21.5}"_s));
        QVERIFY(gui().rows()[2].contains(u"does not know (3 bytes)"_s));
        gui().picture(u"14-unknown-types"_s);
    }

    void aForgedMessageStaysInItsPlaceMarked()
    {
        connectWith(m_owner);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        gui().close();
        // As a hostile server would have handed it out: another's words under the owner's name.
        {
            SerialThread thread;
            LocalMessageStore store(thread, gui().folder() + u"/cache.db"_s);
            VERIFY_OK(await(store.open()));
            const auto newest = await(store.chain(m_owner.space, u"general"_s))->newest->message;
            auto forged = asOwner().messages().seal({"general", "chat.text", newest.hash, newest.data});
            forged.signature = newest.signature;
            forged.serverTimestamp = newest.serverTimestamp + 60'000;
            auto outcome = await(store.put(m_owner.space, u"general"_s, {{forged, Seal::BadSignature}}));
            VERIFY_OK(outcome);
        }
        gui().start();
        QTRY_COMPARE(gui().rows().size(), 2);
        QTRY_VERIFY(gui().rows().back().endsWith(u"Signature does not match"_s));
        auto *timeline = gui().find<QListView>("timeline");
        timeline->setCurrentIndex(timeline->model()->index(1, 0));
        QTRY_COMPARE(gui().label("seal"), u"Signature does not match"_s);
        gui().picture(u"15-forged"_s);
    }

    void aServerThatGoesBackIsToldOfAndWritingStops()
    {
        if (m_server.isForeign())
            QSKIP("somebody else's server");
        m_server.stop();
        QVERIFY(m_server.keepCopy(u"older"_s));
        QVERIFY(m_server.start());
        connectWith(m_owner);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        gui().say(u"seen and verified"_s);
        QTRY_COMPARE(gui().verifiedRows(), 2);
        QVERIFY(!gui().find<MessageBar>("alarmBar"));
        m_server.stop();
        QVERIFY(m_server.keepCopy(u"newer"_s));
        QTRY_VERIFY(gui().label("connectionState").startsWith(u"○ Offline"_s));
        gui().say(u"for later"_s);
        QTRY_COMPARE(gui().rows().size(), 3);
        gui().close();

        QVERIFY(m_server.bringBackCopy(u"older"_s));
        QVERIFY(m_server.start());
        gui().start();
        QTRY_VERIFY(gui().find<MessageBar>("alarmBar"));
        QVERIFY(gui().find<MessageBar>("alarmBar")->text().startsWith(u"This server has gone back"_s));
        QCOMPARE(gui().rows().size(), 3); // what is here stays
        QTRY_COMPARE(gui().label("composerHint"), u"Writing in #General is off: the server has gone back."_s);
        gui().find<QPlainTextEdit>("composerText")->insertPlainText(u"kept"_s);
        QVERIFY(!gui().find<QAbstractButton>("send")->isEnabled());
        gui().picture(u"17-server-gone-back"_s);
        auto *space = gui().desktop().profile().spaces().front();
        space->outbox().resume();
        QTRY_VERIFY(!space->topic(u"general"_s)->progress().isWorking);
        QCOMPARE(gui().label("outboxState"), u"1 message waiting to be sent"_s);
        QCOMPARE(onTheServer(u"general"_s), 1);

        m_server.stop();
        QVERIFY(m_server.bringBackCopy(u"newer"_s));
        QVERIFY(m_server.start());
        space->retryNow();
        QTRY_VERIFY(!gui().find<MessageBar>("alarmBar"));
        QTRY_COMPARE(gui().verifiedRows(), 3);
        QTRY_COMPARE(gui().label("outboxState"), QString());
        QCOMPARE(onTheServer(u"general"_s), 3);
        QTRY_VERIFY(gui().find<QAbstractButton>("send")->isEnabled());
        CLICK(gui(), "send");
        QTRY_COMPARE(gui().verifiedRows(), 4);
    }

    void anAlarmThatIsDismissedLeavesThatOfAnotherTopic()
    {
        if (m_server.isForeign())
            QSKIP("somebody else's server");
        VERIFY_OK(await(asOwner().state().setEncrypted(u"topics/other"_s, R"({"name":"Other"})")));
        m_server.stop();
        QVERIFY(m_server.keepCopy(u"older"_s));
        QVERIFY(m_server.start());
        connectWith(m_owner);
        QTRY_COMPARE(gui().topics(), (QStringList{u"General"_s, u"Other"_s}));
        auto *space = gui().desktop().profile().spaces().front();
        for (const auto &topic : {u"general"_s, u"other"_s})
            VERIFY_OK(await(space->outbox().add(topic, "chat.text", "seen")));
        QTRY_COMPARE(space->outbox().count(), 0);
        QTRY_COMPARE(gui().verifiedRows(), 2);
        QTRY_VERIFY(!space->topic(u"other"_s)->progress().isWorking);

        m_server.stop();
        QVERIFY(m_server.bringBackCopy(u"older"_s));
        QVERIFY(m_server.start());
        space->retryNow();
        QTRY_VERIFY(space->alarm(u"general"_s) && space->alarm(u"other"_s));
        auto *bar = gui().find<MessageBar>("alarmBar");
        QVERIFY(bar);
        QTest::mouseClick(bar->findChild<QAbstractButton *>(u"messageBarClose"_s), Qt::LeftButton);
        QVERIFY(!gui().find<MessageBar>("alarmBar"));
        auto *topics = gui().find<QListView>("topicList");
        topics->setCurrentIndex(topics->model()->index(1, 0));
        QTRY_VERIFY(gui().find<MessageBar>("alarmBar"));
    }

    void aStateThatHasGoneBackIsToldWithNoTopicChosen()
    {
        if (m_server.isForeign())
            QSKIP("somebody else's server");
        m_owner = m_server.newOwner();
        m_ownersSpace.reset();
        VERIFY_OK(await(asOwner().state().setEncrypted(u"space"_s, R"({"name":"Field Lab"})")));
        m_server.stop();
        QVERIFY(m_server.keepCopy(u"older"_s));
        QVERIFY(m_server.start());
        VERIFY_OK(await(asOwner().state().setEncrypted(u"topics/general"_s, R"({"name":"General"})")));
        connectWith(m_owner);
        QTRY_VERIFY(gui().desktop().profile().spaces().front()->authority().isCurrent());
        gui().close();
        m_server.stop();
        QVERIFY(m_server.keepCopy(u"newer"_s));
        QVERIFY(m_server.bringBackCopy(u"older"_s));
        QVERIFY(m_server.start());
        QVERIFY(QFile::remove(gui().folder() + u"/cache.db"_s));
        gui().start();
        QTRY_VERIFY(gui().find<MessageBar>("alarmBar"));
        QVERIFY(gui().find<MessageBar>("alarmBar")->text().contains(u"a change to this space"_s));
        QVERIFY(gui().topics().isEmpty());

        m_server.stop();
        QVERIFY(m_server.bringBackCopy(u"newer"_s));
        QVERIFY(m_server.start());
        gui().desktop().profile().spaces().front()->retryNow();
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
        QTRY_VERIFY(!gui().find<MessageBar>("alarmBar"));
    }

    void connectingSaysWhatIsWrong_data()
    {
        QTest::addColumn<bool>("isServerThere");
        QTest::addColumn<bool>("isMember");
        QTest::addColumn<QString>("words");
        QTest::newRow("not a member") << true << false << u"Your key is not in this space."_s;
        QTest::newRow("nothing answers")
            << false << true << u"Can't reach the server: nothing answers there."_s;
    }
    void connectingSaysWhatIsWrong()
    {
        QFETCH(bool, isServerThere);
        QFETCH(bool, isMember);
        QFETCH(QString, words);
        if (!isServerThere && m_server.isForeign())
            QSKIP("somebody else's server");
        if (!isServerThere)
            m_server.stop();
        gui().start();
        beginToConnectWith(isMember ? m_owner.clone() : m_server.newUser(m_owner));
        auto *bar = gui().find<QDialog>("connectDialog")->findChild<MessageBar *>(u"bar"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), 15'000);
        QVERIFY2(bar->text().startsWith(words), qPrintable(bar->text()));
        QCOMPARE(gui().find<QLineEdit>("privateKey")->placeholderText(), u"From credentials.json"_s);
        gui().picture(isServerThere ? u"16-not-a-member"_s : u"17-no-answer"_s,
                      gui().find<QDialog>("connectDialog"));
        QVERIFY(gui().find<QAbstractButton>("connectButton")->isEnabled());
    }

    void aSecondIdentityInOneSpaceIsSentToAnotherProfile()
    {
        const auto bea = memberWith({Operation::Read});
        connectWith(m_owner);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        gui().trigger("actionAddSpace");
        beginToConnectWith(bea);
        auto *bar = gui().find<QDialog>("connectDialog")->findChild<MessageBar *>(u"bar"_s);
        QTRY_VERIFY(bar->isVisible());
        const auto id = m_owner.member.toString();
        QCOMPARE(bar->text(), u"This space is already open here as %1…%2. Use another profile for a second "
                              "identity: start this program with --profile and another folder."_s.arg(
                                  id.first(4), id.last(4)));
        gui().picture(u"25-second-identity"_s, gui().find<QDialog>("connectDialog"));
        QCOMPARE(gui().desktop().profile().spaces().size(), 1);
    }

    void whatTheServerRefusesWaitsForThePersonAndCanBeTakenBack()
    {
        connectWith(memberWith({Operation::Read}));
        QTRY_COMPARE(gui().verifiedRows(), 1);
        auto *space = gui().desktop().profile().spaces().front();
        // As it was written before the right was taken away.
        VERIFY_OK(await(space->outbox().add(u"general"_s, "chat.text", "a thought\nof two lines")));
        QTRY_VERIFY(gui().rows().back().endsWith(u"Not sent"_s));
        QTRY_COMPARE(gui().label("outboxState"), u"1 message not sent"_s);
        gui().picture(u"19-refused"_s);
        auto *view = gui().find<QListView>("timeline");
        const auto row = view->model()->index(1, 0);
        const MessageLayout layout(MessageLayout::contentOf(row), view->font(), view->viewport()->width());
        const auto at = [&](const QRect &link) { return view->visualRect(row).topLeft() + link.center(); };
        QTest::mouseClick(view->viewport(), Qt::RightButton, {}, at(layout.takeBackLink()));
        QCOMPARE(space->outbox().count(), 1); // a menu, at most
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at(layout.retryLink()));
        QTRY_COMPARE(space->outbox().failedCount(), 1); // tried, and refused again
        gui().find<QPlainTextEdit>("composerText")->insertPlainText(u"and more"_s);
        QTRY_VERIFY(gui().rows().back().endsWith(u"Not sent"_s));
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at(layout.takeBackLink()));
        QTRY_COMPARE(space->outbox().count(), 0);
        QTRY_COMPARE(gui().rows().size(), 1);
        QCOMPARE(gui().find<QPlainTextEdit>("composerText")->toPlainText(),
                 u"a thought\nof two lines\nand more"_s);
    }

    void strangersWordsAreNoMarkupAndTurnNothingAround()
    {
        VERIFY_OK(await(asOwner().state().setEncrypted(
            u"topics/markup"_s,
            QByteArray(R"({"name":"<b>bold</b>\n\u202eback","description":"<img src='/etc/hostname'>"})"))));
        connectWith(m_owner);
        QTRY_COMPARE(gui().topics(), (QStringList{u"General"_s, u"<b>bold</b> back"_s}));
        const auto index = gui().find<QListView>("topicList")->model()->index(1, 0);
        QCOMPARE(index.data(Qt::ToolTipRole).toString(), u"<p>&lt;img src='/etc/hostname'&gt;</p>"_s);
    }

    void everythingHasANameOnEveryPage_data()
    {
        QTest::addColumn<QByteArray>("page");
        for (const auto *page :
             {"welcome", "connect", "newTopic", "topicById", "shortcuts", "about", "access", "data"})
            QTest::newRow(page) << QByteArray(page);
    }
    void everythingHasANameOnEveryPage()
    {
        QFETCH(QByteArray, page);
        if (page == "welcome" || page == "connect") {
            gui().start();
            QTRY_VERIFY(gui().find<QAbstractButton>("tryIt"));
            if (page == "connect")
                CLICK(gui(), "connectToServer");
        } else {
            connectWith(m_owner);
            QTRY_COMPARE(gui().verifiedRows(), 1);
            const QHash<QByteArray, const char *> actions{
                {"newTopic", "actionNewTopic"},   {"topicById", "actionTopicById"},
                {"shortcuts", "actionShortcuts"}, {"about", "actionAbout"},
                {"access", "actionAccess"},       {"data", "actionData"}};
            gui().trigger(actions.value(page));
        }
        if (page == "access")
            QTRY_VERIFY(gui().find<QWidget>("accessTable"));
        else if (page == "data")
            QTRY_VERIFY(gui().find<QWidget>("dataPage"));
        else if (page != "welcome")
            QTRY_VERIFY(gui().window().findChild<QDialog *>());
        verifyNames();
    }

    void everythingHasANameAndShortcutsDoNotClash()
    {
        connectWith(m_owner);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        QSet<QKeySequence> shortcuts;
        const auto actions = gui().window().findChildren<QAction *>();
        for (const auto *action : actions) {
            if (action->isSeparator() || action->text().isEmpty())
                continue;
            const bool isMenu = action->menu() != nullptr;
            QVERIFY2(isMenu || !action->objectName().isEmpty(), qPrintable(action->text()));
            if (action->shortcut().isEmpty())
                continue;
            QVERIFY2(!shortcuts.contains(action->shortcut()), qPrintable(action->shortcut().toString()));
            shortcuts << action->shortcut();
        }
        QVERIFY(shortcuts.size() >= 10);
        verifyNames();
    }

private:
    void verifyNames()
    {
        int focusable = 0;
        const auto widgets = gui().window().findChildren<QWidget *>();
        for (auto *widget : widgets) {
            const bool isOurs = widget->isVisible() && widget->focusPolicy() != Qt::NoFocus &&
                                !widget->objectName().startsWith(u"qt_"_s);
            if (!isOurs)
                continue;
            ++focusable;
            const auto *accessible = QAccessible::queryAccessibleInterface(widget);
            const auto what =
                QLatin1StringView(widget->metaObject()->className()) + u' ' + widget->objectName();
            QVERIFY2(!widget->objectName().isEmpty(), qPrintable(what));
            QVERIFY2(accessible && !accessible->text(QAccessible::Name).isEmpty(), qPrintable(what));
        }
        QVERIFY(focusable >= 1);
    }
};

QTEST_MAIN(TestWindowStates)
#include "tst_windowstates.moc"
