// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The audit in the window: the shield says what was found, the page names each finding, both in words.

#include "crypto/encoding.h"
#include "gui/audit/auditpage.h"
#include "gui/shared/messagebar.h"
#include "support/await.h"
#include "support/backend.h"
#include "windowfixture.h"

#include <QClipboard>
#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAuditPage : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    Credentials m_stranger = m_server.newUser(m_owner);
    QByteArray m_head; //!< of the state
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    LiveSpace &space() { return *gui().desktop().profile().spaces().front(); }
    QAbstractButton &shield() { return *gui().find<QAbstractButton>("shield"); }
    QString shieldWords()
    {
        const auto *const button = gui().find<QAbstractButton>("shield");
        return button ? button->accessibleName() : QString();
    }
    QTreeView &table() { return *gui().find<QTreeView>("findingTable"); }

    Message sealed(const Credentials &author, const QString &path, const QByteArray &value)
    {
        auto message = sealMessage(author.space, author.member, author.key,
                                   {"state", path.toUtf8(), m_head, toBase64(value)});
        m_head = message.hash;
        return message;
    }

    //! The server as a dishonest one: it takes what it should refuse.
    void letIn(const QList<Message> &messages)
    {
        m_server.stop();
        QVERIFY(m_server.seed(m_owner.space, messages, 1'800'000'000'000));
        QVERIFY(m_server.start());
    }

    //! A stranger makes itself a member with every right; then the owner goes on, in somebody else's hand.
    void letInAStranger()
    {
        const auto stranger = m_stranger.member.toString();
        QList<Message> messages{sealed(m_stranger, u"auth/users/"_s + stranger, R"({"user_id":"x"})"),
                                sealed(m_stranger, u"auth/users/%1/rights/all"_s.arg(stranger),
                                       R"({"op":"write","path":"{...}"})"),
                                sealed(m_owner, u"notes/plan"_s, R"({"text":"honest"})")};
        auto forged = sealed(m_owner, u"notes/forged"_s, R"({"text":"forged"})");
        forged.signature = messages.back().signature;
        letIn(messages << forged);
    }

    void connectAsOwner()
    {
        gui().connectWith(m_owner);
        gui().window().activateWindow(); // without a desktop nobody does when a dialog closes
        QVERIFY(QTest::qWaitForWindowActive(&gui().window()));
    }

    void showAudit()
    {
        QTest::mouseClick(&shield(), Qt::LeftButton);
        QTRY_VERIFY(gui().find<AuditPage>("auditPage"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_server.isForeign())
            QSKIP("makes the embedded server dishonest");
    }
    void init()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_stranger = m_server.newUser(m_owner);
        const auto space = m_server.spaceFor(m_owner.clone());
        VERIFY_OK(await(space->state().setEncrypted(u"space"_s, R"({"name":"Field Lab"})")));
        const auto newest = await(space->state().setEncrypted(u"topics/general"_s, R"({"name":"General"})"));
        VERIFY_OK(newest);
        m_head = newest->message.hash;
        m_fixture = std::make_unique<WindowFixture>();
    }
    void cleanup() { m_fixture.reset(); }

    void aSoundSpaceIsGreenInWords()
    {
        connectAsOwner();
        QVERIFY(!gui().window().findChild<AuditPage *>()); // not made before it is wanted
        QTRY_VERIFY(shieldWords().startsWith(u"All 2 event"_s));
        QVERIFY(shieldWords().endsWith(u"verified"_s));
        QVERIFY(shield().toolTip().contains(u"checked on this computer"_s));
        QVERIFY(shield().text().startsWith(u"All 2"_s));
        showAudit();
        QTRY_VERIFY(gui().label("verdictHeadline").contains(u"verified in "_s));
        QVERIFY(!gui().find<QTreeView>("findingTable"));
        QVERIFY(gui().label("emptyAudit").startsWith(u"Nothing was found."_s));
        QVERIFY(!gui().find<QProgressBar>("auditProgress"));
        QVERIFY(gui().find<QAbstractButton>("spaceAudit")->isChecked());
        gui().picture(u"audit-1-sound"_s);
        gui().trigger("actionDark");
        gui().picture(u"audit-1-sound-dark"_s);
        gui().trigger("actionFollowSystem");

        // What comes is judged as it comes.
        VERIFY_OK(await(space().space().state().setEncrypted(u"topics/more"_s, R"({"name":"More"})")));
        QTRY_VERIFY(gui().label("verdictHeadline").startsWith(u"All 3 event"_s));
        QTRY_VERIFY(shieldWords().startsWith(u"All 3 event"_s));

        // Three ways here, two ways back.
        QTest::keyClick(gui().find<AuditPage>("auditPage"), Qt::Key_Escape);
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QVERIFY(!gui().window().findChild<QAbstractButton *>(u"spaceAudit"_s)->isChecked());
        CLICK(gui(), "spaceAudit");
        QTRY_VERIFY(gui().find<AuditPage>("auditPage"));
        CLICK(gui(), "backToMessages");
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QTest::keySequence(&gui().window(), QKeySequence(u"Ctrl+Shift+4"_s));
        QTRY_VERIFY(gui().find<AuditPage>("auditPage"));
        CLICK(gui(), "spaceFiles");
        QTRY_VERIFY(!gui().find<AuditPage>("auditPage"));
    }

    void whatTheServerShouldHaveRefusedIsNamed()
    {
        letInAStranger();
        connectAsOwner();
        QTRY_VERIFY(shieldWords().startsWith(u"3 event"_s));
        QVERIFY(shieldWords().endsWith(u"do not hold"_s));
        showAudit();
        QTRY_COMPARE(table().model()->rowCount(), 3);
        QVERIFY(gui().label("verdictHeadline").startsWith(u"3 event"_s));
        QCOMPARE(table().model()->index(0, AuditModel::Event).data().toString(), u"3"_s);
        // The keyboard leads through them.
        QTRY_VERIFY(table().hasFocus());
        QCOMPARE(gui().label("findingTitle"), u"Event 3: Not entitled"_s);
        QVERIFY(gui().label("findingWrong").contains(u"no member"_s));
        QCOMPARE(gui().label("findingDue"), u"The server should have refused it."_s);
        QVERIFY(gui().label("findingServer").startsWith(u"This server honours it"_s)); // published rules
        QCOMPARE(gui().label("findingPath"), u"auth/users/"_s + m_stranger.member.toString());
        QVERIFY(gui().label("findingSender").contains(m_stranger.member.toString()));
        gui().picture(u"audit-2-findings"_s);
        gui().trigger("actionDark");
        gui().picture(u"audit-2-findings-dark"_s);
        gui().trigger("actionFollowSystem");
        QTest::keyClick(&table(), Qt::Key_End);
        QCOMPARE(gui().label("findingTitle"), u"Event 6: Wrong signature"_s);
        QVERIFY(!gui().find<QLabel>("findingServer")); // no question of rights
        CLICK(gui(), "copyEvent");
        QCOMPARE(QGuiApplication::clipboard()->text(), QString::fromUtf8(m_head));

        // Filters: by kind, then by words.
        auto *const kind = gui().find<QComboBox>("findingRule");
        const auto row = kind->findText(u"Not entitled (2)"_s);
        QVERIFY(row > 0);
        kind->setCurrentIndex(row);
        QCOMPARE(table().model()->rowCount(), 2);
        gui().type("findingSearch", u"rights/all"_s);
        QCOMPARE(table().model()->rowCount(), 1);
        QCOMPARE(gui().label("findingTitle"), u"Event 4: Not entitled"_s);
        gui().type("findingSearch", u"nothing like it"_s);
        QTRY_VERIFY(gui().find<QLabel>("noneFound"));
        QVERIFY(!gui().find<QLabel>("findingTitle"));
        gui().picture(u"audit-3-none-like-that"_s);
        gui().find<QLineEdit>("findingSearch")->clear();
        kind->setCurrentIndex(0);
        QTRY_COMPARE(table().model()->rowCount(), 3);

        // To be shown to others: as text, and as what reeeductio-admin prints.
        CLICK(gui(), "copyAudit");
        const auto report = QGuiApplication::clipboard()->text();
        QVERIFY(report.contains(u"bad-signature  "_s + QString::fromUtf8(m_head)));
        QVERIFY(report.contains(m_owner.space.toString()));
        gui().dialogs.toSave = gui().folder() + u"/audit.json"_s;
        CLICK(gui(), "exportAudit");
        QTRY_VERIFY(gui().find<MessageBar>("auditBar")->text().startsWith(u"Saved as"_s));
        QFile file(gui().dialogs.toSave);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json["checked"_L1].toInt(), 6);
        const auto findings = json["findings"_L1].toArray();
        QCOMPARE(findings.size(), 3);
        QCOMPARE(findings[2].toObject()["rule"_L1].toString(), u"bad-signature"_s);
        QCOMPARE(findings[2].toObject()["message_hash"_L1].toString(), QString::fromUtf8(m_head));
        gui().dialogs.toSave = gui().folder() + u"/nowhere/audit.json"_s;
        CLICK(gui(), "exportAudit");
        QTRY_VERIFY(!gui().find<MessageBar>("auditBar")->text().startsWith(u"Saved as"_s));

        // What a stranger says of rights makes it no member here.
        QVERIFY(!space().authority().summary().users.contains(*UserId::parse(m_stranger.member.toString())));
    }

    void itCanBeCancelledAndGoesOn()
    {
        connectAsOwner();
        QTRY_VERIFY(shieldWords().startsWith(u"All 2 event"_s));
        showAudit();
        const auto gate = std::make_shared<QSemaphore>();
        auto release = qScopeGuard([gate] { gate->release(); });
        space()
            .authority()
            .ask([gate](const StateReplay &) {
                gate->acquire();
                return 0;
            })
            .done(this, [](const Result<int> &) {});
        QList<Message> messages;
        for (int i = 0; i < 600; ++i)
            messages << sealed(m_owner, u"notes/%1"_s.arg(i), "{}");
        letIn(messages);
        space().retryNow();
        QTRY_COMPARE(space().audit().total(), 602);
        QTRY_VERIFY(gui().find<QProgressBar>("auditProgress"));
        QCOMPARE(gui().label("auditProgressText"), u"2 of 602"_s);
        QCOMPARE(shieldWords(), u"Checking 2 of 602…"_s);
        gui().picture(u"audit-4-running"_s);
        gui().find<QAbstractButton>("cancelAudit")->setFocus();
        QTest::keyClick(gui().find<QAbstractButton>("cancelAudit"), Qt::Key_Space);
        QTRY_VERIFY(gui().find<QAbstractButton>("continueAudit"));
        QVERIFY(gui().find<QAbstractButton>("continueAudit")->hasFocus());
        QCOMPARE(gui().label("verdictHeadline"), u"Checked 2 of 602 events"_s);
        gui().picture(u"audit-5-cancelled"_s);
        release.dismiss();
        gate->release();
        QTRY_COMPARE(space().authority().summary().stateMessages, 602);
        QCOMPARE(space().audit().report().checked, 2);
        CLICK(gui(), "continueAudit");
        QTRY_VERIFY(gui().label("verdictHeadline").startsWith(u"All 602 event"_s));
        QVERIFY(!gui().find<QProgressBar>("auditProgress"));
    }

    void whatTheServerTookBackIsAFinding()
    {
        m_server.stop();
        QVERIFY(m_server.keepCopy(u"older"_s));
        QVERIFY(m_server.start());
        VERIFY_OK(await(m_server.spaceFor(m_owner.clone())->state().setEncrypted(u"topics/more"_s, "{}")));
        connectAsOwner();
        QTRY_VERIFY(shieldWords().startsWith(u"All 3 event"_s));
        m_server.stop();
        QVERIFY(m_server.bringBackCopy(u"older"_s));
        QVERIFY(m_server.start());
        gui().close();
        QVERIFY(QFile::remove(gui().folder() + u"/cache.db"_s));
        gui().start();
        QTRY_COMPARE(shieldWords(), u"An event was taken back"_s);
        showAudit();
        QTRY_COMPARE(gui().label("findingTitle"), u"Taken back"_s);
        QVERIFY(gui().label("findingDue").contains(u"should still show it"_s));
        QVERIFY(!gui().find<QLabel>("findingSender"));
        gui().picture(u"audit-6-taken-back"_s);
    }

    void withoutTheServerAKnownStateIsStillVerified()
    {
        connectAsOwner();
        QTRY_VERIFY(shieldWords().startsWith(u"All 2 event"_s));
        gui().close();
        m_server.stop();
        gui().start();
        QTRY_VERIFY(gui().find<QAbstractButton>("shield"));
        QTRY_VERIFY(shieldWords().startsWith(u"All 2 event"_s));
    }

    void inANarrowSidebarTheWordsAreCutAndStillThere()
    {
        connectAsOwner();
        QTRY_VERIFY(shieldWords().startsWith(u"All 2 event"_s));
        shield().resize(90, shield().height());
        QVERIFY(shield().text().endsWith(u'…'));
        QVERIFY(shieldWords().endsWith(u"verified"_s));
    }
};

QTEST_MAIN(TestAuditPage)
#include "tst_auditpage.moc"
