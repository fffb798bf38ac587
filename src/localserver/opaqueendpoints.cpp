// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "crypto/encoding.h"
#include "crypto/opaque/opaqueserver.h"
#include "localserver/endpoints.h"
#include "protocol/json.h"
#include "protocol/passwordlogin.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver::endpoints {

namespace {

// Password login (PROTOCOL 11) gives keys back and no token. Its secrets and records are data that members
// write like any other; what stands there is read anew with each request.

//! The two fields that every step's body has.
struct Step
{
    QString username;
    QByteArray name; //!< the username's bytes
    QByteArray payload;
};

Answer<Step> stepOf(const ApiCall &call, QLatin1StringView payload)
{
    BodyFields fields(call.body);
    const auto username = fields.text("username"_L1);
    // The published pattern allows `.` and `..`, too, whose records have no address.
    if (!checkUsername(username) && username != "."_L1 && username != ".."_L1)
        fields.addFault("username"_L1, u"String should match pattern '^[a-zA-Z0-9._@+-]+$'"_s);
    const auto text = fields.text(payload);
    return fields.check().map([&] { return Step{username, username.toUtf8(), text.toUtf8()}; });
}

//! The message in a payload, or nothing. As published, what stands behind it is ignored.
template <class Message>
std::optional<Message> messageIn(QByteArrayView payload)
{
    const auto bytes = fromBase64(payload);
    if (!bytes)
        return std::nullopt;
    return Message::fromBytes(QByteArrayView(*bytes).first(std::min(bytes->size(), Message::Size)));
}

Answer<std::optional<QByteArray>> storedAt(ServerCore &core, const SpaceId &space, const QString &path)
{
    const auto stored = core.data.find(space, path);
    if (!stored)
        return refuseFor(stored.error());
    if (!*stored)
        return std::nullopt;
    const auto entry = parseJsonObject((*stored)->json).and_then(dataEntryFromJson);
    const auto value = entry ? fromBase64(entry->data) : fail(entry.error());
    return value.value_or(QByteArray());
}

Answer<opaque::ServerSetup> setupOf(ServerCore &core, const SpaceId &space)
{
    const auto stored = storedAt(core, space, passwordSetupPath);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return refuse(501, u"OPAQUE is not enabled for this space"_s);
    auto setup = opaque::ServerSetup::fromBytes(**stored);
    if (!setup)
        return refuse(400, u"Invalid OPAQUE server setup"_s);
    return *std::move(setup);
}

//! 409 when somebody has the name.
Answer<void> requireFree(ServerCore &core, const SpaceId &space, const QString &username)
{
    const auto stored = storedAt(core, space, passwordRecordPath(username));
    if (!stored)
        return tl::unexpected(stored.error());
    if (*stored)
        return refuse(409, u"Username '%1' is already registered"_s.arg(username));
    return {};
}

//! 401 when nobody has the name: published servers tell that, too.
Answer<PasswordRecord> recordOf(ServerCore &core, const SpaceId &space, const QString &username)
{
    const auto stored = storedAt(core, space, passwordRecordPath(username));
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return refuse(401, u"User '%1' not found"_s.arg(username));
    const auto record = PasswordRecord::fromJson(**stored);
    if (!record)
        return refuse(400, u"Invalid OPAQUE record for user '%1'"_s.arg(username));
    return *record;
}

//! Who registers: the step, the session and the server's secrets.
struct Registering
{
    Step step;
    Session session;
    opaque::ServerSetup setup;

    QByteArrayView space() const { return session.space->id().text(); }
};

Answer<Registering> registering(ServerCore &core, const ApiCall &call, QLatin1StringView payload)
{
    auto step = stepOf(call, payload);
    if (!step)
        return tl::unexpected(step.error());
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    auto setup = setupOf(core, session->space->id());
    if (!setup)
        return tl::unexpected(setup.error());
    return Registering{*std::move(step), *session, *std::move(setup)};
}

Answer<SpaceId> spaceOf(ServerCore &core, const ApiCall &call)
{
    if (auto served = core.requireSpace(call.parameters[0]); !served)
        return tl::unexpected(served.error());
    const auto id = SpaceId::parse(call.parameters[0]);
    if (!id)
        return refuse(400, u"Invalid space identifier"_s);
    return *id;
}

HttpResponse answer(const QString &field, QByteArrayView bytes)
{
    return jsonResponse(200, {{field, QString::fromLatin1(toBase64(bytes))}});
}

} // namespace

Answer<HttpResponse> opaqueSetup(ServerCore &core, const ApiCall &call)
{
    const auto session = core.signIn(call.parameters[0], call.bearer);
    if (!session)
        return tl::unexpected(session.error());
    if (!session->member.isOwnerOf(session->space->id()))
        return refuse(403, u"Only space admins can create OPAQUE setup"_s);
    // Nothing is stored: the owner does that, signed.
    return answer(u"server_setup"_s, opaque::ServerSetup::generate().toBytes().view());
}

Answer<HttpResponse> opaqueRegisterInit(ServerCore &core, const ApiCall &call)
{
    const auto who = registering(core, call, "registration_request"_L1);
    if (!who)
        return tl::unexpected(who.error());
    if (auto isFree = requireFree(core, who->session.space->id(), who->step.username); !isFree)
        return tl::unexpected(isFree.error());
    const auto request = messageIn<opaque::Element>(who->step.payload);
    if (!request)
        return refuse(400, u"Invalid registration request"_s);
    core.enrolling.put(who->space(), who->step.name, who->session.member);
    return answer(u"registration_response"_s, who->setup.respond(*request, who->step.name).toBytes());
}

Answer<HttpResponse> opaqueRegisterFinish(ServerCore &core, const ApiCall &call)
{
    const auto who = registering(core, call, "registration_record"_L1);
    if (!who)
        return tl::unexpected(who.error());
    const auto &[username, name, payload] = who->step;
    const auto *begun = core.enrolling.find(who->space(), name);
    if (!begun || core.enrolling.isOver(*begun))
        return refuse(400,
                      u"No pending registration for '%1' (init not called or too long ago)"_s.arg(username));
    if (begun->value != who->session.member)
        return refuse(401, u"Registration must be completed by the same user who initiated it"_s);
    if (auto isFree = requireFree(core, who->session.space->id(), username); !isFree) {
        core.enrolling.forget(who->space(), name);
        return tl::unexpected(isFree.error());
    }
    const auto file = messageIn<opaque::PasswordFile>(payload);
    if (!file)
        return refuse(400, u"Invalid registration record"_s);
    core.enrolling.forget(who->space(), name);
    return answer(u"password_file"_s, file->toBytes());
}

Answer<HttpResponse> opaqueLoginInit(ServerCore &core, const ApiCall &call)
{
    const auto step = stepOf(call, "credential_request"_L1);
    if (!step)
        return tl::unexpected(step.error());
    const auto space = spaceOf(core, call);
    if (!space)
        return tl::unexpected(space.error());
    const auto setup = setupOf(core, *space);
    if (!setup)
        return tl::unexpected(setup.error());
    const auto record = recordOf(core, *space, step->username);
    if (!record)
        return tl::unexpected(record.error());
    const auto file = opaque::PasswordFile::fromBytes(record->passwordFile);
    if (!file)
        return refuse(400, u"Invalid OPAQUE record for user '%1'"_s.arg(step->username));
    const auto request = messageIn<opaque::CredentialRequest>(step->payload);
    if (!request)
        return refuse(400, u"Invalid credential request"_s);
    auto started = setup->respond(*request, step->name, *file);
    core.loggingIn.put(space->text(), step->name, std::move(started.expected));
    return answer(u"credential_response"_s, started.response.toBytes());
}

Answer<HttpResponse> opaqueLoginFinish(ServerCore &core, const ApiCall &call)
{
    const auto step = stepOf(call, "credential_finalization"_L1);
    if (!step)
        return tl::unexpected(step.error());
    const auto space = spaceOf(core, call);
    if (!space)
        return tl::unexpected(space.error());
    if (const auto setup = setupOf(core, *space); !setup)
        return tl::unexpected(setup.error());
    const auto *begun = core.loggingIn.find(space->text(), step->name);
    if (!begun || core.loggingIn.isOver(*begun))
        return refuse(404, u"No pending login for '%1' (init not called or expired)"_s.arg(step->username));
    const auto given = fromBase64(step->payload);
    const bool isRight = given && given->size() >= opaque::FinalizationSize &&
                         begun->value.equals(QByteArrayView(*given).first(opaque::FinalizationSize));
    core.loggingIn.forget(space->text(), step->name); // serves once, right or wrong
    if (!isRight)
        return refuse(401, u"Authentication failed: invalid password"_s);
    const auto record = recordOf(core, *space, step->username);
    if (!record)
        return tl::unexpected(record.error());
    return jsonResponse(200,
                        {{u"encrypted_credentials"_s, QString::fromLatin1(toBase64(record->wrappedKeys))},
                         {u"public_key"_s, QString::fromUtf8(record->member)}});
}

} // namespace reeeductio::localserver::endpoints
