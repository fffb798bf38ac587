// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Members, roles, tools and rights: written by one of us, honoured when the other acts.

#include "crypto/encoding.h"
#include "liveview.h"
#include "pythonpeer.h"
#include "support/await.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestInteropMembers : public QObject
{
    Q_OBJECT

    Backend m_server;
    PythonPeer m_python;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_us; //!< as the owner; so is the package's `owner`

    Members &members() { return m_us->members(); }

    PeerAnswer pythonOwner(const QString &command, const QJsonObject &arguments)
    {
        return m_python.in(u"owner"_s, command, arguments);
    }

    PeerAnswer pythonPosts(const QString &who, const QString &topic)
    {
        return m_python.in(
            who, u"post"_s,
            {{u"topic"_s, topic}, {u"type"_s, u"chat.text"_s}, {u"data"_s, forPeer("from " + who.toUtf8())}});
    }

    static QJsonObject right(const QString &holder, const QString &kind, const QString &operation,
                             const QString &path)
    {
        return {{u"holder"_s, holder},
                {u"kind"_s, kind},
                {u"right"_s, operation},
                {u"capability"_s, QJsonObject{{u"op"_s, operation}, {u"path"_s, path}}}};
    }

    //! What our engine says of it, once it knows all state: the same under every set of rules, or nothing.
    static std::optional<bool> ruling(LiveView &view, const Question &question)
    {
        if (!QTest::qWaitFor([&view] { return view.space().authority().isCurrent(); }, 10'000))
            return std::nullopt;
        std::optional<bool> agreed;
        for (const auto rules : {RuleSet::Real, RuleSet::Local, RuleSet::Strict}) {
            const auto decision = await(view.space().authority().decide(rules, question));
            if (!decision || (agreed && *agreed != decision->allowed))
                return std::nullopt;
            agreed = decision->allowed;
        }
        return agreed;
    }

    static UserId userOf(const Credentials &credentials)
    {
        return *UserId::parse(credentials.member.toString());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_python.start());
    }

    void init()
    {
        m_owner = m_server.newOwner();
        m_us = m_server.spaceFor(m_owner.clone());
        PEER_OK(m_python.open(u"owner"_s, m_owner));
    }

    void aUserOfTheirsActsWithUs()
    {
        auto credentials = m_server.newUser(m_owner);
        const auto id = credentials.member.toString();
        PEER_OK(pythonOwner(u"add_user"_s, {{u"user"_s, id}}));
        PEER_OK(pythonOwner(u"grant"_s, right(id, u"user"_s, u"create"_s, u"topics/general/messages"_s)));
        PEER_OK(pythonOwner(u"grant"_s, right(id, u"user"_s, u"read"_s, u"topics/{any}/messages"_s)));
        auto us = m_server.spaceFor(credentials.clone());
        VERIFY_OK(await(us->messages().postEncrypted(u"general"_s, "chat.text", "hi")));
        QCOMPARE(await(us->messages().postEncrypted(u"other"_s, "chat.text", "hi")).error().code,
                 ErrorCode::PermissionDenied);
        QCOMPARE(await(us->messages().list(u"other"_s))->messages.size(), 0);
        QCOMPARE(await(us->state().setPlaintext(u"profiles/x"_s, "{}")).error().code,
                 ErrorCode::PermissionDenied);

        LiveView view(m_server, m_owner);
        QTRY_VERIFY(view.isAllVerified(u"general"_s));
        const auto &member = credentials.member;
        QCOMPARE(ruling(view, {member, Operation::Create, u"topics/general/messages"_s}), true);
        QCOMPARE(ruling(view, {member, Operation::Create, u"topics/other/messages"_s}), false);
        QCOMPARE(ruling(view, {member, Operation::Read, u"topics/other/messages"_s}), true);
        QCOMPARE(ruling(view, {member, Operation::Create, u"state/profiles/x"_s}), false);
        QCOMPARE(view.space().authority().summary().users, QList{userOf(credentials)});
    }

    void aUserOfOursActsAsThePackage()
    {
        const auto credentials = m_server.newUser(m_owner);
        const auto user = userOf(credentials);
        PEER_OK(m_python.open(u"bob"_s, credentials));
        VERIFY_OK(await(m_us->state().setPlaintext(u"space"_s, "{}"))); // makes the space
        QCOMPARE(m_python.in(u"bob"_s, u"authenticate"_s).errorClass, u"AuthenticationError"_s);

        VERIFY_OK(await(members().addUser(user, u"Bob ✓"_s)));
        PEER_OK(m_python.in(u"bob"_s, u"authenticate"_s));
        VERIFY_OK(
            await(members().grantToUser(user, u"c"_s, {Operation::Create, u"topics/general/messages"_s})));
        VERIFY_OK(
            await(members().grantToUser(user, u"r"_s, {Operation::Read, u"topics/general/messages"_s})));
        VERIFY_OK(
            await(members().grantToUser(user, u"own"_s, {Operation::Write, u"state/profiles/{self}"_s})));
        PEER_OK(pythonPosts(u"bob"_s, u"general"_s));
        PEER_OK(m_python.in(u"bob"_s, u"messages"_s, {{u"topic"_s, u"general"_s}}));
        PEER_OK(m_python.in(u"bob"_s, u"set_state"_s,
                            {{u"path"_s, u"profiles/"_s + user.toString()}, {u"value"_s, u"{}"_s}}));

        // What the package raises for a refusal depends on what it was about to do.
        QCOMPARE(pythonPosts(u"bob"_s, u"other"_s).errorClass, u"ValidationError"_s); // cannot read the head
        QCOMPARE(m_python.in(u"bob"_s, u"messages"_s, {{u"topic"_s, u"other"_s}}).errorClass,
                 u"ValidationError"_s);
        const QJsonObject profile{{u"path"_s, u"profiles/"_s + m_owner.member.toString()},
                                  {u"value"_s, u"{}"_s}};
        QCOMPARE(m_python.in(u"bob"_s, u"set_state"_s, profile).errorClass, u"ChainError"_s);
        QCOMPARE(m_python.in(u"bob"_s, u"state"_s, {{u"path"_s, u"space"_s}}).errorClass,
                 u"ValidationError"_s);
        QCOMPARE(m_python.in(u"bob"_s, u"data"_s, {{u"path"_s, u"x"_s}}).errorClass, u"ValidationError"_s);
        QCOMPARE(
            m_python.in(u"bob"_s, u"set_data"_s, {{u"path"_s, u"x"_s}, {u"data"_s, forPeer("x")}}).errorClass,
            u"ValidationError"_s);
        PEER_OK(m_python.in(u"bob"_s, u"history"_s)); // any member may list state
    }

    void rolesOfTheirsGiveAndRefuse()
    {
        auto credentials = m_server.newUser(m_owner);
        const auto id = credentials.member.toString();
        PEER_OK(pythonOwner(u"create_role"_s, {{u"role"_s, u"poster"_s}}));
        PEER_OK(
            pythonOwner(u"grant"_s, right(u"poster"_s, u"role"_s, u"create"_s, u"topics/alerts/messages"_s)));
        PEER_OK(
            pythonOwner(u"grant"_s, right(u"poster"_s, u"role"_s, u"read"_s, u"topics/alerts/messages"_s)));
        PEER_OK(pythonOwner(u"add_user"_s, {{u"user"_s, id}}));
        auto us = m_server.spaceFor(credentials.clone());
        QCOMPARE(await(us->messages().postEncrypted(u"alerts"_s, "chat.text", "x")).error().kind,
                 ErrorKind::Authorization);
        PEER_OK(pythonOwner(u"assign_role"_s, {{u"user"_s, id}, {u"role"_s, u"poster"_s}}));
        VERIFY_OK(await(us->messages().postEncrypted(u"alerts"_s, "chat.text", "x")));

        LiveView view(m_server, m_owner);
        QTRY_VERIFY(view.isAllVerified(u"alerts"_s));
        const Question question{credentials.member, Operation::Create, u"topics/alerts/messages"_s};
        QCOMPARE(ruling(view, question), true);
        const auto decision = await(view.space().authority().decide(RuleSet::Local, question));
        VERIFY_OK(decision);
        QCOMPARE(decision->because.size(), 1);
        QCOMPARE(decision->because.front().role, u"poster"_s);
    }

    void rolesOfOursGiveAndEnd()
    {
        const auto credentials = m_server.newUser(m_owner);
        const auto user = userOf(credentials);
        PEER_OK(m_python.open(u"bob"_s, credentials));
        VERIFY_OK(await(members().createRole(u"poster"_s, u"May post"_s)));
        for (const auto operation : {Operation::Create, Operation::Read})
            VERIFY_OK(await(members().grantToRole(u"poster"_s, QString(nameOf(operation)),
                                                  {operation, u"topics/{any}/messages"_s})));
        VERIFY_OK(await(members().addUser(user)));
        VERIFY_OK(await(members().assignRole(user, u"poster"_s)));
        PEER_OK(pythonPosts(u"bob"_s, u"general"_s));
        VERIFY_OK(await(members().assignRole(user, u"poster"_s, 1))); // long over
        QVERIFY(!pythonPosts(u"bob"_s, u"general"_s).isOk());
        QCOMPARE(await(m_us->messages().list(u"general"_s))->messages.size(), 1);
    }

    void aToolOfTheirsActsWithUs()
    {
        auto credentials = m_server.newTool(m_owner);
        const auto id = credentials.member.toString();
        PEER_OK(pythonOwner(u"create_tool"_s, {{u"tool"_s, id}}));
        PEER_OK(pythonOwner(u"grant"_s, right(id, u"tool"_s, u"create"_s, u"topics/bots/messages"_s)));
        auto us = m_server.spaceFor(credentials.clone());
        VERIFY_OK(await(us->messages().postSealed(
            us->messages().seal({"bots", "chat.text", std::nullopt, toBase64("beep")}))));
        QCOMPARE(await(us->messages().list(u"bots"_s)).error().code, ErrorCode::PermissionDenied);
        LiveView view(m_server, m_owner);
        QTRY_COMPARE(view.rows(u"bots"_s).size(), 1);
        QCOMPARE(ruling(view, {credentials.member, Operation::Create, u"topics/bots/messages"_s}), true);
        QCOMPARE(ruling(view, {credentials.member, Operation::Read, u"topics/bots/messages"_s}), false);
    }

    void aToolOfOursIsUsedUpByThePackage()
    {
        const auto credentials = m_server.newTool(m_owner);
        const auto tool = *ToolId::parse(credentials.member.toString());
        VERIFY_OK(await(members().createTool(tool, u"bot"_s, 2)));
        for (const auto operation : {Operation::Create, Operation::Read})
            VERIFY_OK(await(members().grantToTool(tool, QString(nameOf(operation)),
                                                  {operation, u"topics/bots/messages"_s})));
        PEER_OK(m_python.open(u"bot"_s, credentials));
        PEER_OK(pythonPosts(u"bot"_s, u"bots"_s));
        PEER_OK(pythonPosts(u"bot"_s, u"bots"_s));
        QCOMPARE(pythonPosts(u"bot"_s, u"bots"_s).errorClass, u"ChainError"_s);
        LiveView view(m_server, m_owner);
        QTRY_COMPARE(view.texts(u"bots"_s), (QStringList{u"from bot"_s, u"from bot"_s}));
        QTRY_VERIFY(view.isAllVerified(u"bots"_s));
    }

    void theirInvitationLetsOursIn()
    {
        VERIFY_OK(await(members().createRole(u"user"_s)));
        const auto invited = pythonOwner(u"create_invitation"_s, {});
        PEER_OK(invited);
        auto key = SigningKey::fromSeed(*fromBase64(invited.object().value(u"key"_s).toString().toLatin1()));
        VERIFY_OK(key);
        const auto tool = ToolId::of(key->publicKey());
        QCOMPARE(tool.toString(), invited.object().value(u"tool"_s).toString());
        auto asTool =
            m_server.spaceFor({m_server.url(), m_us->id(), tool, *std::move(key), m_owner.root->clone(), {}});
        auto dan = m_server.newUser(m_owner);
        VERIFY_OK(await(asTool->members().addUser(userOf(dan))));
        VERIFY_OK(await(asTool->members().assignRole(userOf(dan), u"user"_s)));
        VERIFY_OK(await(m_server.spaceFor(dan.clone())->session().authenticate()));
        LiveView view(m_server, m_owner);
        QTRY_COMPARE(view.space().authority().summary().users, QList{userOf(dan)});
    }

    void ourInvitationLetsTheirsIn()
    {
        VERIFY_OK(await(members().createRole(u"user"_s)));
        auto invitation = await(members().createInvitation(u"for Dan"_s));
        VERIFY_OK(invitation);
        const auto tool = ToolId::of(invitation->publicKey());
        PEER_OK(m_python.open(
            u"invitation"_s,
            {m_server.url(), m_us->id(), tool, *std::move(invitation), m_owner.root->clone(), {}}));
        const auto dan = m_server.newUser(m_owner);
        const auto id = dan.member.toString();
        PEER_OK(m_python.in(u"invitation"_s, u"add_user"_s, {{u"user"_s, id}}));
        PEER_OK(m_python.in(u"invitation"_s, u"assign_role"_s, {{u"user"_s, id}, {u"role"_s, u"user"_s}}));
        QCOMPARE(m_python.in(u"invitation"_s, u"create_role"_s, {{u"role"_s, u"boss"_s}}).errorClass,
                 u"ChainError"_s);
        PEER_OK(m_python.open(u"dan"_s, dan));
        PEER_OK(m_python.in(u"dan"_s, u"authenticate"_s));
    }

    void nobodyGrantsWhatTheyDoNotHold()
    {
        const auto deputy = m_server.newUser(m_owner);
        const auto id = deputy.member.toString();
        VERIFY_OK(await(members().addUser(userOf(deputy))));
        for (const auto &path : {u"state/auth/users/{any}/rights/{...}"_s, u"topics/general/messages"_s})
            PEER_OK(pythonOwner(u"grant"_s,
                                {{u"holder"_s, id},
                                 {u"right"_s, path.startsWith(u"state") ? u"grant"_s : u"post"_s},
                                 {u"capability"_s, QJsonObject{{u"op"_s, u"create"_s}, {u"path"_s, path}}}}));
        PEER_OK(m_python.open(u"deputy"_s, deputy));
        const auto carl = m_server.newUser(m_owner);
        const auto carlId = carl.member.toString();
        PEER_OK(pythonOwner(u"add_user"_s, {{u"user"_s, carlId}}));
        const auto held = right(carlId, u"user"_s, u"create"_s, u"topics/general/messages"_s);
        const auto notHeld = right(carlId, u"user"_s, u"read"_s, u"topics/general/messages"_s);
        PEER_OK(m_python.in(u"deputy"_s, u"grant"_s, held));
        QCOMPARE(m_python.in(u"deputy"_s, u"grant"_s, notHeld).errorClass, u"ChainError"_s);

        auto asCarl = m_server.spaceFor(carl.clone());
        const auto sealed = asCarl->messages().seal({"general", "chat.text", std::nullopt, "eA=="});
        VERIFY_OK(await(asCarl->messages().postSealed(sealed)));
        QCOMPARE(await(asCarl->messages().list(u"general"_s)).error().kind, ErrorKind::Authorization);
        LiveView view(m_server, m_owner);
        QCOMPARE(ruling(view, {carl.member, Operation::Create, u"topics/general/messages"_s}), true);
        QCOMPARE(ruling(view, {carl.member, Operation::Read, u"topics/general/messages"_s}), false);
    }

    void whoIsRemovedIsOut()
    {
        if (m_server.isForeign())
            QSKIP("the real server goes on letting them in (PROTOCOL 12.2)");
        const auto bob = m_server.newUser(m_owner);
        VERIFY_OK(await(members().addUser(userOf(bob))));
        VERIFY_OK(await(members().grantToUser(userOf(bob), u"w"_s, {Operation::Write, u"{...}"_s})));
        PEER_OK(m_python.open(u"bob"_s, bob));
        PEER_OK(pythonPosts(u"bob"_s, u"general"_s));
        VERIFY_OK(await(members().removeUser(userOf(bob))));
        QVERIFY(!pythonPosts(u"bob"_s, u"general"_s).isOk()); // the token it has is worth nothing now
        QCOMPARE(m_python.in(u"bob"_s, u"authenticate"_s).errorClass, u"AuthenticationError"_s);
        LiveView view(m_server, m_owner);
        QTRY_VERIFY(view.isAllVerified(u"general"_s)); // it was entitled when it wrote
        QVERIFY(view.space().authority().summary().users.isEmpty());
    }

    void theOwnerMayActUnderTheSpacesOwnId()
    {
        auto asSpace = m_owner.clone();
        asSpace.member = m_us->id();
        PEER_OK(m_python.open(u"space"_s, asSpace));
        PEER_OK(pythonPosts(u"space"_s, u"general"_s));
        LiveView view(m_server, m_owner);
        QTRY_COMPARE(view.texts(u"general"_s), QStringList{u"from space"_s});
        QTRY_VERIFY(view.isAllVerified(u"general"_s));
        QCOMPARE(view.rows(u"general"_s).front().sender, m_us->id().text());
    }

    void passwordsThatWereNeverEnabledAreSaidToBe()
    {
        VERIFY_OK(await(m_us->session().authenticate())); // makes the space
        QCOMPARE(m_python
                     .call(u"password_login"_s, {{u"url"_s, m_server.url().toString()},
                                                 {u"space_id"_s, m_us->id().toString()},
                                                 {u"name"_s, u"ana"_s},
                                                 {u"password"_s, u"correct horse"_s}})
                     .errorClass,
                 u"OpaqueNotEnabledError"_s);
    }
};

QTEST_GUILESS_MAIN(TestInteropMembers)
#include "tst_interop_members.moc"
