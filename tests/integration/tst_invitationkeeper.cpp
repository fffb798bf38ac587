// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What a member's client does about invitations by itself.

#include "authz/authpath.h"
#include "authz/roletemplate.h"
#include "client/acceptinvitation.h"
#include "client/invitationkeeper.h"
#include "protocol/json.h"
#include "support/inviter.h"
#include "support/livefixture.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

using Form = JoinLink::Form;

class TestInvitationKeeper : public QObject, private LiveFixture
{
    Q_OBJECT

    std::unique_ptr<InvitationKeeper> m_keeper;
    QList<CompletionReport> m_reports; //!< in which something was done, or asked for
    QList<Error> m_failures;

    CreatedInvitation create(InvitationRequest request)
    {
        request.role = u"member"_s;
        return granted(await(m_live->invitations().create(std::move(request))));
    }

    Invitation::Status statusOf(const MemberId &id)
    {
        const auto all = granted(await(m_live->invitations().list()));
        const auto found = std::ranges::find_if(all, [&id](const Invitation &each) { return each.id == id; });
        return found == all.end() ? Invitation::Status::Unfinished : found->status;
    }

    bool isJoinedBy(const CreatedInvitation &created)
    {
        SerialThread thread;
        AcceptInvitation accepting(linkOf(created), m_server.services(), thread);
        return await(accepting.join()).has_value();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(startServer()); }
    void init()
    {
        QVERIFY(begin());
        QTRY_VERIFY(m_live->authority().isCurrent());
        QTRY_COMPARE(m_live->connection(), Stream::Status::Connected);
        VERIFY_OK(await(m_live->space().members().createRole(u"member"_s)));
        VERIFY_OK(await(m_live->space().members().grantToRole(
            u"member"_s, u"read"_s, {Operation::Read, u"topics/{any}/messages"_s})));
        m_reports.clear();
        m_failures.clear();
        m_keeper = std::make_unique<InvitationKeeper>(*m_live);
        connect(m_keeper.get(), &InvitationKeeper::completed, this,
                [this](const CompletionReport &report, bool isAsked) {
                    if (isAsked || !report.given.isEmpty() || !report.revoked.isEmpty())
                        m_reports << report;
                });
        connect(m_keeper.get(), &InvitationKeeper::failed, this,
                [this](const Error &error) { m_failures << error; });
    }
    void cleanup()
    {
        m_keeper.reset();
        end();
    }

    void whoJoinsHasTheRole()
    {
        const auto created = create({.hasWords = false});
        QVERIFY(isJoinedBy(created));
        QTRY_COMPARE(m_reports.size(), 1);
        QCOMPARE(m_reports[0].given.size(), 1);
        QCOMPARE(m_reports[0].given[0].role, u"member"_s);
        QTRY_COMPARE(statusOf(created.id), Invitation::Status::Spent);
    }

    //! Nobody joins and nothing is written: the time alone is the reason.
    void oneThatExpiresIsTakenBackThen_data()
    {
        QTest::addColumn<Form>("form");
        QTest::newRow("a") << Form::Tool;
        QTest::newRow("b") << Form::User;
    }
    void oneThatExpiresIsTakenBackThen()
    {
        QFETCH(Form, form);
        const auto end = m_live->space().session().serverNowMs() + 2500;
        const auto created = create({.form = form, .expiresAt = end, .hasWords = false});
        const auto lasting = create({.form = form, .expiresAt = end + 3'600'000, .hasWords = false});
        QTRY_COMPARE(m_reports.size(), 1);
        QCOMPARE(m_reports[0].revoked, QList<MemberId>{created.id});
        QVERIFY(m_live->space().session().serverNowMs() >= end);
        QTRY_COMPARE(statusOf(created.id), Invitation::Status::Revoked);
        QCOMPARE(statusOf(lasting.id), Invitation::Status::Unused);
    }

    void oneThatHasExpiredIsTakenBackOnceConnected()
    {
        m_keeper.reset();
        const auto now = m_live->space().session().serverNowMs();
        const auto created = create({.form = Form::User, .expiresAt = now - 1000, .hasWords = false});
        m_keeper = std::make_unique<InvitationKeeper>(*m_live);
        QTRY_COMPARE(statusOf(created.id), Invitation::Status::Revoked);
    }

    //! Whoever adds a member or a tool may write such a promise into its entry, before others give it rights.
    void nobodysEntryIsTakenForAnExpiredInvitation_data()
    {
        QTest::addColumn<QList<Capability>>("rights");
        QTest::addColumn<bool>("hasRole");
        QTest::addColumn<bool>("isTool");
        const auto anyUser = u"state/auth/users/{any}"_s;
        QTest::newRow("an administrator")
            << QList<Capability>{{Operation::Write, u"state/auth/{...}"_s}} << false << false;
        QTest::newRow("one by the promised role") << QList<Capability>() << true << false;
        QTest::newRow("one who lets people in")
            << QList<Capability>{{Operation::Create, anyUser + u"/roles"_s},
                                 {Operation::Create, anyUser + u"/roles/admin"_s},
                                 {Operation::Create, anyUser}}
            << true << false;
        QTest::newRow("a tool that does") << QList<Capability>{{Operation::Create, anyUser}} << false << true;
    }
    void nobodysEntryIsTakenForAnExpiredInvitation()
    {
        QFETCH(QList<Capability>, rights);
        QFETCH(bool, hasRole);
        QFETCH(bool, isTool);
        auto &members = m_live->space().members();
        const auto planter = m_server.newUser(m_owner);
        const auto planterId = *UserId::parse(planter.member.text());
        VERIFY_OK(await(members.addUser(planterId)));
        for (const auto &area : {u"users"_s, u"tools"_s})
            VERIFY_OK(await(members.grantToUser(planterId, area,
                                                {Operation::Create, u"state/auth/"_s + area + u"/{any}"_s})));
        VERIFY_OK(await(members.createRole(u"admin"_s)));
        int number = 0;
        for (const auto &right : RoleTemplate{RoleTemplate::Kind::DelegatedAdmin}.rights({}))
            VERIFY_OK(await(members.grantToRole(u"admin"_s, QString::number(number++), right)));

        const auto victim = (isTool ? m_server.newTool(m_owner) : m_server.newUser(m_owner)).member;
        const QJsonObject promise{
            {u"form"_s, isTool ? u"a"_s : u"b"_s}, {u"role"_s, u"admin"_s}, {u"expires_at"_s, 1}};
        QJsonObject planted{{isTool ? u"tool_id"_s : u"user_id"_s, victim.toString()},
                            {u"invitation"_s, promise}};
        if (isTool)
            planted.insert(u"use_limit"_s, 5);
        const auto path = entryPath(victim);
        VERIFY_OK(
            await(m_server.spaceFor(planter.clone())->state().setPlaintext(path, compactJson(planted))));
        for (const auto &right : rights)
            VERIFY_OK(await(m_live->space().state().setPlaintext(path + u"/rights/r%1"_s.arg(number++),
                                                                 compactJson(right.toJson()))));
        if (hasRole)
            VERIFY_OK(await(members.assignRole(*UserId::parse(victim.text()), u"admin"_s)));
        const auto written = granted(await(m_live->space().state().history())).messages;

        // One that is an invitation goes on being one, and is taken back meanwhile.
        const auto now = m_live->space().session().serverNowMs();
        const auto expired = create({.form = Form::User, .expiresAt = now - 1000, .hasWords = false});
        QTRY_COMPARE(m_reports.size(), 1);
        QCOMPARE(m_reports[0].revoked, QList<MemberId>{expired.id});
        const auto all = granted(await(m_live->invitations().list()));
        QCOMPARE(std::ranges::any_of(all, [&](const Invitation &each) { return each.id == victim; }), isTool);
        if (!isTool) // not by hand either
            QCOMPARE(await(m_live->invitations().revoke(victim)).error().kind, ErrorKind::NotFound);
        const auto history = granted(await(m_live->space().state().history())).messages;
        QVERIFY(std::none_of(history.begin() + written.size(), history.end(), [&path](const auto &each) {
            return each.message.type.startsWith(path.toUtf8());
        }));
    }

    void whoAsksIsAnswered()
    {
        m_keeper->completeNow();
        QTRY_COMPARE(m_reports.size(), 1);
        QCOMPARE(m_reports[0].given.size(), 0);
        if (m_server.isForeign())
            return; // and goes on running
        m_server.stop();
        QTRY_VERIFY(m_live->connection() != Stream::Status::Connected);
        m_keeper->completeNow();
        QCOMPARE(m_failures.size(), 1);
        QCOMPARE(m_failures[0], *m_live->trouble());
        QVERIFY(m_server.start());
    }
};

QTEST_GUILESS_MAIN(TestInvitationKeeper)
#include "tst_invitationkeeper.moc"
