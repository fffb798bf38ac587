// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is put into a space with reeeductio-admin, and got out again.

#include "crypto/hash.h"
#include "support/adminrunner.h"
#include "support/await.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestAdminContents : public QObject
{
    Q_OBJECT

    Backend m_server;
    AdminRunner m_admin{m_server};
    Credentials m_owner = m_server.newOwner();

    AdminResult run(const QStringList &arguments) { return m_admin.runAs(m_owner, arguments); }

    QJsonObject json(const QStringList &arguments)
    {
        return run(QStringList{u"-o"_s, u"json"_s} + arguments).json();
    }

    //! The message's hash.
    QString post(const QString &topic, const QString &text, const QStringList &options = {})
    {
        return json(QStringList{u"message"_s, u"post"_s, topic, text} + options)["message_hash"_L1]
            .toString();
    }

    QJsonArray messages(const QString &topic, const QStringList &options = {})
    {
        return json(QStringList{u"message"_s, u"list"_s, topic} + options)["messages"_L1].toArray();
    }

    static QStringList column(const QJsonArray &rows, const QString &key)
    {
        QStringList values;
        for (const auto &row : rows)
            values << row.toObject().value(key).toVariant().toString();
        return values;
    }

    //! Added, with these rights.
    Credentials newMember(const QList<Capability> &rights)
    {
        auto space = m_server.spaceFor(m_owner.clone());
        auto member = m_server.newUser(m_owner);
        const auto user = *UserId::parse(member.member.toString());
        bool done = await(space->members().addUser(user)).has_value();
        for (qsizetype i = 0; i < rights.size(); ++i)
            done = done && await(space->members().grantToUser(user, u"r%1"_s.arg(i), rights[i]));
        Q_ASSERT(done);
        return member;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_owner.userKey = SymmetricKey::generate();
        m_admin.input.clear();
    }

    void filesAreStoredAndGot()
    {
        const QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &bytes) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                        : QString();
        };
        const auto read = [&folder](const QString &name) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
        };
        const auto file = write(u"picture.png"_s, "no picture, but called one");
        const auto stored = json({u"blob"_s, u"upload"_s, file, u"--topic"_s, u"general"_s});
        QCOMPARE(stored["size"_L1].toInteger(), read(u"picture.png"_s).size() + 28);
        const auto blob = stored["blob_id"_L1].toString();
        const auto key = stored["dek"_L1].toString();
        QCOMPARE(key.size(), 64);

        // Others learn of it from the message, with all they need.
        const auto posted = messages(u"general"_s).at(0).toObject();
        QCOMPARE(posted["message_hash"_L1], stored["message_hash"_L1]);
        QCOMPARE(posted["type"_L1].toString(), u"chat.image"_s);
        const auto payload = QJsonDocument::fromJson(posted["text"_L1].toString().toUtf8()).object();
        QCOMPARE(payload["blob_id"_L1].toString(), blob);
        QCOMPARE(payload["dek"_L1].toString(), key);
        QCOMPARE(payload["filename"_L1].toString(), u"picture.png"_s);
        QCOMPARE(payload["content_type"_L1].toString(), u"image/png"_s);
        QCOMPARE(payload["size"_L1].toInteger(), read(u"picture.png"_s).size());

        const auto out = write(u"out"_s, "was here before");
        m_admin.input = key.toUtf8() + '\n';
        const auto got = json({u"blob"_s, u"download"_s, blob, u"--key"_s, u"-"_s, u"-O"_s, out});
        QCOMPARE(got["size"_L1].toInteger(), read(u"picture.png"_s).size());
        QCOMPARE(read(u"out"_s), read(u"picture.png"_s));

        // With a wrong key what was there stays.
        write(u"out"_s, "was here before");
        const auto refused =
            run({u"blob"_s, u"download"_s, blob, u"--key"_s, QString(64, u'a'), u"-O"_s, out});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.startsWith("Validation error: it cannot be decrypted"), refused.err.constData());
        QCOMPARE(read(u"out"_s), QByteArray("was here before"));

        const auto plain = json({u"blob"_s, u"upload"_s, file, u"--plain"_s});
        QVERIFY(!plain.contains("dek"_L1));
        VERIFY_OK(await(m_server.spaceFor(m_owner.clone())
                            ->blobs()
                            .downloadPlaintext(*BlobId::parse(QStringView(plain["blob_id"_L1].toString())))));
        QCOMPARE(
            run({u"blob"_s, u"download"_s, plain["blob_id"_L1].toString(), u"--plain"_s, u"-O"_s, out}).out,
            "Blob downloaded: " + out.toUtf8() + '\n');
        QCOMPARE(read(u"out"_s), read(u"picture.png"_s));
    }

    void messagesArePostedAndListed()
    {
        const auto first = post(u"general"_s, u"hello"_s);
        const auto second = post(u"general"_s, u"[a,b] {c}"_s, {u"--reply-to"_s, first});
        m_admin.input = "from standard input\n";
        const auto third = post(u"general"_s, u"-"_s);
        m_admin.input = QByteArray("\x01\xff", 2);
        const auto fourth = post(u"general"_s, u"-"_s, {u"--type"_s, u"app.bytes"_s});
        QVERIFY(MessageId::parse(fourth));

        const auto rows = messages(u"general"_s);
        QCOMPARE(column(rows, u"message_hash"_s), (QStringList{first, second, third, fourth}));
        QCOMPARE(column(rows, u"text"_s),
                 (QStringList{u"hello"_s, u"[a,b] {c}"_s, u"from standard input"_s, {}}));
        QCOMPARE(column(rows, u"prev_hash"_s), (QStringList{{}, first, second, third}));
        QCOMPARE(column(rows, u"verdict"_s), QStringList(4, u"verified"_s));
        QCOMPARE(column(rows, u"sender"_s), QStringList(4, m_owner.member.toString()));
        QCOMPARE(column(rows, u"topic_id"_s), QStringList(4, u"general"_s));
        QCOMPARE(rows[3].toObject()["type"_L1].toString(), u"app.bytes"_s);
        QCOMPARE(QByteArray::fromBase64(rows[3].toObject()["data"_L1].toString().toLatin1()), m_admin.input);
        QVERIFY(rows[0].toObject()["prev_hash"_L1].isNull());
        QVERIFY(rows[0].toObject()["server_timestamp"_L1].toInteger() > 0);
        QVERIFY(!rows[0].toObject().contains("data"_L1));
    }

    void aPieceOfATopicKnowsWhatCameBefore()
    {
        QStringList posted;
        for (int i = 0; i < 5; ++i)
            posted << post(u"general"_s, QString::number(i));
        const auto firstTwo = json({u"message"_s, u"list"_s, u"general"_s, u"--limit"_s, u"2"_s});
        QCOMPARE(column(firstTwo["messages"_L1].toArray(), u"text"_s), (QStringList{u"0"_s, u"1"_s}));
        QVERIFY(firstTwo["has_more"_L1].toBool());
        const auto newest = json({u"message"_s, u"list"_s, u"general"_s, u"--limit"_s, u"2"_s, u"--from"_s,
                                  u"9999999999999"_s, u"--to"_s, u"0"_s});
        const auto rows = newest["messages"_L1].toArray();
        QCOMPARE(column(rows, u"message_hash"_s), (QStringList{posted[4], posted[3]}));
        // The predecessor of the older one lies outside of what was listed, and is there.
        QCOMPARE(column(rows, u"verdict"_s), QStringList(2, u"verified"_s));
        const auto time = rows[1].toObject()["server_timestamp"_L1].toVariant().toString();
        const auto since = messages(u"general"_s, {u"--from"_s, time});
        QVERIFY(column(since, u"message_hash"_s).endsWith(posted[4]));
        QVERIFY(!json({u"message"_s, u"list"_s, u"general"_s})["has_more"_L1].toBool());
    }

    void anotherRootReadsNothingAndSaysSo()
    {
        post(u"general"_s, u"secret"_s);
        auto other = m_owner.clone();
        other.root = SymmetricKey::generate();
        const auto result = m_admin.runAs(other, {u"message"_s, u"list"_s, u"general"_s, u"-o"_s, u"json"_s});
        QCOMPARE(result.exitCode, 0);
        const auto row = result.json()["messages"_L1].toArray().first().toObject();
        QCOMPARE(row["verdict"_L1].toString(), u"undecryptable"_s);
        QVERIFY(!row.contains("text"_L1) && row.contains("data"_L1));
    }

    void aPersonsListHasNamesAndNoTricks()
    {
        const auto first = post(u"general"_s, u"hello"_s);
        post(u"general"_s, u"two\nlines \x1b[2J"_s, {u"--reply-to"_s, first});
        QCOMPARE(
            run({u"state"_s, u"set"_s, u"profiles/"_s + m_owner.member.toString(), uR"({"name":"Ana"})"_s})
                .exitCode,
            0);
        const auto result = run({u"message"_s, u"list"_s, u"general"_s});
        QVERIFY2(result.out.contains("Ana (" + m_owner.member.text() + "): two\n    lines"),
                 qPrintable(result.describe()));
        QVERIFY(!result.out.contains('\x1b')); // what a stranger wrote does not drive the terminal
    }

    void controlCharactersAreReadAndShownHarmlessly()
    {
        m_admin.input = "a\x1b[2Jb\r\nc\r\n";
        post(u"general"_s, u"-"_s);
        QCOMPARE(column(messages(u"general"_s), u"text"_s), QStringList{u"a\x1b[2Jb\nc"_s});
        const auto shown = run({u"message"_s, u"list"_s, u"general"_s}).out;
        QVERIFY2(shown.contains("a\uFFFD[2Jb\n    c\n") && !shown.contains('\x1b'), shown.constData());
        m_admin.input = QByteArray("caf\xe9", 4);
        const auto latin = run({u"message"_s, u"post"_s, u"general"_s, u"-"_s});
        QCOMPARE(latin.exitCode, 2);
        QVERIFY2(latin.err.contains("not UTF-8"), qPrintable(latin.describe()));
        QCOMPARE(messages(u"general"_s).size(), 1);
    }

    void postingNeedsToReadWhatItFollows()
    {
        post(u"general"_s, u"hello"_s);
        const auto mute = newMember({{Operation::Create, u"topics/{any}/messages"_s}});
        const auto refused = m_admin.runAs(mute, {u"message"_s, u"post"_s, u"general"_s, u"x"_s});
        QCOMPARE(refused.exitCode, 1);
        QVERIFY2(refused.err.startsWith("Permission denied: posting needs the right to read"),
                 qPrintable(refused.describe()));
    }

    void whatIsNotEncryptedIsSaidToBeSo()
    {
        QCOMPARE(run({u"state"_s, u"set"_s, u"plain"_s, u"x"_s}).exitCode, 0);
        QCOMPARE(run({u"data"_s, u"set"_s, u"plain"_s, u"x"_s}).exitCode, 0);
        for (const auto &group : {u"state"_s, u"data"_s}) {
            const auto sealed = run({group, u"get"_s, u"plain"_s, u"--encrypted"_s});
            QCOMPARE(sealed.exitCode, 1);
            QVERIFY2(sealed.err.contains("cannot be decrypted"), qPrintable(sealed.describe()));
        }
        m_admin.input = QByteArray(80'000, 'x');
        const auto tooLong = run({u"message"_s, u"post"_s, u"general"_s, u"-"_s});
        QVERIFY2(tooLong.err.contains("shorten it by about "), qPrintable(tooLong.describe()));
    }

    void withoutTheRightItIsRefused()
    {
        post(u"general"_s, u"hello"_s);
        const auto nobody = newMember({});
        for (const auto &command : {QStringList{u"message"_s, u"list"_s, u"general"_s},
                                    QStringList{u"message"_s, u"post"_s, u"general"_s, u"x"_s},
                                    QStringList{u"message"_s, u"tail"_s, u"general"_s},
                                    QStringList{u"state"_s, u"get"_s, u"auth/users"_s},
                                    QStringList{u"data"_s, u"set"_s, u"a/b"_s, u"x"_s},
                                    QStringList{u"user"_s, u"add"_s, nobody.member.toString()}}) {
            const auto result = m_admin.runAs(nobody, command);
            QCOMPARE(result.exitCode, 1);
            QVERIFY2(result.err.startsWith("Permission denied"), qPrintable(result.describe()));
            const auto asJson = m_admin.runAs(nobody, command + QStringList{u"-o"_s, u"json"_s});
            const auto error = asJson.json()["error"_L1].toObject();
            QCOMPARE(error["kind"_L1].toString(), u"Authorization"_s);
            QVERIFY(error["status"_L1].toInt() >= 400);
        }
        const auto reader = newMember({{Operation::Read, u"topics/{any}/messages"_s}});
        QCOMPARE(m_admin.runAs(reader, {u"message"_s, u"list"_s, u"general"_s}).exitCode, 0);
    }

    void topicsAreCreatedRenamedAndListed()
    {
        QCOMPARE(
            run({u"topic"_s, u"create"_s, u"general"_s, u"--name"_s, u"General"_s, u"-d"_s, u"Day to day"_s})
                .out,
            "Topic created: general\nSpace: " + m_owner.space.text() + '\n');
        const auto again = run({u"topic"_s, u"create"_s, u"general"_s});
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.startsWith("Conflict"), qPrintable(again.describe()));
        QCOMPARE(run({u"topic"_s, u"create"_s, u"alerts"_s}).exitCode, 0);
        QCOMPARE(run({u"topic"_s, u"rename"_s, u"general"_s, u"Main room"_s}).exitCode, 0);
        const auto topics = json({u"topic"_s, u"list"_s})["topics"_L1].toArray();
        QCOMPARE(column(topics, u"topic_id"_s), (QStringList{u"alerts"_s, u"general"_s}));
        QCOMPARE(column(topics, u"name"_s), (QStringList{u"alerts"_s, u"Main room"_s}));
        QCOMPARE(column(topics, u"description"_s), (QStringList{{}, u"Day to day"_s}));
        QVERIFY(run({u"topic"_s, u"list"_s}).out.contains("\n  general  Main room  Day to day\n"));
    }

    void aTopicThatCannotBeReadIsThereAllTheSame()
    {
        QCOMPARE(run({u"topic"_s, u"create"_s, u"general"_s, u"--name"_s, u"General"_s}).exitCode, 0);
        auto other = m_owner.clone();
        other.root = SymmetricKey::generate();
        const auto again = m_admin.runAs(other, {u"topic"_s, u"create"_s, u"general"_s});
        QCOMPARE(again.exitCode, 1);
        QVERIFY2(again.err.startsWith("Conflict"), qPrintable(again.describe()));
        const auto renamed = m_admin.runAs(other, {u"topic"_s, u"rename"_s, u"general"_s, u"Mine"_s});
        QCOMPARE(renamed.exitCode, 1);
        QVERIFY2(renamed.err.contains("cannot be decrypted"), qPrintable(renamed.describe()));
        QCOMPARE(column(json({u"topic"_s, u"list"_s})["topics"_L1].toArray(), u"name"_s),
                 QStringList{u"General"_s});

        // Named by a right only, it is listed; so it can be given a name, or be described anew.
        newMember({{Operation::Read, u"topics/lab/messages"_s}, {Operation::Read, u"topics/den/messages"_s}});
        QCOMPARE(column(json({u"topic"_s, u"list"_s})["topics"_L1].toArray(), u"topic_id"_s),
                 (QStringList{u"den"_s, u"general"_s, u"lab"_s}));
        QCOMPARE(run({u"topic"_s, u"rename"_s, u"lab"_s, u"Lab"_s}).exitCode, 0);
        QCOMPARE(run({u"topic"_s, u"create"_s, u"den"_s, u"--name"_s, u"Den"_s}).exitCode, 0);
        QCOMPARE(column(json({u"topic"_s, u"list"_s})["topics"_L1].toArray(), u"name"_s),
                 (QStringList{u"Den"_s, u"General"_s, u"Lab"_s}));
    }

    void stateIsSetReadAndLookedAtInThePast()
    {
        const auto first = json({u"state"_s, u"set"_s, u"a/b"_s, uR"({"n":[1,2]})"_s});
        QCOMPARE(first["space_id"_L1].toString(), m_owner.space.toString());
        QCOMPARE(run({u"state"_s, u"get"_s, u"a/b"_s}).out, QByteArray(R"({"n":[1,2]})"));
        QCOMPARE(json({u"state"_s, u"get"_s, u"a/b"_s})["text"_L1].toString(), uR"({"n":[1,2]})"_s);
        QCOMPARE(run({u"state"_s, u"set"_s, u"a/c"_s, u"secret"_s, u"--encrypted"_s}).exitCode, 0);
        QCOMPARE(run({u"state"_s, u"get"_s, u"a/c"_s, u"--encrypted"_s}).out, QByteArray("secret"));
        QVERIFY(!run({u"state"_s, u"get"_s, u"a/c"_s}).out.contains("secret"));
        QCOMPARE(run({u"state"_s, u"delete"_s, u"a/b"_s}).out,
                 "State deleted: a/b\nSpace: " + m_owner.space.text() + '\n');
        const auto gone = run({u"state"_s, u"get"_s, u"a/b"_s});
        QCOMPARE(gone.exitCode, 1);
        QVERIFY2(gone.err.startsWith("Not found") && gone.out.isEmpty(), qPrintable(gone.describe()));

        const auto now = json({u"state"_s, u"list"_s, u"a/"_s})["entries"_L1].toArray();
        QCOMPARE(column(now, u"path"_s), QStringList{u"a/c"_s});
        QCOMPARE(column(now, u"text"_s), QStringList{u"secret"_s});
        QVERIFY(now[0].toObject()["encrypted"_L1].toBool());
        const auto at = first["message_hash"_L1].toString();
        const auto then = json({u"state"_s, u"list"_s, u"--at"_s, at})["entries"_L1].toArray();
        QCOMPARE(column(then, u"path"_s), QStringList{u"a/b"_s});
        QVERIFY(json({u"state"_s, u"list"_s, u"--at"_s, u"1"_s})["entries"_L1].toArray().isEmpty());
        QVERIFY(json({u"state"_s, u"list"_s, u"b"_s})["entries"_L1].toArray().isEmpty());

        const auto history = json({u"state"_s, u"history"_s})["entries"_L1].toArray();
        QCOMPARE(column(history, u"path"_s), (QStringList{u"a/b"_s, u"a/c"_s, u"a/b"_s}));
        QCOMPARE(column(history, u"deleted"_s), (QStringList{u"false"_s, u"false"_s, u"true"_s}));
        QCOMPARE(column(history, u"verdict"_s), QStringList(3, u"verified"_s));
        const auto ofOne = json({u"state"_s, u"history"_s, u"a/b"_s})["entries"_L1].toArray();
        QCOMPARE(column(ofOne, u"text"_s), (QStringList{uR"({"n":[1,2]})"_s, {}}));
        const auto empty = run({u"state"_s, u"set"_s, u"a/b"_s, {}});
        QCOMPARE(empty.exitCode, 2); // it would delete
    }

    void aValueIsReadAsItWas()
    {
        const auto first = json({u"state"_s, u"set"_s, u"a/b"_s, u"one"_s});
        const auto second = json({u"state"_s, u"set"_s, u"a/b"_s, u"two"_s});
        const auto sealed = json({u"state"_s, u"set"_s, u"a/c"_s, u"secret"_s, u"--encrypted"_s});
        const auto removed = json({u"state"_s, u"delete"_s, u"a/b"_s});
        const auto hash = [](const QJsonObject &written) { return written["message_hash"_L1].toString(); };
        const auto getAt = [this](const QString &path, const QString &at, const QStringList &options = {}) {
            return run(QStringList{u"state"_s, u"get"_s, path, u"--at"_s, at} + options);
        };

        QCOMPARE(getAt(u"a/b"_s, hash(first)).out, QByteArray("one"));
        QCOMPARE(getAt(u"a/b"_s, hash(second)).out, QByteArray("two"));
        QCOMPARE(getAt(u"a/b"_s, hash(sealed)).out, QByteArray("two"));
        QCOMPARE(getAt(u"a/c"_s, hash(removed), {u"--encrypted"_s}).out, QByteArray("secret"));
        const auto then =
            getAt(u"a/b"_s, QString::number(second["server_timestamp"_L1].toInteger()), {u"-o"_s, u"json"_s})
                .json();
        QCOMPARE(then["text"_L1].toString(), u"two"_s);
        QCOMPARE(then["path"_L1].toString(), u"a/b"_s);
        QCOMPARE(then["message_hash"_L1], second["message_hash"_L1]);
        QCOMPARE(then["sender"_L1].toString(), m_owner.member.toString());
        QCOMPARE(then["server_timestamp"_L1], second["server_timestamp"_L1]);

        for (const auto &[path, at] :
             {std::pair(u"a/b"_s, hash(removed)), std::pair(u"a/b"_s, u"1"_s),
              std::pair(u"a/c"_s, hash(second)), std::pair(u"never"_s, hash(removed))}) {
            const auto gone = getAt(path, at);
            QVERIFY2(gone.exitCode == 1 && gone.err.startsWith("Not found"), qPrintable(gone.describe()));
        }
        const auto undecryptable = getAt(u"a/b"_s, hash(first), {u"--encrypted"_s});
        QCOMPARE(undecryptable.exitCode, 1);
        QVERIFY(undecryptable.err.startsWith("Validation error") && undecryptable.out.isEmpty());
    }

    //! What a hostile server let in is in the history, marked; it is not what stands.
    void whatNobodyMayWriteStandsNowhere()
    {
        if (m_server.isForeign())
            QSKIP("nothing can be put behind its back");
        const auto fine = json({u"state"_s, u"set"_s, u"a/b"_s, u"fine"_s});
        const auto stranger = SigningKey::generate();
        auto forged =
            sealMessage(m_owner.space, UserId::of(stranger.publicKey()), stranger,
                        {"state", "a/b", fine["message_hash"_L1].toString().toLatin1(), "Zm9yZ2Vk"});
        m_server.stop();
        QVERIFY(m_server.seed(m_owner.space, {forged}, 1'900'000'000'000));
        QVERIFY(m_server.start());

        const auto now = json({u"state"_s, u"list"_s})["entries"_L1].toArray();
        QCOMPARE(column(now, u"text"_s), QStringList{u"fine"_s});
        const auto at = QString::fromLatin1(forged.hash);
        QCOMPARE(run({u"state"_s, u"get"_s, u"a/b"_s, u"--at"_s, at}).out, QByteArray("fine"));
        const auto history = json({u"state"_s, u"history"_s, u"a/b"_s})["entries"_L1].toArray();
        QCOMPARE(column(history, u"verdict"_s), (QStringList{u"verified"_s, u"not-entitled"_s}));
    }

    void bytesComeBackAsTheyWere_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<QStringList>("options");
        QTest::newRow("state") << u"state"_s << QStringList();
        QTest::newRow("encrypted state") << u"state"_s << QStringList{u"--encrypted"_s};
        QTest::newRow("data") << u"data"_s << QStringList();
        QTest::newRow("encrypted data") << u"data"_s << QStringList{u"--encrypted"_s};
        QTest::newRow("private data") << u"data"_s << QStringList{u"--private"_s};
    }
    void bytesComeBackAsTheyWere()
    {
        QFETCH(QString, group);
        QFETCH(QStringList, options);
        if (options.contains(u"--private"_s))
            options << u"--user-key"_s << hexOf(m_owner.userKey->bytes());
        m_admin.input = QByteArray("\x00\x01\n\xff\r\n", 6);
        const auto set = run(QStringList{group, u"set"_s, u"x/y"_s, u"-"_s} + options);
        QVERIFY2(set.exitCode == 0, qPrintable(set.describe()));
        QVERIFY2(set.out.endsWith("\nSpace: " + m_owner.space.text() + '\n'), qPrintable(set.describe()));
        const auto found = run(QStringList{group, u"get"_s, u"x/y"_s} + options);
        QCOMPARE(found.out, m_admin.input);
        const auto asJson = json(QStringList{group, u"get"_s, u"x/y"_s} + options);
        QCOMPARE(QByteArray::fromBase64(asJson["data"_L1].toString().toLatin1()), m_admin.input);
    }

    void dataIsKeptApartByItsKeys()
    {
        const QStringList key{u"--user-key"_s, hexOf(m_owner.userKey->bytes())};
        QCOMPARE(run(QStringList{u"data"_s, u"set"_s, u"p"_s, u"mine"_s, u"--private"_s} + key).exitCode, 0);
        const auto path = u"user/%1/p"_s.arg(m_owner.member.toString());
        const auto plain = json({u"data"_s, u"get"_s, path});
        QVERIFY(plain.contains("data"_L1)); // ciphertext
        QCOMPARE(plain["signed_by"_L1].toString(), m_owner.member.toString());
        const auto wrong = run({u"data"_s, u"get"_s, path, u"--encrypted"_s});
        QCOMPARE(wrong.exitCode, 1);
        QVERIFY2(wrong.err.startsWith("Validation error") && wrong.out.isEmpty(),
                 qPrintable(wrong.describe()));
        QCOMPARE(run({u"data"_s, u"delete"_s, u"p"_s, u"--private"_s}).exitCode, 0);
        QCOMPARE(run({u"data"_s, u"get"_s, path}).exitCode, 1);
    }

    void aTailOfOneWhoWasRemovedEnds()
    {
        if (m_server.isForeign())
            QSKIP("published servers sign in who was removed");
        post(u"general"_s, u"before"_s);
        const auto member = newMember({{Operation::Read, u"topics/{any}/messages"_s}});
        QBuffer in;
        QBuffer out;
        QBuffer err;
        in.open(QIODevice::ReadOnly);
        out.open(QIODevice::ReadWrite);
        err.open(QIODevice::WriteOnly);
        Terminal terminal{in, out, err};
        SerialThread authority;
        SerialThread store;
        FakeKeychain keychain;
        AdminProgram program({m_server.services(), authority, {store, keychain, {}}}, terminal, u"1"_s);
        std::optional<int> exitCode;
        program
            .run(QStringList{u"-u"_s, m_server.url().toString(), u"message"_s, u"tail"_s, u"general"_s,
                             u"-v"_s} +
                 AdminRunner::optionsFor(member))
            .done(this, [&exitCode](const Result<int> &code) { exitCode = *code; });
        QTRY_VERIFY(err.data().contains("Listening to general"));
        QVERIFY2(err.data().contains("Warning: other users of this machine"), "-v warns without a terminal");
        QCOMPARE(run({u"user"_s, u"remove"_s, member.member.toString()}).exitCode, 0);
        m_server.stop();
        QVERIFY(m_server.start());
        QTRY_VERIFY_WITH_TIMEOUT(exitCode, 20'000);
        QCOMPARE(*exitCode, 1);
        QVERIFY2(err.data().contains("Authentication failed: this key is no member"), err.data().constData());
    }

    void tailPrintsWhatComesAndNothingElse()
    {
        post(u"general"_s, u"before"_s);
        QBuffer in;
        QBuffer out;
        QBuffer err;
        in.open(QIODevice::ReadOnly);
        out.open(QIODevice::ReadWrite);
        err.open(QIODevice::WriteOnly);
        Terminal terminal{in, out, err};
        SerialThread authority;
        SerialThread store;
        FakeKeychain keychain;
        AdminProgram program({m_server.services(), authority, {store, keychain, {}}}, terminal, u"1"_s);
        auto running = program.run(
            QStringList{u"-u"_s, m_server.url().toString(), u"message"_s, u"tail"_s, u"general"_s, u"-v"_s} +
            AdminRunner::optionsFor(m_owner));
        QTRY_VERIFY(err.data().contains("Listening to general"));

        const auto first = post(u"general"_s, u"one"_s);
        post(u"elsewhere"_s, u"not here"_s);
        // Somebody who joins meanwhile is known to be entitled.
        const auto member = newMember({{Operation::Write, u"topics/{any}/messages"_s}});
        QCOMPARE(m_admin.runAs(member, {u"message"_s, u"post"_s, u"general"_s, u"two"_s}).exitCode, 0);
        QTRY_COMPARE(out.data().count('\n'), 2);
        QJsonArray rows;
        const auto lines = out.data().trimmed().split('\n');
        for (const auto &line : lines)
            rows << QJsonDocument::fromJson(line).object();
        QCOMPARE(column(rows, u"text"_s), (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(column(rows, u"verdict"_s), QStringList(2, u"verified"_s));
        QCOMPARE(rows[0].toObject()["message_hash"_L1].toString(), first);

        // The server goes and comes back; what was posted in between comes too.
        if (m_server.isForeign())
            return;
        m_server.stop();
        QVERIFY(m_server.start());
        post(u"general"_s, u"three"_s);
        QTRY_COMPARE_WITH_TIMEOUT(out.data().count('\n'), 3, 20'000);
        QVERIFY(out.data().endsWith("\"verdict\":\"verified\"}\n"));
    }

    void anAuditSaysWhetherTheStateIsAsItShouldBe()
    {
        VERIFY_OK(await(m_server.spaceFor(m_owner.clone())->session().authenticate()));
        const auto written = json({u"state"_s, u"set"_s, u"a/b"_s, u"1"_s});
        const auto fine = run({u"-o"_s, u"json"_s, u"audit"_s});
        QVERIFY2(fine.exitCode == 0, qPrintable(fine.describe()));
        QVERIFY(fine.json()["checked"_L1].toInteger() >= 1);
        QCOMPARE(fine.json()["findings"_L1].toArray(), QJsonArray());
        QVERIFY(run({u"audit"_s}).out.startsWith("State messages checked: "));

        const auto known = written["message_hash"_L1].toString();
        QCOMPARE(run({u"audit"_s, u"--head"_s, known}).exitCode, 0);
        const auto other = MessageId::of(sha256("never written")).toString();
        const auto gone = run({u"-o"_s, u"json"_s, u"audit"_s, u"--head"_s, other});
        QCOMPARE(gone.exitCode, 1);
        const auto finding = gone.json()["findings"_L1].toArray().first().toObject();
        QCOMPARE(finding["message_hash"_L1].toString(), other);
        QCOMPARE(finding["rule"_L1].toString(), u"missing-head"_s);
        QCOMPARE(run({u"audit"_s, u"--head"_s, u"nonsense"_s}).exitCode, 2);
    }
};

QTEST_GUILESS_MAIN(TestAdminContents)
#include "tst_admin_contents.moc"
