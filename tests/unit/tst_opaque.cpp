// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/opaque/envelope.h"
#include "crypto/opaque/kdf.h"
#include "crypto/opaque/opaqueclient.h"
#include "crypto/opaque/opaqueserver.h"
#include "crypto/opaque/oprf.h"
#include "support/vectors.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::opaque;
using namespace reeeductio::test;

namespace {

QByteArray bytes(const SecretBytes &secret)
{
    return secret.exposeUnwiped();
}

QByteArray draw(const QJsonObject &row, QLatin1StringView step, int number)
{
    return QByteArray::fromHex(row["rng_draws"_L1][step][number].toString().toLatin1());
}

//! The vectors wrote every draw down; scalars were drawn as 64 bytes.
Scalar drawnScalar(const QJsonObject &row, QLatin1StringView step, int number)
{
    return *Scalar::reduce(draw(row, step, number));
}

void addRows(const QJsonValue &rows)
{
    QTest::addColumn<QJsonObject>("row");
    for (const auto &row : rows.toArray()) {
        const auto name = row["name"_L1].isString() ? row["name"_L1] : row["username"_L1];
        QTest::newRow(qPrintable(name.toString())) << row.toObject();
    }
}

QJsonValue transcripts(QLatin1StringView part)
{
    return vectorFile(u"opaque_transcripts.json"_s)["data"_L1][part];
}

//! What the two sides of a registration make of a password, without any wire.
struct Registered
{
    PasswordFile file;
    QByteArray exportKey;
};

Registered registered(const ServerSetup &setup, QByteArrayView password, QByteArrayView name,
                      const Parameters &parameters = {})
{
    const Registration registration(SecretBytes::copyOf(password));
    const auto response = setup.respond(*Element::fromBytes(registration.request()), name);
    const auto finished = registration.finish(response.toBytes(), parameters);
    return {*PasswordFile::fromBytes(finished->upload), bytes(finished->exportKey)};
}

} // namespace

class TestOpaque : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void transcript_data() { addRows(transcripts("deterministic"_L1)); }
    //! Byte for byte what the published servers and Python SDK compute, with every draw given.
    void transcript()
    {
        QFETCH(QJsonObject, row);
        const auto hex = [](const QJsonValue &value) {
            return QByteArray::fromHex(value.toString().toLatin1());
        };
        const auto registration = row["registration"_L1].toObject();
        const auto login = row["login"_L1].toObject();
        const auto password = utf8Field(row, "password_utf8"_L1);
        const auto name = utf8Field(row, "credential_identifier_utf8"_L1);
        const auto setup = ServerSetup::fromBytes(hexField(row, "server_setup"_L1));
        QVERIFY(setup);
        QCOMPARE(bytes(setup->toBytes()), hexField(row, "server_setup"_L1));
        QCOMPARE(setup->publicKey().view(), hexField(row, "server_public_key"_L1));

        const Registration enrolling(SecretBytes::copyOf(password),
                                     drawnScalar(row, "client_registration_start"_L1, 0));
        QCOMPARE(enrolling.request(), hex(registration["registration_request"_L1]));
        const auto answer = setup->respond(*Element::fromBytes(enrolling.request()), name);
        QCOMPARE(answer.toBytes(), hex(registration["registration_response"_L1]));
        const auto enrolled =
            enrolling.finish(answer.toBytes(), {}, draw(row, "client_registration_finish"_L1, 0));
        QVERIFY(enrolled);
        QCOMPARE(enrolled->upload, hex(registration["registration_upload"_L1]));
        QCOMPARE(enrolled->upload, hex(registration["password_file"_L1]));
        QCOMPARE(bytes(enrolled->exportKey), hex(registration["export_key"_L1]));

        const auto seed = draw(row, "client_login_start"_L1, 1);
        const Login entering(SecretBytes::copyOf(password),
                             {.blind = drawnScalar(row, "client_login_start"_L1, 0),
                              .nonce = draw(row, "client_login_start"_L1, 2),
                              .keyShareSeed = SecretBytes::copyOf(seed)});
        QCOMPARE(entering.request(), hex(login["credential_request_KE1"_L1]));
        const auto started =
            setup->respond(*CredentialRequest::fromBytes(entering.request()), name,
                           *PasswordFile::fromBytes(enrolled->upload), {},
                           {.maskingNonce = draw(row, "server_login_start"_L1, 1),
                            .nonce = draw(row, "server_login_start"_L1, 3),
                            .keyShareSeed = SecretBytes::copyOf(draw(row, "server_login_start"_L1, 2))});
        QCOMPARE(started.response.toBytes(), hex(login["credential_response_KE2"_L1]));
        const auto entered = entering.finish(started.response.toBytes());
        QVERIFY(entered);
        QCOMPARE(entered->finalization, hex(login["credential_finalization_KE3"_L1]));
        QCOMPARE(bytes(entered->exportKey), hex(login["export_key"_L1]));
        QCOMPARE(bytes(entered->sessionKey), hex(login["session_key"_L1]));
        QCOMPARE(bytes(started.sessionKey) + bytes(started.expected),
                 hex(login["server_state_session_key_and_expected_mac"_L1]));
    }

    void rfc9807_data() { addRows(vectorFile(u"opaque_rfc9807.json"_s)["cases"_L1]); }
    //! The RFC's own, with its context, its identities and no stretching.
    void rfc9807()
    {
        QFETCH(QJsonObject, row);
        const auto field = [&](QLatin1StringView name) { return hexField(row, name); };
        const Parameters parameters{.stretching = {},
                                    .context = field("context"_L1),
                                    .clientIdentity = field("client_identity"_L1),
                                    .serverIdentity = field("server_identity"_L1)};
        const auto dummy = Element::of(Scalar::random()).view().toByteArray();
        const auto setup =
            ServerSetup::fromBytes(field("oprf_seed"_L1) + field("server_private_key"_L1) + dummy);
        QVERIFY(setup);
        QCOMPARE(setup->publicKey().view(), field("server_public_key"_L1));
        const auto name = field("credential_identifier"_L1);

        const Registration enrolling(SecretBytes::copyOf(field("password"_L1)),
                                     *Scalar::fromBytes(field("blind_registration"_L1)));
        QCOMPARE(enrolling.request(), field("registration_request"_L1));
        const auto answer = setup->respond(*Element::fromBytes(enrolling.request()), name);
        QCOMPARE(answer.toBytes(), field("registration_response"_L1));
        const auto enrolled = enrolling.finish(answer.toBytes(), parameters, field("envelope_nonce"_L1));
        QVERIFY(enrolled);
        QCOMPARE(enrolled->upload, field("registration_upload"_L1));
        QCOMPARE(bytes(enrolled->exportKey), field("export_key"_L1));

        const Login entering(SecretBytes::copyOf(field("password"_L1)),
                             {.blind = *Scalar::fromBytes(field("blind_login"_L1)),
                              .nonce = field("client_nonce"_L1),
                              .keyShareSeed = SecretBytes::copyOf(field("client_keyshare_seed"_L1))});
        QCOMPARE(entering.request(), field("KE1"_L1));
        const auto started =
            setup->respond(*CredentialRequest::fromBytes(entering.request()), name,
                           *PasswordFile::fromBytes(enrolled->upload), parameters,
                           {.maskingNonce = field("masking_nonce"_L1),
                            .nonce = field("server_nonce"_L1),
                            .keyShareSeed = SecretBytes::copyOf(field("server_keyshare_seed"_L1))});
        QCOMPARE(started.response.toBytes(), field("KE2"_L1));
        const auto entered = entering.finish(started.response.toBytes(), parameters);
        QVERIFY(entered);
        QCOMPARE(entered->finalization, field("KE3"_L1));
        QCOMPARE(bytes(entered->sessionKey), field("session_key"_L1));
        QCOMPARE(bytes(started.expected), field("KE3"_L1));
    }

    void registeredElsewhere_data()
    {
        QTest::addColumn<QJsonObject>("row");
        QTest::addColumn<bool>("isTypeScript");
        const auto add = [](const QJsonValue &rows, const char *where, bool isTypeScript) {
            for (const auto &row : rows.toArray())
                QTest::addRow("%s %s", where, qPrintable(row["username"_L1].toString()))
                    << row.toObject() << isTypeScript;
        };
        add(transcripts("live_opaque_snake"_L1), "Python", false);
        add(vectorFile(u"opaque_typescript.json"_s)["cases"_L1], "TypeScript", true);
    }
    //! By the libraries of the published SDKs, with draws nobody kept: what the server's secrets and the
    //! password make of it is the same, by that SDK's stretching and no other.
    void registeredElsewhere()
    {
        QFETCH(QJsonObject, row);
        QFETCH(bool, isTypeScript);
        const auto setup = ServerSetup::fromBytes(hexField(row, "server_setup"_L1));
        const auto name = utf8Field(row, "username"_L1);
        const auto request = Element::fromBytes(hexField(row, "registration_request"_L1));
        QVERIFY(setup && request);
        QCOMPARE(setup->respond(*request, name).toBytes(), hexField(row, "registration_response"_L1));
        const auto file = PasswordFile::fromBytes(hexField(row, "password_file"_L1));
        QVERIFY(file);

        const Login login(SecretBytes::copyOf(utf8Field(row, "password_utf8"_L1)));
        const auto started = setup->respond(*CredentialRequest::fromBytes(login.request()), name, *file);
        const auto answer = started.response.toBytes();
        const Parameters python;
        const Parameters typeScript{.stretching = typeScriptStretching};
        QCOMPARE(login.finish(answer, isTypeScript ? python : typeScript).error().code,
                 ErrorCode::WrongNameOrPassword);
        const auto finished = login.finish(answer, isTypeScript ? typeScript : python);
        QVERIFY(finished);
        QCOMPARE(bytes(finished->exportKey), hexField(row, "export_key"_L1));
        QVERIFY(started.expected.equals(finished->finalization));
    }

    void parsing_data()
    {
        addRows({}); // the column
        addParsingRows();
    }
    void parsing()
    {
        QFETCH(QJsonObject, row);
        const auto input = hexField(row, "input"_L1);
        const auto type = row["type"_L1].toString();
        const auto written = [&]() -> std::optional<QByteArray> {
            const auto back = [](const auto &message) -> std::optional<QByteArray> {
                return message ? std::optional(message->toBytes()) : std::nullopt;
            };
            if (type == "RegistrationRequest"_L1) {
                const auto element = Element::fromBytes(input);
                return element ? std::optional(element->view().toByteArray()) : std::nullopt;
            }
            if (type == "RegistrationResponse"_L1)
                return back(RegistrationResponse::fromBytes(input));
            if (type == "RegistrationUpload"_L1 || type == "PasswordFile"_L1)
                return back(PasswordFile::fromBytes(input));
            if (type == "CredentialRequest"_L1)
                return back(CredentialRequest::fromBytes(input));
            return back(CredentialResponse::fromBytes(input));
        }();
        // The published implementation takes what is longer and forgets the rest; here it is no message.
        const bool isLonger = row["name"_L1] == "one byte more"_L1;
        QCOMPARE(written.has_value(), row["accepted"_L1].toBool() && !isLonger);
        if (written)
            QCOMPARE(*written, input);
    }

    void everyWrongPasswordIsTold()
    {
        const auto setup = ServerSetup::generate();
        const auto file = registered(setup, "right", "ann").file;
        const auto finish = [&](QByteArrayView password, const ServerSetup &server, QByteArrayView name) {
            const Login login(SecretBytes::copyOf(password));
            const auto request = *CredentialRequest::fromBytes(login.request());
            return login.finish(server.respond(request, name, file).response.toBytes());
        };
        QVERIFY(finish("right", setup, "ann"));
        for (const auto *wrong : {"", "Right", "right ", "righ"})
            QCOMPARE(finish(wrong, setup, "ann").error(),
                     (Error{ErrorKind::Authentication, ErrorCode::WrongNameOrPassword}));
        // Another's file, and another server's.
        QCOMPARE(finish("right", setup, "bob").error().code, ErrorCode::WrongNameOrPassword);
        QCOMPARE(finish("right", ServerSetup::generate(), "ann").error().code,
                 ErrorCode::WrongNameOrPassword);
    }

    //! Somebody who has the password file, but not the server's key, is not taken for the server.
    void aServerProvesItsKey()
    {
        const auto setup = ServerSetup::generate();
        const auto file = registered(setup, "right", "ann").file;
        const Login login(SecretBytes::copyOf("right"));
        auto started = setup.respond(*CredentialRequest::fromBytes(login.request()), "ann", file);
        auto answer = started.response.toBytes();
        answer.back() = static_cast<char>(answer.back() ^ 1);
        QCOMPARE(login.finish(answer).error(), (Error{ErrorKind::Opaque, ErrorCode::SignatureMismatch}));
        QVERIFY(login.finish(started.response.toBytes()));
    }

    //! Every byte of an answer counts.
    void noChangedAnswerIsTaken()
    {
        const Parameters quick{.stretching = {}};
        const auto setup = ServerSetup::generate();
        const auto file = registered(setup, "right", "ann", quick).file;
        const Login login(SecretBytes::copyOf("right"));
        const auto answer = setup.respond(*CredentialRequest::fromBytes(login.request()), "ann", file, quick)
                                .response.toBytes();
        QVERIFY(login.finish(answer, quick));
        for (qsizetype at = 0; at < answer.size(); ++at) {
            auto changed = answer;
            changed[at] = static_cast<char>(changed.at(at) ^ 0x10);
            QVERIFY2(!login.finish(changed, quick), qPrintable(QString::number(at)));
        }
        for (const auto size : {0, 1, 64, 319})
            QCOMPARE(login.finish(answer.first(size), quick).error().code, ErrorCode::ServerRefused);
        QCOMPARE(login.finish(answer + 'x', quick).error().code, ErrorCode::ServerRefused);
    }

    //! A password that the TypeScript SDK registered: the same answer, stretched as it does.
    void anAnswerMayBeTriedTwice()
    {
        const Parameters other{.stretching = typeScriptStretching};
        const auto setup = ServerSetup::generate();
        const auto enrolled = registered(setup, "right", "ann", other);
        const Login login(SecretBytes::copyOf("right"));
        const auto started =
            setup.respond(*CredentialRequest::fromBytes(login.request()), "ann", enrolled.file);
        const auto answer = started.response.toBytes();
        QCOMPARE(login.finish(answer).error().code, ErrorCode::WrongNameOrPassword);
        const auto finished = login.finish(answer, other);
        QVERIFY(finished);
        QCOMPARE(bytes(finished->exportKey), enrolled.exportKey);
        QVERIFY(started.expected.equals(finished->finalization));
    }

    void stretchingIsArgon2id()
    {
        const auto first = transcripts("deterministic"_L1)[0]["intermediate"_L1]["login"_L1].toObject();
        const auto stretched = stretch(hexField(first, "oprf_output"_L1), {});
        QVERIFY(stretched);
        QCOMPARE(bytes(*stretched), hexField(first, "stretched"_L1));
        QCOMPARE(stretch("x", {1, 1, 1}).error().kind, ErrorKind::Storage); // less than Argon2 can
    }

    void scalarsAndElementsAreChecked()
    {
        const auto order = QByteArray::fromHex("edd3f55c1a631258d69cf7a2def9de14"
                                               "00000000000000000000000000000010");
        QVERIFY(!Scalar::fromBytes(order));
        QVERIFY(!Scalar::fromBytes(QByteArray(32, '\0')));
        QVERIFY(!Scalar::fromBytes(QByteArray(31, '\1')));
        auto below = order;
        below[0] = static_cast<char>(below.at(0) - 1);
        QVERIFY(Scalar::fromBytes(below));
        QVERIFY(!Scalar::reduce(order + QByteArray(32, '\0')));
        const auto scalar = Scalar::random();
        const auto element = Element::of(Scalar::random());
        QCOMPARE(element.times(scalar).times(scalar.inverse()), element);
        auto setup = bytes(ServerSetup::generate().toBytes());
        QVERIFY(ServerSetup::fromBytes(setup));
        QVERIFY(!ServerSetup::fromBytes(setup + 'x'));
        QVERIFY(!ServerSetup::fromBytes(QByteArray(128, '\0')));
        setup.replace(96, 32, QByteArray(32, '\xff'));
        QVERIFY(!ServerSetup::fromBytes(setup));
    }

private:
    static void addParsingRows()
    {
        const auto rows = transcripts("parsing"_L1).toArray();
        QCOMPARE(rows.size(), 42);
        for (const auto &row : rows) {
            // What ends a login is any 64 bytes; a server compares it.
            if (row["type"_L1] != "CredentialFinalization"_L1)
                QTest::addRow("%s %s", qPrintable(row["type"_L1].toString()),
                              qPrintable(row["name"_L1].toString()))
                    << row.toObject();
        }
    }
};

QTEST_GUILESS_MAIN(TestOpaque)
#include "tst_opaque.moc"
