// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// A newcomer's first ten minutes in the real window: try it here, write, see it, restart, still there.

#include "windowfixture.h"

#include "client/credentialsfile.h"
#include "protocol/link.h"

#include <QFileInfo>
#include <QLabel>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestFirstMinutes : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    void tryItHere()
    {
        gui().start();
        CLICK(gui(), "tryIt");
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
    }

    void makeTopic(const QString &name)
    {
        gui().trigger("actionNewTopic");
        QTRY_VERIFY(gui().find<QDialog>("newTopicDialog"));
        gui().type("topicName", name);
        CLICK(gui(), "createTopicButton");
        QTRY_COMPARE(gui().label("topicTitle"), u"# "_s + name);
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aNewcomerWritesAndReads()
    {
        gui().start();
        QTRY_VERIFY(gui().find<QAbstractButton>("tryIt"));
        gui().picture(u"1-welcome"_s);
        CLICK(gui(), "tryIt");
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
        QTRY_VERIFY(gui().label("emptyText").startsWith(u"No messages yet."_s));
        QTRY_VERIFY(gui().find<QAbstractButton>("shield")->accessibleName().startsWith(u"All 2 event"_s));
        gui().picture(u"2-empty-topic"_s);

        gui().say(u"Hello, notebook"_s);
        QTRY_COMPARE(gui().rows().size(), 1);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        QVERIFY(gui().rows().front().startsWith(u"You, "_s));
        QVERIFY(gui().rows().front().endsWith(u": Hello, notebook. Verified"_s));
        QCOMPARE(gui().find<QPlainTextEdit>("composerText")->toPlainText(), QString());
        gui().say(u"Größe: 7 µm — 漢字, שלום, 🧪\nand a second line"_s);
        QTRY_COMPARE(gui().verifiedRows(), 2);
        QVERIFY(
            gui().rows().back().contains(u"Größe: 7 µm — 漢字, שלום, 🧪\nand a second line"_s));
        gui().picture(u"3-messages"_s);

        gui().close();
        gui().start();
        QTRY_COMPARE(gui().verifiedRows(), 2);
        QVERIFY(gui().rows().front().endsWith(u": Hello, notebook. Verified"_s));
        gui().say(u"Still here"_s);
        QTRY_COMPARE(gui().verifiedRows(), 3);
        gui().picture(u"4-after-a-restart"_s);
    }

    void aMessageSaysHowItWasChecked()
    {
        tryItHere();
        gui().say(u"one"_s);
        gui().say(u"two"_s);
        QTRY_COMPARE(gui().verifiedRows(), 2);
        auto *timeline = gui().find<QListView>("timeline");
        timeline->setCurrentIndex(timeline->model()->index(1, 0));
        QTRY_COMPARE(gui().label("seal"), u"hash, signature, link"_s);
        QTRY_COMPARE(gui().label("allowedBy"), u"owner of the space"_s);
        QTRY_COMPARE(gui().label("height"), u"2"_s);
        QCOMPARE(gui().label("type"), u"chat.text"_s);
        QVERIFY(gui().find<QLabel>("id")->toolTip().startsWith(u'M'));
        gui().picture(u"5-details"_s);
    }

    void aNewTopicShowsItsAddressWhileItIsTyped()
    {
        tryItHere();
        gui().trigger("actionNewTopic");
        QTRY_VERIFY(gui().find<QDialog>("newTopicDialog"));
        gui().type("topicName", u"general"_s);
        QCOMPARE(gui().label("topicHint"), u"There is a topic #general already."_s);
        QVERIFY(!gui().find<QAbstractButton>("createTopicButton")->isEnabled());
        gui().type("topicName", u"x"_s);
        QVERIFY(gui().label("topicHint").startsWith(u"2–64 letters"_s));
        gui().type("topicName", u"Field Notes, 2026"_s);
        QCOMPARE(gui().label("topicHint"), u"Its address in this space: #field-notes-2026"_s);
        gui().picture(u"6-new-topic"_s, gui().find<QDialog>("newTopicDialog"));
        CLICK(gui(), "createTopicButton");
        QTRY_COMPARE(gui().topics(), (QStringList{u"Field Notes, 2026"_s, u"General"_s}));
        QTRY_COMPARE(gui().label("topicTitle"), u"# Field Notes, 2026"_s);
        QTRY_VERIFY(!gui().find<QDialog>("newTopicDialog"));
    }

    void whatWasBegunInATopicStaysThere()
    {
        tryItHere();
        makeTopic(u"alerts"_s);
        gui().find<QPlainTextEdit>("composerText")->insertPlainText(u"half a sentence"_s);
        gui().trigger("actionNextTopic");
        QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
        QCOMPARE(gui().find<QPlainTextEdit>("composerText")->toPlainText(), QString());
        gui().trigger("actionPreviousTopic");
        QTRY_COMPARE(gui().label("topicTitle"), u"# alerts"_s);
        QCOMPARE(gui().find<QPlainTextEdit>("composerText")->toPlainText(), u"half a sentence"_s);
    }

    void tooLongIsSaidBeforeItIsSentAndTheTextIsKept()
    {
        tryItHere();
        constexpr int longest = 102'400 / 4 * 3 - 28;
        auto *composer = gui().find<QPlainTextEdit>("composerText");
        composer->setPlainText(QString(longest + 1, u'x'));
        QTRY_VERIFY(gui().label("composerHint").endsWith(u"too long for one message."_s));
        QVERIFY(!gui().find<QAbstractButton>("send")->isEnabled());
        QTest::keyClick(composer, Qt::Key_Return);
        QCOMPARE(composer->toPlainText().size(), longest + 1);
        gui().picture(u"7-too-long"_s);
        composer->setPlainText(QString(longest, u'x'));
        CLICK(gui(), "send");
        QTRY_COMPARE_WITH_TIMEOUT(gui().verifiedRows(), 1, 15'000);
    }

    void credentialsAreSavedForTheCommandLineAndOpenTheSpaceElsewhere()
    {
        tryItHere();
        gui().say(u"seen from both"_s);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        gui().dialogs.toSave = gui().folder() + u"/notebook.json"_s;
        gui().trigger("actionSaveCredentials");
        QTRY_VERIFY(QFileInfo::exists(gui().dialogs.toSave));
        QTRY_VERIFY(gui().label("messageBarText").startsWith(u"Saved as"_s));
        QCOMPARE(QFile::permissions(gui().dialogs.toSave) &
                     (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup),
                 QFileDevice::Permissions());

        WindowFixture other;
        other.start();
        CLICK(other, "connectToServer");
        QTRY_VERIFY(other.find<QDialog>("connectDialog"));
        other.dialogs.toOpen = gui().dialogs.toSave;
        CLICK(other, "fromFile");
        QTRY_COMPARE(other.label("connectHint"), u"You will be this space's owner."_s);
        other.picture(u"8-connect-with-keys"_s, other.find<QDialog>("connectDialog"));
        CLICK(other, "connectButton");
        QTRY_COMPARE(other.verifiedRows(), 1);
        other.say(u"and back"_s);
        QTRY_COMPARE(gui().verifiedRows(), 2);
        QVERIFY(gui().rows().back().contains(u"and back"_s));
        other.close();
    }

    void theWindowComesBackAsItWas()
    {
        tryItHere();
        gui().trigger("actionDark");
        gui().trigger("actionDetails");
        gui().window().resize(900, 600);
        QTRY_VERIFY(!gui().window().findChild<QWidget *>(u"details"_s)->isVisible());
        gui().picture(u"9-dark"_s);
        gui().close();
        QApplication::setPalette(QPalette(Qt::white)); // a light system: dark comes from what was kept
        gui().start();
        QTRY_COMPARE(gui().topics().size(), 1);
        QVERIFY(!gui().window().findChild<QWidget *>(u"details"_s)->isVisible());
        QCOMPARE(gui().window().size(), QSize(900, 600));
        QVERIFY(gui().window().palette().color(QPalette::Window).lightness() < 128);
        gui().trigger("actionFollowSystem");
    }

    void theTopicLookedAtLastComesBack()
    {
        tryItHere();
        gui().say(u"in general"_s);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        makeTopic(u"alerts"_s); // before the other, by name
        makeTopic(u"zoology"_s);
        gui().trigger("actionPreviousTopic");
        QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
        for (int start = 0; start < 2; ++start) {
            gui().close();
            gui().start();
            QTRY_COMPARE(gui().topics().size(), 3);
            QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
            QTRY_COMPARE(gui().verifiedRows(), 1);
        }
        // Closed before anything was there to be looked at: still the same place.
        gui().close();
        gui().start();
        gui().close();
        gui().start();
        QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
        // There and back again.
        gui().trigger("actionAddSpace");
        QTRY_VERIFY(gui().find<QAbstractButton>("back"));
        CLICK(gui(), "back");
        QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
        gui().trigger("actionAddSpace");
        QTRY_VERIFY(gui().find<QAbstractButton>("back"));
        gui().trigger("actionSpace1");
        QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
    }

    void aSecondSpaceIsBesideTheFirst()
    {
        tryItHere();
        makeTopic(u"alerts"_s);
        gui().window().activateWindow(); // without a desktop nobody does when a dialog closes
        QVERIFY(QTest::qWaitForWindowActive(&gui().window()));
        gui().trigger("actionAddSpace");
        CLICK(gui(), "tryIt");
        QTRY_COMPARE(gui().window().findChild<QListView *>(u"spaceRailList"_s)->model()->rowCount(), 2);
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
        QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
        auto *composer = gui().find<QPlainTextEdit>("composerText");
        QTRY_VERIFY(composer->hasFocus());
        gui().trigger("actionSpace1");
        QTRY_COMPARE(gui().label("topicTitle"), u"# alerts"_s);
        QVERIFY(composer->hasFocus()); // whoever types goes on typing
    }

    void aLinkIsOfferedAndFollowedWhenThePersonSaysSo()
    {
        gui().start();
        QTRY_VERIFY(gui().find<QAbstractButton>("tryIt"));
        gui().desktop().take({u"reeeductio:join#v=1"_s});
        QTRY_VERIFY(gui().find<QLabel>("messageBarText"));
        QCOMPARE(gui().label("messageBarText"),
                 u"This link is damaged: the server's address is missing or malformed. Ask for it again."_s);
        CLICK(gui(), "messageBarClose");
        CLICK(gui(), "tryIt");
        QTRY_COMPARE(gui().topics().size(), 1);
        auto *space = gui().desktop().profile().spaces().front();
        const OpenLink link{space->server(), space->space().id(), u"plans"_s, {}};
        gui().desktop().take({toString(link)});
        QTRY_COMPARE(gui().label("messageBarText"), u"A link asks to show #plans."_s);
        gui().picture(u"18-a-link"_s);
        QCOMPARE(gui().topics().size(), 1);
        CLICK(gui(), "messageBarAction");
        QTRY_COMPARE(gui().label("topicTitle"), u"# plans"_s);
        QCOMPARE(gui().topics().size(), 2);
    }
};

QTEST_MAIN(TestFirstMinutes)
#include "tst_firstminutes.moc"
