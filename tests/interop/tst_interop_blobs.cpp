// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Files both ways between us and the Python package.

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "protocol/payload.h"
#include "pythonpeer.h"
#include "support/await.h"
#include "support/backend.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestInteropBlobs : public QObject
{
    Q_OBJECT

    Backend m_server;
    PythonPeer m_python;
    std::unique_ptr<Space> m_us;

    PeerAnswer in(const QString &command, const QJsonObject &arguments)
    {
        return m_python.in(u"owner"_s, command, arguments);
    }

    static QByteArray someBytes(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        QRandomGenerator random(static_cast<quint32>(size));
        for (auto &byte : bytes)
            byte = static_cast<char>(random.generate());
        return bytes;
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
    }

    void blobs_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const qsizetype size : {0, 1, 27, 28, 65'535, 65'536, 65'537, 3'000'000})
            QTest::addRow("%lld", static_cast<long long>(size)) << someBytes(size);
    }

    void encryptedFilesGoBothWays_data() { blobs_data(); }
    void encryptedFilesGoBothWays()
    {
        QFETCH(QByteArray, bytes);
        const auto theirs = in(u"put_blob"_s, {{u"data"_s, forPeer(bytes)}});
        PEER_OK(theirs);
        const auto id = BlobId::parse(QStringView(theirs.object().value(u"blob_id"_s).toString()));
        VERIFY_OK(id);
        QCOMPARE(theirs.object().value(u"size"_s).toInteger(), bytes.size() + 28);
        const auto key = *fromBase64(theirs.object().value(u"key"_s).toString().toLatin1());
        const auto read = await(m_us->blobs().download(*id, *SymmetricKey::fromBytes(key)));
        VERIFY_OK(read);
        QCOMPARE(*read, bytes);

        const auto ours = await(m_us->blobs().upload(bytes));
        VERIFY_OK(ours);
        const auto back =
            in(u"blob"_s, {{u"blob"_s, ours->id.toString()}, {u"key"_s, forPeer(ours->key.bytes().view())}});
        PEER_OK(back);
        QCOMPARE(back.bytes(), bytes);
    }

    void plainFilesGoBothWays_data() { blobs_data(); }
    void plainFilesGoBothWays()
    {
        QFETCH(QByteArray, bytes);
        const auto id = BlobId::of(sha256(bytes));
        const auto theirs = in(u"put_blob"_s, {{u"data"_s, forPeer(bytes)}, {u"encrypted"_s, false}});
        PEER_OK(theirs);
        QCOMPARE(theirs.object().value(u"blob_id"_s).toString(), id.toString());
        if (bytes.isEmpty()) { // it may be put, but cannot be got back: we do not put it
            QCOMPARE(in(u"blob"_s, {{u"blob"_s, id.toString()}}).errorClass, u"NotFoundError"_s);
            QCOMPARE(await(m_us->blobs().uploadPlaintext(bytes)).error().code, ErrorCode::BadLength);
            return;
        }
        const auto read = await(m_us->blobs().downloadPlaintext(id));
        VERIFY_OK(read);
        QCOMPARE(*read, bytes);

        const auto others = bytes + '!';
        const auto ours = await(m_us->blobs().uploadPlaintext(others));
        VERIFY_OK(ours);
        const auto back = in(u"blob"_s, {{u"blob"_s, ours->toString()}});
        PEER_OK(back);
        QCOMPARE(back.bytes(), others);
    }

    void aLargeFileGoesBothWays()
    {
        const QTemporaryDir folder;
        const auto place = [&folder](const QString &name) { return folder.filePath(name); };
        const auto read = [&](const QString &name) {
            QFile file(place(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const auto bytes = someBytes(50'000'000);
        QFile sent(place(u"sent"_s));
        QVERIFY(sent.open(QIODevice::WriteOnly) && sent.write(bytes) == bytes.size() && sent.flush());

        const auto ours = await(m_us->blobs().upload(BlobSource::ofFile(sent.fileName())), 100'000);
        VERIFY_OK(ours);
        PEER_OK(in(u"file"_s, {{u"blob"_s, ours->id.toString()},
                               {u"key"_s, forPeer(ours->key.bytes().view())},
                               {u"path"_s, place(u"theirs"_s)}}));
        QCOMPARE(read(u"theirs"_s), bytes);

        const auto theirs = in(u"put_file"_s, {{u"path"_s, sent.fileName()}});
        PEER_OK(theirs);
        const auto id = *BlobId::parse(QStringView(theirs.object().value(u"blob_id"_s).toString()));
        const auto key = *fromBase64(theirs.object().value(u"key"_s).toString().toLatin1());
        VERIFY_OK(await(m_us->blobs().downloadTo(place(u"ours"_s), PartFile::WhenTaken::Refuse, id,
                                                 *SymmetricKey::fromBytes(key)),
                        100'000));
        QCOMPARE(read(u"ours"_s), bytes);
    }

    void aMessageThatBringsAFileIsUnderstood()
    {
        const auto stored = in(u"put_blob"_s, {{u"data"_s, forPeer("holiday")}});
        PEER_OK(stored);
        const auto key = *fromBase64(stored.object().value(u"key"_s).toString().toLatin1());
        const auto payload = QJsonDocument(QJsonObject{{u"blob_id"_s, stored.object().value(u"blob_id"_s)},
                                                       {u"dek"_s, QString::fromLatin1(toHex(key))},
                                                       {u"filename"_s, u"Übersicht 🏖.txt"_s},
                                                       {u"content_type"_s, u"text/plain"_s}});
        PEER_OK(in(u"post"_s, {{u"topic"_s, u"general"_s},
                               {u"type"_s, u"file.upload"_s},
                               {u"data"_s, forPeer(payload.toJson())}}));
        const auto page = await(m_us->messages().list(u"general"_s));
        VERIFY_OK(page);
        const auto &message = page->messages.front().message;
        const auto plaintext = m_us->messages().decrypt(u"general"_s, message);
        VERIFY_OK(plaintext);
        const auto read = readPayload(message.type, *plaintext);
        const auto *const file = std::get_if<FilePayload>(&read);
        QVERIFY(file && file->key);
        QCOMPARE(file->fileName, u"Übersicht 🏖.txt"_s);
        QCOMPARE(file->contentType, u"text/plain"_s);
        const auto bytes = await(m_us->blobs().download(file->blob, *SymmetricKey::fromBytes(*file->key)));
        VERIFY_OK(bytes);
        QCOMPARE(*bytes, QByteArray("holiday"));
    }

    void theWrongKeyOpensNothing()
    {
        const auto wrong = SymmetricKey::generate();
        const auto ours = await(m_us->blobs().upload("x"));
        VERIFY_OK(ours);
        QCOMPARE(in(u"blob"_s, {{u"blob"_s, ours->id.toString()}, {u"key"_s, forPeer(wrong.bytes().view())}})
                     .errorClass,
                 u"InvalidTag"_s);
        const auto theirs = in(u"put_blob"_s, {{u"data"_s, forPeer("x")}});
        PEER_OK(theirs);
        const auto id = *BlobId::parse(QStringView(theirs.object().value(u"blob_id"_s).toString()));
        QCOMPARE(await(m_us->blobs().download(id, wrong.clone())).error().code, ErrorCode::CannotDecrypt);
    }

    void whatOneRemovesTheOtherCannotGet()
    {
        const auto theirs = in(u"put_blob"_s, {{u"data"_s, forPeer("a")}, {u"encrypted"_s, false}});
        PEER_OK(theirs);
        PEER_OK(in(u"put_blob"_s, {{u"data"_s, forPeer("a")}, {u"encrypted"_s, false}})); // again is no error
        PEER_OK(in(u"delete_blob"_s, {{u"blob"_s, theirs.object().value(u"blob_id"_s)}}));
        QCOMPARE(await(m_us->blobs().downloadPlaintext(BlobId::of(sha256("a")))).error().kind,
                 ErrorKind::NotFound);

        const auto ours = await(m_us->blobs().uploadPlaintext("b"));
        VERIFY_OK(ours);
        VERIFY_OK(await(m_us->blobs().remove(*ours)));
        QCOMPARE(in(u"blob"_s, {{u"blob"_s, ours->toString()}}).errorClass, u"NotFoundError"_s);
    }

    void anotherSpaceDoesNotGiveItAway()
    {
        const auto ours = await(m_us->blobs().uploadPlaintext("only here"));
        VERIFY_OK(ours);
        PEER_OK(m_python.open(u"elsewhere"_s, m_server.newOwner()));
        QCOMPARE(m_python.in(u"elsewhere"_s, u"blob"_s, {{u"blob"_s, ours->toString()}}).errorClass,
                 u"BlobError"_s);
    }
};

QTEST_GUILESS_MAIN(TestInteropBlobs)
#include "tst_interop_blobs.moc"
