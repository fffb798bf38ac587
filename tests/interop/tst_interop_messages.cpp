// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Messages both ways, as the Python package reads and writes them and as our program shows them.

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "liveview.h"
#include "pythonpeer.h"
#include "support/await.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

constexpr qsizetype longestPlaintext = 76'800;
constexpr qsizetype longestEncrypted = longestPlaintext - 28; // IV and tag

QByteArray repeated(const char *text, qsizetype size)
{
    return QByteArray(text).repeated(size / static_cast<qsizetype>(qstrlen(text)));
}

} // namespace

class TestInteropMessages : public QObject
{
    Q_OBJECT

    Backend m_server;
    PythonPeer m_python;
    QTemporaryDir m_directory;
    Credentials m_owner = m_server.newOwner();
    Credentials m_bob = m_owner.clone(); //!< a member who is the package
    std::unique_ptr<Space> m_ana;        //!< the owner, who is us
    std::unique_ptr<LiveView> m_view;

    QJsonArray listed(const QString &topic, QJsonObject options = {})
    {
        options.insert(u"topic"_s, topic);
        return m_python.in(u"bob"_s, u"messages"_s, options).array();
    }

    static QByteArrayList plaintexts(const QJsonArray &messages)
    {
        QByteArrayList list;
        for (const auto &message : messages)
            list << *fromBase64(message.toObject().value(u"plaintext"_s).toString().toLatin1());
        return list;
    }

    PeerAnswer pythonPosts(const QByteArray &text, QJsonObject more = {}, const QString &topic = u"general"_s)
    {
        more.insert(u"topic"_s, topic);
        more.insert(u"type"_s, u"chat.text"_s);
        more.insert(u"data"_s, forPeer(text));
        return m_python.in(u"bob"_s, u"post"_s, more);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_python.start());
        QCOMPARE(m_python.call(u"version"_s).text(), u"0.1.1"_s);
    }

    void init()
    {
        m_owner = m_server.newOwner();
        m_ana = m_server.spaceFor(m_owner.clone());
        m_bob = m_server.newUser(m_owner);
        const auto bob = *UserId::parse(m_bob.member.toString());
        VERIFY_OK(await(m_ana->members().addUser(bob)));
        for (const auto operation : {Operation::Create, Operation::Read})
            VERIFY_OK(await(m_ana->members().grantToUser(bob, QString(nameOf(operation)),
                                                         {operation, u"topics/{any}/messages"_s})));
        PEER_OK(m_python.open(u"bob"_s, m_bob));
        m_view = std::make_unique<LiveView>(m_server, m_owner);
    }

    void cleanup()
    {
        m_view.reset();
        m_ana.reset();
    }

    void texts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("plain") << QByteArray("hello");
        QTest::newRow("one letter") << QByteArray("x");
        QTest::newRow("umlauts") << QByteArray("Grüße aus Köln — äöüß");
        QTest::newRow("emoji") << QByteArray("👋🏽 👨‍👩‍👧‍👦 🏳️‍🌈 é");
        QTest::newRow("three scripts") << QByteArray("你好，世界 / שלום עולם / Привет");
        QTest::newRow("lines and quotes") << QByteArray("a\n\tb \"c\" \\ | null |");
        QTest::newRow("looks like base64") << QByteArray("aGVsbG8=");
        QTest::newRow("10,000") << repeated("ä", 10'000);
        QTest::newRow("the longest") << repeated("🙂", longestEncrypted);
    }

    void whatPythonWritesIsShownVerified_data() { texts_data(); }
    void whatPythonWritesIsShownVerified()
    {
        QFETCH(QByteArray, text);
        const auto posted = pythonPosts(text);
        PEER_OK(posted);
        QTRY_COMPARE(m_view->texts(u"general"_s), QStringList{QString::fromUtf8(text)});
        QTRY_VERIFY(m_view->isAllVerified(u"general"_s));
        const auto row = m_view->rows(u"general"_s).front();
        QCOMPARE(QString::fromLatin1(row.hash), posted.object().value(u"message_hash"_s).toString());
        QCOMPARE(row.time, posted.object().value(u"server_timestamp"_s).toInteger());
        QCOMPARE(row.sender, m_bob.member.text());
    }

    void whatWeWriteIsReadAndOpenedByPython_data() { texts_data(); }
    void whatWeWriteIsReadAndOpenedByPython()
    {
        QFETCH(QByteArray, text);
        VERIFY_OK(await(m_view->space().outbox().add(u"general"_s, "chat.text", text)));
        QTRY_COMPARE(m_view->space().outbox().count(), 0);
        const auto messages = listed(u"general"_s);
        QCOMPARE(plaintexts(messages), QByteArrayList{text});
        const auto message = messages[0].toObject();
        QCOMPARE(message.value(u"type"_s).toString(), u"chat.text"_s);
        QCOMPARE(message.value(u"sender"_s).toString(), m_owner.member.toString());
        QVERIFY(message.value(u"signed"_s).toBool());
        QVERIFY(message.value(u"prev_hash"_s).isNull());
    }

    void plainTextGoesBothWays()
    {
        PEER_OK(pythonPosts("für alle ✓", {{u"encrypted"_s, false}}));
        VERIFY_OK(await(m_ana->messages().post(u"general"_s, "chat.text", "auch für alle")));
        const auto page = await(m_ana->messages().list(u"general"_s));
        VERIFY_OK(page);
        QCOMPARE(page->messages.size(), 2);
        QCOMPARE(page->messages[0].seal, Seal::Good);
        QCOMPARE(*fromBase64(page->messages[0].message.data), QByteArray("für alle ✓"));
        const auto messages = listed(u"general"_s);
        QVERIFY(messages[1].toObject().value(u"plaintext"_s).isNull()); // no key opens what was never closed
        QCOMPARE(*fromBase64(messages[1].toObject().value(u"data"_s).toString().toLatin1()),
                 QByteArray("auch für alle"));
        QVERIFY(messages[1].toObject().value(u"signed"_s).toBool());
        // Our program tells a person that these were not written with the topic's key.
        const auto bothUndecryptable = [this] {
            const auto rows = m_view->rows(u"general"_s);
            return rows.size() == 2 && rows[0].verdict == Verdict::Undecryptable &&
                   rows[1].verdict == Verdict::Undecryptable;
        };
        QTRY_VERIFY(bothUndecryptable());
    }

    void oneChainIsWrittenByBoth()
    {
        for (int i = 0; i < 10; ++i) {
            if (i % 2 == 0)
                PEER_OK(pythonPosts(QByteArray::number(i)));
            else
                VERIFY_OK(
                    await(m_ana->messages().postEncrypted(u"general"_s, "chat.text", QByteArray::number(i))));
        }
        const auto messages = listed(u"general"_s); // refuses a broken chain itself
        QCOMPARE(plaintexts(messages), (QByteArrayList{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
        for (qsizetype i = 1; i < messages.size(); ++i)
            QCOMPARE(messages[i].toObject().value(u"prev_hash"_s),
                     messages[i - 1].toObject().value(u"message_hash"_s));
        QTRY_COMPARE(m_view->rows(u"general"_s).size(), 10);
        QTRY_VERIFY(m_view->isAllVerified(u"general"_s));
    }

    void aPredecessorThatIsNoLongerTheHeadConflicts()
    {
        const auto first = pythonPosts("first");
        PEER_OK(first);
        VERIFY_OK(await(m_ana->messages().postEncrypted(u"general"_s, "chat.text", "second")));
        const QJsonObject behindFirst{{u"prev"_s, first.object().value(u"message_hash"_s)}};
        const auto refused = pythonPosts("also second", behindFirst);
        QCOMPARE(refused.errorClass, u"ChainError"_s);
        QCOMPARE(listed(u"general"_s).size(), 2);

        const auto stale = await(m_ana->messages().postEncrypted(
            u"general"_s, "chat.text", "also second",
            *MessageId::parse(QStringView(first.object().value(u"message_hash"_s).toString()))));
        QCOMPARE(stale.error().code, ErrorCode::HeadMoved);
    }

    void oneByteMoreThanTheLongestIsRefused()
    {
        PEER_OK(pythonPosts(QByteArray(longestPlaintext, 'x'), {{u"encrypted"_s, false}}));
        QCOMPARE(pythonPosts(QByteArray(longestEncrypted + 1, 'x')).errorClass, u"ChainError"_s);
        PEER_OK(pythonPosts(QByteArray(longestEncrypted, 'x')));
        QCOMPARE(listed(u"general"_s).size(), 2);
    }

    void oneMessageIsFoundByItsHash()
    {
        const auto ours = await(m_ana->messages().postEncrypted(u"general"_s, "chat.text", "ours"));
        VERIFY_OK(ours);
        const QJsonObject which{{u"topic"_s, u"general"_s},
                                {u"hash"_s, QString::fromLatin1(ours->message.hash)}};
        const auto read = m_python.in(u"bob"_s, u"message"_s, which);
        PEER_OK(read);
        QCOMPARE(*fromBase64(read.object().value(u"plaintext"_s).toString().toLatin1()), QByteArray("ours"));
        QCOMPARE(read.object().value(u"server_timestamp"_s).toInteger(), ours->message.serverTimestamp);

        const auto theirs = pythonPosts("theirs");
        PEER_OK(theirs);
        const auto hash = MessageId::parse(QStringView(theirs.object().value(u"message_hash"_s).toString()));
        VERIFY_OK(hash);
        const auto got = await(m_ana->messages().get(u"general"_s, *hash));
        VERIFY_OK(got);
        QCOMPARE(*m_ana->messages().decrypt(u"general"_s, got->message), QByteArray("theirs"));

        const QJsonObject nothing{{u"topic"_s, u"general"_s},
                                  {u"hash"_s, MessageId::of(sha256("never was")).toString()}};
        QCOMPARE(m_python.in(u"bob"_s, u"message"_s, nothing).errorClass, u"NotFoundError"_s);
    }

    void pythonReadsByTimeInBothDirections()
    {
        QList<qint64> times;
        for (int i = 0; i < 25; ++i)
            times << await(m_ana->messages().postEncrypted(u"general"_s, "chat.text", QByteArray::number(i)))
                         ->message.serverTimestamp;
        QCOMPARE(plaintexts(listed(u"general"_s, {{u"limit"_s, 3}})), (QByteArrayList{"0", "1", "2"}));
        // The package sorts what it was given, newest first, by time.
        const QJsonObject newest{{u"from"_s, endOfTime}, {u"to"_s, 0}, {u"limit"_s, 3}};
        QCOMPARE(plaintexts(listed(u"general"_s, newest)), (QByteArrayList{"22", "23", "24"}));
        const QJsonObject middle{{u"from"_s, times[10]}, {u"to"_s, times[12]}};
        const auto between = plaintexts(listed(u"general"_s, middle));
        QVERIFY(between.contains("10") && between.contains("11") && between.contains("12"));
        if (!m_server.isForeign()) // ours gives each message of a topic a time of its own
            QCOMPARE(between.size(), 3);
    }

    void unknownTypesAreKept()
    {
        const QByteArray reaction = R"({"target":"x","emoji":"🎉"})";
        const auto ours = await(m_ana->messages().postEncrypted(u"general"_s, "chat.react", reaction));
        VERIFY_OK(ours);
        const auto messages = listed(u"general"_s);
        QCOMPARE(messages[0].toObject().value(u"type"_s).toString(), u"chat.react"_s);
        QCOMPARE(plaintexts(messages), QByteArrayList{reaction});

        PEER_OK(m_python.in(u"bob"_s, u"post"_s,
                            {{u"topic"_s, u"general"_s},
                             {u"type"_s, u"com.example.mood/1"_s},
                             {u"data"_s, forPeer("fine, thanks")}}));
        QTRY_COMPARE(m_view->rows(u"general"_s).size(), 2);
        const auto row = m_view->rows(u"general"_s).back();
        QCOMPARE(row.type, QByteArray("com.example.mood/1"));
        QCOMPARE(std::get<OtherPayload>(row.payload).text, u"fine, thanks"_s);
    }

    void textWithMentionsIsReadAsText()
    {
        const auto payload = QJsonDocument(
            QJsonObject{{u"text"_s, u"hi Ana 👋"_s}, {u"mentions"_s, QJsonArray{m_owner.member.toString()}}});
        PEER_OK(pythonPosts(payload.toJson()));
        QTRY_COMPARE(m_view->texts(u"general"_s), QStringList{u"hi Ana 👋"_s});
        const auto row = m_view->rows(u"general"_s).front();
        QCOMPARE(std::get<TextPayload>(row.payload).mentions, QList{m_owner.member.toString()});
    }

    void itsLocalStoreTakesWhatWeWrite()
    {
        PEER_OK(m_python.open(u"bob"_s, m_bob, m_directory.filePath(u"peer.db"_s)));
        for (int i = 0; i < 3; ++i)
            VERIFY_OK(
                await(m_ana->messages().postEncrypted(u"general"_s, "chat.text", QByteArray::number(i))));
        QCOMPARE(plaintexts(listed(u"general"_s)), (QByteArrayList{"0", "1", "2"}));
        QCOMPARE(m_python.in(u"bob"_s, u"stored"_s).value.toInt(), 3);
        for (int i = 3; i < 5; ++i)
            VERIFY_OK(
                await(m_ana->messages().postEncrypted(u"general"_s, "chat.text", QByteArray::number(i))));
        QCOMPARE(plaintexts(listed(u"general"_s)), (QByteArrayList{"0", "1", "2", "3", "4"}));
        QCOMPARE(m_python.in(u"bob"_s, u"stored"_s).value.toInt(), 5);
    }

    void withItsLocalStorePythonForgetsTheHead()
    {
        // The package's own fault (PROTOCOL 12.8): from the third post on it takes an older message for the
        // head. What matters here is that nothing of it ends in the topic.
        PEER_OK(m_python.open(u"bob"_s, m_bob, m_directory.filePath(u"writer.db"_s)));
        PEER_OK(pythonPosts("1"));
        const auto second = pythonPosts("2");
        PEER_OK(second);
        QCOMPARE(pythonPosts("3").errorClass, u"ChainError"_s);
        const QJsonObject named{{u"prev"_s, second.object().value(u"message_hash"_s)}};
        PEER_OK(pythonPosts("3", named));
        QTRY_COMPARE(m_view->texts(u"general"_s), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QTRY_VERIFY(m_view->isAllVerified(u"general"_s));
    }
};

QTEST_GUILESS_MAIN(TestInteropMessages)
#include "tst_interop_messages.moc"
