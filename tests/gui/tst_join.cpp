// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Coming to a space by an invitation, in the real window: what it is shown to be, joining, and each way in
// which it does not work, in a sentence of its own.

#include "support/await.h"
#include "support/backend.h"
#include "support/inviter.h"
#include "windowfixture.h"

#include "gui/shared/noticearea.h"
#include "protocol/spokenwords.h"

#include <QAction>
#include <QClipboard>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

using Form = JoinLink::Form;

class TestJoin : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Inviter> m_inviter;
    std::unique_ptr<WindowFixture> m_fixture;
    WindowFixture &gui() { return *m_fixture; }

    CreatedInvitation create(InvitationRequest request)
    {
        request.role = u"member"_s;
        auto created = await(m_inviter->invitations.create(std::move(request)));
        Q_ASSERT(created);
        return *std::move(created);
    }

    static QString text(const SecretBytes &secret) { return QString::fromLatin1(secret.view()); }

    qsizetype stateCount()
    {
        return await(m_server.spaceFor(m_owner.clone())->state().history())->messages.size();
    }

    //! Whether the owner reads this, and nothing else, in the topic.
    bool isSaid(const QByteArray &text)
    {
        auto space = m_server.spaceFor(m_owner.clone());
        const auto page = await(space->messages().list(u"general"_s, MessageRange::newest(100)));
        if (!page || page->messages.size() != 1)
            return false;
        const auto plaintext = space->messages().decrypt(u"general"_s, page->messages.front().message);
        return plaintext && plaintext->contains(text);
    }

    void openDialog()
    {
        gui().start();
        CLICK(gui(), "haveInvitation");
        QTRY_VERIFY(gui().find<QDialog>("joinDialog"));
    }

    QLineEdit *field(const char *name) { return gui().find<QLineEdit>(name); }

    //! As a person does: from the clipboard.
    void paste(const QString &link)
    {
        QGuiApplication::clipboard()->setText(link);
        field("joinLink")->clear();
        field("joinLink")->paste();
    }

    void lookAt(const CreatedInvitation &created)
    {
        paste(text(created.link));
        if (!created.words.isEmpty())
            gui().type("joinWords", text(created.words));
        CLICK(gui(), "lookButton");
    }

    void beginJoining(const CreatedInvitation &created)
    {
        openDialog();
        lookAt(created);
        CLICK(gui(), "joinButton");
    }

    QString bar()
    {
        auto *found = gui().find<MessageBar>("joinBar");
        return found ? found->text() : QString();
    }

    QStringList warnings()
    {
        QStringList list;
        const auto labels = gui().find<QDialog>("joinDialog")->findChildren<QLabel *>(u"joinWarning"_s);
        for (const auto *label : labels)
            list << label->text();
        return list;
    }

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_inviter = std::make_unique<Inviter>(m_owner, m_server.services());
        QVERIFY(makeWritersRole(*m_inviter, u"member"_s));
        auto &state = m_inviter->space.state();
        VERIFY_OK(await(state.setEncrypted(u"space"_s, R"({"name":"Garden"})")));
        VERIFY_OK(await(state.setEncrypted(u"topics/general"_s, R"({"name":"General"})")));
        VERIFY_OK(await(state.setEncrypted(
            u"profiles/"_s + QString::fromLatin1(UserId::of(m_owner.key.publicKey()).text()),
            R"({"name":"Ada"})")));
        m_fixture = std::make_unique<WindowFixture>();
    }
    void cleanup()
    {
        m_fixture.reset();
        m_inviter.reset();
        QGuiApplication::clipboard()->clear();
    }

    void somebodyJoins_data() { addInvitationRows(); }
    void somebodyJoins()
    {
        QFETCH(bool, isTool);
        QFETCH(bool, hasWords);
        const auto created =
            create({.form = isTool ? Form::Tool : Form::User, .note = u"for Bea"_s, .hasWords = hasWords});
        openDialog();
        QVERIFY(!gui().find<QAbstractButton>("lookButton")->isEnabled());
        const auto before = stateCount();
        paste(text(created.link));
        QVERIFY(!field("joinLink")->displayText().contains(u"reeeductio"_s));
        QCOMPARE(gui().label("linkHint").contains(u"This link is the secret"_s), !hasWords);
        QCOMPARE(gui().find<QAbstractButton>("lookButton")->isEnabled(), !hasWords);
        QCOMPARE(field("joinWords") != nullptr, hasWords);
        CLICK(gui(), "clearClipboard");
        QTRY_VERIFY(!gui().find<QAbstractButton>("clearClipboard"));
        QCOMPARE(QGuiApplication::clipboard()->text(), QString());
        CLICK(gui(), "showLink");
        QCOMPARE(field("joinLink")->displayText(), text(created.link));
        CLICK(gui(), "showLink");
        if (hasWords) {
            gui().type("joinWords", text(created.words));
            QCOMPARE(gui().label("wordsHint"), u"All six words are there."_s);
        }
        if (isTool)
            gui().picture(hasWords ? u"70-join-link"_s : u"71-join-secret-link"_s,
                          gui().find<QDialog>("joinDialog"));
        CLICK(gui(), "lookButton");

        QTRY_COMPARE(gui().label("spaceName"), u"Garden"_s);
        QCOMPARE(gui().label("joinServer"), m_server.url().toString());
        QCOMPARE(gui().label("fingerprint"), fingerprintWords(m_owner.space.text()).join(u' '));
        QVERIFY2(gui().label("inviter").startsWith(u"Ada ("_s), qPrintable(gui().label("inviter")));
        QVERIFY(!gui().label("agrees").isEmpty());
        QCOMPARE(gui().label("joinRole"), u"member"_s);
        QCOMPARE(gui().label("roleTime").startsWith(u"Given once"_s), isTool);
        QCOMPARE(gui().label("note"), u"for Bea"_s);
        QCOMPARE(warnings().size(), hasWords ? 0 : 1);
        QCOMPARE(stateCount(), before);
        for (const auto *name : {"joinLink", "joinWords"})
            QCOMPARE(gui().window().findChild<QLineEdit *>(QString::fromLatin1(name))->text(), QString());
        if (isTool && hasWords) {
            gui().picture(u"72-join-preview"_s, gui().find<QDialog>("joinDialog"));
            gui().trigger("actionDark");
            gui().picture(u"73-join-preview-dark"_s, gui().find<QDialog>("joinDialog"));
            gui().trigger("actionLight");
        }
        CLICK(gui(), "joinButton");

        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
        QTRY_VERIFY(!gui().find<QDialog>("joinDialog"));
        const auto notices = gui().window().notices().texts();
        QCOMPARE(notices.filter(u"You are in."_s).size(), isTool ? 1 : 0);
        if (isTool) {
            QTRY_COMPARE(gui().label("composerHint"), u"You may not write in #General."_s);
            if (hasWords)
                gui().picture(u"74-join-waits"_s);
            const auto report = await(m_inviter->invitations.completePending());
            VERIFY_OK(report);
            QCOMPARE(report->given.size(), 1);
        }
        QTRY_VERIFY(gui().find<QPlainTextEdit>("composerText"));
        QTRY_COMPARE(gui().label("composerHint"), u"encrypted for this space"_s);
        gui().say(u"Bea is here"_s);
        QTRY_COMPARE(gui().verifiedRows(), 1);
        QVERIFY(isSaid("Bea is here"));

        gui().close();
        gui().start();
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
        QTRY_COMPARE(gui().verifiedRows(), 1);
        QCOMPARE(gui().window().notices().texts(), QStringList());
    }

    void wrongWordsAreNamed()
    {
        const auto created = create({});
        const auto other = create({});
        openDialog();
        paste(text(created.link));
        auto words = text(created.words).split(u' ');
        const auto &hint = [this] { return gui().label("wordsHint"); };
        const auto isReady = [this] { return gui().find<QAbstractButton>("lookButton")->isEnabled(); };

        gui().type("joinWords", words.first(3).join(u' ') + u" zzq"_s);
        QCOMPARE(hint(), u"3 of 6 words."_s); // it is still being typed
        auto damaged = words;
        damaged[2] = u"qzxvkj"_s;
        gui().type("joinWords", damaged.join(u' '));
        QCOMPARE(hint(), u"Word 3 is none of the list."_s);
        damaged[2] = words[2] + u'q';
        gui().type("joinWords", damaged.join(u' '));
        QVERIFY2(hint().startsWith(u"Word 3 is none of the list. Is it "_s) && hint().contains(words[2]),
                 qPrintable(hint()));
        QVERIFY(!isReady());
        gui().picture(u"75-join-damaged-word"_s, gui().find<QDialog>("joinDialog"));

        gui().type("joinWords", text(other.words));
        QVERIFY(isReady());
        CLICK(gui(), "lookButton");
        QTRY_VERIFY(bar().startsWith(u"These are not the words of this invitation."_s));
        gui().picture(u"76-join-other-words"_s, gui().find<QDialog>("joinDialog"));
        gui().type("joinWords", u"  "_s + text(created.words).toUpper().replace(u' ', u'-'));
        CLICK(gui(), "lookButton");
        QTRY_COMPARE(gui().label("spaceName"), u"Garden"_s);
        QCOMPARE(bar(), QString());
    }

    void whatIsOfNoUseIsSaid_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("begins");
        QTest::newRow("spent") << u"spent"_s << u"This invitation has been used as often as it may be."_s;
        QTest::newRow("revoked") << u"revoked"_s
                                 << u"This invitation was taken back, or never was of this space."_s;
        QTest::newRow("expired") << u"expired"_s << u"This invitation has expired."_s;
        QTest::newRow("another space")
            << u"space"_s << u"This invitation was taken back, or never was of this space."_s;
        QTest::newRow("nobody there") << u"server"_s << u"Can't reach the server: nothing answers there."_s;
    }
    void whatIsOfNoUseIsSaid()
    {
        QFETCH(QString, what);
        QFETCH(QString, begins);
        const HeldPort nobody;
        InvitationRequest request{.hasWords = false};
        if (what == u"expired")
            request.expiresAt = QDateTime::currentMSecsSinceEpoch() - 60'000;
        const auto created = create(std::move(request));
        auto link = linkOf(created);
        if (what == u"spent") {
            SerialThread thread;
            VERIFY_OK(await(AcceptInvitation(linkOf(created), m_server.services(), thread).join()));
        } else if (what == u"revoked") {
            VERIFY_OK(await(m_inviter->invitations.revoke(created.id)));
        } else if (what == u"space") {
            link.space = SpaceId::of(SigningKey::generate().publicKey());
        } else if (what == u"server") {
            link.server = QUrl(u"http://127.0.0.1:%1"_s.arg(nobody.number()));
        }
        openDialog();
        paste(text(toSecretText(link)));
        const auto before = stateCount();
        CLICK(gui(), "lookButton");
        QTRY_VERIFY2(bar().startsWith(begins), qPrintable(bar()));
        auto *join = gui().find<QAbstractButton>("joinButton");
        QVERIFY(!join || !join->isEnabled());
        if (what == u"spent")
            gui().picture(u"77-join-spent"_s, gui().find<QDialog>("joinDialog"));
        CLICK(gui(), "cancelButton");
        QTRY_VERIFY(!gui().find<QDialog>("joinDialog"));
        QCOMPARE(stateCount(), before);
        QVERIFY(gui().desktop().profile().spaces().isEmpty());
    }

    //! Between looking at it and joining.
    void somebodyElseMayBeFaster()
    {
        const auto created = create({.hasWords = false});
        openDialog();
        lookAt(created);
        QTRY_VERIFY(gui().find<QAbstractButton>("joinButton"));
        SerialThread thread;
        VERIFY_OK(await(AcceptInvitation(linkOf(created), m_server.services(), thread).join()));
        CLICK(gui(), "joinButton");
        QTRY_VERIFY(bar().startsWith(u"This invitation has been used as often as it may be."_s));
        QVERIFY(!gui().find<QAbstractButton>("joinButton")->isEnabled());
        QVERIFY(gui().desktop().profile().spaces().isEmpty());
    }

    void whatIsMissingInALinkIsNamed_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("part");
        QTest::newRow("server") << u"u"_s << u"the server's address"_s;
        QTest::newRow("space") << u"s"_s << u"the space's ID"_s;
        QTest::newRow("form") << u"f"_s << u"the kind of invitation"_s;
        QTest::newRow("key") << u"k"_s << u"the invitation's key"_s;
        QTest::newRow("inviter") << u"i"_s << u"who invites"_s;
        QTest::newRow("role") << u"r"_s << u"the role"_s;
        QTest::newRow("root") << u"x"_s << u"the space's key"_s;
    }
    void whatIsMissingInALinkIsNamed()
    {
        QFETCH(QString, key);
        QFETCH(QString, part);
        const auto whole = text(create({.hasWords = false}).link);
        auto fields = whole.section(u'#', 1).split(u'&');
        fields.removeIf([&key](const QString &each) { return each.startsWith(key + u'='); });
        const auto broken = whole.section(u'#', 0, 0) + u'#' + fields.join(u'&');
        QVERIFY(broken != whole);
        openDialog();
        paste(broken);
        QCOMPARE(gui().label("linkHint"),
                 u"This link is damaged: %1 is missing or malformed. Ask for it again."_s.arg(part));
        QVERIFY(!gui().find<QAbstractButton>("lookButton")->isEnabled());
        paste(whole.left(60) + u"\n "_s + whole.mid(60)); // as mail programs break lines
        QVERIFY(gui().find<QAbstractButton>("lookButton")->isEnabled());
        paste(u"https://example.org"_s);
        QVERIFY(gui().label("linkHint").startsWith(u"This is no link of ours"_s));
        paste(toString(OpenLink{m_server.url(), m_owner.space, {}, {}}));
        QVERIFY(gui().label("linkHint").contains(u"it is no invitation"_s));
        QVERIFY(!gui().find<QAbstractButton>("lookButton")->isEnabled());
    }

    void whatTheLinkSaysOtherwiseIsShown()
    {
        const auto created = create({.hasWords = false});
        auto link = linkOf(created);
        link.role = u"boss"_s;
        link.inviter = UserId::of(SigningKey::generate().publicKey());
        openDialog();
        paste(text(toSecretText(link)));
        CLICK(gui(), "lookButton");
        QTRY_COMPARE(gui().label("joinRole"), u"member"_s);
        QCOMPARE(warnings().size(), 3);
        QVERIFY(warnings()[0].startsWith(u"The link says "_s) && warnings()[0].contains(u"Ada ("_s));
        QCOMPARE(warnings()[1],
                 u"The link promises the role “boss”; the space's own record says “member”."_s);
        QVERIFY(warnings()[2].startsWith(u"This link is the secret"_s));
        QCOMPARE(gui().label("agrees"), QString());
        gui().trigger("actionDark");
        gui().picture(u"78-join-differences-dark"_s, gui().find<QDialog>("joinDialog"));
        gui().trigger("actionLight");
        gui().picture(u"79-join-differences"_s, gui().find<QDialog>("joinDialog"));
    }

    void aLinkFromOutsideIsShownAndNotFollowed()
    {
        const auto created = create({.form = Form::User, .hasWords = false});
        const auto before = stateCount();
        gui().start();
        gui().desktop().take({text(created.link)}); // the profile may not be open yet
        QTRY_VERIFY(gui().find<QDialog>("joinDialog"));
        QCOMPARE(field("joinLink")->text(), text(created.link));
        QCOMPARE(field("joinLink")->echoMode(), QLineEdit::Password);
        QCOMPARE(stateCount(), before);
        CLICK(gui(), "lookButton");
        CLICK(gui(), "joinButton");
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});

        // Once more: it leads to what is there.
        gui().trigger("actionAddSpace");
        gui().desktop().take({text(created.link)});
        CLICK(gui(), "lookButton");
        QTRY_COMPARE(bar(), u"You are in this space already."_s);
        gui().picture(u"80-join-known"_s, gui().find<QDialog>("joinDialog"));
        CLICK(gui(), "messageBarAction");
        QTRY_COMPARE(gui().label("topicTitle"), u"# General"_s);
        QTRY_VERIFY(!gui().find<QDialog>("joinDialog"));
        QCOMPARE(gui().desktop().profile().spaces().size(), 1);
    }

    void nothingIsWrittenBeforeThePersonJoins()
    {
        const auto created = create({.hasWords = false});
        const auto before = stateCount();
        openDialog();
        lookAt(created);
        QTRY_VERIFY(gui().find<QAbstractButton>("joinButton"));
        CLICK(gui(), "cancelButton");
        QTRY_VERIFY(!gui().find<QDialog>("joinDialog"));
        gui().close();
        gui().start();
        QTRY_VERIFY(gui().find<QAbstractButton>("haveInvitation"));
        QCOMPARE(gui().window().notices().texts(), QStringList());
        QCOMPARE(stateCount(), before);
        // Nor is it when the dialog is left in the middle of looking.
        CLICK(gui(), "haveInvitation");
        QTRY_VERIFY(field("joinLink"));
        lookAt(created);
        gui().find<QDialog>("joinDialog")->reject();
        QTRY_VERIFY(!gui().find<QDialog>("joinDialog"));
        QCOMPARE(stateCount(), before);
        CLICK(gui(), "haveInvitation");
        QTRY_VERIFY(field("joinLink"));
        lookAt(created);
        CLICK(gui(), "joinButton");
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
        QCOMPARE(stateCount(), before + 1);
    }

    void theSpaceComesThoughTheDialogWasClosed()
    {
        const auto created = create({.form = Form::User, .hasWords = false});
        beginJoining(created);
        gui().find<QDialog>("joinDialog")->reject();
        QTRY_COMPARE(gui().topics(), QStringList{u"General"_s});
        QVERIFY(!gui().find<QDialog>("joinDialog"));
    }
};

QTEST_MAIN(TestJoin)
#include "tst_join.moc"
