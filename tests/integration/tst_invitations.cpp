// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Inviting, joining and what becomes of both: between two people's clients, over a server.

#include "client/acceptinvitation.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/spokenwords.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/inviter.h"
#include "support/relaytransport.h"

#include <QMutex>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

using Form = JoinLink::Form;
using Status = Invitation::Status;
using Role = InvitationUse::Role;
using Difference = InvitationPreview::Difference;

namespace {

QMutex g_mutex;
QStringList g_logged; //!< by any thread

void keepLogged(QtMsgType, const QMessageLogContext &, const QString &line)
{
    const QMutexLocker locker(&g_mutex);
    g_logged << line;
}

} // namespace

class TestInvitations : public QObject
{
    Q_OBJECT

    Backend m_server;
    HttpClient m_http;
    RelayTransport m_wire{m_http};
    SerialThread m_thread;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Inviter> m_inviter;

    ClientServices services()
    {
        const auto own = m_server.services();
        return {m_wire, own.sockets, own.pool, own.clock, {}, own.filePool};
    }

    Members &members() { return m_inviter->space.members(); }
    Invitations &invitations() { return m_inviter->invitations; }

    CreatedInvitation create(InvitationRequest request)
    {
        if (request.role.isEmpty())
            request.role = u"member"_s;
        auto created = await(invitations().create(std::move(request)));
        if (!created)
            qWarning("not created: %s", qPrintable(describe(created.error())));
        Q_ASSERT(created);
        return *std::move(created);
    }

    std::unique_ptr<AcceptInvitation> accept(const CreatedInvitation &created,
                                             const Credentials *kept = nullptr)
    {
        auto accepting = std::make_unique<AcceptInvitation>(linkOf(created), services(), m_thread, kept);
        if (accepting->needsWords() && !await(accepting->unlock(created.words)))
            qWarning("the words do not open it");
        return accepting;
    }

    Invitation listed(const MemberId &id)
    {
        const auto all = await(invitations().list());
        for (const auto &invitation : all.value_or(QList<Invitation>())) {
            if (invitation.id == id)
                return invitation;
        }
        return {};
    }

    CompletionReport complete() { return *await(invitations().completePending()); }

    qsizetype stateCount(const QString &path = {})
    {
        const auto history = await(m_server.spaceFor(m_owner.clone())->state().history());
        const auto &messages = history->messages;
        return path.isEmpty()
                   ? messages.size()
                   : std::count_if(messages.begin(), messages.end(), [&path](const SealedMessage &each) {
                         return each.message.type == path.toUtf8();
                     });
    }

    //! Added by the owner, with these rights.
    Credentials newMember(const QList<Capability> &rights)
    {
        auto member = m_server.newUser(m_owner);
        const auto user = *UserId::parse(member.member.toString());
        bool done = await(members().addUser(user)).has_value();
        for (qsizetype i = 0; i < rights.size(); ++i)
            done = done && await(members().grantToUser(user, u"r%1"_s.arg(i), rights[i]));
        Q_ASSERT(done);
        return member;
    }

    //! Who may do all that inviting by form (a) takes.
    Credentials newDeputy()
    {
        return newMember({{Operation::Create, u"topics/{any}/messages"_s},
                          {Operation::Read, u"topics/{any}/messages"_s},
                          {Operation::Write, u"state/auth/tools/{...}"_s},
                          {Operation::Create, u"state/auth/users/{any}/rights/{...}"_s},
                          {Operation::Create, u"state/auth/users/{any}/roles/{...}"_s},
                          {Operation::Create, u"state/auth/users/{any}"_s}});
    }

    bool mayPost(const Credentials &who)
    {
        auto space = m_server.spaceFor(who.clone());
        return await(space->messages().postEncrypted(u"general"_s, "chat.text", "hello")).has_value();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    void init()
    {
        m_wire.requests.clear();
        m_wire.failure.reset();
        m_wire.loses = [](const HttpRequest &) { return false; };
        m_owner = m_server.newOwner();
        m_inviter = std::make_unique<Inviter>(m_owner, services());
        QVERIFY(makeWritersRole(*m_inviter, u"member"_s));
        VERIFY_OK(await(m_inviter->space.state().setEncrypted(u"space"_s, R"({"name":"Garden"})")));
    }
    void cleanup() { m_inviter.reset(); }
    void somebodyJoins_data() { addInvitationRows(); }
    void somebodyJoins()
    {
        QFETCH(bool, isTool);
        QFETCH(bool, hasWords);
        const auto form = isTool ? Form::Tool : Form::User;
        const auto created = create({.form = form, .note = u"for Bea"_s, .hasWords = hasWords});
        QCOMPARE(created.words.isEmpty(), !hasWords);
        QCOMPARE(listed(created.id).status, Status::Unused);
        QCOMPARE(listed(created.id).note, u"for Bea"_s);
        // A look writes nothing.
        const auto before = stateCount();
        auto accepting = std::make_unique<AcceptInvitation>(linkOf(created), services(), m_thread);
        auto preview = await(accepting->look());
        VERIFY_OK(preview);
        QCOMPARE(preview->spaceName, hasWords ? QString() : u"Garden"_s);
        VERIFY_OK(await(accepting->unlock(created.words)));
        preview = await(accepting->look());
        VERIFY_OK(preview);
        QCOMPARE(preview->space, m_owner.space);
        QCOMPARE(preview->spaceName, u"Garden"_s);
        QCOMPARE(preview->fingerprint, fingerprintWords(m_owner.space.text()));
        QCOMPARE(preview->invitation.role, u"member"_s);
        QCOMPARE(preview->invitation.form, form);
        QCOMPARE(preview->linkInviter, UserId::of(m_owner.key.publicKey()));
        QCOMPARE(preview->differences, QList<Difference>());
        QCOMPARE(stateCount(), before);

        const auto joined = await(accepting->join());
        VERIFY_OK(joined);
        QCOMPARE(joined->waitsForRole, isTool);
        QVERIFY(joined->credentials.root->bytes().equals(m_owner.root->bytes().view()));
        QCOMPARE(joined->credentials.server, m_server.url());
        QCOMPARE(mayPost(joined->credentials), !isTool);
        auto invitation = listed(created.id);
        QCOMPARE(invitation.status, isTool ? Status::Waiting : Status::Used);
        QCOMPARE(invitation.uses.size(), 1);
        QCOMPARE(MemberId(invitation.uses[0].user), joined->credentials.member);
        QCOMPARE(invitation.uses[0].role, isTool ? Role::Waiting : Role::Given);

        const auto report = complete();
        QCOMPARE(report.given.size(), isTool ? 1 : 0);
        QCOMPARE(report.waiting, 0);
        QVERIFY(mayPost(joined->credentials));
        invitation = listed(created.id);
        QCOMPARE(invitation.status, isTool ? Status::Spent : Status::Used);
        QCOMPARE(invitation.uses[0].role, Role::Given);
        QCOMPARE(complete().given.size(), 0);
    }

    void formAIsGoodForSoManyUses()
    {
        const auto created = create({.uses = 2});
        const auto first = await(accept(created)->join());
        VERIFY_OK(first);
        QCOMPARE(complete().given.size(), 1);
        QCOMPARE(listed(created.id).status, Status::Used);
        VERIFY_OK(await(accept(created)->join()));
        auto third = accept(created);
        const auto preview = await(third->look());
        VERIFY_OK(preview);
        QCOMPARE(preview->invitation.status, Status::Waiting);
        QCOMPARE(await(third->join()).error().code, ErrorCode::InvitationSpent);
        // The server says so, too.
        auto link = linkOf(created);
        auto asTool = m_server.spaceFor(
            {m_server.url(), m_owner.space, created.id, *SigningKey::fromSeed(link.keySeed.view()), {}, {}});
        const auto byHand = await(asTool->members().addUser(UserId::of(SigningKey::generate().publicKey())));
        QCOMPARE(byHand.error().code, ErrorCode::UseLimitReached);
        QCOMPARE(complete().given.size(), 1);
        QCOMPARE(listed(created.id).status, Status::Spent);
    }

    //! A use that leaves no trace in the state: only the server knows of it.
    void aServersRefusalIsSpentAsWell()
    {
        const auto created = create({});
        const auto link = linkOf(created);
        auto asTool = m_server.spaceFor({m_server.url(),
                                         m_owner.space,
                                         created.id,
                                         *SigningKey::fromSeed(link.keySeed.view()),
                                         m_owner.root->clone(),
                                         {}});
        VERIFY_OK(await(asTool->blobs().uploadPlaintext(QByteArray("a use"))));
        const auto refused = await(accept(created)->join());
        QCOMPARE(refused.error().code, ErrorCode::InvitationSpent);
        QCOMPARE(listed(created.id).uses.size(), 0);
    }

    void whatCannotBeUsedSaysWhy()
    {
        // Taken back; where the server still lets it sign in, by the replay.
        const auto revoked = create({});
        VERIFY_OK(await(invitations().revoke(revoked.id)));
        QCOMPARE(listed(revoked.id).status, Status::Revoked);
        QCOMPARE(await(accept(revoked)->join()).error().code, ErrorCode::InvitationRevoked);

        const auto byUser = create({.form = Form::User});
        VERIFY_OK(await(invitations().revoke(byUser.id)));
        QCOMPARE(await(accept(byUser)->join()).error().code, ErrorCode::InvitationRevoked);

        const auto expired = create({.expiresAt = m_inviter->space.session().serverNowMs() - 1000});
        QCOMPARE(listed(expired.id).status, Status::Expired);
        QCOMPARE(await(accept(expired)->join()).error().code, ErrorCode::InvitationExpired);
        QCOMPARE(complete().revoked, QList<MemberId>{expired.id});
        QCOMPARE(listed(expired.id).status, Status::Revoked);

        // Another server, another space.
        const auto good = create({.hasWords = false});
        auto link = linkOf(good);
        link.server = QUrl(u"http://127.0.0.1:1"_s);
        AcceptInvitation unreachable(std::move(link), services(), m_thread);
        QCOMPARE(await(unreachable.look()).error().kind, ErrorKind::Network);
        QCOMPARE(await(unreachable.join()).error().kind, ErrorKind::Network);
        link = linkOf(good);
        const auto other = m_server.newOwner();
        VERIFY_OK(await(m_server.spaceFor(other.clone())->session().authenticate()));
        link.space = other.space;
        AcceptInvitation elsewhere(std::move(link), services(), m_thread);
        QCOMPARE(await(elsewhere.look()).error().code, ErrorCode::InvitationRevoked);

        QCOMPARE(await(invitations().revoke(newMember({}).member)).error().kind, ErrorKind::NotFound);
    }

    void theRootOpensWithLinkAndWordsOnly()
    {
        const auto created = create({});
        AcceptInvitation accepting(linkOf(created), services(), m_thread);
        QCOMPARE(await(accepting.join()).error().code, ErrorCode::WrongWords);
        QCOMPARE(await(accepting.unlock(randomWords(6))).error().code, ErrorCode::WrongWords);
        QVERIFY(accepting.needsWords());
        const auto other = create({});
        QCOMPARE(await(accepting.unlock(other.words)).error().code, ErrorCode::WrongWords);
        AcceptInvitation second(linkOf(other), services(), m_thread);
        QCOMPARE(await(second.unlock(created.words)).error().code, ErrorCode::WrongWords);
        QVERIFY(!accepting.credentials().root);
        VERIFY_OK(await(accepting.unlock(created.words)));
        QCOMPARE(stateCount(u"auth/users/"_s + accepting.credentials().member.toString()), 0);
    }

    void noSecretGoesToTheServerOrTheLog()
    {
        g_logged.clear();
        const auto previous = qInstallMessageHandler(keepLogged);
        QList<QByteArray> secrets{m_owner.root->bytes().exposeUnwiped()};
        QList<QByteArray> texts;
        for (const auto form : {Form::Tool, Form::User}) {
            for (const auto hasWords : {true, false}) {
                const auto created = create({.form = form, .hasWords = hasWords});
                const auto joined = await(accept(created)->join());
                QVERIFY(joined.has_value());
                secrets << linkOf(created).keySeed.exposeUnwiped()
                        << joined->credentials.key.seed().exposeUnwiped()
                        << joined->credentials.userKey->bytes().exposeUnwiped();
                if (hasWords) {
                    secrets << linkOf(created).wrappedRoot.exposeUnwiped();
                    texts << created.words.exposeUnwiped();
                }
                texts << "reeeductio:join";
            }
        }
        complete();
        qInstallMessageHandler(previous);
        for (const auto &secret : std::as_const(secrets))
            texts << secret << toHex(secret) << toBase64(secret) << toBase64Url(secret);
        QVERIFY(m_wire.requests.size() > 40);
        for (const auto &request : std::as_const(m_wire.requests)) {
            const auto sent = request.url.toEncoded() + '\n' + request.body;
            for (const auto &text : std::as_const(texts))
                QVERIFY2(!sent.contains(text), request.url.toEncoded().constData());
            // State is base64 of what it says.
            const auto body = parseJsonObject(request.body);
            const auto data =
                body ? QByteArray::fromBase64((*body)["data"_L1].toString().toLatin1()) : QByteArray();
            for (const auto &text : std::as_const(texts))
                QVERIFY2(!data.contains(text), data.constData());
        }
        for (const auto &line : std::as_const(g_logged)) {
            for (const auto &text : std::as_const(texts))
                QVERIFY2(!line.toUtf8().contains(text), qPrintable(line));
        }
    }

    //! Broken off after each of its writes, it lets nobody in; and is seen, and can be taken away.
    void aBrokenOffMakingLeavesNothingDangerous_data()
    {
        QTest::addColumn<bool>("isTool");
        QTest::addColumn<int>("writes");
        for (int writes = 0; writes < 2; ++writes)
            QTest::addRow("tool, after %d writes", writes) << true << writes;
        for (int writes = 0; writes < 5; ++writes)
            QTest::addRow("user, after %d writes", writes) << false << writes;
    }
    void aBrokenOffMakingLeavesNothingDangerous()
    {
        QFETCH(bool, isTool);
        QFETCH(int, writes);
        const auto before = stateCount();
        int posts = 0;
        m_wire.holds = [&posts, writes](const HttpRequest &request) {
            return RelayTransport::isPost(request) && ++posts == writes;
        };
        {
            // The program ends while an answer is on its way.
            auto crashing = std::make_unique<Inviter>(m_owner, services());
            auto pending =
                crashing->invitations.create({.form = isTool ? Form::Tool : Form::User, .role = u"member"_s});
            if (writes > 0)
                QTRY_COMPARE(m_wire.heldCount(), 1);
        }
        m_wire.release();
        QCOMPARE(stateCount(), before + writes);
        const auto all = await(invitations().list());
        VERIFY_OK(all);
        QCOMPARE(all->size(), writes > 0 ? 1 : 0);
        if (all->isEmpty())
            return;
        const auto left = all->front();
        QCOMPARE(left.status, Status::Unfinished);
        VERIFY_OK(await(m_inviter->reader.readState()));
        const auto mayAdd = await(m_inviter->reader.authority().decide(
            RuleSet::Real, {left.id, Operation::Create, u"state/auth/users/x"_s}));
        QVERIFY(!mayAdd->allowed);
        VERIFY_OK(await(invitations().revoke(left.id)));
        QCOMPARE(listed(left.id).status, Status::Revoked);
    }

    void aRefusedMakingIsTakenBack()
    {
        // May add tools, but give them no right.
        const auto clerk = newMember({{Operation::Write, u"state/auth/tools/{any}"_s},
                                      {Operation::Create, u"topics/{any}/messages"_s},
                                      {Operation::Read, u"topics/{any}/messages"_s},
                                      {Operation::Create, u"state/auth/users/{any}/roles/{...}"_s}});
        Inviter asClerk(clerk, services());
        const auto refused = await(asClerk.invitations.create({.role = u"member"_s}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Authorization);
        QVERIFY2(!refused.error().detail.contains("left"_L1), qPrintable(describe(refused.error())));
        const auto all = await(invitations().list());
        QCOMPARE(all->size(), 1);
        QCOMPARE(all->front().status, Status::Revoked);

        // When that is not possible either, what is left is named.
        const auto newcomer = newMember({{Operation::Create, u"state/auth/tools/{any}"_s},
                                         {Operation::Create, u"topics/{any}/messages"_s},
                                         {Operation::Read, u"topics/{any}/messages"_s},
                                         {Operation::Create, u"state/auth/users/{any}/roles/{...}"_s}});
        Inviter asNewcomer(newcomer, services());
        const auto left = await(asNewcomer.invitations.create({.role = u"member"_s}));
        QVERIFY2(left.error().detail.contains("left: auth/tools/T"_L1), qPrintable(describe(left.error())));
    }

    void joiningGoesOnWhereItWasBrokenOff_data()
    {
        QTest::addColumn<bool>("isTool");
        QTest::newRow("by a tool") << true;
        QTest::newRow("by a user, before it took its role") << false;
    }
    void joiningGoesOnWhereItWasBrokenOff()
    {
        QFETCH(bool, isTool);
        const auto created = create({.form = isTool ? Form::Tool : Form::User, .hasWords = false});
        auto accepting = accept(created);
        const auto kept = accepting->credentials();
        m_wire.holds = [](const HttpRequest &request) { return RelayTransport::isPost(request); };
        {
            auto pending = accepting->join();
            QTRY_COMPARE(m_wire.heldCount(), 1);
            accepting.reset();
        }
        m_wire.release();
        const auto entry = u"auth/users/"_s + kept.member.toString();
        QCOMPARE(stateCount(entry), 1);
        const auto uses = listed(created.id).uses;
        QCOMPARE(uses.size(), 1);
        QCOMPARE(uses[0].role, isTool ? Role::Waiting : Role::NotTaken);

        const auto joined = await(accept(created, &kept)->join());
        VERIFY_OK(joined);
        QCOMPARE(joined->credentials.member, kept.member);
        QCOMPARE(stateCount(entry), 1);
        complete();
        QVERIFY(mayPost(joined->credentials));
    }

    void aLostAnswerUsesNothingTwice()
    {
        const auto created = create({.hasWords = false});
        m_wire.loses = [](const HttpRequest &request) { return RelayTransport::isPost(request); };
        const auto joined = await(accept(created)->join());
        VERIFY_OK(joined);
        QVERIFY(joined->waitsForRole);
        QCOMPARE(listed(created.id).uses.size(), 1);
    }

    //! Several administrators see the same people come in.
    void theRoleIsGivenOnce()
    {
        const auto created = create({.uses = 4, .hasWords = false});
        QStringList paths;
        for (int i = 0; i < 4; ++i) {
            const auto joined = await(accept(created)->join());
            VERIFY_OK(joined);
            paths << u"auth/users/%1/roles/member"_s.arg(joined->credentials.member.toString());
        }
        const auto deputy = newDeputy();
        Inviter second(m_owner, services());
        Inviter third(deputy, services());
        auto one = invitations().completePending();
        auto two = second.invitations.completePending();
        auto three = third.invitations.completePending();
        const auto reports = QList{await(std::move(one)), await(std::move(two)), await(std::move(three))};
        qsizetype given = 0;
        for (const auto &report : reports) {
            VERIFY_OK(report);
            QCOMPARE(report->waiting, 0);
            given += report->given.size();
        }
        QCOMPARE(given, 4);
        for (const auto &path : std::as_const(paths))
            QCOMPARE(stateCount(path), 1);
    }

    void workOnRolesGoesOnWhereItWasBrokenOff()
    {
        const auto created = create({.uses = 2, .hasWords = false});
        VERIFY_OK(await(accept(created)->join()));
        VERIFY_OK(await(accept(created)->join()));
        m_wire.holds = [](const HttpRequest &request) { return RelayTransport::isPost(request); };
        {
            auto crashing = std::make_unique<Inviter>(m_owner, services());
            auto pending = crashing->invitations.completePending();
            QTRY_COMPARE(m_wire.heldCount(), 1);
        }
        m_wire.release();
        QCOMPARE(listed(created.id).waiting(), 1);
        QCOMPARE(complete().given.size(), 1);
        QCOMPARE(listed(created.id).status, Status::Spent);
    }

    void whatWasTakenBackIsNotGivenAgain()
    {
        const auto created = create({.hasWords = false});
        const auto joined = await(accept(created)->join());
        VERIFY_OK(joined);
        const auto user = *UserId::parse(joined->credentials.member.toString());
        QCOMPARE(complete().given.size(), 1);
        VERIFY_OK(await(members().assignRole(user, u"member"_s, 1)));
        QCOMPARE(complete().given.size(), 0);
        QCOMPARE(listed(created.id).uses[0].role, Role::TakenBack);

        // To whoever was removed before:
        const auto second = create({.hasWords = false});
        const auto removed = await(accept(second)->join());
        VERIFY_OK(await(members().removeUser(*UserId::parse(removed->credentials.member.toString()))));
        QCOMPARE(complete().given.size(), 0);
        QCOMPARE(listed(second.id).uses[0].role, Role::TakenBack);

        // Nor by an invitation that was revoked.
        const auto third = create({.hasWords = false});
        VERIFY_OK(await(accept(third)->join()));
        VERIFY_OK(await(invitations().revoke(third.id)));
        QCOMPARE(complete().given.size(), 0);
        QCOMPARE(listed(third.id).uses[0].role, Role::Revoked);
    }

    //! Whoever may add tools could promise what it may not give, and have an administrator's client give it.
    void aPromiseIsWorthWhatItsAuthorMayDo()
    {
        VERIFY_OK(await(members().createRole(u"boss"_s)));
        VERIFY_OK(await(members().grantToRole(u"boss"_s, u"all"_s, {Operation::Write, u"state/{...}"_s})));
        const auto deputy = newDeputy();
        Inviter asDeputy(deputy, services());
        const auto refused = await(asDeputy.invitations.create({.role = u"boss"_s}));
        QCOMPARE(refused.error().code, ErrorCode::PermissionDenied);
        QCOMPARE(await(asDeputy.invitations.create({.role = u"nothing"_s})).error().kind,
                 ErrorKind::NotFound);

        auto honest = await(asDeputy.invitations.create({.role = u"member"_s, .hasWords = false}));
        VERIFY_OK(honest);
        QCOMPARE(listed(honest->id).inviter, deputy.member);
        // By hand, another promise over it.
        const QJsonObject promise{
            {u"tool_id"_s, honest->id.toString()},
            {u"use_limit"_s, 1},
            {u"invitation"_s, QJsonObject{{u"form"_s, u"a"_s}, {u"role"_s, u"boss"_s}}}};
        VERIFY_OK(await(asDeputy.space.state().setPlaintext(u"auth/tools/"_s + honest->id.toString(),
                                                            compactJson(promise))));
        auto accepting = accept(*honest);
        const auto preview = await(accepting->look());
        VERIFY_OK(preview);
        QCOMPARE(preview->differences, (QList{Difference::Role, Difference::InviterMayNot}));
        auto link = linkOf(*honest);
        link.inviter = UserId::of(m_owner.key.publicKey());
        const auto inOwnersName = await(AcceptInvitation(std::move(link), services(), m_thread).look());
        VERIFY_OK(inOwnersName);
        QCOMPARE(inOwnersName->differences.first(), Difference::Inviter);
        const auto joined = await(accepting->join());
        VERIFY_OK(joined);
        QCOMPARE(listed(honest->id).uses[0].role, Role::InviterMayNot);
        QCOMPARE(complete().given.size(), 0);
        QCOMPARE(stateCount(u"auth/users/%1/roles/boss"_s.arg(joined->credentials.member.toString())), 0);
    }

    void whoMayNotGiveRolesLeavesThemWaiting()
    {
        const auto created = create({.hasWords = false});
        VERIFY_OK(await(accept(created)->join()));
        Inviter asGuest(newMember({}), services());
        const auto report = await(asGuest.invitations.completePending());
        VERIFY_OK(report);
        QCOMPARE(report->given.size(), 0);
        QCOMPARE(report->waiting, 1);
        QCOMPARE(listed(created.id).waiting(), 1);
    }

    void theInvitationOfThePublishedSdkIsSeen()
    {
        auto key = await(members().createInvitation(u"theirs"_s));
        VERIFY_OK(key);
        const MemberId tool = ToolId::of(key->publicKey());
        auto invitation = listed(tool);
        QVERIFY(invitation.isPublished);
        QCOMPARE(invitation.role, u"user"_s);
        QCOMPARE(invitation.note, u"theirs"_s);
        QCOMPARE(invitation.useLimit, std::nullopt);
        auto asTool = m_server.spaceFor({m_server.url(), m_owner.space, tool, key->clone(), {}, {}});
        const auto dan = UserId::of(SigningKey::generate().publicKey());
        VERIFY_OK(await(asTool->members().addUser(dan)));
        QCOMPARE(complete().given.size(), 0); // it promises nothing
        VERIFY_OK(await(asTool->members().assignRole(dan, u"user"_s)));
        invitation = listed(tool);
        QCOMPARE(invitation.uses.size(), 1);
        QCOMPARE(invitation.uses[0].role, Role::Given);
        VERIFY_OK(await(invitations().revoke(tool)));
        QVERIFY(!await(asTool->members().addUser(UserId::of(SigningKey::generate().publicKey()))));
    }
};

QTEST_GUILESS_MAIN(TestInvitations)
#include "tst_invitations.moc"
