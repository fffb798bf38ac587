// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Verdicts on what a hostile server lists, without a store.

#include "client/spacereader.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/faketransport.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestSpaceReader : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{1};
    SerialThread m_thread;
    Credentials m_owner =
        Credentials::owner(QUrl(u"http://server"_s), SigningKey::generate(), SymmetricKey::generate());
    std::unique_ptr<Space> m_space;
    std::unique_ptr<SpaceReader> m_reader;
    QList<Message> m_state;
    QList<Message> m_topic;
    QList<Message> m_byHash; //!< not listed, but given when asked for
    qint64 m_time = 1'700'000'000'000;

    HttpResponse serve(const HttpRequest &request)
    {
        const auto path = request.url.path();
        if (path.endsWith("/auth/challenge"_L1))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith("/auth/verify"_L1))
            return FakeTransport::json(R"({"token":"t","expires_at":)" +
                                       QByteArray::number(m_clock.now + 3600'000) + '}');
        if (path.endsWith("/topics/state/messages"_L1))
            return listed(m_state, request);
        if (path.endsWith("/messages"_L1))
            return listed(m_topic, request);
        for (const auto &message : std::as_const(m_byHash)) {
            if (path.endsWith(QString::fromLatin1(message.hash)))
                return FakeTransport::json(compactJson(toJson(message)));
        }
        return FakeTransport::detail(404, "Message not found");
    }

    static HttpResponse listed(const QList<Message> &messages, const HttpRequest &request)
    {
        const auto from = QUrlQuery(request.url).queryItemValue(u"from"_s).toLongLong();
        QJsonArray array;
        for (const auto &message : messages) {
            if (message.serverTimestamp >= from)
                array << toJson(message);
        }
        return FakeTransport::json(compactJson({{u"messages"_s, array}, {u"has_more"_s, false}}));
    }

    Message sealed(const SigningKey &key, const QByteArray &type, const std::optional<QByteArray> &prev,
                   const QByteArray &base64, const QByteArray &topic)
    {
        auto message =
            sealMessage(m_owner.space, UserId::of(key.publicKey()), key, {topic, type, prev, base64});
        message.serverTimestamp = ++m_time;
        return message;
    }

    Message said(const std::optional<QByteArray> &prev, const SigningKey &key)
    {
        const SpaceKeys keys(m_owner.space, *m_owner.root);
        return sealed(key, "chat.text", prev, toBase64(aesgcm::seal(keys.topicKey(u"general"_s), "hi")),
                      "general");
    }
    Message said(const std::optional<QByteArray> &prev) { return said(prev, m_owner.key); }

    void writeState(const SigningKey &key, const QByteArray &path, const QByteArray &value)
    {
        const auto prev = m_state.isEmpty() ? std::nullopt : std::optional(m_state.back().hash);
        m_state << sealed(key, path, prev, toBase64(value), "state");
    }

    QStringList verdicts(const QString &topic = u"general"_s, MessageRange range = {})
    {
        if (!await(m_reader->readState()))
            return {u"no state"_s};
        const auto page = await(m_reader->list(topic, range));
        QStringList list;
        for (const auto &judged : page.value_or(JudgedPage()).messages)
            list << nameOf(judged.verdict);
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return serve(request); };
        m_state.clear();
        m_topic.clear();
        m_byHash.clear();
        m_reader.reset();
        m_space =
            std::make_unique<Space>(m_owner.clone(), ClientServices{m_transport, m_sockets, m_pool, m_clock});
        m_reader = std::make_unique<SpaceReader>(*m_space, m_thread);
    }

    void whatHoldsIsVerified()
    {
        m_topic << said({});
        m_topic << said(m_topic[0].hash);
        QCOMPARE(verdicts(), QStringList(2, u"verified"_s));
        QCOMPARE(await(m_reader->list(u"general"_s, {}))->messages[1].plaintext, QByteArray("hi"));
    }

    void whatWasChangedIsNot()
    {
        m_topic << said({});
        m_topic << said(m_topic[0].hash);
        m_topic << said(m_topic[1].hash);
        m_topic[1].signature = m_topic[0].signature;
        m_topic[2].type = "chat.image";
        QCOMPARE(verdicts(), (QStringList{u"verified"_s, u"bad-signature"_s, u"bad-hash"_s}));
    }

    void aStrangersMessageIsNotEntitled()
    {
        const auto stranger = SigningKey::generate();
        m_topic << said({}, stranger);
        QCOMPARE(verdicts(), QStringList{u"not-entitled"_s});
        // Not even after it was added: it had no right when it posted.
        const auto user = UserId::of(stranger.publicKey()).text();
        const auto entry = "auth/users/" + user;
        writeState(m_owner.key, entry, R"({"user_id":")" + user + R"("})");
        writeState(m_owner.key, entry + "/rights/p", R"({"op":"create","path":"topics/{any}/messages"})");
        m_topic << said(m_topic[0].hash, stranger);
        QCOMPARE(verdicts(), (QStringList{u"not-entitled"_s, u"verified"_s}));
    }

    void aPredecessorThatIsWithheldIsMissed()
    {
        const auto first = said({});
        m_topic << said(first.hash);
        m_topic << said(m_topic[0].hash);
        QCOMPARE(verdicts(), (QStringList{u"broken-link"_s, u"verified"_s}));
        m_byHash << first; // only outside of what was asked for
        QCOMPARE(verdicts(), QStringList(2, u"verified"_s));
        const auto asked = m_transport.requests.size();
        QCOMPARE(verdicts(), QStringList(2, u"verified"_s));
        QCOMPARE(m_transport.requests.size() - asked, 2); // what is known to be there is not asked for again
    }

    //! What a server gives under the predecessor's name is looked at too.
    void aPredecessorThatIsMadeUpIsMissed_data()
    {
        QTest::addColumn<bool>("isSignature");
        QTest::newRow("other contents") << false;
        QTest::newRow("another signature") << true;
    }
    void aPredecessorThatIsMadeUpIsMissed()
    {
        QFETCH(bool, isSignature);
        auto first = said({});
        m_topic << said(first.hash);
        if (isSignature)
            first.signature = m_topic[0].signature;
        else
            first.data = "AAAA";
        m_byHash << first;
        QCOMPARE(verdicts(), QStringList{u"broken-link"_s});
    }

    void aForkIsSeenOnBothBranches()
    {
        m_topic << said({});
        m_topic << said(m_topic[0].hash);
        m_topic << said(m_topic[0].hash);
        QCOMPARE(verdicts(), (QStringList{u"verified"_s, u"fork"_s, u"fork"_s}));
    }

    void orderIsTheChainsNotTheServers()
    {
        m_topic << said({});
        m_topic << said(m_topic[0].hash);
        m_topic << said(m_topic[1].hash);
        std::swap(m_topic[1], m_topic[2]);
        const auto page = *await(m_reader->list(u"general"_s, {}));
        QCOMPARE(page.messages[1].message, m_topic[2]);
        QCOMPARE(page.messages[2].message, m_topic[1]);
    }

    void stateIsReadOnceAndThenWhatIsNew()
    {
        writeState(m_owner.key, "a", "1");
        VERIFY_OK(await(m_reader->readState()));
        writeState(m_owner.key, "b", "2");
        writeState(SigningKey::generate(), "c", "3"); // by nobody
        VERIFY_OK(await(m_reader->readState()));
        VERIFY_OK(await(m_reader->readState()));
        const auto rows = *await(m_reader->stateMessages());
        QStringList seen;
        for (const auto &row : rows)
            seen << QString::fromLatin1(row.message.type) + u' ' + nameOf(row.verdict);
        QCOMPARE(seen, (QStringList{u"a verified"_s, u"b verified"_s, u"c not-entitled"_s}));
        QCOMPARE(m_reader->authority().isCurrent(), true);

        // A branch is laid out anew, with both sides marked.
        m_state << sealed(m_owner.key, "d", m_state[0].hash, toBase64("4"), "state");
        VERIFY_OK(await(m_reader->readState()));
        const auto again = *await(m_reader->stateMessages());
        QCOMPARE(again.size(), 4);
        QCOMPARE(std::count_if(again.begin(), again.end(),
                               [](const JudgedMessage &row) { return row.verdict == Verdict::Fork; }),
                 2);
    }

    //! What a server dates is not signed: a message is no older than those it follows.
    void aMessageDatedBackIsJudgedByItsPlace()
    {
        const auto member = SigningKey::generate();
        const auto entry = "auth/users/" + UserId::of(member.publicKey()).text();
        writeState(m_owner.key, entry, "{}");
        writeState(m_owner.key, entry + "/rights/p", R"({"op":"create","path":"topics/{any}/messages"})");
        const auto whileAllowed = m_time + 1;
        m_topic << said({}, member);
        writeState(m_owner.key, entry + "/rights/p", R"({"op":"read","path":"state/revoked"})");
        m_topic << said(m_topic[0].hash);
        m_topic << said(m_topic[1].hash, member);
        m_topic << said(m_topic[2].hash, member);
        for (qsizetype i = 2; i < 4; ++i)
            m_topic[i].serverTimestamp = whileAllowed;
        QCOMPARE(verdicts(),
                 (QStringList{u"verified"_s, u"verified"_s, u"not-entitled"_s, u"not-entitled"_s}));

        // Nor when what it follows is not in the piece that is asked for.
        m_byHash << m_topic.takeAt(1);
        m_topic.removeFirst();
        m_reader = std::make_unique<SpaceReader>(*m_space, m_thread);
        QCOMPARE(verdicts(), (QStringList{u"not-entitled"_s, u"not-entitled"_s}));
    }

    //! Whoever withholds one revocation has not given its sender the right back.
    void aHoleInTheStateIsNoRight()
    {
        const auto member = SigningKey::generate();
        const auto entry = "auth/users/" + UserId::of(member.publicKey()).text();
        writeState(m_owner.key, entry, "{}");
        writeState(m_owner.key, entry + "/rights/p", R"({"op":"create","path":"topics/{any}/messages"})");
        m_topic << said({}, member);
        writeState(m_owner.key, entry + "/rights/p", R"({"op":"read","path":"state/revoked"})");
        writeState(m_owner.key, "a", "1");
        m_topic << said(m_topic[0].hash, member);
        m_topic << said(m_topic[1].hash);
        QCOMPARE(verdicts(), (QStringList{u"verified"_s, u"not-entitled"_s, u"verified"_s}));

        m_state.removeAt(2);
        m_reader = std::make_unique<SpaceReader>(*m_space, m_thread);
        QCOMPARE(verdicts(), (QStringList{u"checking"_s, u"checking"_s, u"verified"_s}));
        QStringList state;
        const auto rows = await(m_reader->stateMessages());
        for (const auto &row : rows.value_or(QList<JudgedMessage>()))
            state << nameOf(row.verdict);
        QCOMPARE(state, (QStringList{u"verified"_s, u"verified"_s, u"broken-link"_s}));
        const auto summary =
            await(m_reader->authority().ask([](const StateReplay &replay) { return replay.summary(); }));
        QCOMPARE(summary->suspiciousEntries, 1);
    }

    void theStateIsNoTopicOfItsOwn()
    {
        QCOMPARE(await(m_reader->list(u"state"_s, {})).error().code, ErrorCode::BadTopicName);
    }

    void whatKeepsItFromReadingIsSaid()
    {
        m_transport.failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused, {}};
        QCOMPARE(await(m_reader->readState()).error().code, ErrorCode::ConnectionRefused);
    }
};

QTEST_GUILESS_MAIN(TestSpaceReader)
#include "tst_spacereader.moc"
