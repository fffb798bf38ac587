// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// State and data both ways between us and the Python package, who share one space's owner.

#include "crypto/encoding.h"
#include "protocol/dataentry.h"
#include "pythonpeer.h"
#include "support/await.h"
#include "support/backend.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestInteropState : public QObject
{
    Q_OBJECT

    Backend m_server;
    PythonPeer m_python;
    std::unique_ptr<Space> m_us;

    PeerAnswer in(const QString &command, const QJsonObject &arguments)
    {
        return m_python.in(u"owner"_s, command, arguments);
    }

    PeerAnswer pythonSets(const QString &path, const QString &value, bool isEncrypted)
    {
        return in(u"set_state"_s, {{u"path"_s, path}, {u"value"_s, value}, {u"encrypted"_s, isEncrypted}});
    }

    PeerAnswer pythonReads(const QString &path, bool isEncrypted)
    {
        return in(u"state"_s, {{u"path"_s, path}, {u"encrypted"_s, isEncrypted}});
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
        owner.userKey = SymmetricKey::generate();
        PEER_OK(m_python.open(u"owner"_s, owner));
        m_us = m_server.spaceFor(std::move(owner));
    }

    void values_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("isEncrypted");
        for (const bool isEncrypted : {false, true}) {
            const char *kind = isEncrypted ? "encrypted" : "plain";
            QTest::addRow("%s text", kind) << u"hello"_s << isEncrypted;
            QTest::addRow("%s JSON", kind)
                << uR"({"name": "Zoë 🦊", "n": 9007199254740993})"_s << isEncrypted;
            QTest::addRow("%s scripts", kind) << u"日本語 עברית ✓"_s << isEncrypted;
            QTest::addRow("%s long", kind) << u"ä"_s.repeated(38'000) << isEncrypted;
        }
    }

    void stateOfTheirsIsRead_data() { values_data(); }
    void stateOfTheirsIsRead()
    {
        QFETCH(QString, value);
        QFETCH(bool, isEncrypted);
        const auto posted = pythonSets(u"profiles/x.y-z_1"_s, value, isEncrypted);
        PEER_OK(posted);
        auto &state = m_us->state();
        const auto read = await(isEncrypted ? state.encrypted(u"profiles/x.y-z_1"_s)
                                            : state.plaintext(u"profiles/x.y-z_1"_s));
        VERIFY_OK(read);
        QCOMPARE(QString::fromUtf8(read->value), value);
        QCOMPARE(QString::fromLatin1(read->source.hash), posted.object().value(u"message_hash"_s).toString());
    }

    void stateOfOursIsRead_data() { values_data(); }
    void stateOfOursIsRead()
    {
        QFETCH(QString, value);
        QFETCH(bool, isEncrypted);
        auto &state = m_us->state();
        VERIFY_OK(await(isEncrypted ? state.setEncrypted(u"topics/general"_s, value.toUtf8())
                                    : state.setPlaintext(u"topics/general"_s, value.toUtf8())));
        const auto read = pythonReads(u"topics/general"_s, isEncrypted);
        PEER_OK(read);
        QCOMPARE(read.text(), value);
    }

    void whatIsEncryptedCannotBeReadWithoutTheKey()
    {
        VERIFY_OK(await(m_us->state().setEncrypted(u"a"_s, "secret")));
        auto stranger = m_us->credentials().clone();
        stranger.root = SymmetricKey::generate();
        PEER_OK(m_python.open(u"stranger"_s, stranger));
        QCOMPARE(
            m_python.in(u"stranger"_s, u"state"_s, {{u"path"_s, u"a"_s}, {u"encrypted"_s, true}}).errorClass,
            u"InvalidTag"_s);
        PEER_OK(m_python.in(u"stranger"_s, u"set_state"_s,
                            {{u"path"_s, u"b"_s}, {u"value"_s, u"x"_s}, {u"encrypted"_s, true}}));
        QCOMPARE(await(m_us->state().encrypted(u"b"_s)).error().code, ErrorCode::CannotDecrypt);
    }

    void aKeyOfOnesOwnOpensBothWays()
    {
        const auto own = SymmetricKey::generate();
        const auto key = forPeer(own.bytes().view());
        PEER_OK(in(u"set_state"_s, {{u"path"_s, u"own/theirs"_s},
                                    {u"value"_s, u"für uns"_s},
                                    {u"encrypted"_s, true},
                                    {u"key"_s, key}}));
        QCOMPARE(await(m_us->state().encrypted(u"own/theirs"_s, own.clone()))->value, QByteArray("für uns"));
        VERIFY_OK(await(m_us->state().setEncrypted(u"own/ours"_s, "für sie", {}, own.clone())));
        const auto read =
            in(u"state"_s, {{u"path"_s, u"own/ours"_s}, {u"encrypted"_s, true}, {u"key"_s, key}});
        QCOMPARE(read.text(), u"für sie"_s);
    }

    void whatOneDeletesIsDeletedForTheOther()
    {
        PEER_OK(pythonSets(u"a"_s, u"theirs"_s, false));
        PEER_OK(pythonSets(u"a"_s, {}, false));
        const auto deleted = await(m_us->state().plaintext(u"a"_s));
        VERIFY_OK(deleted);
        QVERIFY(deleted->isDeleted());

        VERIFY_OK(await(m_us->state().setEncrypted(u"b"_s, "ours")));
        VERIFY_OK(await(m_us->state().remove(u"b"_s)));
        const auto encrypted = pythonReads(u"b"_s, true);
        PEER_OK(encrypted);
        QCOMPARE(encrypted.text(), QString());
        QCOMPARE(pythonReads(u"b"_s, false).text(), QString());

        QCOMPARE(pythonReads(u"never/was"_s, false).errorClass, u"NotFoundError"_s);
    }

    void bothTellTheSameHistory()
    {
        PEER_OK(pythonSets(u"a"_s, u"1"_s, false));
        VERIFY_OK(await(m_us->state().setEncrypted(u"b"_s, "2")));
        PEER_OK(pythonSets(u"a"_s, u"3"_s, true));
        VERIFY_OK(await(m_us->state().remove(u"a"_s)));
        const auto theirs = in(u"history"_s, {}).array();
        const auto ours = await(m_us->state().history());
        VERIFY_OK(ours);
        QCOMPARE(theirs.size(), 4);
        QCOMPARE(ours->messages.size(), 4);
        for (qsizetype i = 0; i < 4; ++i) {
            const auto told = theirs[i].toObject();
            const auto &sealed = ours->messages[i];
            QCOMPARE(sealed.seal, Seal::Good);
            QVERIFY(told.value(u"signed"_s).toBool());
            auto parsed = messageFromJson(told);
            VERIFY_OK(parsed);
            QCOMPARE(*parsed, sealed.message);
        }
        QCOMPARE(theirs[1].toObject().value(u"plaintext"_s).toString(), forPeer("2"));
        QCOMPARE(in(u"history"_s, {{u"limit"_s, 2}}).array().size(), 2);
    }

    void stateWrittenBehindAnOldHeadIsRefused()
    {
        const auto first = pythonSets(u"a"_s, u"1"_s, false);
        PEER_OK(first);
        VERIFY_OK(await(m_us->state().setPlaintext(u"a"_s, "2")));
        const auto refused = in(u"set_state"_s, {{u"path"_s, u"a"_s},
                                                 {u"value"_s, u"3"_s},
                                                 {u"prev"_s, first.object().value(u"message_hash"_s)}});
        QCOMPARE(refused.errorClass, u"ChainError"_s);
        QCOMPARE(pythonReads(u"a"_s, false).text(), u"2"_s);
    }

    void data_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("text") << u"notes/x"_s << QByteArray("hello");
        QTest::newRow("bytes") << u"notes/bytes"_s << QByteArray("\x00\x01\xff\xfe|", 5);
        QTest::newRow("unicode") << u"notes/u"_s << QByteArray("Grüße 🦊");
        QTest::newRow("one segment") << u"x"_s << QByteArray("1");
        QTest::newRow("a name with signs") << u"users/ana@example.org+test"_s << QByteArray("x");
        QTest::newRow("a path that must be encoded") << u"a b/é/日本"_s << QByteArray("x");
        QTest::newRow("large") << u"large"_s << QByteArray(300'000, '\xc5');
    }

    void dataGoesBothWays_data() { data_data(); }
    void dataGoesBothWays()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, value);
        auto &data = m_us->data();
        for (const auto &kind : {u"plain"_s, u"encrypted"_s, u"user"_s}) {
            const auto theirs = kind + u"/"_s + path;
            const auto signedAt =
                in(u"set_data"_s, {{u"path"_s, theirs}, {u"data"_s, forPeer(value)}, {u"kind"_s, kind}});
            PEER_OK(signedAt);
            const auto read = await(kind == u"plain"       ? data.plaintext(theirs)
                                    : kind == u"encrypted" ? data.encrypted(theirs)
                                                           : data.userPrivate(theirs));
            VERIFY_OK(read);
            QCOMPARE(read->value, value);
            QCOMPARE(read->signedBy.text(), m_us->member().text());

            const auto ours = kind + u"-ours/"_s + path;
            VERIFY_OK(await(kind == u"plain"       ? data.setPlaintext(ours, value)
                            : kind == u"encrypted" ? data.setEncrypted(ours, value)
                                                   : data.setUserPrivate(ours, value)));
            const auto back = in(u"data"_s, {{u"path"_s, ours}, {u"kind"_s, kind}});
            PEER_OK(back);
            QCOMPARE(back.bytes(), value);
        }
    }

    void userDataStandsWhereBothLookForIt()
    {
        PEER_OK(in(u"set_data"_s,
                   {{u"path"_s, u"diary"_s}, {u"data"_s, forPeer("mine")}, {u"kind"_s, u"user"_s}}));
        const auto there = userDataPath(m_us->member(), u"diary");
        QVERIFY(await(m_us->data().plaintext(there))->value.size() == 4 + 28);
        // Not with what all members share.
        QCOMPARE(await(m_us->data().encrypted(there)).error().code, ErrorCode::CannotDecrypt);
        QCOMPARE(in(u"data"_s, {{u"path"_s, there}, {u"kind"_s, u"encrypted"_s}}).errorClass,
                 u"InvalidTag"_s);
    }

    void dataIsReplacedAndRemoved()
    {
        PEER_OK(in(u"set_data"_s, {{u"path"_s, u"a"_s}, {u"data"_s, forPeer("1")}}));
        VERIFY_OK(await(m_us->data().setPlaintext(u"a"_s, "2")));
        QCOMPARE(in(u"data"_s, {{u"path"_s, u"a"_s}}).bytes(), QByteArray("2"));
        PEER_OK(in(u"set_data"_s, {{u"path"_s, u"a"_s}, {u"data"_s, u""_s}}));
        const auto emptied = await(m_us->data().plaintext(u"a"_s));
        VERIFY_OK(emptied);
        QVERIFY(emptied->value.isEmpty());
        VERIFY_OK(await(m_us->data().remove(u"a"_s)));
        QCOMPARE(in(u"data"_s, {{u"path"_s, u"a"_s}}).errorClass, u"NotFoundError"_s);
    }
};

QTEST_GUILESS_MAIN(TestInteropState)
#include "tst_interop_state.moc"
