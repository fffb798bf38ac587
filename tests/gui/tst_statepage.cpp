// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The state of a space in the real window: looked through, at earlier moments too, and changed without ever
// writing over what somebody else wrote meanwhile.

#include "client/credentialsfile.h"
#include "gui/shared/messagebar.h"
#include "models/statehistorymodel.h"
#include "models/statetreemodel.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSlider>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestStatePage : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    Credentials m_carl = m_server.newOwner();
    std::unique_ptr<Space> m_ownersSpace;
    std::unique_ptr<Space> m_carlsSpace;
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }
    State &carl() { return m_carlsSpace->state(); }

    void write(State &state, const QString &path, const QByteArray &value)
    {
        VERIFY_OK(await(state.setPlaintext(path, value)));
    }

    void openWindow(bool hasTopics = true)
    {
        gui().dialogs.toOpen = gui().folder() + u"/credentials.json"_s;
        QFile file(gui().dialogs.toOpen);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(writeCredentialsFile(m_owner).exposeUnwiped());
        file.close();
        gui().start();
        CLICK(gui(), "connectToServer");
        QTRY_VERIFY(gui().find<QDialog>("connectDialog"));
        CLICK(gui(), "fromFile");
        QTRY_VERIFY(gui().find<QAbstractButton>("connectButton")->isEnabled());
        CLICK(gui(), "connectButton");
        QTRY_VERIFY(gui().window().isShowingSpace());
        if (hasTopics)
            QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        gui().window().resize(1180, 760);
    }
    void openState()
    {
        CLICK(gui(), "spaceState");
        QTRY_VERIFY(gui().find<QTreeView>("stateTree"));
        QTRY_VERIFY(tree()->model()->rowCount() > 0);
    }

    //! The numbers in a label.
    QStringList countsIn(const char *label)
    {
        static const QRegularExpression number(u"\\d+"_s);
        QStringList counts;
        const auto text = gui().label(label);
        for (const auto &match : number.globalMatch(text))
            counts << match.captured();
        return counts;
    }

    QTreeView *tree() { return gui().find<QTreeView>("stateTree"); }
    QStringList names(const QModelIndex &parent = {})
    {
        QStringList list;
        for (int row = 0; row < tree()->model()->rowCount(parent); ++row)
            list << tree()->model()->index(row, 0, parent).data().toString();
        return list;
    }
    QModelIndex indexOf(const QString &path)
    {
        return qobject_cast<StateTreeModel *>(tree()->model())->indexOf(path);
    }
    void choose(const QString &path)
    {
        QTRY_VERIFY(indexOf(path).isValid());
        tree()->setCurrentIndex(indexOf(path));
        QTRY_COMPARE(gui().label("valuePath"), path);
    }
    QString valueText()
    {
        const auto *const text = gui().find<QPlainTextEdit>("valueText");
        return text ? text->toPlainText() : QString();
    }
    QStringList changes()
    {
        QStringList list;
        const auto *const table = gui().find<QTreeView>("historyTable");
        for (int row = 0; table && row < table->model()->rowCount(); ++row)
            list << table->model()->index(row, StateHistoryModel::Change).data().toString();
        return list;
    }
    void chooseVersion(int row)
    {
        auto *const table = gui().find<QTreeView>("historyTable");
        table->setCurrentIndex(table->model()->index(row, 0));
    }
    QString barText(const char *name)
    {
        const auto *const bar = gui().find<MessageBar>(name);
        return bar ? bar->text() : QString();
    }
    //! The button of that bar.
    void act(const char *bar)
    {
        auto *const button = gui().find<MessageBar>(bar)->findChild<QAbstractButton *>(u"messageBarAction"_s);
        QVERIFY(button && button->isVisible());
        QTest::mouseClick(button, Qt::LeftButton);
    }
    QPlainTextEdit *field() { return gui().find<QPlainTextEdit>("newText"); }
    void pictures(const QString &name, QWidget *of = nullptr)
    {
        gui().picture(name, of);
        gui().trigger("actionDark");
        gui().picture(name + u"-dark"_s, of);
        gui().trigger("actionLight");
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_server.isForeign())
            QSKIP("looks at one server's clock");
        QVERIFY(m_server.start());
    }
    void init()
    {
        m_owner = m_server.newOwner();
        m_carl = m_server.newUser(m_owner);
        m_ownersSpace = m_server.spaceFor(m_owner.clone());
        m_carlsSpace = m_server.spaceFor(m_carl.clone());
        const auto carlsId = *UserId::parse(m_carl.member.toString());
        VERIFY_OK(await(m_ownersSpace->members().addUser(carlsId)));
        VERIFY_OK(await(
            m_ownersSpace->members().grantToUser(carlsId, u"edits"_s, {Operation::Write, u"state/{...}"_s})));
        VERIFY_OK(await(m_ownersSpace->state().setEncrypted(u"topics/general"_s, R"({"name":"general"})")));
        write(m_ownersSpace->state(), u"profiles/"_s + m_carl.member.toString(), R"({"name":"Carl"})");
        write(m_ownersSpace->state(), u"settings/limits"_s, R"({"colour":"blue","size":3})");
        VERIFY_OK(await(m_ownersSpace->state().setEncrypted(u"settings/door"_s, "open at nine")));
        write(carl(), u"settings/limits"_s, R"({"colour":"green","size":3,"tall":true})");
        m_fixture = std::make_unique<WindowFixture>();
        openWindow();
    }
    void cleanup()
    {
        if (m_fixture && m_fixture->find<QWidget>("mainWindow"))
            m_fixture->close();
        m_fixture.reset();
    }

    void valuesAreLookedAt()
    {
        openState();
        QTRY_COMPARE(names(), (QStringList{u"auth"_s, u"profiles"_s, u"settings"_s, u"topics"_s}));
        QCOMPARE(gui().label("pageTitle"), u"State"_s);
        QTRY_COMPARE(countsIn("pageAbout"), (QStringList{u"6"_s, u"7"_s})); // values, events
        QVERIFY(gui().find<QLabel>("nothingChosen"));
        pictures(u"state-1-open"_s);

        choose(u"settings/limits"_s);
        QTRY_VERIFY(valueText().contains(u"\"colour\": \"green\""_s));
        QCOMPARE(gui().label("formText"), u"The server can read this"_s);
        QVERIFY(gui().label("sealText").startsWith(u"Signed by Carl, "_s));
        QCOMPARE(countsIn("historyTitle"), QStringList{u"2"_s});
        QCOMPARE(changes(), (QStringList{u"+3 −2"_s, u"Created"_s})); // a comma is a change of its line, too
        QVERIFY(!gui().find<QAbstractButton>("restoreVersion")->isEnabled());
        pictures(u"state-2-value"_s);

        CLICK(gui(), "lookText");
        QCOMPARE(valueText(), uR"({"colour":"green","size":3,"tall":true})"_s);
        CLICK(gui(), "lookHex");
        QVERIFY(valueText().startsWith(u"000000  7b 22 63 6f"_s));
        CLICK(gui(), "lookChanges");
        QVERIFY(valueText().contains(u"−     \"colour\": \"blue\""_s));
        QVERIFY(valueText().contains(u"+     \"colour\": \"green\""_s));
        pictures(u"state-3-changes"_s);
        chooseVersion(1);
        QVERIFY(valueText().startsWith(u"+ {"_s)); // all of it was new
        CLICK(gui(), "lookJson");
        QVERIFY(valueText().contains(u"\"colour\": \"blue\""_s));
        QVERIFY(gui().label("sealText").startsWith(u"Signed by You, "_s));
        QCOMPARE(gui().label("valueNote"), u"An earlier version: it was replaced since."_s);

        choose(u"settings/door"_s);
        QTRY_COMPARE(valueText(), u"open at nine"_s);
        QCOMPARE(gui().label("formText"), u"Encrypted"_s);
        QVERIFY(!gui().find<QAbstractButton>("lookJson")->isEnabled());

        gui().find<QLineEdit>("stateSearch")->setText(u"lim"_s);
        QTRY_COMPARE(names(), QStringList{u"settings"_s});
        QVERIFY(tree()->isExpanded(tree()->model()->index(0, 0)));
        gui().find<QLineEdit>("stateSearch")->setText(u"zebra"_s);
        QTRY_COMPARE(gui().label("nothingFound"), u"Nothing found."_s);
        gui().find<QLineEdit>("stateSearch")->clear();
        QTRY_COMPARE(names().size(), 4);
        QTest::keyClick(tree(), Qt::Key_Escape);
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
    }

    void whatComesIsShownWhereAPersonIs()
    {
        openState();
        choose(u"settings/limits"_s);
        tree()->setExpanded(tree()->model()->index(0, 0), true);
        write(carl(), u"settings/another"_s, "1");
        QTRY_VERIFY(indexOf(u"settings/another"_s).isValid());
        QCOMPARE(tree()->currentIndex(), indexOf(u"settings/limits"_s));
        QVERIFY(tree()->isExpanded(tree()->model()->index(0, 0)));
        QVERIFY(tree()->isExpanded(indexOf(u"settings/limits"_s).parent()));
        write(carl(), u"settings/limits"_s, "7");
        QTRY_COMPARE(changes().size(), 3);
        QTRY_COMPARE(valueText(), u"7"_s);
    }

    void whatIsTypedIsNotLeftUnasked()
    {
        openState();
        CLICK(gui(), "newValue");
        QTRY_VERIFY(gui().find<QDialog>("stateValueDialog"));
        QTest::keyClicks(field(), u"A long thought"_s);
        QTest::keyClick(gui().find<QDialog>("stateValueDialog"), Qt::Key_Escape);
        QVERIFY(gui().find<QDialog>("stateValueDialog"));
        QVERIFY(barText("bar").startsWith(u"What you wrote is not saved."_s));
        QCOMPARE(field()->toPlainText(), u"A long thought"_s);
        pictures(u"state-4-unsaved"_s, gui().find<QDialog>("stateValueDialog"));
        QTest::keyClick(gui().find<QDialog>("stateValueDialog"), Qt::Key_Escape);
        QTRY_VERIFY(!gui().find<QDialog>("stateValueDialog"));
    }

    void aNewValueIsEncryptedUnlessOneSaysOtherwise()
    {
        openState();
        CLICK(gui(), "newValue");
        QTRY_VERIFY(gui().find<QDialog>("stateValueDialog"));
        auto *const save = gui().find<QAbstractButton>("saveValue");
        QVERIFY(!save->isEnabled());
        gui().type("newPath", u"rules/1 2"_s);
        field()->setPlainText(u"Be kind"_s);
        QVERIFY(gui().label("valueHint").startsWith(u"That is no path"_s));
        QVERIFY(!save->isEnabled());
        gui().type("newPath", u"settings/limits"_s);
        QVERIFY(gui().label("valueHint").startsWith(u"There is a value"_s));
        gui().type("newPath", u"rules/first"_s);
        QVERIFY(save->isEnabled());
        QCOMPARE(gui().find<QComboBox>("newForm")->currentIndex(), 0);
        pictures(u"state-4-new"_s, gui().find<QDialog>("stateValueDialog"));
        CLICK(gui(), "saveValue");
        QTRY_VERIFY(!gui().find<QDialog>("stateValueDialog"));
        QCOMPARE(barText("stateBar"), u"“rules/first” is saved."_s);
        QTRY_COMPARE(gui().label("valuePath"), u"rules/first"_s);
        QTRY_COMPARE(valueText(), u"Be kind"_s);
        QTRY_COMPARE(tree()->currentIndex(), indexOf(u"rules/first"_s));
        const auto stored = await(m_ownersSpace->state().encrypted(u"rules/first"_s));
        VERIFY_OK(stored);
        QCOMPARE(stored->value, "Be kind"_ba);
        pictures(u"state-5-saved"_s);

        act("stateBar");
        QTRY_COMPARE(barText("stateBar"), u"Undone: what was there before is written again."_s);
        QTRY_VERIFY(!indexOf(u"rules/first"_s).isValid());
        QTRY_COMPARE(changes(), (QStringList{u"Deleted"_s, u"Created"_s}));
        CLICK(gui(), "showDeleted");
        QTRY_VERIFY(indexOf(u"rules/first"_s).isValid());
        pictures(u"state-6-deleted"_s);
        chooseVersion(1);
        CLICK(gui(), "restoreVersion");
        QTRY_COMPARE(changes(), (QStringList{u"Created again"_s, u"Deleted"_s, u"Created"_s}));
        QTRY_VERIFY(gui().find<QAbstractButton>("deleteValue"));
        QCOMPARE(await(m_ownersSpace->state().encrypted(u"rules/first"_s))->value, "Be kind"_ba);
    }

    void aValueIsChangedDeletedAndRestored()
    {
        openState();
        choose(u"settings/limits"_s);
        QTRY_VERIFY(valueText().contains(u"green"_s));
        CLICK(gui(), "editValue");
        QTRY_VERIFY(field());
        QCOMPARE(gui().find<QComboBox>("newForm")->currentIndex(), 1); // as it was
        QVERIFY(field()->toPlainText().contains(u"\"colour\": \"green\""_s));
        field()->setPlainText(u"{\"colour\":"_s);
        QVERIFY(gui().label("valueHint").startsWith(u"This is not JSON any more"_s));
        field()->setPlainText(uR"({"colour":"red"})"_s);
        CLICK(gui(), "saveValue");
        QTRY_COMPARE(changes().size(), 3);
        QCOMPARE(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->value,
                 R"({"colour":"red"})"_ba);
        CLICK(gui(), "deleteValue");
        QTRY_COMPARE(barText("stateBar"), u"“settings/limits” is deleted."_s);
        QTRY_COMPARE(changes().size(), 4);
        QVERIFY(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->isDeleted());
        QTRY_VERIFY(!gui().find<QAbstractButton>("deleteValue"));
        chooseVersion(3);
        CLICK(gui(), "restoreVersion");
        QTRY_COMPARE(changes().size(), 5);
        QCOMPARE(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->value,
                 R"({"colour":"blue","size":3})"_ba);
        act("stateBar");
        QTRY_COMPARE(changes().size(), 6);
        QVERIFY(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->isDeleted());
    }

    void nothingOfOthersIsWrittenOver_data()
    {
        QTest::addColumn<QString>("mine"); // empty: theirs is taken
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("mine is kept") << u"mine"_s << "mine"_ba;
        QTest::newRow("theirs is taken") << QString() << "theirs"_ba;
        QTest::newRow("both") << u"theirs and mine"_s << "theirs and mine"_ba;
    }
    void nothingOfOthersIsWrittenOver()
    {
        QFETCH(QString, mine);
        QFETCH(QByteArray, left);
        openState();
        choose(u"settings/limits"_s);
        CLICK(gui(), "editValue");
        QTRY_VERIFY(field());
        field()->setPlainText(u"mine"_s);
        write(carl(), u"settings/limits"_s, "theirs");
        write(carl(), u"settings/another"_s, "1");
        CLICK(gui(), "saveValue");
        QTRY_VERIFY(gui().find<QPlainTextEdit>("theirText"));
        QCOMPARE(gui().find<QPlainTextEdit>("theirText")->toPlainText(), u"theirs"_s);
        const auto *const told =
            gui().find<QDialog>("stateValueDialog")->findChild<QLabel *>(u"messageBarText"_s);
        QVERIFY2(told->text().startsWith(u"Carl changed this "_s) &&
                     told->text().endsWith(u" ago. Nothing of yours has been written yet."_s),
                 qPrintable(told->text()));
        QCOMPARE(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->value, "theirs"_ba);
        pictures(u"state-7-merge"_s, gui().find<QDialog>("stateValueDialog"));
        if (mine.isEmpty()) {
            CLICK(gui(), "takeTheirs");
        } else {
            field()->setPlainText(mine);
            QCOMPARE(gui().find<QAbstractButton>("saveValue")->text(),
                     mine == u"mine"_s ? u"Keep mine"_s : u"Save merged"_s);
            CLICK(gui(), "saveValue");
        }
        QTRY_VERIFY(!gui().find<QDialog>("stateValueDialog"));
        QCOMPARE(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->value, left);
        QTRY_COMPARE(changes().size(), mine.isEmpty() ? 3 : 4);
    }

    void twiceOvertakenIsToldTwice()
    {
        openState();
        choose(u"settings/limits"_s);
        CLICK(gui(), "editValue");
        QTRY_VERIFY(field());
        field()->setPlainText(u"mine"_s);
        write(carl(), u"settings/limits"_s, "theirs");
        CLICK(gui(), "saveValue");
        QTRY_VERIFY(gui().find<QPlainTextEdit>("theirText"));
        VERIFY_OK(await(carl().remove(u"settings/limits"_s)));
        CLICK(gui(), "saveValue");
        QTRY_COMPARE(gui().find<QPlainTextEdit>("theirText")->placeholderText(), u"They deleted it"_s);
        QVERIFY(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->isDeleted());
        CLICK(gui(), "saveValue");
        QTRY_VERIFY(!gui().find<QDialog>("stateValueDialog"));
        QCOMPARE(await(m_ownersSpace->state().plaintext(u"settings/limits"_s))->value, "mine"_ba);
    }

    void anUndoThatCameTooLateUndoesNothing()
    {
        openState();
        choose(u"settings/door"_s);
        CLICK(gui(), "deleteValue");
        QTRY_COMPARE(barText("stateBar"), u"“settings/door” is deleted."_s);
        write(carl(), u"settings/door"_s, "theirs");
        QTRY_COMPARE(valueText(), u"theirs"_s);
        act("stateBar");
        QTRY_VERIFY(barText("stateBar").endsWith(u"So nothing was undone."_s));
        QVERIFY(barText("stateBar").startsWith(u"Carl changed this "_s));
        QCOMPARE(await(m_ownersSpace->state().plaintext(u"settings/door"_s))->value, "theirs"_ba);
    }

    void thePastIsLookedAtAndLeftAlone()
    {
        openState();
        choose(u"settings/limits"_s);
        QCOMPARE(gui().label("momentLabel"), u"As of now"_s);
        auto *const slider = gui().find<QSlider>("momentSlider");
        QTRY_COMPARE(slider->maximum(), 7);
        slider->setValue(5);
        QTRY_VERIFY(valueText().contains(u"blue"_s));
        QVERIFY(gui().label("momentLabel").startsWith(u"As of "_s));
        QVERIFY(gui().label("momentLabel").endsWith(u", event 5 of 7"_s));
        QVERIFY(barText("pastBar").startsWith(u"You are looking at the past"_s));
        QTRY_VERIFY(!indexOf(u"settings/door"_s).isValid());
        QVERIFY(!gui().find<QAbstractButton>("editValue"));
        QVERIFY(!gui().find<QAbstractButton>("deleteValue"));
        QVERIFY(!gui().find<QAbstractButton>("restoreVersion"));
        QVERIFY(!gui().find<QAbstractButton>("newValue")->isEnabled());
        pictures(u"state-8-past"_s);
        slider->setValue(0);
        QTRY_VERIFY(gui().label("momentLabel").startsWith(u"Before the first of 7 "_s));
        QTRY_COMPARE(gui().label("nothingFound"), u"There was nothing yet."_s);
        act("pastBar");
        QTRY_COMPARE(gui().label("momentLabel"), u"As of now"_s);
        QTRY_VERIFY(valueText().contains(u"green"_s));
        QVERIFY(!gui().find<MessageBar>("pastBar"));
        QVERIFY(gui().find<QAbstractButton>("newValue")->isEnabled());

        auto *const time = gui().find<QDateTimeEdit>("momentTime");
        time->setDateTime(QDateTime::currentDateTime().addDays(-1));
        QTRY_VERIFY(gui().label("momentLabel").startsWith(u"Before the first of 7 "_s));
        time->setDateTime(QDateTime::currentDateTime().addDays(1));
        QTRY_COMPARE(gui().label("momentLabel"), u"As of now"_s);
    }

    void whatChangedIsListed()
    {
        openState();
        gui().find<QSlider>("momentSlider")->setValue(6);
        QTRY_VERIFY(gui().label("momentLabel").endsWith(u", event 6 of 7"_s));
        CLICK(gui(), "showChanges");
        QTRY_COMPARE(countsIn("changeCount"), QStringList{u"6"_s});
        QCOMPARE(gui().label("changesUntil"), gui().label("momentLabel"));
        auto *const list = gui().find<QListView>("changeList");
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (list->model()->index(row, 0).data().toString() == u"settings/limits"_s)
                list->setCurrentIndex(list->model()->index(row, 0));
        }
        QTRY_COMPARE(gui().label("valuePath"), u"settings/limits"_s);
        QTRY_VERIFY2(valueText().contains(u"+     \"colour\": \"blue\""_s), qPrintable(valueText()));
        pictures(u"state-9-changes"_s);
        gui().find<QDateTimeEdit>("changesSince")->setDateTime(QDateTime::currentDateTime().addDays(1));
        QTRY_COMPARE(gui().label("changeCount"), u"Nothing changed between these two."_s);
        CLICK(gui(), "showChanges");
        QTRY_VERIFY(tree());
    }

    void whoMayDoWhatIsChangedElsewhere()
    {
        openState();
        const auto right = u"auth/users/"_s + m_carl.member.toString() + u"/rights/edits"_s;
        choose(right);
        QTRY_VERIFY(valueText().contains(u"write"_s));
        pictures(u"state-10-right"_s);
        CLICK(gui(), "editValue");
        QTRY_VERIFY(field());
        QVERIFY(gui().label("valueHint").contains(u"Members and Roles"_s));
        QVERIFY(!gui().find<QComboBox>("newForm")->isEnabled());
        CLICK(gui(), "cancelButton");
        QTRY_VERIFY(!gui().find<QDialog>("stateValueDialog"));
        CLICK(gui(), "deleteValue");
        QTRY_VERIFY(gui().find<QMessageBox>("confirmBox"));
        QVERIFY(gui().find<QMessageBox>("confirmBox")->informativeText().contains(u"Members and Roles"_s));
        CLICK(gui(), "confirmButton");
        // Servers refuse to empty a right: it is made one that allows nothing.
        QTRY_COMPARE(changes().size(), 2);
        QVERIFY(!(await(carl().setPlaintext(u"settings/limits"_s, "more")).has_value()));
    }

    void anEmptySpaceSaysSo()
    {
        gui().close();
        m_fixture = std::make_unique<WindowFixture>();
        m_owner = m_server.newOwner();
        VERIFY_OK(await(m_server.spaceFor(m_owner.clone())->session().authenticate()));
        openWindow(false);
        gui().trigger("actionState");
        QTRY_COMPARE(gui().label("noState"), u"No data yet. Values you save keep every earlier version."_s);
        pictures(u"state-11-empty"_s);
        QTest::keyClick(gui().window().findChild<QWidget *>(u"statePage"_s), Qt::Key_Escape);
        QTRY_VERIFY(!gui().find<QLabel>("noState"));
    }
};

QTEST_MAIN(TestStatePage)

#include "tst_statepage.moc"
