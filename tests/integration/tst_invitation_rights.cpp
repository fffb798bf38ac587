// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What the key of a form (a) invitation can do besides letting in as many as it is for: nothing. Asked of a
// server and of our own engine under each of its rule sets.

#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/inviter.h"

#include <QDateTime>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

enum class Deed {
    ReadTopic,
    ReadMessage,
    Post,
    ReadState,
    ReadStateMessage,
    WriteState,
    ReadData,
    WriteData,
    RemoveData
};

} // namespace

Q_DECLARE_METATYPE(Deed)

class TestInvitationRights : public QObject
{
    Q_OBJECT

    Backend m_server;
    SerialThread m_thread;
    Credentials m_owner = m_server.newOwner();
    UserId m_member;
    UserId m_joined;
    MemberId m_tool;
    std::optional<MessageId> m_posted;
    std::optional<MessageId> m_stateMessage;
    std::optional<BlobId> m_blob;
    std::unique_ptr<Space> m_space;
    std::unique_ptr<SpaceReader> m_reader;
    std::unique_ptr<Space> m_asTool;

    QString filledIn(QString text) const
    {
        return text.replace("$tool"_L1, m_tool.toString())
            .replace("$member"_L1, m_member.toString())
            .replace("$joined"_L1, m_joined.toString())
            .replace("$stranger"_L1, UserId::of(SigningKey::generate().publicKey()).toString());
    }

    template <class T>
    static Result<void> tried(Pending<T> pending)
    {
        if constexpr (std::is_void_v<T>)
            return await(std::move(pending));
        else
            return await(std::move(pending)).map([](auto &&) {});
    }

    Result<void> tryOnServer(Deed deed, const QString &where, const QByteArray &value)
    {
        switch (deed) {
        case Deed::ReadTopic:
            return tried(m_asTool->messages().list(where));
        case Deed::ReadMessage:
            return tried(m_asTool->messages().get(where, *m_posted));
        case Deed::Post:
            return tried(m_asTool->messages().post(where, "chat.text", value, m_posted));
        case Deed::ReadState:
            return tried(m_asTool->state().plaintext(where));
        case Deed::ReadStateMessage:
            return tried(m_asTool->messages().get(u"state"_s, *m_stateMessage));
        case Deed::WriteState:
            return tried(m_asTool->state().replace(where, value));
        case Deed::ReadData:
            return tried(m_asTool->data().plaintext(where));
        case Deed::WriteData:
            return tried(m_asTool->data().setPlaintext(where, value));
        case Deed::RemoveData:
            return tried(m_asTool->data().remove(where));
        }
        Q_UNREACHABLE();
    }

    static bool isAllowed(const StateReplay &replay, RuleSet ruleSet, const MemberId &tool, Deed deed,
                          const QString &where, const QByteArray &value)
    {
        const auto &rules = replay.under(ruleSet);
        const Circumstances now{.moment = replay.log().size(), .nowMs = QDateTime::currentMSecsSinceEpoch()};
        switch (deed) {
        case Deed::ReadTopic:
        case Deed::ReadMessage:
            return rules.decide({tool, Operation::Read, topicResource(where)}, now).allowed;
        case Deed::Post:
            return rules.decide({tool, Operation::Create, topicResource(where)}, now).allowed;
        case Deed::ReadState:
            return rules.decide({tool, Operation::Read, u"state/"_s + where}, now).allowed;
        case Deed::ReadStateMessage:
            return rules.decide({tool, Operation::Read, topicResource(u"state"_s)}, now).allowed;
        case Deed::WriteState:
            return rules.judgeStateWrite(tool, where, toBase64(value), now).isAllowed();
        case Deed::ReadData:
            return rules.decide({tool, Operation::Read, u"data/"_s + where}, now).allowed;
        case Deed::WriteData:
            return rules.decideDataWrite(tool, Operation::Create, where, now).allowed ||
                   rules.decideDataWrite(tool, Operation::Modify, where, now).allowed;
        case Deed::RemoveData:
            return rules.decideDataWrite(tool, Operation::Delete, where, now).allowed;
        }
        Q_UNREACHABLE();
    }

    qsizetype stateCount() { return await(m_space->state().history())->messages.size(); }

private Q_SLOTS:
    //! A space with something of everything in it, and an invitation for three of which one is used.
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_space = m_server.spaceFor(m_owner.clone());
        m_reader = std::make_unique<SpaceReader>(*m_space, m_thread);
        auto &members = m_space->members();
        m_member = UserId::of(SigningKey::generate().publicKey());
        VERIFY_OK(await(members.addUser(m_member)));
        VERIFY_OK(await(members.createRole(u"member"_s)));
        VERIFY_OK(await(members.createRole(u"empty"_s)));
        VERIFY_OK(
            await(members.grantToRole(u"member"_s, u"r"_s, {Operation::Read, u"topics/{any}/messages"_s})));
        VERIFY_OK(await(members.assignRole(m_member, u"member"_s)));
        const auto posted = await(m_space->messages().postEncrypted(u"general"_s, "chat.text", "hello"));
        VERIFY_OK(posted);
        m_posted = *MessageId::parse(QByteArrayView(posted->message.hash));
        const auto written = await(m_space->state().setPlaintext(u"notes"_s, "{}"));
        VERIFY_OK(written);
        m_stateMessage = *MessageId::parse(QByteArrayView(written->message.hash));
        VERIFY_OK(await(m_space->data().setPlaintext(u"notes"_s, "x")));
        const auto blob = await(m_space->blobs().uploadPlaintext(QByteArray("a file")));
        VERIFY_OK(blob);
        m_blob = *blob;

        Invitations invitations({*m_space, m_reader->authority(), [this] { return m_reader->readState(); }});
        const auto created = await(invitations.create({.role = u"member"_s, .uses = 3, .hasWords = false}));
        VERIFY_OK(created);
        m_tool = created->id;
        m_asTool = m_server.spaceFor({m_server.url(),
                                      m_owner.space,
                                      m_tool,
                                      *SigningKey::fromSeed(linkOf(*created).keySeed.view()),
                                      m_owner.root->clone(),
                                      {}});
        m_joined = UserId::of(SigningKey::generate().publicKey());
        VERIFY_OK(await(m_asTool->members().addUser(m_joined)));
        VERIFY_OK(await(m_reader->readState()));
    }
    void cleanupTestCase()
    {
        m_asTool.reset();
        m_reader.reset();
        m_space.reset();
    }

    void itCannot_data()
    {
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<QString>("where");
        QTest::addColumn<QByteArray>("value");
        const auto row = [](const char *name, Deed deed, const QString &where,
                            const QByteArray &value = "{}") {
            QTest::newRow(name) << deed << where << value;
        };
        const QByteArray everything = R"({"op":"write","path":"{...}"})";
        const QByteArray createUsers = R"({"op":"create","path":"state/auth/users/{any}"})";
        row("read a topic", Deed::ReadTopic, u"general"_s);
        row("read a message", Deed::ReadMessage, u"general"_s);
        row("post", Deed::Post, u"general"_s);
        row("read a state value", Deed::ReadState, u"notes"_s);
        row("read its own entry", Deed::ReadState, u"auth/tools/$tool"_s);
        row("read one state message", Deed::ReadStateMessage, u"state"_s);
        row("write a new state value", Deed::WriteState, u"other"_s);
        row("change a state value", Deed::WriteState, u"notes"_s);
        row("delete a state value", Deed::WriteState, u"notes"_s, {});
        row("name a topic", Deed::WriteState, u"topics/general"_s);
        row("write a profile", Deed::WriteState, u"profiles/$joined"_s, R"({"name":"Boss"})");
        row("define a role", Deed::WriteState, u"auth/roles/boss"_s, R"({"role_id":"boss"})");
        row("give a role a right", Deed::WriteState, u"auth/roles/member/rights/x"_s, everything);
        row("give itself a right", Deed::WriteState, u"auth/tools/$tool/rights/x"_s, everything);
        row("give itself the right it has", Deed::WriteState, u"auth/tools/$tool/rights/x"_s, createUsers);
        row("give whom it let in a right", Deed::WriteState, u"auth/users/$joined/rights/x"_s, everything);
        row("give a stranger a right", Deed::WriteState, u"auth/users/$stranger/rights/x"_s, everything);
        row("give a right off the fifth segment", Deed::WriteState, u"auth/users/$joined/rights"_s,
            everything);
        row("give the promised role", Deed::WriteState, u"auth/users/$joined/roles/member"_s,
            R"({"user_id":"$joined","role_id":"member"})");
        row("give a role without rights", Deed::WriteState, u"auth/users/$joined/roles/empty"_s,
            R"({"user_id":"$joined","role_id":"empty"})");
        row("end a role of somebody's", Deed::WriteState, u"auth/users/$member/roles/member"_s,
            R"({"user_id":"$member","role_id":"member","expires_at":1})");
        row("rewrite whom it let in", Deed::WriteState, u"auth/users/$joined"_s, R"({"user_id":"$joined"})");
        row("rewrite a member", Deed::WriteState, u"auth/users/$member"_s, R"({"user_id":"$member"})");
        row("remove a member", Deed::WriteState, u"auth/users/$member"_s, {});
        row("add a tool", Deed::WriteState, u"auth/tools/$stranger"_s, R"({"tool_id":"x"})");
        row("raise its own limit", Deed::WriteState, u"auth/tools/$tool"_s,
            R"({"tool_id":"$tool","use_limit":1000})");
        row("remove itself", Deed::WriteState, u"auth/tools/$tool"_s, {});
        row("read data", Deed::ReadData, u"notes"_s);
        row("write data", Deed::WriteData, u"other/place"_s);
        row("change data", Deed::WriteData, u"notes"_s);
        row("delete data", Deed::RemoveData, u"notes"_s);
        row("write data where it may write state", Deed::WriteData, u"auth/users/$stranger"_s);
    }
    void itCannot()
    {
        QFETCH(Deed, deed);
        QFETCH(QString, where);
        QFETCH(QByteArray, value);
        where = filledIn(where);
        value = filledIn(QString::fromUtf8(value)).toUtf8();
        const auto before = stateCount();

        const auto refused = tryOnServer(deed, where, value);
        QVERIFY(!refused);
        QVERIFY2(refused.error().kind == ErrorKind::Authorization, qPrintable(describe(refused.error())));
        QCOMPARE(stateCount(), before);
        for (const auto ruleSet : {RuleSet::Real, RuleSet::Local, RuleSet::Strict}) {
            const auto allowed = await(m_reader->authority().ask(
                [ruleSet, tool = m_tool, deed, where, value](const StateReplay &replay) {
                    return isAllowed(replay, ruleSet, tool, deed, where, value);
                }));
            VERIFY_OK(allowed);
            QVERIFY2(!*allowed, qPrintable(u"rule set %1"_s.arg(static_cast<int>(ruleSet))));
        }
    }

    void itCannotDeleteFiles()
    {
        const auto refused = await(m_asTool->blobs().remove(*m_blob));
        QVERIFY(!refused);
        VERIFY_OK(await(m_space->blobs().downloadPlaintext(*m_blob)));
    }

    //! What was refused has used nothing up.
    void itStillLetsInAsManyAsItIsFor()
    {
        for (int i = 0; i < 2; ++i)
            VERIFY_OK(await(m_asTool->members().addUser(UserId::of(SigningKey::generate().publicKey()))));
        const auto spent = await(m_asTool->members().addUser(UserId::of(SigningKey::generate().publicKey())));
        QCOMPARE(spent.error().code, ErrorCode::UseLimitReached);
    }
};

QTEST_GUILESS_MAIN(TestInvitationRights)
#include "tst_invitation_rights.moc"
