// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The stream both ways: what one posts, the other is told at once.

#include "client/space.h"
#include "crypto/encoding.h"
#include "pythonpeer.h"
#include "support/await.h"
#include "support/backend.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestInteropStream : public QObject
{
    Q_OBJECT

    Backend m_server;
    PythonPeer m_python;
    std::unique_ptr<Space> m_us;

    static Message streamed(const QSignalSpy &spy, qsizetype index)
    {
        return messageFromJson(spy.at(index).at(1).toJsonObject()).value_or(Message());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_python.start());
    }

    void init()
    {
        auto owner = m_server.newOwner();
        PEER_OK(m_python.open(u"owner"_s, owner));
        m_us = m_server.spaceFor(std::move(owner));
        VERIFY_OK(await(m_us->session().authenticate())); // makes the space
    }

    void cleanup() { m_us.reset(); }

    void pythonIsToldWhatWePost()
    {
        QSignalSpy connected(&m_python, &PythonPeer::streamConnected);
        QSignalSpy messages(&m_python, &PythonPeer::messageStreamed);
        PEER_OK(m_python.in(u"owner"_s, u"stream"_s));
        QTRY_COMPARE(connected.size(), 1);
        const auto first = await(m_us->messages().postEncrypted(u"general"_s, "chat.text", "Grüße 👋"));
        VERIFY_OK(first);
        const auto second = await(m_us->state().setPlaintext(u"profiles/ana"_s, R"({"name":"Ana ✓"})"));
        VERIFY_OK(second);
        QTRY_COMPARE(messages.size(), 2);
        QCOMPARE(streamed(messages, 0), first->message);
        QCOMPARE(streamed(messages, 1), second->message);
        PEER_OK(m_python.in(u"owner"_s, u"stop_stream"_s));
    }

    void weAreToldWhatPythonPosts()
    {
        QSignalSpy connected(&m_us->stream(), &Stream::connected);
        QSignalSpy received(&m_us->stream(), &Stream::messageReceived);
        m_us->stream().start();
        QTRY_COMPARE(connected.size(), 1);
        const auto posted = m_python.in(
            u"owner"_s, u"post"_s,
            {{u"topic"_s, u"general"_s}, {u"type"_s, u"chat.text"_s}, {u"data"_s, forPeer("live ✓")}});
        PEER_OK(posted);
        PEER_OK(m_python.in(u"owner"_s, u"set_state"_s, {{u"path"_s, u"a/b"_s}, {u"value"_s, u"é"_s}}));
        QTRY_COMPARE(received.size(), 2);
        const auto message = received[0][0].value<Message>();
        QCOMPARE(checkSeal(m_us->id(), "general", message), Seal::Good);
        QCOMPARE(QString::fromLatin1(message.hash), posted.object().value(u"message_hash"_s).toString());
        QCOMPARE(*m_us->messages().decrypt(u"general"_s, message), QByteArray("live ✓"));
        const auto state = received[1][0].value<Message>();
        QCOMPARE(checkSeal(m_us->id(), "state", state), Seal::Good);
        QCOMPARE(state.type, QByteArray("a/b"));
        QCOMPARE(*fromBase64(state.data), QByteArray("é"));
    }

    void aLongMessageComesWhole()
    {
        QSignalSpy connected(&m_python, &PythonPeer::streamConnected);
        QSignalSpy messages(&m_python, &PythonPeer::messageStreamed);
        PEER_OK(m_python.in(u"owner"_s, u"stream"_s));
        QTRY_COMPARE(connected.size(), 1);
        const auto posted =
            await(m_us->messages().postEncrypted(u"general"_s, "chat.text", QByteArray(76'772, 'x')));
        VERIFY_OK(posted);
        QTRY_COMPARE(messages.size(), 1);
        QCOMPARE(streamed(messages, 0), posted->message);
        PEER_OK(m_python.in(u"owner"_s, u"stop_stream"_s));
    }

    void whatAMemberMayNotReadIsNotStreamedToIt()
    {
        if (m_server.isForeign())
            QSKIP("the real server streams everything to everyone (PROTOCOL 12.5)");
        const auto bob = m_server.newUser(m_us->credentials());
        const auto user = *UserId::parse(bob.member.toString());
        VERIFY_OK(await(m_us->members().addUser(user)));
        VERIFY_OK(
            await(m_us->members().grantToUser(user, u"r"_s, {Operation::Read, u"topics/open/messages"_s})));
        PEER_OK(m_python.open(u"bob"_s, bob));
        QSignalSpy connected(&m_python, &PythonPeer::streamConnected);
        QSignalSpy messages(&m_python, &PythonPeer::messageStreamed);
        PEER_OK(m_python.in(u"bob"_s, u"stream"_s));
        QTRY_COMPARE(connected.size(), 1);
        VERIFY_OK(await(m_us->messages().postEncrypted(u"closed"_s, "chat.text", "not for Bob")));
        const auto open = await(m_us->messages().postEncrypted(u"open"_s, "chat.text", "for Bob"));
        VERIFY_OK(open);
        QTRY_COMPARE(messages.size(), 1); // they come in order: the first would be here
        QCOMPARE(streamed(messages, 0), open->message);
        PEER_OK(m_python.in(u"bob"_s, u"stop_stream"_s));
    }

    void aStrangerGetsNoStream()
    {
        const auto stranger = m_server.newUser(m_us->credentials());
        PEER_OK(m_python.open(u"stranger"_s, stranger));
        QSignalSpy ended(&m_python, &PythonPeer::streamEnded);
        PEER_OK(m_python.in(u"stranger"_s, u"stream"_s));
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(ended[0][1].toString(), u"AuthenticationError"_s);
    }

    void whenTheServerGoesPythonIsTold()
    {
        if (m_server.isForeign())
            QSKIP("somebody else's server");
        QSignalSpy connected(&m_python, &PythonPeer::streamConnected);
        QSignalSpy ended(&m_python, &PythonPeer::streamEnded);
        QSignalSpy messages(&m_python, &PythonPeer::messageStreamed);
        PEER_OK(m_python.in(u"owner"_s, u"stream"_s));
        QTRY_COMPARE(connected.size(), 1);
        m_server.stop();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(m_server.start());
        PEER_OK(m_python.in(u"owner"_s, u"stream"_s));
        QTRY_COMPARE(connected.size(), 2);
        VERIFY_OK(await(m_us->messages().postEncrypted(u"general"_s, "chat.text", "back")));
        QTRY_COMPARE(messages.size(), 1);
        PEER_OK(m_python.in(u"owner"_s, u"stop_stream"_s));
    }
};

QTEST_GUILESS_MAIN(TestInteropStream)
#include "tst_interop_stream.moc"
