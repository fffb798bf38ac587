// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Members, roles and tools in the real window: changes are looked at before they are made, and undone.

#include "client/credentialsfile.h"
#include "crypto/encoding.h"
#include "crypto/signingkey.h"
#include "gui/admin/holderpage.h"
#include "gui/admin/mergepanel.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/qrcodeview.h"
#include "models/displaytext.h"
#include "models/invitationlistmodel.h"
#include "models/rightlistmodel.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

QString newUser()
{
    return UserId::of(SigningKey::generate().publicKey()).toString();
}

} // namespace

class TestAdminPages : public QObject
{
    Q_OBJECT

    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    QStringList holders()
    {
        QStringList names;
        const auto *const list = gui().find<QListView>("holderList");
        for (int row = 0; list && row < list->model()->rowCount(); ++row)
            names << list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        return names;
    }

    void choose(const QString &beginning)
    {
        auto *const list = gui().find<QListView>("holderList");
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            const auto index = list->model()->index(row, 0);
            if (index.data().toString().startsWith(beginning))
                return list->setCurrentIndex(index);
        }
        QFAIL(qPrintable(beginning));
    }

    QStringList rights(int column = RightListModel::AsStored)
    {
        QStringList texts;
        const auto *const table = gui().find<QTreeView>("rightTable");
        for (int row = 0; table && row < table->model()->rowCount(); ++row)
            texts << table->model()->index(row, column).data().toString();
        return texts;
    }

    QString effect()
    {
        QStringList lines;
        auto *const dialog = gui().find<QDialog>("changeDialog");
        const auto labels = dialog ? dialog->findChildren<QLabel *>(u"effectLine"_s) : QList<QLabel *>();
        for (const auto *label : labels)
            lines << label->text();
        return lines.join(u'\n');
    }

    QString verb()
    {
        auto *const button = gui().find<QAbstractButton>("applyChange");
        return button ? button->text() : QString();
    }

    void select(const char *box, const QString &text)
    {
        auto *const combo = gui().find<QComboBox>(box);
        QVERIFY(combo);
        const auto index = combo->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        combo->setCurrentIndex(index);
    }

    //! Presses the button and sees the dialog go.
    void apply()
    {
        CLICK(gui(), "applyChange");
        QTRY_VERIFY(!gui().find<QDialog>("changeDialog"));
    }

    void makeRole(const QString &from, const QString &name)
    {
        gui().trigger("actionRoles");
        CLICK(gui(), "addHolder");
        QTRY_VERIFY(gui().find<QComboBox>("roleTemplate"));
        select("roleTemplate", from);
        gui().type("roleName", name);
        apply();
    }

    void addMember(const QString &id, const QString &name)
    {
        gui().trigger("actionMembers");
        CLICK(gui(), "addHolder");
        QTRY_VERIFY(gui().find<QLineEdit>("memberId"));
        gui().type("memberId", id);
        gui().type("memberName", name);
        apply();
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        gui().start();
        CLICK(gui(), "tryIt");
        QTRY_VERIFY(gui().find<QWidget>("composerText"));
    }
    void cleanup() { m_fixture.reset(); }

    void theOwnerIsAloneAtFirst()
    {
        gui().trigger("actionMembers");
        QTRY_COMPARE(holders().size(), 1);
        QVERIFY2(holders()[0].contains(u"Owner"_s), qPrintable(holders()[0]));
        QVERIFY(!gui().find<QAbstractButton>("removeHolder")->isEnabled());
        gui().trigger("actionRoles");
        QTRY_VERIFY(gui().label("noHolder").contains(u"template"_s));
        gui().trigger("actionTools");
        QTRY_VERIFY(gui().label("noHolder").contains(u"No tools yet"_s));
    }

    void aMemberGetsARoleAndLosesItAndGetsItBack()
    {
        makeRole(u"Team"_s, u"team"_s);
        QTRY_COMPARE(rights().size(), 4);
        for (const auto &checked : rights(RightListModel::Checked))
            QCOMPARE(checked, u"Works"_s);
        const auto bea = newUser();
        addMember(bea, u"Bea"_s);
        QTRY_COMPARE(holders().size(), 2);
        choose(u"Bea"_s);
        QTRY_COMPARE(gui().label("holderId"), bea);

        CLICK(gui(), "giveRole");
        QTRY_VERIFY2(effect().contains(u"may post in every topic"_s), qPrintable(effect()));
        QTRY_COMPARE(verb(), u"Give the role: 1 member gains rights"_s);
        gui().picture(u"admin-give-role"_s, gui().find<QDialog>("changeDialog"));
        apply();
        QTRY_COMPARE(rights().size(), 4);
        QCOMPARE(rights(RightListModel::Through)[0], u"Role team"_s);
        // Nothing of a right is out of sight: what is stored is cut first, and told whole by its tooltip.
        const auto *const table = gui().find<QTreeView>("rightTable");
        QTRY_COMPARE(table->horizontalScrollBar()->maximum(), 0);
        const auto stored = table->model()->index(0, RightListModel::AsStored);
        QCOMPARE(stored.data(Qt::ToolTipRole).toString(), plainToolTip(stored.data().toString()));
        gui().picture(u"admin-members"_s);

        // Taken away by the chip, and brought back.
        gui().click(qPrintable(u"chip_%1_team"_s.arg(bea)));
        QTRY_VERIFY2(effect().contains(u"is left with no rights"_s), qPrintable(effect()));
        apply();
        QTRY_VERIFY(rights(RightListModel::Checked).isEmpty() ||
                    rights(RightListModel::Checked)[0] == u"Over"_s);
        CLICK(gui(), "undoChange");
        QTRY_VERIFY2(effect().contains(u"may post in every topic"_s), qPrintable(effect()));
        apply();
        QTRY_COMPARE(rights(RightListModel::Checked).value(0), u"Works"_s);
    }

    //! What is being written is not left half done; and each change has its own way back.
    void changesAreMadeWholeAndUndoneOneByOne()
    {
        const auto bea = newUser();
        addMember(bea, u"Bea"_s);
        QTRY_COMPARE(holders().size(), 2);
        choose(u"Bea"_s);
        for (const auto &path : {u"topics/{any}/messages"_s, u"topics/one/messages"_s}) {
            CLICK(gui(), "giveRight");
            QTRY_VERIFY(gui().find<QLineEdit>("rightPath"));
            gui().type("rightPath", path);
            QTRY_VERIFY(gui().find<QAbstractButton>("applyChange")->isEnabled());
            gui().click("applyChange");
            QTest::keyClick(gui().find<QDialog>("changeDialog"), Qt::Key_Escape);
            QVERIFY(gui().find<QDialog>("changeDialog"));
            QTRY_VERIFY(!gui().find<QDialog>("changeDialog"));
        }
        QTRY_COMPARE(rights().size(), 2);
        for (int left = 1; left >= 0; --left) {
            CLICK(gui(), "undoChange");
            QTRY_VERIFY2(
                gui().label("aboutChange").startsWith(u"The last change was “Give “Bea” a right”."_s),
                qPrintable(gui().label("aboutChange")));
            apply();
            QTRY_COMPARE(rights().size(), left);
        }
        QVERIFY(gui().find<QAbstractButton>("undoChange")->isEnabled()); // Bea herself

        // Somebody else has taken away all that the change wrote: there is nothing to be undone.
        VERIFY_OK(await(gui().desktop().profile().spaces().front()->space().state().setPlaintext(
            u"auth/users/"_s + bea, R"({"user_id":")" + bea.toLatin1() + R"(","description":"Beatrix"})")));
        QTRY_COMPARE(holders().filter(u"Beatrix"_s).size(), 1);
        CLICK(gui(), "undoChange");
        QTRY_VERIFY(gui().find<MessageBar>("holderBar")->text().startsWith(u"Nothing is left to undo"_s));
        QTRY_VERIFY(!gui().find<QAbstractButton>("undoChange")->isEnabled());
        QVERIFY(!gui().find<QDialog>("changeDialog"));
    }

    void aRightThatNeverMatchesIsMended()
    {
        makeRole(u"Empty role"_s, u"writer"_s);
        CLICK(gui(), "giveRight");
        QTRY_VERIFY(gui().find<QLineEdit>("rightPath"));
        gui().type("rightPath", u"topics/{any}/messages/{any}"_s);
        gui().find<QComboBox>("rightOperation")->setCurrentIndex(1); // create
        QTRY_VERIFY(gui().find<QLabel>("adviceText"));
        QVERIFY2(gui().label("examples").contains(u"✘ create topics/general/messages"_s),
                 qPrintable(gui().label("examples")));
        gui().picture(u"admin-right-advice"_s, gui().find<QDialog>("changeDialog"));
        CLICK(gui(), "useAdvice");
        QCOMPARE(gui().find<QLineEdit>("rightPath")->text(), u"topics/{any}/messages"_s);
        QVERIFY2(gui().label("examples").contains(u"✔ create topics/general/messages"_s),
                 qPrintable(gui().label("examples")));
        apply();
        QTRY_COMPARE(rights(), QStringList{u"create topics/{any}/messages"_s});
    }

    void whatTheServerWouldRefuseIsNotSent()
    {
        gui().trigger("actionMembers");
        CLICK(gui(), "addHolder");
        QTRY_VERIFY(gui().find<QLineEdit>("memberId"));
        gui().type("memberId", u"Unonsense"_s);
        QTRY_VERIFY2(effect().contains(u"not a user id"_s), qPrintable(effect()));
        QVERIFY(!gui().find<QAbstractButton>("applyChange")->isEnabled());
        QTest::keyClick(gui().find<QDialog>("changeDialog"), Qt::Key_Escape);
        QTRY_VERIFY(!gui().find<QDialog>("changeDialog"));
        QCOMPARE(holders().size(), 1);
    }

    void aMemberIsRemovedWithTheTruthSaid()
    {
        const auto bea = newUser();
        addMember(bea, u"Bea"_s);
        QTRY_COMPARE(holders().size(), 2);
        choose(u"Bea"_s);
        CLICK(gui(), "giveRight");
        QTRY_VERIFY(gui().find<QLineEdit>("rightPath"));
        apply();
        QTRY_COMPARE(rights().size(), 1);
        CLICK(gui(), "removeHolder");
        QTRY_VERIFY2(gui().label("aboutChange").contains(u"keeps the key"_s),
                     qPrintable(gui().label("aboutChange")));
        QTRY_VERIFY2(effect().contains(u"can sign in no more"_s), qPrintable(effect()));
        gui().picture(u"admin-remove"_s, gui().find<QDialog>("changeDialog"));
        apply();
        QTRY_COMPARE(holders().size(), 1);
        QTRY_VERIFY2(gui().label("removalTitle").contains(u"Bea is removed"_s),
                     qPrintable(gui().label("removalTitle")));
        CLICK(gui(), "copyRemoval");
        const auto facts = QGuiApplication::clipboard()->text();
        QVERIFY2(facts.contains(u"Done: The entry of Bea was emptied"_s) &&
                     facts.contains(u"lets Bea in no more"_s) && facts.contains(u"keeps the key"_s),
                 qPrintable(facts));
        gui().picture(u"admin-removed"_s, gui().find<QDialog>("removalDialog"));
        QTest::keyClick(gui().find<QDialog>("removalDialog"), Qt::Key_Escape);
        CLICK(gui(), "undoChange");
        apply();
        QTRY_COMPARE(holders().size(), 2);
        choose(u"Bea"_s);
        QTRY_COMPARE(rights().size(), 1);
    }

    void whatSomebodyElseWritesMeanwhileIsNotWrittenOver()
    {
        const auto bea = newUser();
        addMember(bea, u"Bea"_s);
        QTRY_COMPARE(holders().size(), 2);
        choose(u"Bea"_s);
        CLICK(gui(), "giveRight");
        QTRY_VERIFY(gui().find<QLineEdit>("rightPath"));
        apply();
        QTRY_COMPARE(rights().size(), 1);
        auto *const page = gui().find<HolderPage>("membersPage");
        const auto id = page->overview().roster.member(*MemberId::parse(bea))->rights.front().id;
        const auto path = u"auth/users/%1/rights/%2"_s.arg(bea, id);
        gui()
            .find<QTreeView>("rightTable")
            ->setCurrentIndex(gui().find<QTreeView>("rightTable")->model()->index(0, 0));
        CLICK(gui(), "takeRight");
        QTRY_VERIFY(gui().find<QAbstractButton>("applyChange") &&
                    gui().find<QAbstractButton>("applyChange")->isEnabled());
        QVERIFY(!gui().find<MergePanel>("changeMerge"));

        Backend backend;
        auto credentials = page->space()->space().credentials().clone();
        credentials.server = page->space()->server();
        const auto elsewhere = backend.spaceFor(std::move(credentials));
        VERIFY_OK(
            await(elsewhere->state().replace(path, R"({"op":"create","path":"topics/{any}/messages"})")));
        QTRY_VERIFY(gui().find<MergePanel>("changeMerge"));
        QVERIFY2(gui().label("mergeTheirs").contains(u"may post in every topic"_s),
                 qPrintable(gui().label("mergeTheirs")));
        QTRY_VERIFY(effect().contains(u"Nothing of your change is left"_s));
        QVERIFY(!gui().find<QAbstractButton>("applyChange")->isEnabled());
        auto *const choice = gui().find<QComboBox>(qPrintable(u"merge_"_s + path));
        QVERIFY(choice);
        gui().picture(u"admin-merge"_s, gui().find<QDialog>("changeDialog"));
        choice->setCurrentIndex(1);
        QTRY_VERIFY(gui().find<QAbstractButton>("applyChange")->isEnabled());
        apply();
        QTRY_COMPARE(rights().size(), 0);
    }

    //! Who was there before, and what they could do: to look at, and not to change.
    void membersOfAnEarlierTime()
    {
        const auto bea = newUser();
        addMember(bea, u"Bea"_s);
        QTRY_COMPARE(holders().size(), 2);
        choose(u"Bea"_s);
        CLICK(gui(), "giveRight");
        QTRY_VERIFY(gui().find<QLineEdit>("rightPath"));
        apply();
        QTRY_COMPARE(rights().size(), 1);
        auto *const page = gui().find<HolderPage>("membersPage");
        const auto size = page->overview().size;
        QVERIFY(!gui().find<QSlider>("momentSlider"));
        CLICK(gui(), "lookBack");
        auto *const slider = gui().find<QSlider>("momentSlider");
        QVERIFY(slider);
        QCOMPARE(slider->maximum(), size);
        QCOMPARE(slider->value(), size);
        QVERIFY(!gui().find<MessageBar>("holderPast"));

        slider->setValue(static_cast<int>(size) - 1); // before the right was given
        QTRY_COMPARE(rights().size(), 0);
        QVERIFY(!page->isNow());
        QVERIFY(gui().find<MessageBar>("holderPast")->text().contains(u"the past"_s));
        for (const auto *button :
             {"addHolder", "giveRight", "giveRole", "removeHolder", "explainHolder", "undoChange"})
            QVERIFY2(!gui().find<QAbstractButton>(button)->isEnabled(), button);
        gui().picture(u"members-past"_s);
        gui().trigger("actionDark");
        gui().picture(u"members-past-dark"_s);
        slider->setValue(static_cast<int>(size) - 2); // before she came
        QTRY_COMPARE(holders().size(), 1);
        slider->setValue(0);
        QTRY_COMPARE(gui().label("momentLabel").left(6), u"Before"_s);
        QCOMPARE(holders().size(), 1); // the owner is not made by an entry

        // What happens meanwhile is not lost: it is there when one comes back.
        CLICK(gui(), "messageBarAction");
        QTRY_COMPARE(holders().size(), 2);
        QVERIFY(page->isNow() && gui().find<QAbstractButton>("addHolder")->isEnabled());
        choose(u"Bea"_s);
        QTRY_COMPARE(rights().size(), 1);
        slider->setValue(1);
        QTRY_VERIFY(!page->isNow());
        CLICK(gui(), "lookBack"); // put away, it is now
        QTRY_VERIFY(page->isNow() && holders().size() == 2);
        QVERIFY(!gui().find<MessageBar>("holderPast"));
    }

    void aToolGetsAKeyThatIsShownOnce()
    {
        gui().trigger("actionTools");
        CLICK(gui(), "addHolder");
        QTRY_VERIFY(gui().find<QLineEdit>("toolName"));
        gui().type("toolName", u"ci-alerts"_s);
        gui().find<QCheckBox>("toolIsLimited")->setChecked(true);
        gui().find<QSpinBox>("toolLimit")->setValue(7);
        apply();
        QTRY_VERIFY(gui().find<QDialog>("toolKeyDialog"));
        QTest::keyClick(gui().find<QDialog>("toolKeyDialog"), Qt::Key_Escape); // warns first
        QVERIFY(gui().find<QDialog>("toolKeyDialog"));
        QCOMPARE(gui().find<QAbstractButton>("closeToolKey")->text(), u"Close without the key"_s);
        gui().picture(u"admin-tool-key"_s, gui().find<QDialog>("toolKeyDialog"));
        CLICK(gui(), "copyToolKey");
        const auto copied = QGuiApplication::clipboard()->text();
        gui().dialogs.toSave = gui().folder() + u"/no folder/tool.json"_s;
        CLICK(gui(), "saveToolKey");
        QTRY_VERIFY2(gui().find<MessageBar>("toolKeyBar")->text().contains(u"file"_s),
                     qPrintable(gui().find<MessageBar>("toolKeyBar")->text()));
        gui().picture(u"admin-tool-key-not-saved"_s, gui().find<QDialog>("toolKeyDialog"));
        const auto file = gui().folder() + u"/tool.json"_s;
        gui().dialogs.toSave = file;
        CLICK(gui(), "saveToolKey");
        QTRY_VERIFY(QFile::exists(file));
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        QFile saved(file);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        const auto credentials = readCredentialsFile(saved.readAll());
        VERIFY_OK(credentials);
        QCOMPARE(copied.toLatin1(), toHex(credentials->key.seed().view()));
        CLICK(gui(), "closeToolKey");
        QTRY_VERIFY(!gui().find<QDialog>("toolKeyDialog"));
        QTRY_COMPARE(holders().size(), 1);
        QVERIFY2(holders()[0].contains(u"ci-alerts"_s) && holders()[0].contains(u"7 uses"_s),
                 qPrintable(holders()[0]));
        QTRY_COMPARE(rights(),
                     (QStringList{u"create topics/general/messages"_s, u"read topics/general/messages"_s}));
        QTRY_COMPARE(gui().label("toolUses"), u"0 of 7 uses"_s);
        Backend backend;
        const auto tool = backend.spaceFor(credentials->clone());
        for (int use = 0; use < 3; ++use)
            VERIFY_OK(
                await(tool->messages().postEncrypted(u"general"_s, "chat.text", R"({"text": "Failed"})")));
        CLICK(gui(), "countAgain");
        QTRY_COMPARE(gui().label("toolUses"), u"3 of 7 uses, the last one just now"_s);
        QCOMPARE(gui().find<QProgressBar>("toolUsed")->value(), 300 / 7);
        QVERIFY(gui().label("toolUsesCaveat").contains(u"nobody can see"_s));
        gui().picture(u"admin-tools"_s);
    }

    void somebodyIsInvitedAndItIsTakenBack()
    {
        gui().trigger("actionInvitations");
        QTRY_VERIFY(gui().find<QLabel>("noInvitations"));
        CLICK(gui(), "inviteSomebody");
        QTRY_VERIFY(gui().find<QDialog>("inviteDialog"));
        QVERIFY(!gui().find<QAbstractButton>("makeInvitation")->isEnabled()); // no role yet
        QTest::keyClick(gui().find<QDialog>("inviteDialog"), Qt::Key_Escape);
        makeRole(u"Team"_s, u"team"_s);
        gui().trigger("actionInvitations");
        CLICK(gui(), "inviteSomebody");
        QTRY_VERIFY(gui().find<QLineEdit>("inviteNote"));
        gui().type("inviteNote", u"for Bea"_s);
        gui().picture(u"admin-invite"_s, gui().find<QDialog>("inviteDialog"));
        CLICK(gui(), "makeInvitation");
        QTest::keyClick(gui().find<QDialog>("inviteDialog"), Qt::Key_Escape); // not while it is being made
        QVERIFY(gui().find<QDialog>("inviteDialog"));
        QTRY_VERIFY(gui().find<QLineEdit>("inviteLink"));
        const auto link = gui().find<QLineEdit>("inviteLink")->text();
        QVERIFY2(link.startsWith(u"reeeductio:join#"_s) && link.contains(u"w="_s), qPrintable(link));
        QCOMPARE(gui().label("inviteSpoken").split(QRegularExpression(u"[\\s-]+"_s)).size(), 6);
        gui().picture(u"admin-invite-link"_s, gui().find<QDialog>("inviteDialog"));
        QTest::keyClick(gui().find<QDialog>("inviteDialog"), Qt::Key_Escape); // not copied yet: asks once
        QVERIFY(gui().find<QDialog>("inviteDialog"));
        QVERIFY(!gui().find<QrCodeView>("inviteCode"));
        CLICK(gui(), "showInviteCode");
        const auto *const code = gui().find<QrCodeView>("inviteCode");
        QVERIFY(code && code->side() >= 21);
        gui().picture(u"admin-invite-code"_s, gui().find<QDialog>("inviteDialog"));
        gui().click("showInviteCode");
        CLICK(gui(), "copyInviteLink");
        QCOMPARE(QGuiApplication::clipboard()->text(), link);
        CLICK(gui(), "makeInvitation");
        QTRY_VERIFY(!gui().find<QDialog>("inviteDialog"));

        auto *const table = gui().find<QTreeView>("invitationTable");
        QTRY_VERIFY(table && table->model()->rowCount() == 1);
        QCOMPARE(table->model()->index(0, InvitationListModel::Note).data().toString(), u"for Bea"_s);
        QCOMPARE(table->model()->index(0, InvitationListModel::State).data().toString(), u"Unused"_s);
        gui().picture(u"admin-invitations"_s);
        CLICK(gui(), "revokeInvitation");
        QTRY_VERIFY(gui().find<QAbstractButton>("confirmButton"));
        CLICK(gui(), "confirmButton");
        QTRY_COMPARE(table->model()->index(0, InvitationListModel::State).data().toString(), u"Taken back"_s);
    }

    void aRoleIsRemovedFromEverybody()
    {
        makeRole(u"Read-only guest"_s, u"guest"_s);
        const auto bea = newUser();
        addMember(bea, u"Bea"_s);
        gui().trigger("actionRoles");
        QTRY_COMPARE(holders().size(), 1);
        QVERIFY(gui().find<QAbstractButton>("undoChange")->isEnabled()); // made on another page
        CLICK(gui(), "giveRole");
        QTRY_COMPARE(verb(), u"Give the role: 1 member gains rights"_s);
        apply();
        QTRY_VERIFY2(holders()[0].contains(u"1 person"_s), qPrintable(holders()[0]));
        gui().picture(u"admin-roles"_s);
        CLICK(gui(), "removeHolder");
        QTRY_COMPARE(verb(), u"Remove: 1 member loses rights"_s);
        apply();
        QTRY_VERIFY(holders().isEmpty());
    }
};

QTEST_MAIN(TestAdminPages)
#include "tst_adminpages.moc"
