// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/acceptinvitation.h"

#include "base/asyncoperation.h"
#include "protocol/spokenwords.h"
#include "protocol/wrappedroot.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Difference = InvitationPreview::Difference;

MemberId idOf(const JoinLink &link)
{
    const auto key = SigningKey::fromSeed(link.keySeed.view())->publicKey();
    return link.form == JoinLink::Form::Tool ? MemberId(ToolId::of(key)) : MemberId(UserId::of(key));
}

Error revoked(const QString &detail, int status = 0)
{
    return {ErrorKind::Authentication, ErrorCode::InvitationRevoked, detail, status};
}

//! Why nobody can join by it any more.
Result<void> checkUsable(const Invitation &invitation)
{
    using Status = Invitation::Status;
    const auto id = invitation.id.toString();
    if (invitation.status == Status::Revoked || invitation.status == Status::Unfinished)
        return fail(revoked(id));
    if (invitation.useLimit && invitation.uses.size() >= *invitation.useLimit)
        return fail(ErrorKind::Authorization, ErrorCode::InvitationSpent, id);
    if (invitation.status == Status::Expired)
        return fail(ErrorKind::Authorization, ErrorCode::InvitationExpired, id);
    return {};
}

const InvitationUse *useOf(const std::optional<Invitation> &invitation, const UserId &user)
{
    if (!invitation)
        return nullptr;
    const auto use = std::find_if(invitation->uses.begin(), invitation->uses.end(),
                                  [&user](const InvitationUse &each) { return each.user == user; });
    return use == invitation->uses.end() ? nullptr : &*use;
}

//! What the replay says beside what the link does.
std::optional<InvitationPreview> previewIn(const StateReplay &replay, const MemberId &id, const UserId &user,
                                           InvitationPreview preview, qint64 nowMs)
{
    auto invitation = invitationIn(replay, id, nowMs);
    if (!invitation)
        return std::nullopt;
    const auto summary = replay.summary();
    preview.spaceName = summary.name;
    const auto inviter = UserId::of(invitation->inviter.publicKey()); // the owner may have written it as `S…`
    preview.inviterName = summary.names.value(inviter.text());
    if (inviter != preview.linkInviter || invitation->inviter.isTool())
        preview.differences << Difference::Inviter;
    if (invitation->role != preview.linkRole)
        preview.differences << Difference::Role;
    if (!invitation->isPublished && !mayGiveRole(replay, invitation->inviter, invitation->role, nowMs))
        preview.differences << Difference::InviterMayNot;
    if (!summary.isWhole || summary.suspiciousEntries > 0)
        preview.differences << Difference::StateIncomplete;
    if (const auto usable = checkUsable(*invitation); !usable && !useOf(invitation, user))
        preview.obstacle = usable.error();
    preview.invitation = *std::move(invitation);
    return preview;
}

} // namespace

//! Reads the state, or what of it is new.
class AcceptInvitation::ReadState final : public AsyncOperation<void>
{
public:
    explicit ReadState(AcceptInvitation &accept, bool anew)
        : AsyncOperation(&accept), m_accept(accept), m_anew(anew)
    {}

protected:
    void run() override
    {
        auto reading = m_anew ? m_accept.readAnew() : m_accept.m_reader->readState();
        reading.done(this, [this](const Result<void> &read) {
            // Of a space that is there: its server has no such member.
            if (!read && read.error().code == ErrorCode::NotAMember)
                return finish(fail(revoked(read.error().detail, read.error().httpStatus)));
            finish(read);
        });
    }

private:
    AcceptInvitation &m_accept;
    bool m_anew;
};

//! The writing part.
class AcceptInvitation::Join final : public AsyncOperation<JoinedSpace>
{
public:
    explicit Join(AcceptInvitation &accept) : AsyncOperation(&accept), m_accept(accept), m_user(accept.user())
    {}

protected:
    void run() override
    {
        if (m_accept.needsWords())
            return finish(fail(ErrorKind::Validation, ErrorCode::WrongWords));
        m_accept.recorded().done(this, [this](const Result<std::optional<Invitation>> &recorded) {
            if (!recorded)
                return finish(fail(recorded.error()));
            if (!*recorded)
                return finish(fail(revoked(m_accept.id().toString())));
            if (useOf(*recorded, m_user)) // in an attempt that was broken off
                return takeRole(**recorded);
            if (const auto usable = checkUsable(**recorded); !usable)
                return finish(fail(usable.error()));
            writeEntry();
        });
    }

private:
    void writeEntry()
    {
        Q_EMIT m_accept.stepBegun(Step::Joining);
        m_accept.m_space->members().addUser(m_user).done(this, [this](const Result<PostedMessage> &posted) {
            if (posted)
                return lookAgain({});
            // Somebody else may have used it, or taken it back; or it was done, and only the answer is lost.
            lookAgain(posted.error());
        });
    }

    void lookAgain(const std::optional<Error> &failure)
    {
        m_accept.recorded().done(this, [this, failure](const Result<std::optional<Invitation>> &recorded) {
            if (recorded && useOf(*recorded, m_user))
                return takeRole(**recorded);
            if (!failure)
                return finish(fail(recorded ? notShown() : recorded.error()));
            if (failure->code == ErrorCode::UseLimitReached)
                return finish(fail(ErrorKind::Authorization, ErrorCode::InvitationSpent, failure->detail,
                                   failure->httpStatus));
            const bool isRefusal = failure->kind == ErrorKind::Authorization;
            const auto usable = isRefusal && recorded && *recorded ? checkUsable(**recorded) : Result<void>();
            finish(fail(usable ? *failure : usable.error()));
        });
    }

    void takeRole(const Invitation &invitation)
    {
        const auto role = useOf(invitation, m_user)->role;
        if (m_accept.form() == JoinLink::Form::Tool || role != InvitationUse::Role::NotTaken)
            return conclude(invitation);
        Q_EMIT m_accept.stepBegun(Step::TakingRole);
        m_accept.m_space->members()
            .assignRole(m_user, invitation.role)
            .done(this, [this](const Result<PostedMessage> &posted) {
                if (!posted)
                    return finish(fail(posted.error()));
                check();
            });
    }

    void check()
    {
        Q_EMIT m_accept.stepBegun(Step::Checking);
        m_accept.recorded().done(this, [this](const Result<std::optional<Invitation>> &recorded) {
            if (!recorded)
                return finish(fail(recorded.error()));
            const auto *use = useOf(*recorded, m_user);
            if (!use || use->role != InvitationUse::Role::Given)
                return finish(fail(notShown()));
            conclude(**recorded);
        });
    }

    void conclude(const Invitation &invitation)
    {
        const auto role = useOf(invitation, m_user)->role;
        finish(JoinedSpace{m_accept.credentials(), role != InvitationUse::Role::Given});
    }

    Error notShown() const
    {
        return {ErrorKind::Chain, ErrorCode::BrokenLink, u"auth/users/"_s + m_user.toString()};
    }

    AcceptInvitation &m_accept;
    UserId m_user;
};

AcceptInvitation::AcceptInvitation(JoinLink link, const ClientServices &services, SerialThread &thread,
                                   const Credentials *kept, QObject *parent)
    : QObject(parent), m_link(std::move(link)), m_id(idOf(m_link)), m_services(services), m_thread(thread),
      m_key(kept ? kept->key.clone() : SigningKey::generate()),
      m_userKey(kept && kept->userKey ? kept->userKey->clone() : SymmetricKey::generate())
{
    if (!m_link.root.isEmpty())
        m_root = *SymmetricKey::fromBytes(m_link.root.view());
}

AcceptInvitation::~AcceptInvitation() = default;

Pending<void> AcceptInvitation::unlock(const SecretBytes &words)
{
    if (!needsWords())
        return Pending<void>::resolved({});
    Q_EMIT stepBegun(Step::Unlocking);
    return m_services.pool
        .run([wrapped = m_link.wrappedRoot.clone(), words = words.clone(), space = m_link.space, id = m_id] {
            return unwrapRoot(wrapped.view(), words, space, id);
        })
        .then(this, [this](SymmetricKey root) { m_root = std::move(root); });
}

Pending<void> AcceptInvitation::readAnew()
{
    Q_EMIT stepBegun(Step::SigningIn);
    Credentials as{m_link.server, m_link.space, m_id, *SigningKey::fromSeed(m_link.keySeed.view()), {}, {}};
    if (m_root)
        as.root = m_root->clone();
    m_reader.reset();
    m_space = std::make_unique<Space>(std::move(as), m_services);
    m_reader = std::make_unique<SpaceReader>(*m_space, m_thread);
    return m_space->session().authenticate().then(this, [this] {
        Q_EMIT stepBegun(Step::ReadingState);
        return m_reader->readState();
    });
}

Pending<InvitationPreview> AcceptInvitation::look()
{
    InvitationPreview preview{.server = m_link.server, .space = m_link.space};
    preview.fingerprint = fingerprintWords(m_link.space.text());
    preview.linkRole = m_link.role;
    preview.linkInviter = m_link.inviter;
    return (new ReadState(*this, true))
        ->start()

        .then(this,
              [this, preview] {
                  return m_reader->authority().ask(
                      [id = m_id, user = user(), preview, now = m_space->session().serverNowMs()](
                          const StateReplay &replay) { return previewIn(replay, id, user, preview, now); });
              })
        .then(this, [this](const std::optional<InvitationPreview> &found) -> Result<InvitationPreview> {
            if (!found)
                return fail(revoked(m_id.toString()));
            return *found;
        });
}

Pending<std::optional<Invitation>> AcceptInvitation::recorded()
{
    return (new ReadState(*this, !m_reader))->start().then(this, [this] {
        return m_reader->authority().ask(
            [id = m_id, now = m_space->session().serverNowMs()](const StateReplay &replay) {
                return invitationIn(replay, id, now);
            });
    });
}

Credentials AcceptInvitation::credentials() const
{
    Credentials credentials{m_link.server, m_link.space, user(), m_key.clone(), {}, m_userKey.clone()};
    if (m_root)
        credentials.root = m_root->clone();
    return credentials;
}

Pending<JoinedSpace> AcceptInvitation::join()
{
    return (new Join(*this))->start();
}

} // namespace reeeductio
