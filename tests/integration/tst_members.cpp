// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What removal takes away, written so that published servers honour it too.

#include "protocol/json.h"
#include "support/await.h"
#include "support/backend.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestMembers : public QObject
{
    Q_OBJECT

    Backend m_server;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_space;

    Members &members() { return m_space->members(); }

    UserId newUser()
    {
        const auto user = *UserId::parse(m_server.newUser(m_owner).member.toString());
        granted(await(members().addUser(user)));
        return user;
    }

    QByteArray valueAt(const QString &path)
    {
        QByteArray value = "nothing";
        const auto history = await(m_space->state().history());
        for (const auto &[message, seal] : history.value_or(CheckedPage()).messages) {
            if (message.type == path.toUtf8())
                value = QByteArray::fromBase64(message.data);
        }
        return value;
    }

    qsizetype stateCount()
    {
        const auto history = await(m_space->state().history());
        return history ? history->messages.size() : -1;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_owner = m_server.newOwner();
        m_space = m_server.spaceFor(m_owner.clone());
    }

    void aRemovedUserHoldsNothingThatCounts()
    {
        const auto user = newUser();
        const auto entry = u"auth/users/"_s + user.toString();
        const auto grantingAll = compactJson(Capability{Operation::Write, u"{...}"_s, false}.toJson());
        VERIFY_OK(await(members().createRole(u"editor"_s)));
        VERIFY_OK(await(members().assignRole(user, u"editor"_s)));
        VERIFY_OK(await(members().grantToUser(user, u"a"_s, {Operation::Write, u"{...}"_s})));
        VERIFY_OK(await(members().grantToUser(user, u"b"_s, {Operation::Read, u"topics/{any}/messages"_s})));
        // Another program may have called it so, and it counts.
        VERIFY_OK(await(m_space->state().replace(entry + u"/rights/.."_s, grantingAll)));
        const auto other = newUser();
        VERIFY_OK(await(members().grantToUser(other, u"a"_s, {Operation::Write, u"{...}"_s})));
        const auto before = stateCount();

        VERIFY_OK(await(members().removeUser(user)));
        const QJsonObject nothing{{u"op"_s, u"read"_s}, {u"path"_s, u"state/revoked"_s}};
        for (const auto &right : {u"/rights/a"_s, u"/rights/b"_s, u"/rights/.."_s})
            QCOMPARE(*parseJsonObject(valueAt(entry + right)), nothing);
        const auto role = *parseJsonObject(valueAt(entry + u"/roles/editor"_s));
        QCOMPARE(role,
                 (QJsonObject{
                     {u"user_id"_s, user.toString()}, {u"role_id"_s, u"editor"_s}, {u"expires_at"_s, 1}}));
        QCOMPARE(valueAt(entry), QByteArray());
        QCOMPARE(stateCount(), before + 5);
        QVERIFY(valueAt(u"auth/users/%1/rights/a"_s.arg(other.toString())).contains("{...}"));

        // Done again, there is nothing left but the entry.
        VERIFY_OK(await(members().removeUser(user)));
        QCOMPARE(stateCount(), before + 6);
    }

    void theOwnerStays()
    {
        const auto before = stateCount();
        const auto removed = await(members().removeUser(UserId::of(m_owner.key.publicKey())));
        QCOMPARE(removed.error().kind, ErrorKind::Validation);
        QCOMPARE(removed.error().code, ErrorCode::OwnerStays);
        QCOMPARE(stateCount(), before);
    }

    void aRemovedToolHoldsNothingThatCounts()
    {
        const auto tool = *ToolId::parse(m_server.newTool(m_owner).member.toString());
        const auto entry = u"auth/tools/"_s + tool.toString();
        VERIFY_OK(await(members().createTool(tool)));
        VERIFY_OK(await(members().grantToTool(tool, u"a"_s, {Operation::Create, u"data/{...}"_s})));
        VERIFY_OK(await(members().removeTool(tool)));
        QVERIFY(valueAt(entry + u"/rights/a"_s).contains("state/revoked"));
        QCOMPARE(valueAt(entry), QByteArray());
    }

    void whoMayDeleteButNotGrantEmptiesThem()
    {
        if (m_server.isForeign())
            QSKIP("the real server refuses to have a right emptied (PROTOCOL 12.2)");
        const auto admin = m_server.newUser(m_owner);
        const auto adminId = *UserId::parse(admin.member.toString());
        VERIFY_OK(await(members().addUser(adminId)));
        VERIFY_OK(await(
            members().grantToUser(adminId, u"d"_s, {Operation::Delete, u"state/auth/users/{any}/{...}"_s})));
        const auto user = newUser();
        VERIFY_OK(await(members().grantToUser(user, u"a"_s, {Operation::Write, u"{...}"_s})));
        auto asAdmin = m_server.spaceFor(admin.clone());
        VERIFY_OK(await(asAdmin->members().removeUser(user)));
        QCOMPARE(valueAt(u"auth/users/%1/rights/a"_s.arg(user.toString())), QByteArray());
        QCOMPARE(valueAt(u"auth/users/"_s + user.toString()), QByteArray());
    }

    void whoMayNotLeavesEverythingAsItIs()
    {
        const auto guest = m_server.newUser(m_owner);
        VERIFY_OK(await(members().addUser(*UserId::parse(guest.member.toString()))));
        const auto user = newUser();
        VERIFY_OK(await(members().grantToUser(user, u"a"_s, {Operation::Write, u"{...}"_s})));
        const auto before = stateCount();
        auto asGuest = m_server.spaceFor(guest.clone());
        QCOMPARE(await(asGuest->members().removeUser(user)).error().kind, ErrorKind::Authorization);
        QCOMPARE(stateCount(), before);
    }
};

QTEST_GUILESS_MAIN(TestMembers)
#include "tst_members.moc"
