// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What each role template lets a member do, and nothing else: asked of a server.

#include "authz/neutral.h"
#include "authz/rightlint.h"
#include "authz/roletemplate.h"
#include "support/await.h"
#include "support/backend.h"

#include <QMetaEnum>

#include <map>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

using Kind = RoleTemplate::Kind;

//! Everything somebody may try.
const QStringList team{u"read general"_s,  u"read other"_s,       u"post to general"_s,
                       u"post to other"_s, u"describe a topic"_s, u"change own profile"_s};

template <class T>
bool isDone(const Result<T> &result)
{
    return result.has_value();
}

} // namespace

class TestRoleTemplates : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_space;

    UserId newUser()
    {
        const auto user = *UserId::parse(m_server.newUser(m_owner).member.text());
        [&] { VERIFY_OK(await(m_space->members().addUser(user))); }();
        return user;
    }

    using Attempts = std::map<QString, std::function<bool()>>;

    Attempts attemptsOf(Space &space, const UserId &other)
    {
        const auto self = space.member().toString();
        const auto post = [&space](const QString &topic) {
            return isDone(await(space.messages().postEncrypted(topic, "chat.text", "{}")));
        };
        const auto read = [&space](const QString &topic) {
            return isDone(await(space.messages().list(topic)));
        };
        const auto set = [&space](const QString &path) {
            return isDone(await(space.state().setPlaintext(path, "{}")));
        };
        const auto assignment = u"auth/users/"_s + other.toString() + u"/roles/looker"_s;
        return {
            {u"read general"_s, [=] { return read(u"general"_s); }},
            {u"read other"_s, [=] { return read(u"other"_s); }},
            {u"post to general"_s, [=] { return post(u"general"_s); }},
            {u"post to other"_s, [=] { return post(u"other"_s); }},
            {u"describe a topic"_s,
             [&space] { return isDone(await(space.state().describeTopic(u"general"_s, u"G"_s, {}))); }},
            {u"change own profile"_s, [=] { return set(u"profiles/"_s + self); }},
            {u"change another's profile"_s, [=] { return set(u"profiles/"_s + other.toString()); }},
            {u"keep own notes"_s, [=] { return set(u"notes/"_s + self + u"/a"_s); }},
            {u"keep another's notes"_s, [=] { return set(u"notes/"_s + other.toString() + u"/a"_s); }},
            {u"write other state"_s, [=] { return set(u"misc"_s); }},
            {u"read other state"_s, [&space] { return isDone(await(space.state().plaintext(u"seen"_s))); }},
            {u"write data"_s, [&space] { return isDone(await(space.data().setPlaintext(u"a"_s, "1"))); }},
            {u"read data"_s, [&space] { return isDone(await(space.data().plaintext(u"seen"_s))); }},
            {u"add a member"_s,
             [this, &space] {
                 const auto fresh = *UserId::parse(m_server.newUser(m_owner).member.text());
                 return isDone(await(space.members().addUser(fresh)));
             }},
            {u"add a tool"_s,
             [this, &space] {
                 const auto fresh = *ToolId::parse(m_server.newTool(m_owner).member.text());
                 return isDone(await(space.members().createTool(fresh)));
             }},
            {u"make a role"_s, [&space] { return isDone(await(space.members().createRole(u"new"_s))); }},
            {u"give a right"_s,
             [&space, other] {
                 return isDone(await(space.members().grantToUser(
                     other, u"r"_s, {Operation::Read, u"topics/{any}/messages"_s})));
             }},
            {u"give a right to a role"_s,
             [&space] {
                 return isDone(await(space.members().grantToRole(
                     u"looker"_s, u"r"_s, {Operation::Read, u"topics/{any}/messages"_s})));
             }},
            {u"give a role"_s,
             [&space, other] { return isDone(await(space.members().assignRole(other, u"looker"_s))); }},
            {u"give a role of more"_s,
             [&space, other] { return isDone(await(space.members().assignRole(other, u"ruler"_s))); }},
            {u"take a role"_s,
             [&space, assignment] {
                 return isDone(await(space.state().replace(assignment, *neutralValueFor(assignment))));
             }},
            {u"remove a member"_s,
             [&space, other] {
                 return isDone(await(space.state().remove(u"auth/users/"_s + other.toString())));
             }},
        };
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_owner = m_server.newOwner();
        m_space = m_server.spaceFor(m_owner.clone());
        for (const auto &topic : {u"general"_s, u"other"_s})
            VERIFY_OK(await(m_space->messages().postEncrypted(topic, "chat.text", "{}")));
        VERIFY_OK(await(m_space->state().setPlaintext(u"seen"_s, "1")));
        VERIFY_OK(await(m_space->data().setPlaintext(u"seen"_s, "1")));
        for (const auto &role : {u"looker"_s, u"ruler"_s})
            VERIFY_OK(await(m_space->members().createRole(role)));
        VERIFY_OK(await(m_space->members().grantToRole(u"looker"_s, u"read"_s,
                                                       {Operation::Read, u"topics/{any}/messages"_s})));
        VERIFY_OK(await(
            m_space->members().grantToRole(u"ruler"_s, u"all"_s, {Operation::Write, u"state/{...}"_s})));
    }

    void eachDoesWhatItSaysAndNothingElse_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QStringList>("allowed");
        QTest::newRow("team") << Kind::Team << team;
        QTest::newRow("guest") << Kind::Guest << QStringList{u"read general"_s, u"read other"_s};
        QTest::newRow("announcements") << Kind::Announcements << QStringList{u"read general"_s};
        QTest::newRow("moderator") << Kind::Moderator << team + QStringList{u"add a member"_s};
        QTest::newRow("bot") << Kind::Bot << QStringList{u"read general"_s, u"post to general"_s};
        QTest::newRow("notes") << Kind::PrivateNotes << QStringList{u"keep own notes"_s};
        QTest::newRow("admin") << Kind::DelegatedAdmin
                               << team + QStringList{u"add a member"_s, u"remove a member"_s,
                                                     u"give a role"_s, u"take a role"_s};
    }
    void eachDoesWhatItSaysAndNothingElse()
    {
        QFETCH(Kind, kind);
        QFETCH(QStringList, allowed);
        const RoleTemplate made{kind};
        const auto role = made.suggestedRole();
        VERIFY_OK(await(m_space->members().createRole(role)));
        int number = 0;
        for (const auto &right : made.rights(u"general"_s))
            VERIFY_OK(await(m_space->members().grantToRole(role, QString::number(number++), right)));
        auto credentials = m_server.newUser(m_owner);
        const auto user = *UserId::parse(credentials.member.text());
        VERIFY_OK(await(m_space->members().addUser(user)));
        VERIFY_OK(await(m_space->members().assignRole(user, role)));
        const auto member = m_server.spaceFor(std::move(credentials));

        QStringList done;
        for (const auto &[name, attempt] : attemptsOf(*member, newUser())) {
            if (attempt())
                done << name;
        }
        allowed.sort();
        QCOMPARE(done, allowed);
    }

    //! What was written over a right stands in the role, and has to be held as well.
    void aDelegatedAdminGivesARoleOfWhichARightWasTaken()
    {
        const auto path = u"auth/roles/looker/rights/post"_s;
        VERIFY_OK(await(m_space->members().grantToRole(u"looker"_s, u"post"_s,
                                                       {Operation::Create, u"topics/{any}/messages"_s})));
        VERIFY_OK(await(m_space->state().replace(path, *neutralValueFor(path))));
        const auto role = u"deputy"_s;
        VERIFY_OK(await(m_space->members().createRole(role)));
        int number = 0;
        for (const auto &right : RoleTemplate{Kind::DelegatedAdmin}.rights({}))
            VERIFY_OK(await(m_space->members().grantToRole(role, QString::number(number++), right)));
        auto credentials = m_server.newUser(m_owner);
        const auto user = *UserId::parse(credentials.member.text());
        VERIFY_OK(await(m_space->members().addUser(user)));
        VERIFY_OK(await(m_space->members().assignRole(user, role)));
        const auto deputy = m_server.spaceFor(std::move(credentials));
        VERIFY_OK(await(deputy->members().assignRole(newUser(), u"looker"_s)));
    }

    //! Those that give roles are said to give much, on servers that look less closely.
    void whatThereIsToSayAboutThem()
    {
        for (const auto &made : RoleTemplate::all()) {
            RightContext context;
            context.holder = RightContext::Holder::Role;
            int number = 0;
            for (const auto &right : made.rights(u"general"_s))
                context.others << NamedRight{QString::number(number++), right};
            for (const auto &[id, right, through] : std::as_const(context.others)) {
                for (const auto &warning : lintRight(right, context.named(id)))
                    QVERIFY2(made.kind == Kind::DelegatedAdmin &&
                                 warning.rule == RightWarning::Rule::EscapesRoleCheck,
                             qPrintable(right.path));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestRoleTemplates)
#include "tst_roletemplates.moc"
