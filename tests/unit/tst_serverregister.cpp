// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What the state of an admin space says of its server: no registration is believed that the space's own key
// did not sign.

#include "client/serverregister.h"
#include "crypto/signingkey.h"
#include "protocol/authentication.h"
#include "protocol/json.h"
#include "support/scene.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

const QString ada = u"owner auth/users/$ada {\"description\":\"Ada\"}"_s;
const QString bob = u"owner auth/users/$bob {}"_s;
const QString adaRegisters = u"owner auth/users/$ada/rights/s right create state/spaces/{any}"_s;

ServerRegister registerIn(const Scene &scene, RuleSet rules = RuleSet::Real)
{
    QList<StoredMessage> rows;
    for (qsizetype i = 0; i < scene.log().size(); ++i)
        rows << StoredMessage{scene.log().at(i).message, i + 1, {}};
    StateReplay replay(scene.log().space(), std::nullopt);
    replay.append(rows);
    return serverRegisterOf(replay, rules, Scene::now);
}

} // namespace

class TestServerRegister : public QObject
{
    Q_OBJECT

    SigningKey m_key = SigningKey::generate();

    SpaceId space() const { return SpaceId::of(m_key.publicKey()); }

    //! `who spaces/S… value`, the value signed for `creator`.
    QString registration(const Scene &scene, const QString &who, const QString &creator) const
    {
        const auto record = spaceRegistration(m_key, scene.member(creator), Scene::firstTime);
        return u"%1 spaces/%2 %3"_s.arg(who, space().toString(), QString::fromUtf8(compactJson(record)));
    }

private Q_SLOTS:
    void anEmptyAdminSpaceHasItsOwner()
    {
        const auto found = registerIn(Scene());
        QVERIFY(found.spaces.isEmpty());
        QCOMPARE(found.admins.size(), 1);
        QVERIFY(found.admins[0].isOwner);
        QVERIFY(found.admins[0].mayRegister);
    }

    void whoMayRegisterIsTold()
    {
        const auto found = registerIn(Scene({ada, bob, adaRegisters}));
        QCOMPARE(found.admins.size(), 3);
        const Scene scene;
        for (const auto &admin : found.admins)
            QCOMPARE(admin.mayRegister, admin.isOwner || admin.id == scene.member(u"ada"_s));
        const auto named = std::find_if(found.admins.begin(), found.admins.end(),
                                        [](const ServerAdmin &each) { return each.description == u"Ada"_s; });
        QVERIFY(named != found.admins.end());
        QCOMPARE(named->id, scene.member(u"ada"_s));
    }

    void theRemovedAdministerNothing()
    {
        const auto found = registerIn(Scene({ada, adaRegisters, u"owner auth/users/$ada "_s}));
        QCOMPARE(found.admins.size(), 1);
    }

    void registrationsAreProven_data()
    {
        QTest::addColumn<QString>("writer");
        QTest::addColumn<QString>("creator");
        QTest::addColumn<bool>("isProven");
        QTest::newRow("the owner's") << u"owner"_s << u"owner"_s << true;
        QTest::newRow("of one who may") << u"ada"_s << u"ada"_s << true;
        QTest::newRow("of one who may not") << u"bob"_s << u"bob"_s << false;
        QTest::newRow("of a stranger") << u"eve"_s << u"eve"_s << false;
        QTest::newRow("another's, taken over") << u"ada"_s << u"owner"_s << false;
    }

    void registrationsAreProven()
    {
        QFETCH(const QString, writer);
        QFETCH(const QString, creator);
        Scene scene({ada, bob, adaRegisters});
        scene.write(registration(scene, writer, creator));
        const auto found = registerIn(scene);
        QCOMPARE(found.spaces.size(), 1);
        QCOMPARE(found.spaces[0].id, space());
        QCOMPARE(found.spaces[0].createdBy, scene.member(writer).text());
        QVERIFY(found.spaces[0].time > 0);
        QTEST(found.spaces[0].isProven, "isProven");
    }

    void whatIsNoRegistrationIsNotProven()
    {
        Scene scene;
        scene.write(u"owner spaces/%1 {}"_s.arg(space().toString()));
        scene.write(u"owner spaces/nonsense {}"_s);
        const auto found = registerIn(scene);
        QCOMPARE(found.spaces.size(), 1);
        QVERIFY(!found.spaces[0].isProven);
    }
};

QTEST_GUILESS_MAIN(TestServerRegister)
#include "tst_serverregister.moc"
