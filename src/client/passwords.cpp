// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/passwords.h"

#include "base/asyncoperation.h"
#include "crypto/opaque/opaqueclient.h"
#include "crypto/opaque/opaqueserver.h"
#include "protocol/passwordlogin.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

//! What is there is looked for first, one thing after the other: a second setup would lock out all who
//! registered with the first.
class Passwords::Enable final : public AsyncOperation<Enabled>
{
public:
    explicit Enable(Passwords &passwords) : AsyncOperation(&passwords), m_passwords(passwords) {}

protected:
    void run() override
    {
        m_passwords.m_data.plaintext(passwordSetupPath).done(this, [this](const Result<DataValue> &found) {
            if (found) {
                // Whoever knows the secrets can guess at every password: only the owner's own will do.
                const bool isOwners = found->signedBy.isOwnerOf(m_passwords.m_context.space());
                if (!isOwners || !opaque::ServerSetup::fromBytes(found->value))
                    return finish(fail(ErrorKind::Opaque, ErrorCode::ServerRefused, passwordSetupPath));
                return makeRole();
            }
            if (found.error().kind != ErrorKind::NotFound)
                return finish(fail(found.error()));
            writeSetup();
        });
    }

private:
    void writeSetup()
    {
        auto setup = opaque::ServerSetup::generate().toBytes().exposeUnwiped();
        auto written = m_passwords.m_data.setPlaintext(passwordSetupPath, setup);
        wipeArray(setup);
        written.done(this, [this](const Result<qint64> &stored) {
            if (!stored)
                return finish(fail(stored.error()));
            m_enabled.isSetupNew = true;
            makeRole();
        });
    }

    void makeRole()
    {
        const auto make = [this] {
            return m_passwords.m_members.createRole(passwordRole,
                                                    u"Role for users who can register OPAQUE credentials"_s);
        };
        unlessThere(u"auth/roles/"_s + passwordRole, make, [this](bool isNew) {
            m_enabled.isRoleNew = isNew;
            grantRight();
        });
    }

    void grantRight()
    {
        const auto grant = [this] {
            return m_passwords.m_members.grantToRole(passwordRole, passwordRightId,
                                                     {Operation::Create, passwordRightPath});
        };
        unlessThere(u"auth/roles/%1/rights/%2"_s.arg(passwordRole, passwordRightId), grant,
                    [this](bool isNew) {
                        m_enabled.isRightNew = isNew;
                        finish(m_enabled);
                    });
    }

    void unlessThere(const QString &path, const std::function<Pending<PostedMessage>()> &make,
                     const std::function<void(bool isNew)> &next)
    {
        m_passwords.m_state.plaintext(path).done(this, [this, make, next](const Result<StateValue> &found) {
            if (found && !found->isDeleted())
                return next(false);
            if (!found && found.error().kind != ErrorKind::NotFound)
                return finish(fail(found.error()));
            make().done(this, [this, next](const Result<PostedMessage> &posted) {
                if (!posted)
                    return finish(fail(posted.error()));
                next(true);
            });
        });
    }

    Passwords &m_passwords;
    Enabled m_enabled;
};

class Passwords::Enroll final : public AsyncOperation<void>
{
public:
    Enroll(Passwords &passwords, QString username, const SecretBytes &password, MemberKeys keys,
           const MemberId &member)
        : AsyncOperation(&passwords), m_passwords(passwords), m_username(std::move(username)),
          m_registration(std::make_shared<opaque::Registration>(password.clone())), m_keys(std::move(keys)),
          m_member(member)
    {}

protected:
    void run() override
    {
        step(u"init"_s, "registration_request"_L1, m_registration->request())
            .then(this,
                  [](const QByteArray &body) { return passwordAnswer(body, "registration_response"_L1); })
            .then(this,
                  [this](const QByteArray &answer) {
                      return m_passwords.m_context.pool.run(
                          [registration = m_registration, answer] { return registration->finish(answer); });
                  })
            .done(this, [this](Result<opaque::Registration::Finished> finished) {
                if (!finished)
                    return giveUp(finished.error());
                m_finished = *std::move(finished);
                upload();
            });
    }

private:
    Pending<QByteArray> step(const QString &name, QLatin1StringView field, const QByteArray &bytes)
    {
        return m_passwords.m_context.session.send({.method = HttpRequest::Method::Post,
                                                   .path = u"opaque/register/"_s + name,
                                                   .json = passwordStep(m_username, field, bytes)});
    }

    void upload()
    {
        step(u"finish"_s, "registration_record"_L1, m_finished.upload)
            .then(this, [](const QByteArray &body) { return passwordAnswer(body, "password_file"_L1); })
            .done(this, [this](const Result<QByteArray> &file) {
                if (!file)
                    return giveUp(file.error());
                // The file is what was uploaded (RFC 9807, section 5): another one would let another password
                // in.
                if (*file != m_finished.upload)
                    return finish(fail(ErrorKind::Opaque, ErrorCode::ServerRefused, u"password_file"_s));
                keep(*file);
            });
    }

    void keep(const QByteArray &file)
    {
        const PasswordRecord record{file, wrapKeys(m_keys, m_finished.exportKey.view()), m_member.text()};
        m_passwords.m_data.setPlaintext(passwordRecordPath(m_username), record.toJson())
            .done(this, [this](const Result<qint64> &stored) {
                if (stored)
                    return finish({});
                auto error = stored.error();
                if (error.code == ErrorCode::PermissionDenied)
                    error.code = ErrorCode::PasswordNotKept;
                finish(fail(error));
            });
    }

    void giveUp(const Error &error)
    {
        const auto status = error.httpStatus;
        const bool isTokens = error.kind == ErrorKind::Authentication;
        if (status == 409)
            return finish(fail(ErrorKind::Validation, ErrorCode::AlreadyExists, m_username, status));
        if (status == 400 && !isTokens) // its secrets are none, or it forgot that this was begun
            return finish(fail(ErrorKind::Opaque, ErrorCode::ServerRefused, error.detail, status));
        if (status == 401 && !isTokens) // somebody else began to register that name
            return finish(fail(ErrorKind::Opaque, ErrorCode::LoginOvertaken, error.detail, status));
        finish(fail(error));
    }

    Passwords &m_passwords;
    QString m_username;
    std::shared_ptr<const opaque::Registration> m_registration;
    opaque::Registration::Finished m_finished;
    MemberKeys m_keys;
    MemberId m_member;
};

Passwords::Passwords(SpaceContext &context, Data &data, State &state, Members &members, QObject *parent)
    : QObject(parent), m_context(context), m_data(data), m_state(state), m_members(members)
{}

Passwords::~Passwords() = default;

Pending<Passwords::Enabled> Passwords::enable()
{
    return (new Enable(*this))->start();
}

Pending<void> Passwords::enroll(const QString &username, const SecretBytes &password)
{
    return enroll(username, password, m_context.credentials);
}

Pending<void> Passwords::enroll(const QString &username, const SecretBytes &password,
                                const Credentials &whose)
{
    if (const auto checked = checkUsername(username); !checked)
        return Pending<void>::failed(checked.error());
    if (password.isEmpty())
        return Pending<void>::failed({ErrorKind::Validation, ErrorCode::MissingField, u"password"_s});
    if (!whose.root)
        return Pending<void>::failed({ErrorKind::Validation, ErrorCode::BadKey, u"symmetric root"_s});
    MemberKeys keys{whose.key.clone(), whose.root->clone(),
                    whose.userKey ? whose.userKey->clone() : SymmetricKey::generate()};
    return (new Enroll(*this, username, password, std::move(keys), whose.member))->start();
}

} // namespace reeeductio
