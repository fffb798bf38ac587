// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What a space's stored state makes of its topics, and of what a hostile server did to either.

#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/faketransport.h"
#include "support/storedtopic.h"

#include <QJsonArray>
#include <QUrlQuery>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestLiveState : public QObject
{
    Q_OBJECT

    Backend m_nobody; // never started: services without a server
    FakeClock m_clock;
    FakeTransport m_transport; //!< a server with a state, and nothing else
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{1};
    std::unique_ptr<StoredTopic> m_stored;
    QList<SealedMessage> m_state;
    QSet<QByteArray> m_unlisted; //!< what that server gives only when it is asked for by its hash

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

    HttpResponse serve(const HttpRequest &request) const
    {
        const auto path = request.url.path();
        if (path.endsWith("/auth/challenge"_L1))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith("/auth/verify"_L1))
            return FakeTransport::json(R"({"token":"t","expires_at":)" +
                                       QByteArray::number(m_clock.now + 3600'000) + '}');
        const QUrlQuery query(request.url);
        const auto from = query.queryItemValue(u"from"_s).toLongLong();
        const auto limit = query.queryItemValue(u"limit"_s).toInt();
        QJsonArray page;
        bool hasMore = false;
        for (const auto &[message, seal] : m_state) {
            if (path.endsWith(QString::fromLatin1(message.hash)))
                return FakeTransport::json(compactJson(toJson(message)));
            if (m_unlisted.contains(message.hash) || message.serverTimestamp < from)
                continue;
            hasMore = page.size() == limit;
            if (hasMore)
                break;
            page << toJson(message);
        }
        if (path.endsWith("/topics/state/messages"_L1))
            return FakeTransport::json(compactJson({{u"messages"_s, page}, {u"has_more"_s, hasMore}}));
        if (path.endsWith("/messages"_L1))
            return FakeTransport::json(R"({"messages":[],"has_more":false})");
        return FakeTransport::detail(404, "Message not found");
    }

    std::unique_ptr<LiveSpace> live()
    {
        auto space = std::make_unique<LiveSpace>(m_stored->owner.clone(),
                                                 ClientServices{m_transport, m_sockets, m_pool, m_clock},
                                                 m_stored->machine.services(), RuleSet::Local);
        space->start();
        return space;
    }

    static QList<QByteArray> hashesIn(const StateReplay &replay)
    {
        QList<QByteArray> list;
        for (qsizetype i = 0; i < replay.log().size(); ++i)
            list << replay.log().at(i).message.hash;
        return list;
    }

    QList<QByteArray> hashes() const
    {
        QList<QByteArray> list;
        for (const auto &sealed : m_state)
            list << sealed.message.hash;
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return serve(request); };
        m_unlisted.clear();
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

    //! A long state with holes that are closed by hash, each while what the last one changed is still being
    //! read: nobody is judged by a part of it, or by a part of it twice.
    void holesClosedWhileTheStateIsRead_data()
    {
        QTest::addColumn<QList<int>>("holes");
        QTest::newRow("none") << QList<int>();
        QTest::newRow("one") << QList<int>{100};
        QTest::newRow("two in one piece") << QList<int>{100, 200};
        QTest::newRow("in several pieces") << QList<int>{50, 600, 601, 1150};
        QTest::newRow("many") << QList<int>{10, 110, 210, 310, 410, 510, 610, 710, 810, 910, 1010, 1110};
    }
    void holesClosedWhileTheStateIsRead()
    {
        QFETCH(QList<int>, holes);
        for (int i = 0; i < 1200; ++i)
            writeState(1000 + i, "a", QByteArray::number(i));
        for (const auto hole : std::as_const(holes))
            m_unlisted.insert(m_state[hole].message.hash);
        const auto space = live();
        QStringList wrong;
        int timesCurrent = 0;
        connect(&space->authority(), &Authority::changed, this, [&] {
            if (!space->authority().isCurrent())
                return;
            ++timesCurrent;
            space->authority().ask(hashesIn).done(this, [&](const Result<QList<QByteArray>> &known) {
                if (known.value_or(QList<QByteArray>()) != hashes())
                    wrong << u"current with %1 rows"_s.arg(known ? known->size() : -1);
            });
        });
        QTRY_COMPARE(await(space->authority().ask(hashesIn)).value_or(QList<QByteArray>()), hashes());
        QTRY_VERIFY(space->authority().isCurrent());
        await(space->authority().ask(hashesIn)); // behind those that were asked before
        QCOMPARE(wrong, QStringList());
        QVERIFY(timesCurrent > 0);
    }
};

QTEST_GUILESS_MAIN(TestLiveState)
#include "tst_livestate.moc"
