// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The ways to power that are told, gone on a running server.

#include "authz/escalation.h"
#include "crypto/encoding.h"
#include "support/randomspace.h"
#include "support/testspace.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

//! A random space that a server has taken, with everybody's keys at hand.
class GoneSpace
{
public:
    GoneSpace(quint32 seed, TestServer &server)
        : m_random(seed, {.oddTimestamps = false, .brokenSeals = false}),
          m_served(server, m_random.owner().key.clone()), m_log(m_random.id())
    {
        for (const auto &person : m_random.people())
            m_actors.push_back({person.key.clone(), person.id});
        m_actors.push_back(Actor::user());
        m_actors.push_back(Actor::tool());
        m_random.fill(25, [this](const RandomSpace::Attempt &attempt) {
            write(attempt.sender->id, attempt.path, QByteArray::fromBase64(attempt.data));
        });
    }

    const StateLog &log() const { return m_log; }
    const std::vector<Person> &people() const { return m_random.people(); }
    NewKeys newKeys() const
    {
        return {*UserId::parse(m_actors[m_actors.size() - 2].id.text()),
                *ToolId::parse(m_actors.back().id.text())};
    }

    //! By the server's word, as all else.
    bool write(const MemberId &signer, const QString &path, const QByteArray &value)
    {
        auto &actor = *std::find_if(m_actors.begin(), m_actors.end(),
                                    [&](const Actor &each) { return each.id == signer; });
        if (actor.token.isEmpty() && m_served.signIn(actor).status != 200)
            return false;
        auto message = m_served.sealed(actor, "state", path.toUtf8(), toBase64(value));
        const auto answer = m_served.send(actor, "POST", "topics/state/messages", postBody(message));
        if (answer.status != 201)
            return false;
        message.serverTimestamp = answer.json()["server_timestamp"_L1].toInteger();
        m_log.append(std::move(message), Seal::Good);
        return true;
    }

private:
    RandomSpace m_random;
    TestSpace m_served;
    std::vector<Actor> m_actors;
    StateLog m_log;
};

} // namespace

class TestEscalationServed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyWayCanBeGone()
    {
        int ways = 0;
        int steps = 0;
        for (quint32 seed = 1; seed <= 60; ++seed) {
            TestServer server;
            GoneSpace found(seed, server);
            for (const auto &person : found.people()) {
                // One way changes what is open to others: each is gone in a space of its own.
                const auto member = person.id;
                const Authorizer authorizer(found.log(), RuleSet::Local);
                if (!findEscalation(found.log(), authorizer, RuleSet::Local, member,
                                    QDateTime::currentMSecsSinceEpoch(), found.newKeys()))
                    continue;
                TestServer ownServer;
                GoneSpace space(seed, ownServer);
                const Authorizer own(space.log(), RuleSet::Local);
                const auto way = findEscalation(space.log(), own, RuleSet::Local, member,
                                                QDateTime::currentMSecsSinceEpoch(), space.newKeys());
                QVERIFY(way);
                ++ways;
                for (const auto &step : way->steps) {
                    ++steps;
                    QVERIFY2(space.write(step.signer, step.edit.path, step.edit.value),
                             qPrintable(u"seed %1: %2 %3"_s.arg(seed).arg(
                                 step.edit.path, QString::fromUtf8(step.edit.value))));
                }
                const auto stranger = Actor::user();
                const auto writes = [&](const QString &path) {
                    return space.write(way->administrator, path, "{}");
                };
                QVERIFY(writes(QString::fromLatin1(entryPath(stranger))));
                QVERIFY(writes(QString::fromLatin1(entryPath(Actor::tool()))));
                QVERIFY(writes(u"auth/roles/a-new-one"_s));
                QVERIFY(writes(u"auth/roles/a-new-one"_s)); // changed
                QVERIFY(space.write(way->administrator, QString::fromLatin1(entryPath(stranger)),
                                    "{\"user_id\":\"x\"}"));
            }
        }
        qInfo("%d ways of %d steps were gone", ways, steps);
        QVERIFY(ways >= 15);
        QVERIFY(steps > ways);
    }
};

QTEST_GUILESS_MAIN(TestEscalationServed)
#include "tst_escalation_served.moc"
