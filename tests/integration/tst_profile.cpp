// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// One person's spaces: kept whole or not at all, whatever happens on the way; and the server on this
// computer, which may come late.

#include "client/adminclient.h"
#include "client/credentialsfile.h"
#include "client/profile.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/fakekeychain.h"
#include "support/inviter.h"
#include "support/ownserver.h"
#include "support/relaytransport.h"

#include <QSignalSpy>
#include <QTcpServer>

#include <future>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

//! The server on this computer, which cannot start while `failure` is set.
class FlakyServer final : public EmbeddedServer
{
public:
    explicit FlakyServer(const QString &folder) : m_server(folder) {}

    std::optional<Error> failure;
    int starts = 0;

    Pending<QUrl> start(const SpaceId &adminSpace) override
    {
        ++starts;
        return failure ? Pending<QUrl>::failed(*failure) : m_server.start(adminSpace);
    }

private:
    OwnServer m_server;
};

class TestProfile : public QObject
{
    Q_OBJECT

    Backend m_backend;
    std::unique_ptr<RelayTransport> m_relay;
    HttpClient m_http;
    FakeKeychain m_keychain;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FlakyServer> m_server;
    std::unique_ptr<SerialThread> m_storeThread;
    std::unique_ptr<SerialThread> m_authorityThread;
    std::unique_ptr<Profile> m_profile;

    ClientServices services()
    {
        const auto real = m_backend.services();
        return {*m_relay, real.sockets, real.pool, real.clock};
    }

    //! As at the next start of the program.
    void openProfile()
    {
        makeProfile();
        VERIFY_OK(await(m_profile->open()));
    }

    //! Not opened yet: what it tells from the first moment can be listened for.
    void makeProfile()
    {
        m_profile.reset();
        m_authorityThread = std::make_unique<SerialThread>();
        m_storeThread = std::make_unique<SerialThread>();
        m_profile =
            std::make_unique<Profile>(ProfilePlaces{QDir(m_folder->path()), QDir(m_folder->path())},
                                      services(), *m_storeThread, *m_authorityThread, m_keychain, *m_server);
    }

    //! Somebody with a space in which `member` may write, who invites to it.
    std::unique_ptr<Inviter> newInviter()
    {
        auto inviter = std::make_unique<Inviter>(m_backend.newOwner(), m_backend.services());
        const bool isMade = makeWritersRole(*inviter, u"member"_s);
        return isMade ? std::move(inviter) : nullptr;
    }

    CreatedInvitation invite(Inviter &inviter, JoinLink::Form form)
    {
        auto created =
            await(inviter.invitations.create({.form = form, .role = u"member"_s, .hasWords = false}));
        Q_ASSERT(created);
        return *std::move(created);
    }

    static Invitation listed(Inviter &inviter)
    {
        const auto all = await(inviter.invitations.list());
        return all && all->size() == 1 ? all->front() : Invitation();
    }

    //! The program ends while the server's answer to the new member's entry is on its way.
    void breakOffJoining(const CreatedInvitation &created)
    {
        auto accepting = m_profile->accept(linkOf(created));
        m_relay->holds = [](const HttpRequest &request) { return RelayTransport::isPost(request); };
        {
            const auto joining = m_profile->join(accepting);
            QTRY_COMPARE(m_relay->heldCount(), 1);
        }
        accepting.reset();
        m_profile.reset();
        m_relay->release();
    }

    qsizetype brokenOffNotices() const
    {
        const auto &notices = m_profile->notices();
        return std::count_if(notices.begin(), notices.end(), [](const ProfileNotice &notice) {
            return notice.kind == ProfileNotice::Kind::JoinBrokenOff;
        });
    }

    QString file(const QString &name) const { return m_folder->filePath(name); }

    QStringList names() const
    {
        QStringList list;
        const auto spaces = m_profile->spaces();
        for (const auto *space : spaces)
            list << m_profile->nameOf(space);
        return list;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_backend.start()); }
    void init()
    {
        m_relay = std::make_unique<RelayTransport>(m_http);
        m_folder = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FlakyServer>(file(u"server"_s));
        openProfile();
    }
    void cleanup()
    {
        m_profile.reset();
        m_storeThread.reset();
        m_authorityThread.reset();
        m_server.reset();
    }

    void spacesAddedAtOneTimeAreAllKept()
    {
        const auto first = m_backend.newOwner();
        const auto second = m_backend.newOwner();
        auto a = m_profile->connectTo(first.clone(), u"a"_s);
        auto b = m_profile->connectTo(second.clone(), u"b"_s);
        auto c = m_profile->tryItHere(u"c"_s, u"General"_s);
        auto again = m_profile->connectTo(first.clone(), u"a"_s);
        VERIFY_OK(await(std::move(a)));
        VERIFY_OK(await(std::move(b)));
        VERIFY_OK(await(std::move(c)));
        VERIFY_OK(await(std::move(again)));
        auto shown = names();
        shown.sort();
        QCOMPARE(shown, (QStringList{u"a"_s, u"b"_s, u"c"_s}));

        openProfile();
        shown = names();
        shown.sort();
        QCOMPARE(shown, (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }

    //! Its outbox and its marks are one person's.
    void aSpaceIsOpenUnderOneMemberOnly()
    {
        const auto owner = m_backend.newOwner();
        const auto bea = m_backend.newUser(owner);
        const auto asOwner = m_backend.spaceFor(owner.clone());
        VERIFY_OK(await(asOwner->members().addUser(*UserId::parse(bea.member.toString()))));

        auto first = m_profile->connectTo(owner.clone(), u"a"_s);
        auto second = m_profile->connectTo(bea.clone(), u"b"_s); // at the same time
        const auto one = await(std::move(first));
        const auto other = await(std::move(second));
        QCOMPARE(one.has_value() + other.has_value(), 1);
        QCOMPARE((one ? other : one).error().code, ErrorCode::OtherIdentity);
        QCOMPARE(m_profile->spaces().size(), 1);

        const auto known = m_profile->spaces().front();
        const bool isOwners = known->space().member() == owner.member;
        const auto late = await(m_profile->connectTo(isOwners ? bea.clone() : owner.clone(), u"c"_s));
        QVERIFY(!late);
        QCOMPARE(late.error().code, ErrorCode::OtherIdentity);
        QCOMPARE(late.error().detail, known->space().member().toString());
        const auto same = await(m_profile->connectTo(isOwners ? owner.clone() : bea.clone(), u"c"_s));
        VERIFY_OK(same);
        QCOMPARE(*same, known);
        openProfile();
        QCOMPARE(m_profile->spaces().size(), 1);
    }

    void anInvitationAddsItsSpace_data()
    {
        QTest::addColumn<bool>("isTool");
        QTest::newRow("by a tool") << true;
        QTest::newRow("by a user") << false;
    }
    void anInvitationAddsItsSpace()
    {
        QFETCH(bool, isTool);
        const auto inviter = newInviter();
        QVERIFY(inviter);
        const auto created = invite(*inviter, isTool ? JoinLink::Form::Tool : JoinLink::Form::User);
        auto accepting = m_profile->accept(linkOf(created));
        VERIFY_OK(await(accepting->look()));
        QVERIFY(names().isEmpty());
        const auto joined = await(m_profile->join(accepting));
        VERIFY_OK(joined);
        QCOMPARE(joined->waitsForRole, isTool);
        QCOMPARE(m_profile->spaces(), QList{joined->space});
        QCOMPARE(joined->space->space().id(), inviter->space.id());
        const auto member = joined->space->space().member();
        QCOMPARE(MemberId(listed(*inviter).uses[0].user), member);
        // The same link once more: by the one who is in already.
        const auto again = await(m_profile->join(m_profile->accept(linkOf(created))));
        QCOMPARE(again.error().code, ErrorCode::OtherIdentity);
        accepting.reset();
        openProfile();
        QCOMPARE(m_profile->spaces().size(), 1);
        QCOMPARE(m_profile->spaces().front()->space().member(), member);
        QCOMPARE(brokenOffNotices(), 0);
    }

    void joiningThatWasBrokenOffGoesOn_data() { anInvitationAddsItsSpace_data(); }
    void joiningThatWasBrokenOffGoesOn()
    {
        QFETCH(bool, isTool);
        const auto inviter = newInviter();
        QVERIFY(inviter);
        const auto created = invite(*inviter, isTool ? JoinLink::Form::Tool : JoinLink::Form::User);
        breakOffJoining(created);
        const auto uses = listed(*inviter).uses;
        QCOMPARE(uses.size(), 1);

        openProfile();
        QVERIFY(names().isEmpty());
        QCOMPARE(brokenOffNotices(), 1);
        auto accepting = m_profile->accept(linkOf(created));
        const auto preview = await(accepting->look());
        VERIFY_OK(preview);
        QCOMPARE(preview->obstacle, std::nullopt); // though by a tool it is spent
        const auto joined = await(m_profile->join(accepting));
        VERIFY_OK(joined);
        QCOMPARE(joined->space->space().member(), MemberId(uses[0].user));
        QCOMPARE(listed(*inviter).uses.size(), 1);
        accepting.reset();
        openProfile();
        QCOMPARE(m_profile->spaces().size(), 1);
        QCOMPARE(brokenOffNotices(), 0);
    }

    void whoWasLetInIsNotLostWithTheInvitation()
    {
        const auto inviter = newInviter();
        QVERIFY(inviter);
        const auto created = invite(*inviter, JoinLink::Form::Tool);
        breakOffJoining(created);
        VERIFY_OK(await(inviter->invitations.revoke(created.id)));
        openProfile();
        auto accepting = m_profile->accept(linkOf(created));
        QCOMPARE(await(accepting->look()).error().code, ErrorCode::InvitationRevoked);
        const auto added = await(m_profile->addIfJoined(accepting->space()));
        VERIFY_OK(added);
        QCOMPARE((*added)->space().id(), inviter->space.id());
        QCOMPARE(await(m_profile->addIfJoined(m_backend.newOwner().space)).error().kind, ErrorKind::NotFound);
        accepting.reset();
        openProfile();
        QCOMPARE(m_profile->spaces().size(), 1);
        QCOMPARE(brokenOffNotices(), 0);
    }

    void nothingIsKeptOfAnInvitationThatWasOfNoUse()
    {
        const auto inviter = newInviter();
        QVERIFY(inviter);
        const auto created = invite(*inviter, JoinLink::Form::Tool);
        auto accepting = m_profile->accept(linkOf(created));
        const auto early = await(accepting->look());
        VERIFY_OK(early);
        QCOMPARE(early->obstacle, std::nullopt);
        VERIFY_OK(await(AcceptInvitation(linkOf(created), m_backend.services(), *m_authorityThread).join()));
        const auto refused = await(m_profile->join(accepting));
        QCOMPARE(refused.error().code, ErrorCode::InvitationSpent);
        QVERIFY(names().isEmpty());
        const auto preview = await(m_profile->accept(linkOf(created))->look());
        VERIFY_OK(preview);
        QVERIFY(preview->obstacle);
        QCOMPARE(preview->obstacle->code, ErrorCode::InvitationSpent);
        accepting.reset();
        openProfile();
        QVERIFY(names().isEmpty());
        QCOMPARE(brokenOffNotices(), 0);
    }

    void joiningGoesOnThoughNobodyWaits()
    {
        const auto inviter = newInviter();
        QVERIFY(inviter);
        const auto created = invite(*inviter, JoinLink::Form::User);
        {
            const auto joining = m_profile->join(m_profile->accept(linkOf(created)));
        }
        QTRY_COMPARE(m_profile->spaces().size(), 1);
        QCOMPARE(listed(*inviter).uses[0].role, InvitationUse::Role::Given);
    }

    void withoutARootThereIsNothingToRead()
    {
        auto credentials = m_backend.newOwner();
        credentials.root.reset();
        const auto connected = await(m_profile->connectTo(std::move(credentials), u"a"_s));
        QVERIFY(!connected);
        QCOMPARE(connected.error().kind, ErrorKind::Validation);
        QCOMPARE(connected.error().code, ErrorCode::BadKey);
        QVERIFY(names().isEmpty());
    }

    void whoeverStopsWaitingSeesNowWhatTheNextStartWouldShow()
    {
        std::promise<void> slow;
        m_storeThread->run([wait = slow.get_future().share()] { wait.wait(); })
            .done(m_profile.get(), [](const Result<void> &) {});
        bool isSignedIn = false;
        m_relay->alter = [&isSignedIn](const HttpRequest &request, HttpResponse &) {
            isSignedIn = isSignedIn || request.url.path().endsWith("/auth/verify"_L1);
        };
        {
            const auto connecting = m_profile->connectTo(m_backend.newOwner(), u"a"_s);
            QTRY_VERIFY(isSignedIn);
            for (int i = 0; i < 50; ++i) // until it waits for the disk only
                QCoreApplication::processEvents();
            QVERIFY(names().isEmpty());
        }
        slow.set_value();
        QTRY_COMPARE(names(), QStringList{u"a"_s});
        VERIFY_OK(await(m_profile->connectTo(m_backend.newOwner(), u"b"_s)));
        openProfile();
        QCOMPARE(names(), (QStringList{u"a"_s, u"b"_s}));
    }

    void aLocalSpaceIsKeptWholeOrNotAtAll_data()
    {
        QTest::addColumn<int>("failingPost");
        QTest::newRow("registering fails") << 1;
        QTest::newRow("naming it fails") << 3;
        QTest::newRow("its topic fails") << 4;
    }
    void aLocalSpaceIsKeptWholeOrNotAtAll()
    {
        QFETCH(int, failingPost);
        int posts = 0;
        m_relay->alter = [&posts, failingPost](const HttpRequest &request, HttpResponse &response) {
            if (RelayTransport::isPost(request) && ++posts == failingPost)
                response = {.status = 500, .body = "Internal Server Error"};
        };
        QSignalSpy added(m_profile.get(), &Profile::spaceAdded);
        QVERIFY(!await(m_profile->tryItHere(u"My notebook"_s, u"General"_s)));
        QVERIFY(posts >= failingPost);
        QVERIFY(names().isEmpty());
        const auto made = await(m_profile->tryItHere(u"My notebook"_s, u"General"_s));
        VERIFY_OK(made);
        QCOMPARE(added.size(), 1);
        QVERIFY((*made)->topic(u"general"_s));

        openProfile();
        QCOMPARE(names(), QStringList{u"My notebook"_s});
        auto *space = m_profile->spaces().front();
        QTRY_COMPARE(space->topics(), (QList<TopicInfo>{{u"general"_s, u"General"_s, {}, true}}));
    }

    void aServerThatFailedAtStartIsTriedAgain()
    {
        VERIFY_OK(await(m_profile->tryItHere(u"My notebook"_s, u"General"_s)));
        const auto url = m_profile->spaces().front()->server();
        m_server->failure = {ErrorKind::Storage, ErrorCode::Locked, u"server"_s};
        makeProfile();
        QSignalSpy failed(m_profile.get(), &Profile::failed);
        VERIFY_OK(await(m_profile->open()));
        auto *space = m_profile->spaces().front();
        QTRY_COMPARE(space->connection(), Stream::Status::Waiting);
        QCOMPARE(space->trouble()->kind,
                 ErrorKind::Network); // what is written waits, and nothing is withheld
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.front().front().value<Error>().code, ErrorCode::Locked);

        // What is saved meanwhile names where the server was.
        VERIFY_OK(await(m_profile->saveCredentials(space, file(u"saved.json"_s))));
        auto saved = await(m_profile->readCredentials(file(u"saved.json"_s)));
        VERIFY_OK(saved);
        QCOMPARE((*saved)->server, url);

        const auto startsBefore = m_server->starts;
        space->retryNow();
        QTRY_VERIFY(m_server->starts > startsBefore);
        QTRY_COMPARE(space->connection(), Stream::Status::Waiting);
        QCOMPARE(failed.size(), 1); // told once

        m_server->failure.reset();
        space->retryNow();
        QTRY_COMPARE(space->connection(), Stream::Status::Connected);
        QVERIFY(!space->trouble());
        VERIFY_OK(await(space->createTopic(u"later"_s, u"Later"_s, {})));
    }

    void aServerElsewhereIsFollowed()
    {
        VERIFY_OK(await(m_profile->tryItHere(u"My notebook"_s, u"General"_s)));
        const auto before = m_profile->spaces().front()->server();
        m_profile.reset();
        m_server.reset();
        QTcpServer stranger;
        QVERIFY(stranger.listen(QHostAddress::LocalHost, static_cast<quint16>(before.port())));
        m_server = std::make_unique<FlakyServer>(file(u"server"_s));
        openProfile();
        auto *space = m_profile->spaces().front();
        QTRY_COMPARE(space->connection(), Stream::Status::Connected);
        QVERIFY(space->server().port() != before.port());
        VERIFY_OK(await(m_profile->saveCredentials(space, file(u"saved.json"_s))));
        QCOMPARE((*await(m_profile->readCredentials(file(u"saved.json"_s))))->server, space->server());
    }

    void twoRegistrationsAtOneTime()
    {
        AdminClient admin(m_backend.url(), Backend::adminKey(), services());
        int asked = 0;
        m_relay->alter = [&asked](const HttpRequest &request, HttpResponse &) {
            asked += request.url.path().endsWith("/admin/space"_L1) ? 1 : 0;
        };
        const auto first = SigningKey::generate();
        const auto second = SigningKey::generate();
        auto a = admin.registerSpace(first);
        auto b = admin.registerSpace(second);
        QCOMPARE(*await(std::move(a)), SpaceId::of(first.publicKey()));
        QCOMPARE(*await(std::move(b)), SpaceId::of(second.publicKey()));
        QCOMPARE(asked, 1);
    }

    void theAdminSpaceIsAskedForAgainAfterAFailure()
    {
        AdminClient admin(m_backend.url(), Backend::adminKey(), services());
        m_relay->failure = {ErrorKind::Network, ErrorCode::ConnectionRefused, {}};
        QVERIFY(!await(admin.spaceId()));
        m_relay->failure.reset();
        VERIFY_OK(await(admin.spaceId()));
    }
};

QTEST_GUILESS_MAIN(TestProfile)
#include "tst_profile.moc"
