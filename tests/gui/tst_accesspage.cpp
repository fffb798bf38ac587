// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Who may do what in the window: at a glance, the other way round, and who could get full power.

#include "gui/access/accesspage.h"
#include "gui/shared/messagebar.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QComboBox>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QTableView>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAccessPage : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_space;
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    void set(const QString &path, const QByteArray &value)
    {
        VERIFY_OK(await(m_space->state().setPlaintext(path, value)));
    }
    void right(const QString &holder, const QString &name, const QString &op, const QString &path)
    {
        set(u"auth/%1/rights/%2"_s.arg(holder, name),
            u"{\"op\":\"%1\",\"path\":\"%2\"}"_s.arg(op, path).toUtf8());
    }
    QString add(const QString &name, const QString &role)
    {
        const auto id = m_server.newUser(m_owner).member.toString();
        set(u"auth/users/"_s + id, u"{\"user_id\":\"%1\"}"_s.arg(id).toUtf8());
        set(u"profiles/"_s + id, u"{\"name\":\"%1\"}"_s.arg(name).toUtf8());
        if (!role.isEmpty())
            set(u"auth/users/%1/roles/%2"_s.arg(id, role),
                u"{\"user_id\":\"%1\",\"role_id\":\"%2\"}"_s.arg(id, role).toUtf8());
        return id;
    }

    //! A dozen members, and a tool through which whoever holds it could get everything.
    void furnish()
    {
        for (const auto &topic : {u"general"_s, u"alerts"_s})
            VERIFY_OK(await(m_space->state().describeTopic(topic, {}, {})));
        for (const auto &role : {u"reader"_s, u"team"_s, u"boss"_s})
            set(u"auth/roles/"_s + role, u"{\"role_id\":\"%1\"}"_s.arg(role).toUtf8());
        right(u"roles/reader"_s, u"a"_s, u"read"_s, u"topics/{any}/messages"_s);
        right(u"roles/team"_s, u"a"_s, u"read"_s, u"topics/{any}/messages"_s);
        right(u"roles/team"_s, u"b"_s, u"create"_s, u"topics/{any}/messages"_s);
        right(u"roles/team"_s, u"c"_s, u"write"_s, u"state/topics/{any}"_s);
        right(u"roles/boss"_s, u"a"_s, u"write"_s, u"state/auth/{...}"_s);
        const QStringList names{u"Ana"_s, u"Bea"_s,   u"Carl"_s, u"Dora"_s,   u"Emil"_s, u"Fritz"_s,
                                u"Gül"_s, u"Hanna"_s, u"Ivo"_s,  u"Jasper"_s, u"Kim"_s};
        for (qsizetype i = 0; i < names.size(); ++i)
            add(names[i], i % 3 == 2 ? u"reader"_s : u"team"_s);
        const auto tool = m_server.newTool(m_owner).member.toString();
        set(u"auth/tools/"_s + tool,
            u"{\"tool_id\":\"%1\",\"description\":\"Onboard\"}"_s.arg(tool).toUtf8());
        right(u"tools/"_s + tool, u"a"_s, u"create"_s, u"state/auth/users/{any}"_s);
        right(u"tools/"_s + tool, u"b"_s, u"create"_s, u"state/auth/users/{any}/rights/{any}"_s);
    }

    QTableView &table() { return *gui().find<QTableView>("accessTable"); }
    int rowOf(const QString &member)
    {
        const auto *const model = table().model();
        for (int row = 0; row < model->rowCount(); ++row) {
            if (model->headerData(row, Qt::Vertical).toString() == member)
                return row;
        }
        return -1;
    }
    int columnOf(const QString &title)
    {
        const auto *const model = table().model();
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->headerData(column, Qt::Horizontal).toString() == title)
                return column;
        }
        return -1;
    }
    QString cell(const QString &member, const QString &title)
    {
        return table().model()->index(rowOf(member), columnOf(title)).data().toString();
    }
    QByteArray exported(const char *action, const QString &file)
    {
        gui().dialogs.toSave = gui().folder() + u'/' + file;
        gui().trigger(action);
        [&] {
            QTRY_VERIFY(gui().find<MessageBar>("accessBar") &&
                        gui().find<MessageBar>("accessBar")->text().contains(file));
        }();
        QFile written(gui().dialogs.toSave);
        [&] { QVERIFY(written.open(QIODevice::ReadOnly)); }();
        return written.readAll();
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_space = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(m_space->state().setEncrypted(u"space"_s, R"({"name":"Field Lab"})")));
        furnish();
    }
    void init()
    {
        m_fixture = std::make_unique<WindowFixture>();
        gui().connectWith(m_owner);
        gui().window().activateWindow();
        gui().window().resize(1180, 760);
        QVERIFY(!gui().window().findChild<AccessPage *>()); // not made before it is wanted
        CLICK(gui(), "spaceAccess");
        QTRY_VERIFY(gui().find<QTableView>("accessTable"));
        QTRY_COMPARE(table().model()->rowCount(), 13); // the owner and a tool, too
    }
    void cleanup() { m_fixture.reset(); }

    void everybodyIsShown()
    {
        QTRY_COMPARE(cell(u"Ana"_s, u"post\nin #general"_s), u"✔"_s);
        QCOMPARE(cell(u"Carl"_s, u"post\nin #general"_s), u"–"_s);
        QCOMPARE(cell(u"Carl"_s, u"read\n#alerts"_s), u"✔"_s);
        QCOMPARE(cell(u"Onboard (tool)"_s, u"add\nmembers"_s), u"✔"_s);
        QCOMPARE(cell(u"Ana"_s, u"add\nmembers"_s), u"–"_s);
        QCOMPARE(table().verticalHeader()->width(), 170); // members stay where they are

        table().setCurrentIndex(table().model()->index(rowOf(u"Carl"_s), columnOf(u"read\n#alerts"_s)));
        QTRY_VERIFY(gui().label("cellSource").contains(u"through the role “reader”"_s));
        QCOMPARE(gui().label("cellSentence"), u"Carl may read #alerts"_s);
        gui().picture(u"access-1-everybody"_s);
        gui().trigger("actionDark");
        gui().picture(u"access-1-everybody-dark"_s);
        gui().trigger("actionFollowSystem");

        // Why not, with all there is to say.
        table().setCurrentIndex(table().model()->index(rowOf(u"Carl"_s), columnOf(u"post\nin #alerts"_s)));
        QTRY_COMPARE(gui().label("cellSentence"), u"Carl may not post in #alerts"_s);
        CLICK(gui(), "cellWhy");
        QTRY_VERIFY(gui().find<QDialog>("explainDialog"));
        QTRY_COMPARE(gui().label("explainVerdict"), u"No"_s);
        QCOMPARE(gui().find<QComboBox>("explainMember")->currentText(), u"Carl"_s);
        QTest::keyClick(gui().find<QDialog>("explainDialog"), Qt::Key_Escape);
    }

    void aSearchLeavesWhatIsMeant()
    {
        QTest::keyClicks(gui().find<QLineEdit>("accessSearch"), u"carl alerts"_s);
        QCOMPARE(table().model()->rowCount(), 1);
        QCOMPARE(table().model()->columnCount(), 2);
        gui().find<QLineEdit>("accessSearch")->setText(u"nobody like this"_s);
        QVERIFY(gui().label("noAccess").startsWith(u"Nobody and nothing"_s));
        QTest::keyClick(gui().find<AccessPage>("accessPage"), Qt::Key_Escape);
        QTRY_VERIFY(!gui().find<AccessPage>("accessPage"));
    }

    void theOtherWayRound()
    {
        gui().find<QTabWidget>("accessTabs")->setCurrentIndex(1);
        auto *const question = gui().find<QComboBox>("whoQuestion");
        question->setEditText(u"post in #general"_s);
        QTest::keyClick(question->lineEdit(), Qt::Key_Return);
        const auto *const who = gui().find<QTreeView>("whoTable")->model();
        QTRY_VERIFY(gui().label("whoAnswer").startsWith(u"9 member"_s)); // eight of the team, and the owner
        QCOMPARE(who->rowCount(), 9);
        QVERIFY(who->index(8, 1).data().toString().contains(u"through the role “team”"_s));
        gui().picture(u"access-2-who"_s);
        question->setEditText(u"create state/auth/users/{any}"_s);
        QTest::keyClick(question->lineEdit(), Qt::Key_Return);
        QTRY_VERIFY(gui().label("whoAnswer").startsWith(u"2 member"_s));
        QCOMPARE(who->index(1, 0).data().toString(), u"Onboard"_s);
        question->setEditText(u"dance"_s);
        QTest::keyClick(question->lineEdit(), Qt::Key_Return);
        QTRY_VERIFY(gui().label("whoAnswer").startsWith(u"Choose something"_s));
        QCOMPARE(who->rowCount(), 0);
    }

    void waysToPowerAreFoundAndFollowTheState()
    {
        gui().find<QTabWidget>("accessTabs")->setCurrentIndex(2);
        auto *const tree = gui().find<QTreeView>("powerTree");
        QTRY_VERIFY(gui().label("powerAnswer").startsWith(u"1 member"_s));
        const auto heading = tree->model()->index(0, 0);
        QCOMPARE(heading.data().toString(), u"Who could become administrator, and how"_s);
        const auto way = tree->model()->index(0, 0, heading);
        QVERIFY(way.data().toString().contains(u"Onboard"_s));
        QVERIFY(tree->isExpanded(way));
        QVERIFY(!gui().find<QAbstractButton>("openSubject")->isEnabled());
        tree->setCurrentIndex(way);
        gui().picture(u"access-3-power"_s);
        gui().trigger("actionDark");
        gui().picture(u"access-3-power-dark"_s);
        gui().trigger("actionFollowSystem");
        CLICK(gui(), "openSubject");
        QTRY_VERIFY(gui().find<QAbstractButton>("spaceTools")->isChecked());
    }

    void everythingCanBeExported()
    {
        const auto csv = exported("exportMatrixCsv", u"access.csv"_s);
        QCOMPARE(csv.count("\r\n"), 14);
        QVERIFY(csv.contains(",Carl,"));
        const auto matrix = QJsonDocument::fromJson(exported("exportMatrixJson", u"access.json"_s)).object();
        QCOMPARE(matrix["members"_L1].toArray().size(), 13);
        const auto ways = QJsonDocument::fromJson(exported("exportWaysJson", u"ways.json"_s)).object();
        QCOMPARE(ways["ways"_L1].toArray().size(), 1);
        QCOMPARE(ways["administrators"_L1].toArray().size(), 1);
    }
};

QTEST_MAIN(TestAccessPage)
#include "tst_accesspage.moc"
