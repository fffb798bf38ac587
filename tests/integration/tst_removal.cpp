// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What is said after a removal, against what the removed one can do: however it was done, and on any server.

#include "base/serialthread.h"
#include "client/removalcheck.h"
#include "client/spacereader.h"
#include "support/await.h"
#include "support/backend.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

enum class Method { Nothing, OnlyEmptied, Removed };

const Capability everything{Operation::Write, u"{...}"_s};

} // namespace

class TestRemoval : public QObject
{
    Q_OBJECT

    Backend m_server;
    SerialThread m_thread;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_space;
    Credentials m_bea = m_server.newUser(m_owner);
    MemberId m_cyd;
    MemberId m_tool;

    RuleSet rules() const { return m_server.isForeign() ? RuleSet::Real : RuleSet::Local; }
    UserId bea() const { return *UserId::parse(m_bea.member.text()); }

    Result<RemovalCheck> check(const QStringList &topics = {u"general"_s})
    {
        SpaceReader reader(*m_space, m_thread);
        if (auto read = await(reader.readState()); !read)
            return fail(read.error());
        QObject parent;
        return await((new CheckRemoval(m_space->state(), m_space->messages(), reader.authority(), rules(),
                                       m_bea.member, topics, m_space->session().serverNowMs(), &parent))
                         ->start());
    }

    static bool posts(Space &space)
    {
        return await(space.messages().postEncrypted(u"general"_s, "chat.text", "{}")).has_value();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }

    //! Bea may do everything, has a role, makes a tool and lets Cyd in.
    void init()
    {
        m_owner = m_server.newOwner();
        m_space = m_server.spaceFor(m_owner.clone());
        m_bea = m_server.newUser(m_owner);
        auto &members = m_space->members();
        VERIFY_OK(await(members.addUser(bea())));
        VERIFY_OK(await(members.createRole(u"editor"_s)));
        VERIFY_OK(await(
            members.grantToRole(u"editor"_s, u"post"_s, {Operation::Create, u"topics/{any}/messages"_s})));
        VERIFY_OK(await(members.assignRole(bea(), u"editor"_s)));
        VERIFY_OK(await(members.grantToUser(bea(), u"all"_s, everything)));
        const auto asBea = m_server.spaceFor(m_bea.clone());
        const auto tool = *ToolId::parse(m_server.newTool(m_owner).member.text());
        const auto cyd = *UserId::parse(m_server.newUser(m_owner).member.text());
        VERIFY_OK(await(asBea->members().createTool(tool)));
        VERIFY_OK(await(asBea->members().addUser(cyd)));
        m_tool = tool;
        m_cyd = cyd;
        QVERIFY(posts(*asBea));
    }

    void whatIsSaidIsSo_data()
    {
        QTest::addColumn<Method>("method");
        QTest::newRow("nothing was done") << Method::Nothing;
        QTest::newRow("emptied, as the published programs do it") << Method::OnlyEmptied;
        QTest::newRow("removed") << Method::Removed;
    }

    void whatIsSaidIsSo()
    {
        QFETCH(const Method, method);
        const auto open = m_server.spaceFor(m_bea.clone()); // signed in before
        QVERIFY(await(open->messages().list(u"general"_s)).has_value());
        if (method == Method::OnlyEmptied)
            VERIFY_OK(await(m_space->state().remove(u"auth/users/"_s + bea().toString())));
        if (method == Method::Removed)
            VERIFY_OK(await(m_space->members().removeUser(bea())));

        const auto said = check();
        VERIFY_OK(said);
        const auto &facts = said->facts;
        QCOMPARE(facts.member, m_bea.member);
        QCOMPARE(facts.emptiedAt.has_value(), method != Method::Nothing);
        QCOMPARE(said->serverShowsIt, std::optional(method != Method::Nothing));
        QCOMPARE(said->posted, 0);
        QCOMPARE(said->topicsRead, method == Method::Nothing ? 0 : 2);

        const auto anew = m_server.spaceFor(m_bea.clone());
        QCOMPARE(facts.maySignIn, await(anew->state().history()).has_value());
        qint64 posted = 0;
        for (auto *const space : {open.get(), anew.get()}) {
            const bool isTaken = posts(*space);
            QCOMPARE(isTaken, !facts.allows.isEmpty());
            posted += isTaken ? 1 : 0;
        }
        const bool isLeft =
            method == Method::Nothing || (method == Method::OnlyEmptied && m_server.isForeign());
        QCOMPARE(facts.allows, isLeft ? QList<Capability>{everything} : QList<Capability>());
        QCOMPARE(facts.rightsLeft.size(), isLeft ? 1 : 0);
        QCOMPARE(facts.rolesLeft, isLeft ? QStringList{u"editor"_s} : QStringList());
        QCOMPARE(facts.tools, QList<MemberId>{m_tool});
        QCOMPARE(facts.members, QList<MemberId>{m_cyd});

        const auto later = check();
        VERIFY_OK(later);
        QCOMPARE(later->posted, method == Method::Nothing ? 0 : posted);
        QCOMPARE(later->lastPosted > 0, later->posted > 0);
    }

    //! Where published servers take what lies beside a role's place for a role (PROTOCOL 12.7).
    void aRoleBesideItsPlaceKeepsNobodyIn_data()
    {
        QTest::addColumn<QString>("behind");
        QTest::newRow("a slash") << u"/"_s;
        QTest::newRow("more") << u"/x"_s;
    }
    void aRoleBesideItsPlaceKeepsNobodyIn()
    {
        QFETCH(QString, behind);
        const auto path = u"auth/users/"_s + bea().toString() + u"/roles/editor"_s + behind;
        const auto asBea = m_server.spaceFor(m_bea.clone());
        const auto planted = await(
            asBea->state().replace(path, R"({"user_id":")" + bea().text() + R"(","role_id":"editor"})"));
        VERIFY_OK(planted);
        VERIFY_OK(await(m_space->members().removeUser(bea())));
        const auto said = check();
        VERIFY_OK(said);
        QVERIFY(said->facts.emptiedAt.has_value());
        QCOMPARE(said->facts.rolesLeft, QStringList());
        QCOMPARE(said->facts.allows, QList<Capability>());
        QVERIFY(!posts(*asBea));
    }

    void whatCannotBeReadIsNamed()
    {
        VERIFY_OK(await(m_space->members().removeUser(bea())));
        const auto said = check({u"general"_s, u"not/a/topic"_s});
        VERIFY_OK(said);
        QCOMPARE(said->unread, QStringList{u"not/a/topic"_s});
        QCOMPARE(said->topicsRead, 2);
    }

    void withoutAServerTheStateStillTells()
    {
        if (m_server.isForeign())
            QSKIP("stops the embedded server");
        VERIFY_OK(await(m_space->members().removeUser(bea())));
        SpaceReader reader(*m_space, m_thread);
        VERIFY_OK(await(reader.readState()));
        m_server.stop();
        QObject parent;
        const auto said =
            await((new CheckRemoval(m_space->state(), m_space->messages(), reader.authority(), rules(),
                                    m_bea.member, {}, m_space->session().serverNowMs(), &parent))
                      ->start());
        VERIFY_OK(said);
        QVERIFY(!said->serverShowsIt);
        QVERIFY(said->facts.emptiedAt);
        QCOMPARE(said->unread, QStringList{u"state"_s});
        QVERIFY(m_server.start());
    }
};

QTEST_GUILESS_MAIN(TestRemoval)
#include "tst_removal.moc"
