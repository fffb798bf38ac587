// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The data of a space in the real window: what the first visit cannot know, what the second one notices of a
// server that went back, and how a person goes on from there.

#include "gui/data/datapage.h"
#include "gui/shared/messagebar.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestDataPage : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    Credentials m_carl = m_server.newUser(m_owner);
    std::unique_ptr<Space> m_carlsSpace;
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }
    Data &carl() { return m_carlsSpace->data(); }
    LiveSpace &space() { return *gui().desktop().profile().spaces().front(); }

    void openPage()
    {
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText")); // which is shown as soon as there is a topic
        gui().window().resize(1180, 820);
        gui().window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&gui().window()));
        CLICK(gui(), "spaceData");
        QTRY_VERIFY(gui().find<DataPage>("dataPage"));
        QTRY_VERIFY2(gui().label("pageAbout").contains(u"met so far"_s),
                     qPrintable(gui().label("pageAbout") + barText("dataBar")));
    }
    void openPath(const QString &path)
    {
        gui().type("openPath", path);
        QTest::keyClick(gui().find<QLineEdit>("openPath"), Qt::Key_Return);
        QTRY_COMPARE(gui().label("dataPath"), path);
        QTRY_VERIFY(!page().current().isReading);
    }
    DataPage &page() { return *gui().find<DataPage>("dataPage"); }
    QTreeView *table() { return gui().find<QTreeView>("dataTable"); }
    QStringList column(int column)
    {
        QStringList list;
        for (int row = 0; table() && row < table()->model()->rowCount(); ++row)
            list << table()->model()->index(row, column).data().toString();
        return list;
    }
    QStringList paths() { return column(DataListModel::Path); }
    QStringList states() { return column(DataListModel::Status); }
    QString shownText()
    {
        const auto *const text = gui().find<QPlainTextEdit>("dataText");
        return text ? text->toPlainText() : QString();
    }
    QString barText(const char *name)
    {
        const auto *const bar = gui().find<MessageBar>(name);
        return bar ? bar->text() : QString();
    }
    void confirm()
    {
        QTRY_VERIFY(gui().find<QMessageBox>("confirmBox"));
        CLICK(gui(), "confirmButton");
    }
    void pictures(const QString &name, QWidget *of = nullptr)
    {
        gui().picture(name, of);
        gui().trigger("actionDark");
        gui().picture(name + u"-dark"_s, of);
        gui().trigger("actionLight");
    }
    //! A server that is brought back to how it was, and a window that is opened anew on it.
    void goBackTo(const QString &copy)
    {
        gui().close();
        m_server.stop();
        QVERIFY(m_server.bringBackCopy(copy));
        QVERIFY(m_server.start());
        gui().start();
        QTRY_VERIFY(gui().window().isShowingSpace());
        openPage();
    }
    void keep(const QString &copy)
    {
        m_server.stop();
        QVERIFY(m_server.keepCopy(copy));
        QVERIFY(m_server.start());
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_server.isForeign())
            QSKIP("makes the embedded server go back");
    }
    void init()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_owner.userKey = SymmetricKey::generate();
        m_carl = m_server.newUser(m_owner);
        const auto owners = m_server.spaceFor(m_owner.clone());
        m_carlsSpace = m_server.spaceFor(m_carl.clone());
        const auto carlsId = *UserId::parse(m_carl.member.toString());
        VERIFY_OK(await(owners->members().addUser(carlsId)));
        for (const auto &path : {u"{...}"_s, u"data/{...}"_s})
            VERIFY_OK(await(owners->members().grantToUser(carlsId, path == u"{...}"_s ? u"w"_s : u"r"_s,
                                                          {Operation::Write, path})));
        VERIFY_OK(await(owners->state().setEncrypted(u"space"_s, R"({"name":"Field Lab"})")));
        VERIFY_OK(await(owners->state().setEncrypted(u"topics/general"_s, R"({"name":"General"})")));
        VERIFY_OK(await(
            owners->state().setPlaintext(u"profiles/"_s + m_carl.member.toString(), R"({"name":"Carl"})")));
        VERIFY_OK(await(carl().setEncrypted(u"menu/monday"_s, R"({"main":"fish","price":7})")));
        m_fixture = std::make_unique<WindowFixture>();
        gui().connectWith(m_owner);
        QTRY_VERIFY(gui().window().isShowingSpace());
        QTRY_COMPARE(space().nameOf(m_carl.member.text()), u"Carl"_s);
    }
    void cleanup() { m_fixture.reset(); }

    void theFirstVisitCannotKnow()
    {
        QVERIFY(!gui().window().findChild<DataPage *>()); // not made before it is wanted
        openPage();
        QVERIFY(gui().label("noData").startsWith(u"Nothing met so far."_s));
        QVERIFY(!gui().find<QAbstractButton>("checkAllData")->isEnabled());
        pictures(u"data-1-empty"_s);

        openPath(u"menu/monday"_s);
        QTRY_VERIFY(shownText().contains(u"\"main\": \"fish\""_s));
        QCOMPARE(gui().label("dataForm"), u"Encrypted"_s);
        QVERIFY2(gui().label("dataSeal").startsWith(u"Signature holds: Carl, "_s),
                 qPrintable(gui().label("dataSeal")));
        QVERIFY(gui()
                    .label("dataVerdict")
                    .startsWith(u"First visit: whether this is the newest value, cannot be known."_s));
        QCOMPARE(paths(), QStringList{u"menu/monday"_s});
        QCOMPARE(column(DataListModel::Signer), QStringList{u"Carl"_s});
        QCOMPARE(states(), QStringList{u"Never checked since"_s});
        QVERIFY(!gui().find<QWidget>("dataAlarm") && !gui().find<MessageBar>("dataAlarmBar"));
        pictures(u"data-2-first-visit"_s);
        CLICK(gui(), "dataAsText");
        QCOMPARE(shownText(), uR"({"main":"fish","price":7})"_s);
        CLICK(gui(), "dataAsHex");
        QVERIFY(shownText().startsWith(u"000000  7b 22"_s));

        CLICK(gui(), "dataAsText");
        CLICK(gui(), "checkData");
        QTRY_COMPARE(states(), QStringList{u"Verified"_s});
        QVERIFY(gui().label("dataVerdict").startsWith(u"Not older than anything met here before"_s));
        VERIFY_OK(await(carl().setPlaintext(u"menu/monday"_s, "closed")));
        CLICK(gui(), "checkData");
        QTRY_COMPARE(shownText(), u"closed"_s);
        QCOMPARE(states(), QStringList{u"Verified"_s});
        QCOMPARE(gui().label("dataForm"), u"The server can read this"_s);

        openPath(u"menu/never"_s);
        QVERIFY(gui().label("dataVerdict").contains(u"Whether there ever was, cannot be known"_s));
        QVERIFY(!gui().find<QAbstractButton>("deleteData")->isEnabled());
        QCOMPARE(paths().size(), 1);
        QVERIFY(!table()->currentIndex().isValid());
        gui().type("openPath", u"a/../b"_s);
        QVERIFY(!gui().find<QAbstractButton>("openPathButton")->isEnabled());

        QTest::keyClick(&page(), Qt::Key_Escape);
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QTest::keySequence(&gui().window(), QKeySequence(u"Ctrl+Shift+8"_s));
        QTRY_VERIFY(gui().find<DataPage>("dataPage"));
    }

    void theSecondVisitAlarmsAndOneMayGoOn()
    {
        keep(u"older"_s);
        VERIFY_OK(await(carl().setEncrypted(u"menu/monday"_s, R"({"main":"soup","price":5})")));
        openPage();
        openPath(u"menu/monday"_s);
        QTRY_VERIFY(shownText().contains(u"soup"_s));
        goBackTo(u"older"_s);
        QCOMPARE(states(), QStringList{u"Never checked since"_s}); // it survived
        table()->setCurrentIndex(table()->model()->index(0, 0));
        QTRY_COMPARE(states(), QStringList{u"Older than before"_s});
        QVERIFY(barText("dataAlarmBar").endsWith(u"not what this server gave before."_s));
        QTRY_VERIFY(gui().find<QWidget>("dataAlarm"));
        QCOMPARE(gui().label("dataAlarmTitle"), u"Older than before"_s);
        QVERIFY(
            gui().label("dataAlarmText").contains(u"this server had an entry here that Carl signed on"_s));
        QVERIFY(gui().label("dataAlarmText").contains(u"Now it gives one that Carl signed before that"_s));
        QTRY_VERIFY(shownText().contains(u"fish"_s)); // what it gives is to be looked at
        const auto spoken = table()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(spoken.startsWith(u"menu/monday, Carl, "_s) && spoken.endsWith(u"Older than before"_s),
                 qPrintable(spoken));
        pictures(u"data-3-alarm"_s);

        CLICK(gui(), "alarmMeaning");
        QTRY_VERIFY(gui().find<QMessageBox>("alarmMeaningBox"));
        QVERIFY(gui()
                    .find<QMessageBox>("alarmMeaningBox")
                    ->informativeText()
                    .contains(u"nothing chains one value to the next"_s));
        pictures(u"data-4-meaning"_s, gui().find<QMessageBox>("alarmMeaningBox"));
        CLICK(gui(), "closeButton");

        // To the same again, after a restart.
        goBackTo(u"older"_s);
        QCOMPARE(states(), QStringList{u"Older than before"_s});
        gui().find<MessageBar>("dataAlarmBar")->findChild<QAbstractButton *>(u"messageBarAction"_s)->click();
        QTRY_VERIFY(gui().find<QWidget>("dataAlarm"));
        CLICK(gui(), "acceptAlarm");
        QTRY_VERIFY(gui().find<QMessageBox>("confirmBox"));
        gui().picture(u"data-5-go-on"_s, gui().find<QMessageBox>("confirmBox"));
        CLICK(gui(), "cancelButton");
        QTRY_VERIFY(!gui().find<QMessageBox>("confirmBox"));
        QCOMPARE(states(), QStringList{u"Older than before"_s});
        CLICK(gui(), "acceptAlarm");
        confirm();
        QTRY_VERIFY(!gui().find<QWidget>("dataAlarm"));
        QVERIFY(!gui().find<MessageBar>("dataAlarmBar"));
        QVERIFY(gui().label("pastAlarms").contains(u"Older than before."_s));
        QVERIFY(gui().label("pastAlarms").contains(u"you went on from there"_s));
        CLICK(gui(), "checkData");
        QTRY_COMPARE(states(), QStringList{u"Verified"_s});
        pictures(u"data-6-gone-on"_s);
    }

    void whatIsGoneIsToldAsWhatCanBeKnown()
    {
        openPage();
        openPath(u"menu/monday"_s);
        QTRY_COMPARE(states().size(), 1);
        VERIFY_OK(await(carl().remove(u"menu/monday"_s)));
        CLICK(gui(), "checkAllData");
        QTRY_COMPARE(states(), QStringList{u"Gone"_s});
        QVERIFY(table()->selectionModel()->isSelected(table()->model()->index(0, 0)));
        QTRY_VERIFY(!gui().find<QAbstractButton>("dataAsText")); // of nothing
        QTRY_VERIFY(barText("dataBar").startsWith(u"1 entr"_s));
        QVERIFY(barText("dataBar").contains(u"1 of them"_s));
        QTRY_VERIFY(gui().label("dataAlarmText").contains(u"Now it says that there is nothing"_s));
        CLICK(gui(), "alarmMeaning");
        QTRY_VERIFY(gui().find<QMessageBox>("alarmMeaningBox"));
        QVERIFY(gui()
                    .find<QMessageBox>("alarmMeaningBox")
                    ->informativeText()
                    .contains(u"Deleting is not signed by anybody"_s));
        CLICK(gui(), "closeButton");
        pictures(u"data-7-gone"_s);
        CLICK(gui(), "acceptAlarm");
        confirm();
        QTRY_COMPARE(states(), QStringList{u"Gone, as you know"_s});
        CLICK(gui(), "checkAllData");
        QTRY_VERIFY(barText("dataBar").endsWith(u"Each is as it was met before, or newer."_s));
        QVERIFY(barText("dataBar").startsWith(u"1 entr"_s));
    }

    void entriesAreWrittenAndNothingUnseenIsWrittenOver()
    {
        openPage();
        CLICK(gui(), "newData");
        QTRY_VERIFY(gui().find<QDialog>("dataValueDialog"));
        QVERIFY(!gui().find<QAbstractButton>("saveEntry")->isEnabled());
        gui().type("entryPath", u"menu/monday"_s);
        gui().find<QPlainTextEdit>("entryText")->setPlainText(u"stew"_s);
        CLICK(gui(), "saveEntry");
        auto *bar = gui().find<QDialog>("dataValueDialog")->findChild<MessageBar *>(u"bar"_s);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(bar->text().startsWith(u"There is an entry that you have not seen, signed by Carl"_s));
        QCOMPARE(await(carl().encrypted(u"menu/monday"_s))->value, R"({"main":"fish","price":7})");
        pictures(u"data-8-unseen"_s, gui().find<QDialog>("dataValueDialog"));
        CLICK(gui(), "saveEntry");
        QTRY_VERIFY(!gui().find<QDialog>("dataValueDialog"));
        QCOMPARE(await(carl().encrypted(u"menu/monday"_s))->value, "stew");
        QTRY_COMPARE(shownText(), u"stew"_s);
        QCOMPARE(barText("dataBar"), u"“menu/monday” is saved."_s);
        QTRY_COMPARE(states(), QStringList{u"Verified"_s}); // it has been read back

        CLICK(gui(), "editData");
        QTRY_VERIFY(gui().find<QDialog>("dataValueDialog"));
        QCOMPARE(gui().find<QPlainTextEdit>("entryText")->toPlainText(), u"stew"_s);
        gui().find<QPlainTextEdit>("entryText")->setPlainText(u"stew and bread"_s);
        gui().find<QComboBox>("entryCover")->setCurrentIndex(2);
        CLICK(gui(), "saveEntry");
        QTRY_COMPARE(shownText(), u"stew and bread"_s);
        QCOMPARE(await(carl().plaintext(u"menu/monday"_s))->value, "stew and bread");

        // One's own, which nobody else can read.
        CLICK(gui(), "newData");
        QTRY_VERIFY(gui().find<QDialog>("dataValueDialog"));
        gui().type("entryPath", u"diary"_s);
        gui().find<QComboBox>("entryCover")->setCurrentIndex(1);
        const auto own = u"user/"_s + m_owner.member.toString() + u"/diary"_s;
        QCOMPARE(gui().label("entryHint"), u"It will be at "_s + own + u'.');
        gui().find<QPlainTextEdit>("entryText")->setPlainText(u"secret"_s);
        CLICK(gui(), "saveEntry");
        QTRY_COMPARE(shownText(), u"secret"_s);
        QCOMPARE(gui().label("dataForm"), u"Encrypted"_s);
        QCOMPARE(paths(), (QStringList{u"menu/monday"_s, own}));

        CLICK(gui(), "deleteData");
        QTRY_VERIFY(gui().find<QMessageBox>("confirmBox"));
        QVERIFY(gui().find<QMessageBox>("confirmBox")->informativeText().contains(u"cannot be undone"_s));
        gui().picture(u"data-9-delete"_s, gui().find<QMessageBox>("confirmBox"));
        confirm();
        QTRY_COMPARE(states(), (QStringList{u"Verified"_s, u"Deleted by you"_s}));
        QTRY_VERIFY(gui().label("dataVerdict").startsWith(u"You deleted it on "_s));
        QVERIFY(!gui().find<MessageBar>("dataAlarmBar")); // it was this person
        pictures(u"data-10-deleted"_s);
    }

    void entriesAreFoundAndAllAreChecked()
    {
        for (int i = 0; i < 12; ++i)
            VERIFY_OK(await(
                carl().setPlaintext(u"list/%1"_s.arg(i, 2, 10, QLatin1Char('0')), QByteArray::number(i))));
        VERIFY_OK(await(space().space().data().setPlaintext(u"mine"_s, "x")));
        openPage();
        for (int i = 0; i < 12; ++i)
            VERIFY_OK(await(space().space().data().read(u"list/%1"_s.arg(i, 2, 10, QLatin1Char('0')))));
        QTRY_COMPARE(paths().size(), 13);
        gui().type("dataSearch", u"carl 07"_s);
        QTRY_COMPARE(paths(), QStringList{u"list/07"_s});
        gui().type("dataSearch", u"nothing like it"_s);
        QTRY_VERIFY(gui().label("noData").startsWith(u"Nothing found among 13 entr"_s));
        gui().find<QLineEdit>("dataSearch")->clear();
        CLICK(gui(), "checkAllData");
        QTRY_VERIFY(barText("dataBar").endsWith(u"Each is as it was met before, or newer."_s));
        QVERIFY(barText("dataBar").startsWith(u"13 entr"_s));
        QVERIFY(!gui().find<QProgressBar>("checkProgress"));
        QCOMPARE(states().count(u"Verified"_s), 13);
        gui().find<QComboBox>("dataKind")->setCurrentIndex(2);
        QTRY_VERIFY(gui().label("noData").startsWith(u"Nothing found among 13 entr"_s));
        gui().find<QComboBox>("dataKind")->setCurrentIndex(0);
        table()->sortByColumn(DataListModel::Signer, Qt::DescendingOrder);
        QCOMPARE(paths().front(), u"mine"_s); // "You"
        table()->sortByColumn(DataListModel::SignedAt, Qt::AscendingOrder);
        QCOMPARE(paths().back(), u"mine"_s);

        m_server.stop();
        CLICK(gui(), "checkAllData");
        QTRY_VERIFY(barText("dataBar").startsWith(u"Can't reach the server"_s));
        QVERIFY(!gui().find<MessageBar>("dataAlarmBar")); // no answer is no alarm
        QCOMPARE(states().count(u"Verified"_s), 13);
    }

    void aCheckCanBeCancelled()
    {
        for (int i = 0; i < 40; ++i)
            VERIFY_OK(await(space().space().data().setPlaintext(u"many/%1"_s.arg(i), "x")));
        openPage();
        QTRY_COMPARE(paths().size(), 40);
        CLICK(gui(), "checkAllData");
        QVERIFY(gui().find<QProgressBar>("checkProgress"));
        QVERIFY(gui().find<QAbstractButton>("cancelCheck"));
        gui().click("cancelCheck"); // at once: else it may be through
        QVERIFY(!gui().find<QProgressBar>("checkProgress"));
        QVERIFY2(barText("dataBar").startsWith(u"Stopped after "_s), qPrintable(barText("dataBar")));
        QVERIFY(gui().find<QAbstractButton>("checkAllData")->isEnabled());
        CLICK(gui(), "checkAllData");
        gui().picture(u"data-11-checking"_s);
        QTRY_VERIFY(barText("dataBar").startsWith(u"40 entr"_s));
    }

    void whoMayNotWriteIsToldWhichRightItTakes()
    {
        gui().close();
        m_fixture = std::make_unique<WindowFixture>();
        const auto reader = m_server.newUser(m_owner);
        const auto owners = m_server.spaceFor(m_owner.clone());
        const auto id = *UserId::parse(reader.member.toString());
        VERIFY_OK(await(owners->members().addUser(id)));
        VERIFY_OK(await(owners->members().grantToUser(id, u"d"_s, {Operation::Read, u"data/{...}"_s})));
        gui().connectWith(reader);
        QTRY_VERIFY(gui().window().isShowingSpace());
        openPage();
        openPath(u"menu/monday"_s);
        QTRY_VERIFY(shownText().contains(u"fish"_s));
        CLICK(gui(), "editData");
        QTRY_VERIFY(gui().find<QDialog>("dataValueDialog"));
        CLICK(gui(), "saveEntry");
        auto *bar = gui().find<QDialog>("dataValueDialog")->findChild<MessageBar *>(u"bar"_s);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY2(bar->text().contains(u"a right on the bare path “menu/monday”"_s), qPrintable(bar->text()));
        CLICK(gui(), "cancelButton");
        CLICK(gui(), "deleteData");
        confirm();
        QTRY_VERIFY(barText("dataBar").contains(u"a right on the bare path"_s));
        CLICK(gui(), "checkData");
        QTRY_COMPARE(states(), QStringList{u"Verified"_s});
    }
};

QTEST_MAIN(TestDataPage)
#include "tst_datapage.moc"
