// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Keys that come back by name and password: from an honest server, and from one that is not.

#include "client/loginbypassword.h"
#include "crypto/encoding.h"
#include "crypto/opaque/opaqueserver.h"
#include "protocol/json.h"
#include "protocol/passwordlogin.h"
#include "support/await.h"
#include "support/backend.h"
#include "support/relaytransport.h"

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::test;

namespace {

SecretBytes secret(const char *text)
{
    return SecretBytes::copyOf(text);
}

bool isStep(const HttpRequest &request, QLatin1StringView name)
{
    return request.url.path().endsWith(u"/opaque/"_s + name);
}

//! Another base64 value of the same length in a field of the answer.
void replaceBytes(HttpResponse &response, const QString &field,
                  const std::function<void(QByteArray &bytes)> &change)
{
    auto object = *parseJsonObject(response.body);
    auto bytes = *fromBase64(object[field].toString().toLatin1());
    change(bytes);
    object[field] = QString::fromLatin1(toBase64(bytes));
    response.body = compactJson(object);
}

void flipLast(QByteArray &bytes)
{
    bytes.back() = static_cast<char>(bytes.back() ^ 1);
}

} // namespace

class TestPasswords : public QObject
{
    Q_OBJECT

    Backend m_server;
    HttpClient m_http;
    std::unique_ptr<RelayTransport> m_wire;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<Space> m_space; //!< as the owner
    QObject m_parent;

    ClientServices services() { return servicesOver(*m_wire); }
    ClientServices servicesOver(HttpTransport &wire)
    {
        const auto own = m_server.services();
        return {wire, own.sockets, own.pool, own.clock};
    }
    Passwords &passwords() { return m_space->passwords(); }

    Pending<Credentials> begin(const QString &name, const char *password)
    {
        auto *login = new LogInByPassword({m_server.url(), m_owner.space, name, secret(password)}, services(),
                                          &m_parent);
        return login->start();
    }
    Result<Credentials> logIn(const QString &name, const char *password)
    {
        return await(begin(name, password));
    }

    Credentials addedMember()
    {
        auto member = m_server.newUser(m_owner);
        granted(await(m_space->members().addUser(*UserId::parse(member.member.toString()))));
        return member;
    }

    static bool areSame(const Credentials &a, const Credentials &b)
    {
        const bool sameUserKey =
            a.userKey && b.userKey && a.userKey->bytes().equals(b.userKey->bytes().view());
        return a.server == b.server && a.space == b.space && a.member == b.member &&
               a.key.seed().equals(b.key.seed().view()) && a.root->bytes().equals(b.root->bytes().view()) &&
               (sameUserKey || (!a.userKey && !b.userKey));
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_server.start()); }
    void init()
    {
        m_wire = std::make_unique<RelayTransport>(m_http);
        m_owner = m_server.newOwner();
        m_owner.userKey = SymmetricKey::generate();
        m_space = std::make_unique<Space>(m_owner.clone(), services());
    }

    void whatIsThereIsLeft()
    {
        const auto first = await(passwords().enable());
        VERIFY_OK(first);
        QVERIFY(first->isSetupNew && first->isRoleNew && first->isRightNew);
        const auto setup = await(m_space->data().plaintext(passwordSetupPath))->value;
        QVERIFY(opaque::ServerSetup::fromBytes(setup));
        const auto right =
            await(m_space->state().plaintext(u"auth/roles/opaque-user/rights/cap_create_opaque_user"_s));
        VERIFY_OK(right);
        QCOMPARE(right->value, R"({"op":"create","path":"data/opaque/users/{any}"})");

        const auto second = await(passwords().enable());
        VERIFY_OK(second);
        QVERIFY(!second->isSetupNew && !second->isRoleNew && !second->isRightNew);
        QCOMPARE(await(m_space->data().plaintext(passwordSetupPath))->value, setup);

        // What was broken off goes on where it was.
        VERIFY_OK(await(m_space->state().remove(u"auth/roles/opaque-user"_s)));
        const auto third = await(passwords().enable());
        VERIFY_OK(third);
        QVERIFY(!third->isSetupNew && third->isRoleNew && !third->isRightNew);
    }

    //! Nobody could log in any more, and nobody would know why.
    void aSetupThatIsNoneIsNotTakenForOne()
    {
        VERIFY_OK(await(m_space->data().setPlaintext(passwordSetupPath, QByteArray(128, '\xff'))));
        const auto enabled = await(passwords().enable());
        QVERIFY(!enabled);
        QCOMPARE(enabled.error().kind, ErrorKind::Opaque);
        QCOMPARE(enabled.error().code, ErrorCode::ServerRefused);
    }

    //! Whoever planted it could guess at every password.
    void aSetupOfSomebodyElseIsNotTaken()
    {
        const auto member = addedMember();
        VERIFY_OK(await(m_space->members().grantToUser(*UserId::parse(member.member.toString()), u"all"_s,
                                                       {Operation::Create, u"{...}"_s})));
        auto theirs = std::make_unique<Space>(member.clone(), services());
        VERIFY_OK(await(theirs->data().setPlaintext(
            passwordSetupPath, opaque::ServerSetup::generate().toBytes().exposeUnwiped())));
        const auto enabled = await(passwords().enable());
        QVERIFY(!enabled);
        QCOMPARE(enabled.error(), (Error{ErrorKind::Opaque, ErrorCode::ServerRefused, passwordSetupPath}));
    }

    //! Two who want the same name at once, and a server that lost its secrets.
    void whatComesBetweenARegistration()
    {
        VERIFY_OK(await(passwords().enable()));
        const auto member = addedMember();
        auto theirs = std::make_unique<Space>(member.clone(), servicesOver(m_http));
        m_wire->holds = [](const HttpRequest &request) { return isStep(request, "register/init"_L1); };
        auto first = passwords().enroll(u"ann"_s, secret("pw"));
        QTRY_COMPARE(m_wire->heldCount(), 1);
        const auto begun = passwordStep(u"ann"_s, "registration_request"_L1,
                                        opaque::Registration(secret("theirs")).request());
        VERIFY_OK(await(theirs->session().send(
            {.method = HttpRequest::Method::Post, .path = u"opaque/register/init"_s, .json = begun})));
        m_wire->release();
        const auto overtaken = await(std::move(first));
        QVERIFY(!overtaken);
        QCOMPARE(overtaken.error().kind, ErrorKind::Opaque);
        QCOMPARE(overtaken.error().code, ErrorCode::LoginOvertaken);
        VERIFY_OK(await(m_space->data().setPlaintext(passwordSetupPath, QByteArray(128, '\xff'))));
        if (m_server.isForeign())
            return; // it keeps the secrets it read until it is started again
        const auto broken = await(passwords().enroll(u"bob"_s, secret("pw")));
        QVERIFY(!broken);
        QCOMPARE(broken.error().kind, ErrorKind::Opaque);
        QCOMPARE(broken.error().code, ErrorCode::ServerRefused);
    }

    void keysComeBack()
    {
        VERIFY_OK(await(passwords().enable()));
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pässwörd ✓"))));
        const auto found = logIn(u"ann"_s, "pässwörd ✓");
        VERIFY_OK(found);
        QVERIFY(areSame(*found, m_owner));
        // They sign in as ever, and read what is encrypted.
        VERIFY_OK(await(m_space->messages().postEncrypted(u"general"_s, "chat.text", "hi")));
        auto again = m_server.spaceFor(found->clone());
        const auto page = await(again->messages().list(u"general"_s));
        VERIFY_OK(page);
        QCOMPARE(page->messages.size(), 1);

        for (const auto *wrong : {"", "password", "pässwörd ✓ "}) {
            const auto refused = logIn(u"ann"_s, wrong);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Authentication);
            QCOMPARE(refused.error().code, ErrorCode::WrongNameOrPassword);
        }
        QCOMPARE(logIn(u"bob"_s, "pässwörd ✓").error().code, ErrorCode::WrongNameOrPassword);
        QCOMPARE(logIn(u"a/b"_s, "x").error().code, ErrorCode::BadUsername);
        VERIFY_OK(logIn(u"ann"_s, "pässwörd ✓"));
    }

    //! Neither the password nor a key is in anything that was sent.
    void nothingSecretIsSent()
    {
        VERIFY_OK(await(passwords().enable()));
        m_wire->requests.clear();
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("a password nobody else has"))));
        VERIFY_OK(logIn(u"ann"_s, "a password nobody else has"));
        QVERIFY(m_wire->requests.size() >= 5);
        const QList<QByteArray> secrets{"a password nobody else has", m_owner.key.seed().exposeUnwiped(),
                                        m_owner.root->bytes().exposeUnwiped(),
                                        m_owner.userKey->bytes().exposeUnwiped()};
        for (const auto &request : m_wire->requests) {
            auto sent = request.url.toEncoded() + request.body;
            const auto data = parseJsonObject(request.body).value_or(QJsonObject())["data"_L1].toString();
            sent += QByteArray::fromBase64(data.toLatin1());
            for (const auto &each : secrets)
                QVERIFY(!sent.contains(each) && !sent.contains(each.toBase64()) &&
                        !sent.contains(each.toHex()));
        }
    }

    void aUserKeyIsMadeWhereThereIsNone()
    {
        m_owner.userKey.reset();
        m_space = std::make_unique<Space>(m_owner.clone(), services());
        VERIFY_OK(await(passwords().enable()));
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pw"))));
        const auto first = logIn(u"ann"_s, "pw");
        const auto second = logIn(u"ann"_s, "pw");
        QVERIFY(first && second && first->userKey);
        QVERIFY(areSame(*first, *second));
    }

    void whereItWasNotTurnedOn()
    {
        VERIFY_OK(await(m_space->state().setPlaintext(u"a"_s, "{}"))); // makes the space
        for (const auto &error :
             {await(passwords().enroll(u"ann"_s, secret("pw"))).error(), logIn(u"ann"_s, "pw").error()}) {
            QCOMPARE(error.kind, ErrorKind::Opaque);
            QCOMPARE(error.code, ErrorCode::NotEnabled);
        }
    }

    void whatCannotBeRegistered()
    {
        VERIFY_OK(await(passwords().enable()));
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pw"))));
        const auto taken = await(passwords().enroll(u"ann"_s, secret("other")));
        QCOMPARE(taken.error().kind, ErrorKind::Validation);
        QCOMPARE(taken.error().code, ErrorCode::AlreadyExists);
        VERIFY_OK(logIn(u"ann"_s, "pw"));

        m_wire->requests.clear();
        QCOMPARE(await(passwords().enroll(u"a b"_s, secret("pw"))).error().code, ErrorCode::BadUsername);
        QCOMPARE(await(passwords().enroll(u"bob"_s, {})).error().code, ErrorCode::MissingField);
        auto rootless = m_owner.clone();
        rootless.root.reset();
        QCOMPARE(await(passwords().enroll(u"bob"_s, secret("pw"), rootless)).error().code, ErrorCode::BadKey);
        QVERIFY(m_wire->requests.isEmpty());
    }

    //! Published servers never match the role's right; ours does (PROTOCOL 12.4).
    void aMembersOwnPassword()
    {
        VERIFY_OK(await(passwords().enable()));
        const auto member = addedMember();
        auto theirs = std::make_unique<Space>(member.clone(), services());
        const auto refused = await(theirs->passwords().enroll(u"uma"_s, secret("hers")));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Authorization);
        QCOMPARE(refused.error().code, ErrorCode::PasswordNotKept);
        QCOMPARE(logIn(u"uma"_s, "hers").error().code, ErrorCode::WrongNameOrPassword);

        VERIFY_OK(
            await(m_space->members().assignRole(*UserId::parse(member.member.toString()), passwordRole)));
        const auto byRole = await(theirs->passwords().enroll(u"uma"_s, secret("hers")));
        if (m_server.isForeign()) {
            QCOMPARE(byRole.error().code, ErrorCode::PasswordNotKept);
            VERIFY_OK(await(passwords().enroll(u"uma"_s, secret("hers"), member)));
        } else {
            VERIFY_OK(byRole);
        }
        const auto found = logIn(u"uma"_s, "hers");
        VERIFY_OK(found);
        QCOMPARE(found->member, member.member);
    }

    void theOwnerForAMember()
    {
        VERIFY_OK(await(passwords().enable()));
        auto member = addedMember();
        member.userKey = SymmetricKey::generate();
        VERIFY_OK(await(passwords().enroll(u"uma"_s, secret("hers"), member)));
        const auto found = logIn(u"uma"_s, "hers");
        VERIFY_OK(found);
        QVERIFY(areSame(*found, member));
    }

    //! A server keeps one login a name: both people get in all the same.
    void twoAtOnce()
    {
        VERIFY_OK(await(passwords().enable()));
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pw"))));
        // The second begins before the first ends, and is done before that goes on.
        m_wire->holds = [](const HttpRequest &request) { return isStep(request, "login/init"_L1); };
        auto one = begin(u"ann"_s, "pw");
        QTRY_COMPARE(m_wire->heldCount(), 1);
        auto other = begin(u"ann"_s, "pw");
        QTRY_COMPARE(m_wire->heldCount(), 2);
        m_wire->releaseLast();
        const auto second = await(std::move(other));
        VERIFY_OK(second);
        m_wire->release();
        const auto first = await(std::move(one));
        VERIFY_OK(first);
        QVERIFY(areSame(*first, *second));
        const auto begun =
            std::count_if(m_wire->requests.cbegin(), m_wire->requests.cend(),
                          [](const HttpRequest &request) { return isStep(request, "login/init"_L1); });
        QCOMPARE(begun, 3); // overtaken once
    }

    void whoIsAlwaysOvertakenIsTold()
    {
        VERIFY_OK(await(passwords().enable()));
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pw"))));
        m_wire->requests.clear();
        m_wire->alter = [](const HttpRequest &request, HttpResponse &response) {
            if (isStep(request, "login/finish"_L1))
                response = {.status = 404, .body = R"({"detail":"expired"})"};
        };
        const auto refused = logIn(u"ann"_s, "pw");
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Opaque);
        QCOMPARE(refused.error().code, ErrorCode::LoginOvertaken);
        QCOMPARE(m_wire->requests.size(), 12);
    }

    void aServerThatChangesWhatItKeeps_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("step");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<ErrorCode>("code");
        QTest::newRow("keys") << u"encrypted_credentials"_s << u"login/finish"_s << ErrorKind::Chain
                              << ErrorCode::HashMismatch;
        QTest::newRow("whose") << u"public_key"_s << u"login/finish"_s << ErrorKind::Opaque
                               << ErrorCode::ServerRefused;
        QTest::newRow("its proof") << u"credential_response"_s << u"login/init"_s << ErrorKind::Opaque
                                   << ErrorCode::SignatureMismatch;
    }
    void aServerThatChangesWhatItKeeps()
    {
        QFETCH(QString, field);
        QFETCH(QString, step);
        QFETCH(ErrorKind, kind);
        QFETCH(ErrorCode, code);
        VERIFY_OK(await(passwords().enable()));
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pw"))));
        m_wire->alter = [&](const HttpRequest &request, HttpResponse &response) {
            if (!isStep(request, QLatin1StringView(step.toLatin1())))
                return;
            if (field != "public_key"_L1)
                return replaceBytes(response, field, flipLast);
            auto object = *parseJsonObject(response.body);
            object[field] = UserId::of(SigningKey::generate().publicKey()).toString();
            response.body = compactJson(object);
        };
        const auto refused = logIn(u"ann"_s, "pw");
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, kind);
        QCOMPARE(refused.error().code, code);
    }

    //! One that would let somebody else's password in.
    void aServerThatKeepsAnotherFile()
    {
        VERIFY_OK(await(passwords().enable()));
        m_wire->alter = [](const HttpRequest &request, HttpResponse &response) {
            if (isStep(request, "register/finish"_L1))
                replaceBytes(response, u"password_file"_s, flipLast);
        };
        const auto refused = await(passwords().enroll(u"ann"_s, secret("pw")));
        QCOMPARE(refused.error().kind, ErrorKind::Opaque);
        QCOMPARE(refused.error().code, ErrorCode::ServerRefused);
        m_wire->alter = [](const auto &, auto &) {};
        QCOMPARE(logIn(u"ann"_s, "pw").error().code, ErrorCode::WrongNameOrPassword);
    }

    void nonsenseIsNoAnswer_data()
    {
        QTest::addColumn<QString>("step");
        QTest::addColumn<QByteArray>("body");
        for (const auto &step :
             {u"login/init"_s, u"login/finish"_s, u"register/init"_s, u"register/finish"_s}) {
            for (const auto *body :
                 {"", "{}", "[]", R"({"credential_response":"AAAA"})", R"({"registration_response":"AAAA"})",
                  R"({"password_file":7})", R"({"encrypted_credentials":"!","public_key":"U"})"})
                QTest::addRow("%s %s", qPrintable(step), body) << step << QByteArray(body);
        }
    }
    void nonsenseIsNoAnswer()
    {
        QFETCH(QString, step);
        QFETCH(QByteArray, body);
        VERIFY_OK(await(passwords().enable()));
        const bool isLogin = step.startsWith(u"login"_s);
        if (isLogin)
            VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pw"))));
        m_wire->alter = [&](const HttpRequest &request, HttpResponse &response) {
            if (isStep(request, QLatin1StringView(step.toLatin1())))
                response.body = body;
        };
        const auto error = isLogin ? logIn(u"ann"_s, "pw").error()
                                   : await(passwords().enroll(u"ann"_s, secret("pw"))).error();
        QVERIFY(error.kind == ErrorKind::Validation || error.kind == ErrorKind::Opaque);
        QVERIFY(error.code != ErrorCode::WrongNameOrPassword);
    }

    //! As the TypeScript SDK registers: stretched another way, and without a user key.
    void whatTheTypeScriptSdkKept()
    {
        VERIFY_OK(await(passwords().enable()));
        const auto setup =
            *opaque::ServerSetup::fromBytes(await(m_space->data().plaintext(passwordSetupPath))->value);
        const opaque::Registration registration(secret("pw"));
        const auto answer = setup.respond(*opaque::Element::fromBytes(registration.request()), "ann");
        const auto finished =
            registration.finish(answer.toBytes(), {.stretching = opaque::typeScriptStretching});
        const MemberKeys keys{m_owner.key.clone(), m_owner.root->clone(), {}};
        const PasswordRecord record{finished->upload, wrapKeys(keys, finished->exportKey.view()),
                                    m_owner.member.text()};
        VERIFY_OK(await(m_space->data().setPlaintext(passwordRecordPath(u"ann"_s), record.toJson())));
        const auto found = logIn(u"ann"_s, "pw");
        VERIFY_OK(found);
        QVERIFY(!found->userKey);
        QVERIFY(found->key.seed().equals(m_owner.key.seed().view()));
        QCOMPARE(logIn(u"ann"_s, "wrong").error().code, ErrorCode::WrongNameOrPassword);
    }

    void whatIsNoRecord()
    {
        VERIFY_OK(await(passwords().enable()));
        VERIFY_OK(await(m_space->data().setPlaintext(passwordRecordPath(u"ann"_s), "junk")));
        const auto refused = logIn(u"ann"_s, "pw");
        QCOMPARE(refused.error().kind, ErrorKind::Opaque);
        QCOMPARE(refused.error().code, ErrorCode::ServerRefused);
    }

    void withoutTheServer()
    {
        VERIFY_OK(await(passwords().enable()));
        m_wire->failure = Error{ErrorKind::Network, ErrorCode::ConnectionRefused};
        QCOMPARE(logIn(u"ann"_s, "pw").error().code, ErrorCode::ConnectionRefused);
        QCOMPARE(await(passwords().enroll(u"ann"_s, secret("pw"))).error().code,
                 ErrorCode::ConnectionRefused);
        QCOMPARE(await(passwords().enable()).error().code, ErrorCode::ConnectionRefused);
        m_wire->failure.reset();
        // Nothing was left half done.
        VERIFY_OK(await(passwords().enroll(u"ann"_s, secret("pw"))));
        VERIFY_OK(logIn(u"ann"_s, "pw"));
    }
};

QTEST_GUILESS_MAIN(TestPasswords)
#include "tst_passwords.moc"
