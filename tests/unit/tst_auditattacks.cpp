// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What a hostile server can do to a space's state, done to messages with real hashes and signatures: the
// audit names each change it should not have made, and nothing else.

#include "client/chainrows.h"
#include "client/stateaudit.h"
#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "support/randomspace.h"

#include <QMetaEnum>
#include <QTest>

#include <array>
#include <functional>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Rule = AuditFinding::Rule;
using Refusal = WriteJudgement::Refusal;

constexpr qint64 firstTime = 1'700'000'000'000;

Person makePerson(char letter)
{
    auto key = *SigningKey::fromSeed(QByteArray(SigningKey::SeedSize, letter));
    const auto id = UserId::of(key.publicKey());
    return {std::move(key), id};
}

//! The state as the server keeps it: a message a second, each signed by its sender.
class ServerState
{
public:
    ServerState() : m_people{makePerson('o'), makePerson('a'), makePerson('b'), makePerson('e')}
    {
        write(owner(), u"auth/roles/mod"_s, {{u"role_id"_s, u"mod"_s}});
        write(owner(), u"auth/roles/mod/rights/r"_s, right("create", "state/mod/{...}"));
        write(owner(), memberPath(ada()), {{u"user_id"_s, ada().id.toString()}});
        write(owner(), memberPath(ada()) + u"/rights/r"_s, right("write", "state/notes/{...}"));
        write(owner(), memberPath(bob()), {{u"user_id"_s, bob().id.toString()}});
        write(owner(), rolePath(bob()), assignment(bob(), firstTime + 10'000));
        write(ada(), u"notes/a"_s, {{u"n"_s, 1}});
        write(bob(), u"mod/a"_s, {{u"n"_s, 2}});
        write(owner(), u"notes/b"_s, {{u"n"_s, 3}});
        write(ada(), u"notes/b"_s, {{u"n"_s, 4}});
    }

    const Person &owner() const { return m_people[0]; }
    const Person &ada() const { return m_people[1]; } //!< may write state/notes/{...}
    const Person &bob() const { return m_people[2]; } //!< has role mod, for ten seconds
    const Person &eve() const { return m_people[3]; } //!< nobody

    static QString memberPath(const Person &person) { return u"auth/users/"_s + person.id.toString(); }
    static QString rolePath(const Person &person) { return memberPath(person) + u"/roles/mod"_s; }
    static QJsonObject right(const char *operation, const char *path)
    {
        return {{u"op"_s, QString::fromLatin1(operation)}, {u"path"_s, QString::fromLatin1(path)}};
    }
    static QJsonObject assignment(const Person &person, std::optional<qint64> expiresAt = {})
    {
        QJsonObject value{{u"user_id"_s, person.id.toString()}, {u"role_id"_s, u"mod"_s}};
        if (expiresAt)
            value.insert(u"expires_at"_s, *expiresAt);
        return value;
    }

    SpaceId space() const { return SpaceId::of(owner().key.publicKey()); }
    QList<Message> &messages() { return m_messages; }

    Message sealed(const Person &sender, const QString &path, const QJsonObject &value,
                   std::optional<QByteArray> prev) const
    {
        auto message = sealMessage(space(), sender.id, sender.key,
                                   {"state", path.toUtf8(), std::move(prev), stateData(value)});
        message.serverTimestamp = firstTime + 1000 * m_messages.size();
        return message;
    }
    //! At the end of the chain.
    void write(const Person &sender, const QString &path, const QJsonObject &value)
    {
        m_messages << sealed(sender, path, value,
                             m_messages.isEmpty() ? std::nullopt : std::optional(m_messages.back().hash));
    }

    //! As somebody audits it who reads all of it.
    AuditReport audit(const QByteArray &knownHead = {}) const
    {
        QList<SealedMessage> read;
        for (const auto &message : m_messages)
            read << SealedMessage{message, checkSeal(space(), "state", message)};
        StateReplay replay(space(), std::nullopt);
        replay.append(chainRows(read));
        return auditState(replay, knownHead);
    }

private:
    std::array<Person, 4> m_people;
    QList<Message> m_messages;
};

using Attack = std::function<void(ServerState &)>;

constexpr const char *refusalNames[]{"-",
                                     "BadPath",
                                     "UntrustedSender",
                                     "ValueNotJson",
                                     "BadCapability",
                                     "MayNotGrant",
                                     "AssignmentMismatch",
                                     "BadMemberEntry",
                                     "MayNotAssign",
                                     "NoPermission"};

//! `7 NotEntitled MayNotGrant`, by the message's place on the server.
QStringList told(const AuditReport &report, const QList<Message> &messages)
{
    QStringList lines;
    const auto rules = QMetaEnum::fromType<Rule>();
    for (const auto &finding : report.findings) {
        const auto at = std::find_if(messages.begin(), messages.end(), [&finding](const Message &message) {
            return message.hash == finding.hash;
        });
        lines << u"%1 %2 %3"_s.arg(at - messages.begin())
                     .arg(QString::fromLatin1(rules.valueToKey(static_cast<int>(finding.rule))),
                          QString::fromLatin1(refusalNames[static_cast<size_t>(finding.refusal)]));
    }
    return lines;
}

} // namespace

class TestAuditAttacks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachIsNamed_data()
    {
        QTest::addColumn<Attack>("attack");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char *name, Attack attack, const QStringList &expected) {
            QTest::newRow(name) << std::move(attack) << expected;
        };
        row("none", [](ServerState &) {}, {});

        row("a byte is flipped", [](ServerState &state) { state.messages()[6].data[3] ^= 1; },
            {u"6 BadHash -"_s});
        row("the sender is another",
            [](ServerState &state) { state.messages()[6].sender = state.bob().id.text(); },
            {u"6 BadHash -"_s});
        row("the place is another",
            [](ServerState &state) { state.messages()[9].prevHash = state.messages()[7].hash; },
            {u"8 Fork -"_s, u"9 BadHash -"_s});
        row("signed again with a stranger's key",
            [](ServerState &state) {
                auto &message = state.messages()[6];
                const auto hash = MessageId::parse(QByteArrayView(message.hash));
                message.signature = toBase64(state.eve().key.sign(hash->decoded()).view());
            },
            {u"6 BadSignature -"_s});
        row("written by a stranger in a member's name",
            [](ServerState &state) {
                const Person forger{state.eve().key.clone(), state.ada().id};
                state.write(forger, u"notes/c"_s, {});
            },
            {u"10 BadSignature -"_s});
        row("written by a stranger", [](ServerState &state) { state.write(state.eve(), u"notes/c"_s, {}); },
            {u"10 NotEntitled UntrustedSender"_s});

        row("a role assigned by who may not",
            [](ServerState &state) {
                state.write(state.ada(), ServerState::rolePath(state.ada()),
                            ServerState::assignment(state.ada()));
            },
            {u"10 NotEntitled MayNotAssign"_s});
        row("what follows from that role",
            [](ServerState &state) {
                state.write(state.ada(), ServerState::rolePath(state.ada()),
                            ServerState::assignment(state.ada()));
                state.write(state.ada(), u"mod/b"_s, {});
            },
            {u"10 NotEntitled MayNotAssign"_s, u"11 NotEntitled NoPermission"_s});
        row("a member gives itself everything",
            [](ServerState &state) {
                state.write(state.ada(), ServerState::memberPath(state.ada()) + u"/rights/all"_s,
                            ServerState::right("write", "{...}"));
            },
            {u"10 NotEntitled MayNotGrant"_s});
        row("a right where only servers see one",
            [](ServerState &state) {
                state.write(state.ada(), ServerState::memberPath(state.ada()) + u"/rightsX"_s,
                            ServerState::right("write", "{...}"));
            },
            {u"10 NotEntitled NoPermission"_s});
        row("a stranger makes itself a member",
            [](ServerState &state) {
                state.write(state.eve(), ServerState::memberPath(state.eve()), {});
                state.write(state.eve(), u"notes/c"_s, {});
            },
            {u"10 NotEntitled UntrustedSender"_s, u"11 NotEntitled UntrustedSender"_s});
        row("a member writes its own entry anew",
            [](ServerState &state) { state.write(state.ada(), ServerState::memberPath(state.ada()), {}); },
            {u"10 NotEntitled NoPermission"_s});
        row("a role that has ended",
            [](ServerState &state) {
                state.write(state.bob(), u"mod/b"_s, {}); // in the tenth second
                state.write(state.bob(), u"mod/c"_s, {});
            },
            {u"11 NotEntitled NoPermission"_s});
        row("a role that has ended, dated back",
            [](ServerState &state) {
                state.write(state.owner(), u"notes/c"_s, {});
                state.write(state.owner(), u"notes/d"_s, {});
                state.write(state.bob(), u"mod/c"_s, {});
                state.messages().back().serverTimestamp = firstTime + 9'000;
            },
            {u"12 NotEntitled NoPermission"_s});
        row("a revoked right",
            [](ServerState &state) {
                state.write(state.owner(), ServerState::memberPath(state.ada()) + u"/rights/r"_s,
                            ServerState::right("read", "state/revoked"));
                state.write(state.ada(), u"notes/c"_s, {});
            },
            {u"11 NotEntitled NoPermission"_s});

        row("sent again",
            [](ServerState &state) {
                auto again = state.messages()[3];
                again.serverTimestamp += 60'000;
                state.messages() << again;
            },
            {});
        row("sent again in another place",
            [](ServerState &state) {
                auto again = state.messages()[3];
                const auto moved = state.sealed(state.eve(), QString::fromUtf8(again.type), {},
                                                state.messages().back().hash);
                again.prevHash = moved.prevHash;
                again.hash = messageHash(state.space(), "state", again).text();
                state.messages() << again;
            },
            {u"10 BadSignature -"_s});
        row("sent again under a name of its own",
            [](ServerState &state) {
                auto again = state.messages()[3];
                again.prevHash = state.messages().back().hash;
                again.hash = MessageId::of(sha256("another")).text();
                state.messages() << again;
            },
            {u"10 BadHash -"_s});
        row("one from another space",
            [](ServerState &state) {
                const auto elsewhere = SpaceId::of(state.bob().key.publicKey());
                state.messages() << sealMessage(elsewhere, state.owner().id, state.owner().key,
                                                {"state", "notes/c", state.messages().back().hash, "e30="});
            },
            {u"10 BadHash -"_s});

        row("a fork at the end",
            [](ServerState &state) {
                state.messages() << state.sealed(state.owner(), u"notes/c"_s, {}, state.messages()[8].hash);
            },
            {u"9 Fork -"_s, u"10 Fork -"_s});
        row("a second beginning",
            [](ServerState &state) {
                state.messages() << state.sealed(state.owner(), u"notes/c"_s, {}, std::nullopt);
            },
            {u"0 Fork -"_s, u"10 Fork -"_s});
        row("one is left out", [](ServerState &state) { state.messages().remove(7); }, {u"7 BrokenLink -"_s});
        row("the first is left out", [](ServerState &state) { state.messages().removeFirst(); },
            {u"0 BrokenLink -"_s});
    }
    void eachIsNamed()
    {
        QFETCH(Attack, attack);
        QFETCH(QStringList, expected);
        ServerState state;
        attack(state);
        const auto report = state.audit();
        auto found = told(report, state.messages());
        found.sort(); // branches stand beside each other
        expected.sort();
        QCOMPARE(found, expected);
    }

    void whatIsLeftOutAtTheEndNeedsAMemory()
    {
        ServerState state;
        const auto head = state.messages().takeLast().hash;
        QVERIFY(state.audit().findings.isEmpty());
        const auto report = state.audit(head);
        QCOMPARE(report.findings.size(), 1);
        QCOMPARE(report.findings.front().rule, Rule::MissingHead);
        QCOMPARE(report.findings.front().hash, head);
    }

    //! An order of the server's own changes nothing: the chain says what follows what.
    void theOrderOfTheAnswerDoesNotMatter()
    {
        ServerState state;
        std::swap(state.messages()[3], state.messages()[8]);
        std::reverse(state.messages().begin() + 4, state.messages().end());
        QVERIFY(state.audit().findings.isEmpty());
    }

    void aLongCleanHistoryHasNoFinding()
    {
        constexpr qsizetype length = 10'000;
        ServerState state;
        for (qsizetype i = state.messages().size(); i < length; ++i) {
            if (i % 10 == 0)
                state.write(state.owner(), ServerState::rolePath(state.bob()),
                            ServerState::assignment(state.bob(), firstTime + 1000 * (i + 5)));
            else if (i % 10 < 6)
                state.write(state.bob(), u"mod/%1"_s.arg(i), {{u"n"_s, i}});
            else
                state.write(state.ada(), u"notes/%1"_s.arg(i % 500), {{u"n"_s, i}});
        }
        const auto report = state.audit(state.messages().back().hash);
        QCOMPARE(told(report, state.messages()), QStringList());
        QCOMPARE(report.checked, length);
        QCOMPARE(report.unjudged, 0);
    }
};

QTEST_GUILESS_MAIN(TestAuditAttacks)
#include "tst_auditattacks.moc"
