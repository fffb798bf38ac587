// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Who hears what on a space's stream.

#include "support/testspace.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

//! A member that listens, and writes down what it hears.
class Listener
{
public:
    Listener(TestSpace &space, const QByteArray &token)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            m_heard << QJsonDocument::fromJson(text.toUtf8()).object();
        });
        auto url = space.server().address().url();
        url.setScheme(u"ws"_s);
        url.setPath(QString::fromLatin1(space.target("stream")));
        url.setQuery(u"token="_s + QString::fromLatin1(token));
        m_socket.open(url);
    }
    Listener(TestSpace &space, const Actor &actor) : Listener(space, actor.token)
    {
        if (!QTest::qWaitFor([this] { return isOpen(); }))
            qFatal("no stream");
    }

    bool isOpen() const { return m_socket.isValid(); }
    bool isRefused() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    QWebSocketProtocol::CloseCode closeCode() const { return m_socket.closeCode(); }
    const QList<QJsonObject> &heard() const { return m_heard; }
    //! The base64 data of what came.
    QStringList data() const
    {
        QStringList data;
        for (const auto &message : m_heard)
            data << message["data"_L1].toString();
        return data;
    }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_heard;
};

} // namespace

class TestServerStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsHeardAsItIsRead()
    {
        TestServer server;
        TestSpace space(server);
        const Listener listener(space, space.owner());
        QCOMPARE(space.post(space.owner(), "general", "hello").status, 201);
        QTRY_COMPARE(listener.heard().size(), 1);
        const auto hash = *space.head("general");
        QCOMPARE(listener.heard().first(),
                 space.get(space.owner(), "topics/general/messages/" + hash).json());
    }

    void onlyWhoMayReadATopicHearsOfIt()
    {
        TestServer server;
        TestSpace space(server);
        const auto reader = space.join(Actor::user());
        const auto stranger = space.join(Actor::user());
        const auto right = entryPath(reader) + "/rights/r";
        QCOMPARE(space.grant(space.owner(), right, "read", "topics/general/messages").status, 200);
        const Listener owner(space, space.owner());
        const Listener reading(space, reader);
        const Listener other(space, stranger);

        QCOMPARE(space.post(space.owner(), "general", "one").status, 201);
        QCOMPARE(space.post(space.owner(), "alerts", "two").status, 201);
        // From now on the reader may not, and somebody else may.
        QCOMPARE(space.putState(space.owner(), right, QByteArray()).status, 200);
        QCOMPARE(
            space.grant(space.owner(), entryPath(stranger) + "/rights/r", "read", "topics/{any}/messages")
                .status,
            200);
        QCOMPARE(space.post(space.owner(), "general", "three").status, 201);
        QCOMPARE(space.putState(space.owner(), "notes/last", "last").status, 200);

        QTRY_COMPARE(owner.heard().size(), 6);
        QTRY_COMPARE(reading.heard().size(), 4);
        QCOMPARE(reading.data(), QStringList({u"b25l"_s, u""_s, reading.data()[2], u"bGFzdA=="_s}));
        QTRY_COMPARE(other.heard().size(), 4);
        QCOMPARE(other.data(), QStringList({u""_s, other.data()[1], u"dGhyZWU="_s, u"bGFzdA=="_s}));
    }

    void whoIsRemovedIsCutOff()
    {
        TestServer server;
        TestSpace space(server);
        const auto member = space.join(Actor::user());
        const Listener listener(space, member);
        QCOMPARE(space.putState(space.owner(), entryPath(member), QByteArray()).status, 200);
        QTRY_VERIFY(!listener.isOpen());
        QCOMPARE(listener.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
        QVERIFY(listener.heard().isEmpty());
    }

    void otherSpacesAreNotHeard()
    {
        TestServer server;
        TestSpace here(server);
        TestSpace there(server);
        const Listener listener(here, here.owner());
        QCOMPARE(there.post(there.owner(), "general", "there").status, 201);
        QCOMPARE(here.post(here.owner(), "general", "here").status, 201);
        QTRY_COMPARE(listener.data(), QStringList{u"aGVyZQ=="_s});
    }

    void dataAndBlobsSayNothing()
    {
        TestServer server;
        TestSpace space(server);
        const Listener listener(space, space.owner());
        QCOMPARE(space.putData(space.owner(), "notes/a", "YQ==").status, 200);
        QCOMPARE(space.putBlob(space.owner(), "bytes").status, 201);
        QCOMPARE(space.post(space.owner(), "general", "x").status, 201);
        QTRY_COMPARE(listener.heard().size(), 1);
        QCOMPARE(listener.data(), QStringList{u"eA=="_s});
    }

    void whoMayNotListenIsRefused_data()
    {
        QTest::addColumn<QByteArray>("kind");
        for (const char *kind : {"no token", "garbage", "another space's", "a stranger's", "expired"})
            QTest::newRow(kind) << QByteArray(kind);
    }
    void whoMayNotListenIsRefused()
    {
        QFETCH(QByteArray, kind);
        TestServer server;
        TestSpace space(server);
        const auto &owner = space.owner().id.text();
        QByteArray token;
        if (kind == "garbage")
            token = "garbage";
        else if (kind == "another space's")
            token = TestSpace(server).owner().token;
        else if (kind == "a stranger's")
            token = server.forgedToken(space.id().text(), Actor::user().id.text());
        else if (kind == "expired")
            token = server.forgedToken(space.id().text(), owner, -10);
        const Listener listener(space, token);
        QTRY_VERIFY(listener.isRefused());
        QVERIFY(!listener.isOpen());
    }

    void stoppingEndsEveryStreamAndTheClientsMayComeBack()
    {
        TestServer server;
        TestSpace space(server);
        const Listener first(space, space.owner());
        const Listener second(space, space.owner());
        server.restart();
        QTRY_VERIFY(!first.isOpen() && !second.isOpen());
        const Listener again(space, space.owner());
        QCOMPARE(space.post(space.owner(), "general", "back").status, 201);
        QTRY_COMPARE(again.heard().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestServerStream)
#include "tst_server_stream.moc"
