// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Password login: turned on and registered by one of us, used by the other.

#include "client/loginbypassword.h"
#include "crypto/encoding.h"
#include "pythonpeer.h"
#include "support/await.h"
#include "support/backend.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

class TestInteropPasswords : public QObject
{
    Q_OBJECT

    Backend m_server;
    PythonPeer m_python;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_us; //!< as the owner; so is the package's `owner`
    QObject m_parent;

    PeerAnswer theyLogIn(const QString &name, const QString &password)
    {
        return m_python.call(u"password_login"_s, {{u"url"_s, m_server.url().toString()},
                                                   {u"space_id"_s, m_owner.space.toString()},
                                                   {u"name"_s, name},
                                                   {u"password"_s, password}});
    }
    Result<Credentials> weLogIn(const QString &name, const QString &password)
    {
        auto *login =
            new LogInByPassword({m_server.url(), m_owner.space, name, SecretBytes::copyOf(password.toUtf8())},
                                m_server.services(), &m_parent);
        return await(login->start());
    }
    PeerAnswer theyRegister(const QString &name, const QString &password)
    {
        return m_python.in(u"owner"_s, u"register_password"_s,
                           {{u"name"_s, name}, {u"password"_s, password}});
    }
    Result<void> weRegister(const QString &name, const QString &password)
    {
        return await(m_us->passwords().enroll(name, SecretBytes::copyOf(password.toUtf8())));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        QVERIFY(m_python.start());
    }
    void init()
    {
        m_owner = m_server.newOwner();
        m_owner.userKey = SymmetricKey::generate();
        m_us = m_server.spaceFor(m_owner.clone());
        PEER_OK(m_python.open(u"owner"_s, m_owner));
    }

    void eachTurnsOnWhatTheOtherUses_data()
    {
        QTest::addColumn<bool>("isTheirs");
        QTest::newRow("they turn it on") << true;
        QTest::newRow("we turn it on") << false;
    }
    void eachTurnsOnWhatTheOtherUses()
    {
        QFETCH(bool, isTheirs);
        const auto theirs = [this] { return m_python.in(u"owner"_s, u"enable_passwords"_s, {}); };
        const auto ours = [this] { return await(m_us->passwords().enable()); };
        if (isTheirs) {
            const auto enabled = theirs();
            PEER_OK(enabled);
            QVERIFY(enabled.object()["server_setup_created"_L1].toBool());
            const auto again = ours();
            VERIFY_OK(again);
            QVERIFY(!again->isSetupNew && !again->isRoleNew && !again->isRightNew);
        } else {
            VERIFY_OK(ours());
            const auto again = theirs();
            PEER_OK(again);
            for (const auto &key : {"server_setup_created"_L1, "role_created"_L1, "capability_created"_L1})
                QVERIFY(!again.object()[key].toBool(true));
        }

        const auto password = u"pässwörd-✓ of ours"_s;
        VERIFY_OK(weRegister(u"ours"_s, password));
        PEER_OK(theyRegister(u"theirs"_s, password));
        for (const auto &name : {u"ours"_s, u"theirs"_s}) {
            const auto they = theyLogIn(name, password);
            PEER_OK(they);
            const auto we = weLogIn(name, password);
            VERIFY_OK(we);
            QCOMPARE(they.object()["member"_L1].toString(), m_owner.member.toString());
            QCOMPARE(we->member, m_owner.member);
            const auto isSame = [&](QLatin1StringView field, const SecretBytes &bytes,
                                    const SecretBytes &expected) {
                return bytes.equals(expected.view()) &&
                       they.object()[field].toString() == QString::fromLatin1(toBase64(expected.view()));
            };
            QVERIFY(isSame("key"_L1, we->key.seed(), m_owner.key.seed()));
            QVERIFY(isSame("root"_L1, we->root->bytes(), m_owner.root->bytes()));
            QVERIFY(isSame("user_key"_L1, we->userKey->bytes(), m_owner.userKey->bytes()));

            QCOMPARE(theyLogIn(name, u"wrong"_s).errorClass, u"AuthenticationError"_s);
            QCOMPARE(weLogIn(name, u"wrong"_s).error().code, ErrorCode::WrongNameOrPassword);
        }
        // Neither takes the other's name.
        QCOMPARE(theyRegister(u"ours"_s, password).errorClass, u"ValidationError"_s);
        QCOMPARE(weRegister(u"theirs"_s, password).error().code, ErrorCode::AlreadyExists);
    }

    void aNameNobodyHas()
    {
        VERIFY_OK(await(m_us->passwords().enable()));
        QCOMPARE(theyLogIn(u"nobody"_s, u"pw"_s).errorClass, u"AuthenticationError"_s);
        QCOMPARE(weLogIn(u"nobody"_s, u"pw"_s).error().code, ErrorCode::WrongNameOrPassword);
    }
};

QTEST_GUILESS_MAIN(TestInteropPasswords)
#include "tst_interop_passwords.moc"
