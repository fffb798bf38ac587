// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Every operation of the SDK reference against a server, over sockets.

#include "client/adminclient.h"
#include "client/space.h"
#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/manualclock.h"
#include "support/relaytransport.h"

#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestSpace : public QObject
{
    Q_OBJECT

    Backend m_server;
    std::unique_ptr<Space> m_owner;

    static QList<QByteArray> hashes(const CheckedPage &page)
    {
        QList<QByteArray> list;
        for (const auto &sealed : page.messages)
            list << sealed.message.hash;
        return list;
    }

    QList<QByteArray> post(const QString &topic, int count)
    {
        QList<QByteArray> posted;
        for (int i = 0; i < count; ++i)
            posted << await(m_owner->messages().postEncrypted(topic, "chat.text", QByteArray::number(i)))
                          ->message.hash;
        return posted;
    }

    //! A member with these rights of its own.
    std::unique_ptr<Space> memberWith(const QList<Capability> &rights)
    {
        auto credentials = m_server.newUser(m_owner->credentials());
        const auto user = *UserId::parse(credentials.member.toString());
        if (!await(m_owner->members().addUser(user)))
            return nullptr;
        for (qsizetype i = 0; i < rights.size(); ++i) {
            if (!await(m_owner->members().grantToUser(user, u"r%1"_s.arg(i), rights[i])))
                return nullptr;
        }
        return m_server.spaceFor(std::move(credentials));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        auto owner = m_server.newOwner();
        owner.userKey = SymmetricKey::generate();
        m_owner = m_server.spaceFor(std::move(owner));
    }

    void aMemberSignsInOnSeveralMachinesAtOnce()
    {
        std::vector<std::unique_ptr<Space>> machines;
        std::vector<Pending<void>> signingIn;
        for (int i = 0; i < 5; ++i) {
            machines.push_back(m_server.spaceFor(m_owner->credentials().clone()));
            signingIn.push_back(machines.back()->session().authenticate());
        }
        for (auto &pending : signingIn)
            VERIFY_OK(await(std::move(pending)));
    }

    void messagesArePostedListedAndDecrypted()
    {
        const auto posted = post(u"general"_s, 5);
        const auto page = await(m_owner->messages().list(u"general"_s));
        VERIFY_OK(page);
        QCOMPARE(hashes(*page), posted);
        QVERIFY(!page->hasMore);
        for (qsizetype i = 0; i < 5; ++i) {
            QCOMPARE(page->messages[i].seal, Seal::Good);
            const auto &message = page->messages[i].message;
            QCOMPARE(*m_owner->messages().decrypt(u"general"_s, message), QByteArray::number(i));
            QCOMPARE(message.prevHash, i == 0 ? std::nullopt : std::optional(posted[i - 1]));
            QCOMPARE(message.sender, m_owner->member().text());
        }
        const auto reversed = await(m_owner->messages().list(u"general"_s, MessageRange::newest(2)));
        QCOMPARE(hashes(*reversed), (QList{posted[4], posted[3]}));
        QVERIFY(reversed->hasMore);
        const auto middle = page->messages[2].message;
        const auto single =
            await(m_owner->messages().get(u"general"_s, *MessageId::parse(QByteArrayView(middle.hash))));
        QCOMPARE(single->message, middle);
        const auto from = middle.serverTimestamp;
        const auto later = await(m_owner->messages().list(u"general"_s, {from, endOfTime, 100}));
        QVERIFY(hashes(*later).contains(posted[2]) && hashes(*later).contains(posted[4]));
        QVERIFY(!hashes(*later).contains(posted[0]) || page->messages[0].message.serverTimestamp >= from);
    }

    void aTopicNobodyWroteInIsEmpty()
    {
        QVERIFY(await(m_owner->messages().list(u"nothing-here"_s))->messages.isEmpty());
        QVERIFY(!*await(m_owner->messages().head(u"nothing-here"_s)));
        const auto missing = await(m_owner->messages().get(u"general"_s, MessageId::of(sha256("x"))));
        QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    }

    void aNamedPredecessorIsKeptOrConflicts()
    {
        const auto posted = post(u"general"_s, 2);
        auto &messages = m_owner->messages();
        const auto stale = *MessageId::parse(QByteArrayView(posted[0]));
        const auto conflict = await(messages.post(u"general"_s, "chat.text", "x", stale));
        QCOMPARE(conflict.error().kind, ErrorKind::Conflict);
        QCOMPARE(conflict.error().code, ErrorCode::HeadMoved);
        const auto head = *MessageId::parse(QByteArrayView(posted[1]));
        VERIFY_OK(await(messages.post(u"general"_s, "chat.text", "x", head)));
    }

    void postsWithoutAPredecessorFindTheirPlace()
    {
        auto other = m_server.spaceFor(m_owner->credentials().clone());
        VERIFY_OK(await(m_owner->messages().postEncrypted(u"general"_s, "chat.text", "mine")));
        VERIFY_OK(await(other->messages().postEncrypted(u"general"_s, "chat.text", "theirs")));
        // This one still takes its own last message for the head.
        VERIFY_OK(await(m_owner->messages().postEncrypted(u"general"_s, "chat.text", "mine again")));

        std::vector<Pending<PostedMessage>> racing;
        for (int i = 0; i < 3; ++i) {
            racing.push_back(m_owner->messages().postEncrypted(u"general"_s, "chat.text", "a"));
            racing.push_back(other->messages().postEncrypted(u"general"_s, "chat.text", "b"));
        }
        for (auto &pending : racing)
            VERIFY_OK(await(std::move(pending)));
        const auto page = *await(m_owner->messages().list(u"general"_s));
        QCOMPARE(page.messages.size(), 9);
        for (qsizetype i = 1; i < 9; ++i)
            QCOMPARE(page.messages[i].message.prevHash, page.messages[i - 1].message.hash);
    }

    void theLongestMessageGoesAndOneMoreDoesNot()
    {
        constexpr qsizetype longest = 76'800; // 102,400 characters of base64
        auto &messages = m_owner->messages();
        VERIFY_OK(await(messages.post(u"general"_s, "chat.text", QByteArray(longest, 'x'))));
        VERIFY_OK(await(messages.postEncrypted(u"general"_s, "chat.text", QByteArray(longest - 28, 'x'))));
        const auto refused =
            await(messages.postEncrypted(u"general"_s, "chat.text", QByteArray(longest - 27, 'x')));
        QCOMPARE(refused.error().code, ErrorCode::MessageTooLong);
        QCOMPARE(refused.error().httpStatus, 0); // before it was sent
        QCOMPARE(await(messages.list(u"general"_s))->messages.size(), 2);
    }

    void badTopicsAreRefusedBeforeSending()
    {
        QCOMPARE(await(m_owner->messages().post(u"Bad!"_s, "chat.text", "x")).error().code,
                 ErrorCode::BadTopicName);
    }

    void listsLongerThanAPageAreWhole()
    {
        const auto posted = post(u"general"_s, 12);
        // The pages of a real server hold up to 1,000; what joins them is the same at any size.
        const auto all =
            await(m_owner->messages().list(u"general"_s, {0, endOfTime, std::numeric_limits<int>::max()}));
        QCOMPARE(hashes(*all), posted);
        const auto seven = await(m_owner->messages().list(u"general"_s, {0, endOfTime, 7}));
        QCOMPARE(hashes(*seven), posted.first(7));
        QVERIFY(seven->hasMore);
    }

    void stateIsSetReadAndRemembered()
    {
        auto &state = m_owner->state();
        QCOMPARE(await(state.plaintext(u"profiles/a"_s)).error().kind, ErrorKind::NotFound);
        VERIFY_OK(await(state.setPlaintext(u"profiles/a"_s, R"({"name":"Ana"})")));
        VERIFY_OK(await(state.setEncrypted(u"topics/general"_s, "secret ✓")));
        QCOMPARE(await(state.plaintext(u"profiles/a"_s))->value, QByteArray(R"({"name":"Ana"})"));
        QCOMPARE(await(state.encrypted(u"topics/general"_s))->value, QByteArray("secret ✓"));
        const auto asStored = await(state.plaintext(u"topics/general"_s));
        QVERIFY(!asStored->value.contains("secret"));

        VERIFY_OK(await(state.setPlaintext(u"profiles/a"_s, R"({"name":"Bea"})")));
        VERIFY_OK(await(state.remove(u"profiles/a"_s)));
        QVERIFY(await(state.plaintext(u"profiles/a"_s))->isDeleted());
        const auto history = await(state.history());
        QCOMPARE(history->messages.size(), 4);
        QCOMPARE(history->messages[0].message.type, QByteArray("profiles/a"));
        QVERIFY(history->messages[3].message.data.isEmpty());

        auto own = SymmetricKey::generate();
        VERIFY_OK(await(state.setEncrypted(u"own"_s, "with my key", {}, own.clone())));
        QCOMPARE(await(state.encrypted(u"own"_s, own.clone()))->value, QByteArray("with my key"));
        QCOMPARE(await(state.encrypted(u"own"_s)).error().code, ErrorCode::CannotDecrypt);
        QCOMPARE(await(state.setPlaintext(u"a b"_s, "x")).error().code, ErrorCode::BadPath);
    }

    void dataIsSignedReadAndRemoved()
    {
        auto &data = m_owner->data();
        QCOMPARE(await(data.plaintext(u"notes/x"_s)).error().kind, ErrorKind::NotFound);
        for (const auto &path : {u"notes/x"_s, u"a b/@+é"_s, u"n//o/"_s, u"/..n"_s, u"x"_s}) {
            const auto signedAt = await(data.setPlaintext(path, "hello"));
            VERIFY_OK(signedAt);
            const auto read = await(data.plaintext(path));
            VERIFY_OK(read);
            QCOMPARE(read->value, QByteArray("hello"));
            QCOMPARE(read->signedAt, *signedAt);
            QCOMPARE(read->signedBy.text(), m_owner->member().text());
        }
        VERIFY_OK(await(data.setEncrypted(u"enc"_s, "quiet")));
        QCOMPARE(await(data.encrypted(u"enc"_s))->value, QByteArray("quiet"));
        QVERIFY(await(data.plaintext(u"enc"_s))->value != "quiet");
        VERIFY_OK(await(data.setUserPrivate(u"diary"_s, "mine alone")));
        QCOMPARE(await(data.userPrivate(u"diary"_s))->value, QByteArray("mine alone"));
        QCOMPARE(await(data.encrypted(userDataPath(m_owner->member(), u"diary"))).error().code,
                 ErrorCode::CannotDecrypt);
        VERIFY_OK(await(data.remove(u"x"_s)));
        QCOMPARE(await(data.plaintext(u"x"_s)).error().kind, ErrorKind::NotFound);
    }

    void dataIsWrittenHoweverTheClockIsTurned()
    {
        ManualClock clock(SystemClock().nowMs());
        HttpClient http;
        RelayTransport wire(http);
        wire.alter = [](const HttpRequest &, HttpResponse &response) {
            response.serverDateMs = SystemClock().nowMs() / 1000 * 1000; // as the header counts
        };
        WebSocketFactory sockets;
        WorkerPool pool;
        Space turning(m_owner->credentials().clone(), {wire, sockets, pool, clock});
        VERIFY_OK(await(turning.data().setPlaintext(u"x"_s, "1")));
        for (const qint64 hours : {1, -1, 48}) {
            clock.advance(SystemClock().nowMs() + hours * 3'600'000 - clock.nowMs());
            VERIFY_OK(await(turning.data().setPlaintext(u"x"_s, QByteArray::number(hours))));
            QCOMPARE(await(m_owner->data().plaintext(u"x"_s))->value, QByteArray::number(hours));
        }
    }

    void dataIsReplacedByWhoseClockIsSlower()
    {
        ManualClock fast(SystemClock().nowMs() + 4'000); // neither is far enough off to be noticed
        ManualClock slow(SystemClock().nowMs() - 4'000);
        HttpClient http;
        WebSocketFactory sockets;
        WorkerPool pool;
        Space first(m_owner->credentials().clone(), {http, sockets, pool, fast});
        Space second(m_owner->credentials().clone(), {http, sockets, pool, slow});
        const auto earlier = await(first.data().setPlaintext(u"x"_s, "earlier"));
        VERIFY_OK(earlier);
        const auto later = await(second.data().setPlaintext(u"x"_s, "later"));
        VERIFY_OK(later);
        QVERIFY(*later > *earlier);
        QCOMPARE(await(m_owner->data().plaintext(u"x"_s))->value, QByteArray("later"));
    }

    void blobsComeBackAsTheyWent()
    {
        auto &blobs = m_owner->blobs();
        for (const qsizetype size : {0, 1, 27, 28, 65'535, 65'536, 65'537}) {
            const QByteArray bytes(size, 'b');
            const auto stored = await(blobs.upload(bytes));
            VERIFY_OK(stored);
            QCOMPARE(stored->size, size + 28);
            QCOMPARE(*await(blobs.download(stored->id, stored->key)), bytes);
        }
        const auto plain = await(blobs.uploadPlaintext("for everyone"));
        QCOMPARE(*plain, BlobId::of(sha256("for everyone")));
        QCOMPARE(*await(blobs.downloadPlaintext(*plain)), QByteArray("for everyone"));
        VERIFY_OK(await(blobs.uploadPlaintext("for everyone"))); // again is no error
        QCOMPARE(await(blobs.uploadPlaintext({})).error().code, ErrorCode::BadLength);

        const auto secret = await(blobs.upload("x"));
        QCOMPARE(await(blobs.download(secret->id, SymmetricKey::generate())).error().code,
                 ErrorCode::CannotDecrypt);
        VERIFY_OK(await(blobs.remove(secret->id)));
        QCOMPARE(await(blobs.download(secret->id, secret->key)).error().kind, ErrorKind::NotFound);
    }

    void membersDoWhatTheirRightsSay()
    {
        auto bea = memberWith(
            {{Operation::Create, u"topics/{any}/messages"_s}, {Operation::Read, u"topics/{any}/messages"_s}});
        QVERIFY(bea);
        VERIFY_OK(await(bea->messages().postEncrypted(u"general"_s, "chat.text", "hi")));
        QCOMPARE(await(bea->messages().list(u"general"_s))->messages.size(), 1);
        const auto refused = await(bea->state().setPlaintext(u"profiles/x"_s, "{}"));
        QCOMPARE(refused.error().kind, ErrorKind::Authorization);
        QCOMPARE(refused.error().code, ErrorCode::PermissionDenied);

        auto stranger = m_server.spaceFor(m_server.newUser(m_owner->credentials()));
        const auto outside = await(stranger->messages().list(u"general"_s));
        QCOMPARE(outside.error().kind, ErrorKind::Authentication);
        QCOMPARE(outside.error().code, ErrorCode::NotAMember);
    }

    void rolesToolsAndInvitations()
    {
        auto &members = m_owner->members();
        VERIFY_OK(await(members.createRole(u"poster"_s, u"May post"_s)));
        VERIFY_OK(await(
            members.grantToRole(u"poster"_s, u"post"_s, {Operation::Create, u"topics/alerts/messages"_s})));
        VERIFY_OK(await(
            members.grantToRole(u"poster"_s, u"read"_s, {Operation::Read, u"topics/alerts/messages"_s})));
        auto credentials = m_server.newUser(m_owner->credentials());
        const auto user = *UserId::parse(credentials.member.toString());
        VERIFY_OK(await(members.addUser(user, u"Carl"_s)));
        VERIFY_OK(await(members.assignRole(user, u"poster"_s)));
        auto carl = m_server.spaceFor(std::move(credentials));
        VERIFY_OK(await(carl->messages().postEncrypted(u"alerts"_s, "chat.text", "x")));
        VERIFY_OK(await(members.assignRole(user, u"poster"_s, 1))); // long over
        QCOMPARE(await(carl->messages().postEncrypted(u"alerts"_s, "chat.text", "x")).error().kind,
                 ErrorKind::Authorization);

        auto toolCredentials = m_server.newTool(m_owner->credentials());
        const auto tool = *ToolId::parse(toolCredentials.member.toString());
        VERIFY_OK(await(members.createTool(tool, u"bot"_s, 2)));
        for (const auto operation : {Operation::Create, Operation::Read})
            VERIFY_OK(await(members.grantToTool(tool, QString(nameOf(operation)),
                                                {operation, u"topics/bots/messages"_s})));
        auto bot = m_server.spaceFor(std::move(toolCredentials));
        VERIFY_OK(await(bot->messages().postEncrypted(u"bots"_s, "chat.text", "1")));
        VERIFY_OK(await(bot->messages().postEncrypted(u"bots"_s, "chat.text", "2")));
        QCOMPARE(await(bot->messages().postEncrypted(u"bots"_s, "chat.text", "3")).error().code,
                 ErrorCode::UseLimitReached);

        VERIFY_OK(await(members.createRole(u"user"_s)));
        auto invitation = await(members.createInvitation(u"for Dan"_s));
        VERIFY_OK(invitation);
        const auto inviter = ToolId::of(invitation->publicKey());
        auto asTool = m_server.spaceFor({m_server.url(),
                                         m_owner->id(),
                                         inviter,
                                         *std::move(invitation),
                                         m_owner->credentials().root->clone(),
                                         {}});
        auto danCredentials = m_server.newUser(m_owner->credentials());
        const auto dan = *UserId::parse(danCredentials.member.toString());
        VERIFY_OK(await(asTool->members().addUser(dan)));
        VERIFY_OK(await(asTool->members().assignRole(dan, u"user"_s)));
        VERIFY_OK(await(m_server.spaceFor(std::move(danCredentials))->session().authenticate()));

        QCOMPARE(await(members.createRole(u"a/b"_s)).error().code, ErrorCode::BadPath);
        QCOMPARE(await(members.grantToUser(dan, u"x"_s, {Operation::Read, u"everything"_s})).error().code,
                 ErrorCode::BadCapability);
    }

    void theStreamBringsWhatOthersPost()
    {
        QSignalSpy connected(&m_owner->stream(), &Stream::connected);
        QSignalSpy received(&m_owner->stream(), &Stream::messageReceived);
        VERIFY_OK(await(m_owner->state().setPlaintext(u"a"_s, "first"))); // makes the space
        m_owner->stream().start();
        QTRY_COMPARE(connected.size(), 1);
        auto other = m_server.spaceFor(m_owner->credentials().clone());
        const auto posted = await(other->messages().postEncrypted(u"general"_s, "chat.text", "live"));
        QTRY_COMPARE(received.size(), 1);
        const auto message = received[0][0].value<Message>();
        QCOMPARE(message, posted->message);
        QCOMPARE(checkSeal(m_owner->id(), "general", message), Seal::Good);
    }

    void administration()
    {
        AdminClient admin(m_server.url(), Backend::adminKey(), m_server.services());
        VERIFY_OK(await(admin.authenticate()));
        QCOMPARE(await(admin.spaceId())->text(), SpaceId::of(Backend::adminKey().publicKey()).text());
        const auto key = SigningKey::generate();
        const auto registered = await(admin.registerSpace(key));
        VERIFY_OK(registered);
        QCOMPARE(registered->text(), SpaceId::of(key.publicKey()).text());

        const auto blob = await(m_owner->blobs().uploadPlaintext(key.publicKey().toByteArray()));
        VERIFY_OK(await(admin.deleteBlob(*blob)));
        QCOMPARE(await(m_owner->blobs().downloadPlaintext(*blob)).error().kind, ErrorKind::NotFound);
        QCOMPARE(await(admin.deleteBlob(*blob)).error().kind, ErrorKind::NotFound);

        AdminClient stranger(m_server.url(), SigningKey::generate(), m_server.services());
        QCOMPARE(await(stranger.authenticate()).error().code, ErrorCode::NotAMember);
    }

    void aServerThatIsNotThereIsNamed()
    {
        auto credentials = m_server.newOwner();
        credentials.server = QUrl(u"http://127.0.0.1:9"_s);
        const auto refused = await(m_server.spaceFor(std::move(credentials))->messages().list(u"general"_s));
        QCOMPARE(refused.error().kind, ErrorKind::Network);
        QCOMPARE(refused.error().code, ErrorCode::ConnectionRefused);
    }
};

QTEST_GUILESS_MAIN(TestSpace)
#include "tst_space.moc"
