// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Whose data a hostile server may hand out as whose.

#include "client/space.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "support/await.h"
#include "support/fakeclock.h"
#include "support/fakestreamsocket.h"
#include "support/faketransport.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestData : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    FakeTransport m_transport;
    FakeStreamSocketFactory m_sockets;
    WorkerPool m_pool{1};
    SigningKey m_spaceKey = SigningKey::generate();
    SpaceId m_spaceId = SpaceId::of(m_spaceKey.publicKey());

    //! A member of that key, as itself or, for the space's own key, under the space's id.
    Credentials member(const SigningKey &key, bool asSpace = false) const
    {
        const auto id = asSpace ? MemberId(m_spaceId) : MemberId(UserId::of(key.publicKey()));
        return {QUrl(u"http://server"_s), m_spaceId, id, key.clone(), SymmetricKey::generate(),
                SymmetricKey::generate()};
    }

    HttpResponse serve(const HttpRequest &request, const DataEntry &entry) const
    {
        const auto path = request.url.path();
        if (path.endsWith("/auth/challenge"_L1))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith("/auth/verify"_L1))
            return FakeTransport::json(R"({"token":"t","expires_at":)" +
                                       QByteArray::number(m_clock.now + 3600'000) + '}');
        return FakeTransport::json(compactJson(toJson(entry)));
    }

private Q_SLOTS:
    void whatIsPrivateIsOnesOwn_data()
    {
        QTest::addColumn<QString>("reader"); // a user, or the owner by either name
        QTest::addColumn<QString>("signer");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("by oneself") << u"user"_s << u"user"_s << true;
        QTest::newRow("by another user") << u"user"_s << u"other"_s << false;
        QTest::newRow("by the owner") << u"user"_s << u"owner"_s << false;
        QTest::newRow("the owner's by the owner") << u"owner"_s << u"owner"_s << true;
        QTest::newRow("the owner's by the space's id") << u"owner"_s << u"space"_s << true;
        QTest::newRow("the space's by the owner") << u"space"_s << u"owner"_s << true;
        QTest::newRow("the owner's by a user") << u"owner"_s << u"user"_s << false;
    }
    void whatIsPrivateIsOnesOwn()
    {
        QFETCH(QString, reader);
        QFETCH(QString, signer);
        QFETCH(bool, isTaken);
        const auto userKey = SigningKey::generate();
        const auto otherKey = SigningKey::generate();
        const auto credentialsOf = [&](const QString &who) {
            const bool isOwner = who == u"owner" || who == u"space";
            return member(isOwner ? m_spaceKey : who == u"user" ? userKey : otherKey, who == u"space");
        };
        const auto mine = credentialsOf(reader);
        const auto signing = credentialsOf(signer);
        // A value of this reader's, sealed by nobody else, as it may have stood at another path.
        const UserKeys keys(m_spaceId, *mine.userKey);
        const auto entry = signData(m_spaceId, signing.member, signing.key, userDataPath(mine.member, u"b"_s),
                                    toBase64(aesgcm::seal(keys.dataKey(), "mine")), m_clock.now);
        m_transport = {};
        m_transport.answer = [&](const HttpRequest &request) { return serve(request, entry); };
        Space space(mine.clone(), {m_transport, m_sockets, m_pool, m_clock});
        const auto found = await(space.data().userPrivate(u"b"_s));
        QCOMPARE(found.has_value(), isTaken);
        if (isTaken) {
            QCOMPARE(found->value, QByteArray("mine"));
            return;
        }
        QCOMPARE(found.error().kind, ErrorKind::Chain);
        QCOMPARE(found.error().code, ErrorCode::SignatureMismatch);
    }

    void dotsLeadNowhere_data()
    {
        QTest::addColumn<QString>("path");
        for (const auto &path : {u"a/../b"_s, u"../blobs/B"_s, u".."_s, u"a/."_s, u"./a"_s, u"/../x"_s})
            QTest::newRow(qPrintable(path)) << path;
    }
    void dotsLeadNowhere()
    {
        QFETCH(QString, path);
        m_transport = {};
        Space space(member(m_spaceKey), {m_transport, m_sockets, m_pool, m_clock});
        const QList<Error> errors{await(space.data().plaintext(path)).error(),
                                  await(space.data().encrypted(path)).error(),
                                  await(space.data().userPrivate(path)).error(),
                                  await(space.data().setPlaintext(path, "x")).error(),
                                  await(space.data().setEncrypted(path, "x")).error(),
                                  await(space.data().setUserPrivate(path, "x")).error(),
                                  await(space.data().remove(path)).error(),
                                  await(space.state().plaintext(path)).error(),
                                  await(space.state().setPlaintext(path, "x")).error(),
                                  await(space.state().setEncrypted(path, "x")).error(),
                                  await(space.state().remove(path)).error()};
        for (const auto &error : errors) {
            QCOMPARE(error.kind, ErrorKind::Validation);
            QCOMPARE(error.code, ErrorCode::BadPath);
        }
        QVERIFY(m_transport.requests.isEmpty());
    }

    // Below all checks: whoever asks for such a path gets an error, and nothing is sent for it.
    void noAddressLeadsElsewhere()
    {
        m_transport = {};
        m_transport.answer = [this](const HttpRequest &request) { return serve(request, {}); };
        Space space(member(m_spaceKey), {m_transport, m_sockets, m_pool, m_clock});
        auto &session = space.session();
        VERIFY_OK(await(session.authenticate()));
        const auto before = m_transport.requests.size();
        for (const auto &path : {u"data/a/../b"_s, u"data/../blobs/B"_s, u"data/."_s}) {
            const auto sent = await(session.send({.method = HttpRequest::Method::Delete, .path = path}));
            QVERIFY(!sent);
            QCOMPARE(sent.error().code, ErrorCode::BadPath);
        }
        QCOMPARE(m_transport.requests.size(), before);
    }

    void addressesSayWhatWasAsked()
    {
        const QUrl base(u"https://h:1/x/"_s);
        const QList<std::pair<QString, QByteArray>> rows{
            {u"data/a//b/"_s, "/x/data/a//b/"},
            {u"data/%2e%2e/@+?#;"_s, "/x/data/%252e%252e/%40%2B%3F%23%3B"},
            {u"data/é\\..x"_s, "/x/data/%C3%A9%5C..x"}};
        for (const auto &[path, encoded] : rows) {
            const auto url = apiUrl(base, path);
            VERIFY_OK(url);
            QCOMPARE(url->path(QUrl::FullyEncoded).toLatin1(), encoded);
            QCOMPARE(url->adjusted(QUrl::RemovePath).toString(), u"https://h:1"_s);
        }
        QVERIFY(!apiUrl(base, u"../x"_s));
    }
};

QTEST_GUILESS_MAIN(TestData)
#include "tst_data.moc"
