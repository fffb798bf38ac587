// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What a space's stored state makes of its topics, and of what a hostile server did to either.

#include "crypto/encoding.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/storedtopic.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestLiveState : public QObject
{
    Q_OBJECT

    Backend m_nobody; // never started: services without a server
    std::unique_ptr<StoredTopic> m_stored;
    QList<SealedMessage> m_state;

    void writeState(qint64 time, const QByteArray &path, const QByteArray &value)
    {
        const auto &owner = m_stored->owner;
        const auto prev = m_state.isEmpty() ? std::nullopt : std::optional(m_state.back().message.hash);
        auto message =
            sealMessage(owner.space, owner.member, owner.key, {"state", path, prev, toBase64(value)});
        message.serverTimestamp = time;
        m_state << SealedMessage{message};
    }

    bool storeState()
    {
        return await(m_stored->machine.messages().put(m_stored->owner.space, u"state"_s, m_state))
            .has_value();
    }

private Q_SLOTS:
    void init()
    {
        m_stored = std::make_unique<StoredTopic>();
        QVERIFY(m_stored->machine.open());
        m_state.clear();
    }

    //! However long the run of messages that a removed member writes on, and wherever reading it begins.
    void aMessageDatedBackIsJudgedByItsPlace()
    {
        const auto bea = m_stored->stranger();
        const auto entry = "auth/users/" + bea.member.text();
        writeState(1000, entry, "{}");
        writeState(2000, entry + "/rights/p", R"({"op":"create","path":"topics/{any}/messages"})");
        writeState(5000, entry + "/rights/p", R"({"op":"read","path":"state/revoked"})");
        QVERIFY(storeState());
        QList<Message> messages{m_stored->write({.time = 3000, .author = &bea}),
                                m_stored->write({.time = 6000})};
        for (int i = 0; i < 120; ++i)
            messages << m_stored->write({.time = 3001 + i, .author = &bea});
        QVERIFY(m_stored->store(messages));
        const auto space = m_stored->open(m_nobody.services());
        QVERIFY(space);
        auto *topic = space->topic(u"general"_s);
        for (const int limit : {1000, 50, 1}) {
            const auto rows = await(topic->newestRows(limit));
            VERIFY_OK(rows);
            QCOMPARE(rows->size(), std::min<qsizetype>(limit, messages.size()));
            for (const auto &row : *rows) {
                const bool wasRemoved = row.position > 2;
                QCOMPARE(row.verdict, wasRemoved ? Verdict::NotEntitled : Verdict::Verified);
                QCOMPARE(row.judgedAt, wasRemoved ? 6000 : row.time);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestLiveState)
#include "tst_livestate.moc"
