// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/invitation.h"

#include "authz/authpath.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Role = InvitationUse::Role;
using Status = Invitation::Status;

const auto publishedRole = u"user"_s;

//! The id whose own entry this is: `auth/users/U…` or `auth/tools/T…`.
std::optional<MemberId> memberAt(const QString &path)
{
    const auto segments = path.split(u'/');
    if (segments.size() != 3 || segments[0] != "auth"_L1)
        return std::nullopt;
    const auto member = MemberId::parse(segments[2]);
    const bool isInPlace = member && ((segments[1] == "users"_L1 && member->type() == IdType::User) ||
                                      (segments[1] == "tools"_L1 && member->type() == IdType::Tool));
    return isInPlace ? std::optional(*member) : std::nullopt;
}

//! Reads invitations out of one replay.
class InvitationReader
{
public:
    InvitationReader(const StateReplay &replay, qint64 nowMs)
        : m_replay(replay), m_log(replay.log()), m_rules(replay.under(RuleSet::Strict)), m_nowMs(nowMs)
    {}

    std::optional<Invitation> read(const MemberId &id) const;
    //! `joins`: entries of users that the invitation wrote.
    void addUses(Invitation &invitation, const QList<qsizetype> &joins) const;
    QHash<MemberId, QList<qsizetype>> joinsBySender() const;

private:
    bool counts(qsizetype entry) const
    {
        return m_log.at(entry).seal == Seal::Good && m_replay.wasEntitled(entry) == true;
    }
    std::optional<Invitation> promiseOf(qsizetype entry) const;
    bool mayCreate(const MemberId &member, const QString &path) const;
    bool isOnlyThat(const Invitation &invitation) const;
    bool hasLetInBy(const Invitation &invitation) const;
    bool canLetIn(const Invitation &invitation) const;
    Role roleOf(const Invitation &invitation, const InvitationUse &use, qsizetype join) const;
    Status statusOf(const Invitation &invitation) const;
    Circumstances now() const { return {.moment = m_log.size(), .nowMs = m_nowMs}; }

    const StateReplay &m_replay;
    const StateLog &m_log;
    const Authorizer &m_rules;
    qint64 m_nowMs;
    mutable std::optional<Roster> m_roster; //!< once it is asked for
};

std::optional<Invitation> InvitationReader::promiseOf(qsizetype index) const
{
    const auto &entry = m_log.at(index);
    const auto id = memberAt(entry.path);
    const auto inviter = MemberId::parse(QByteArrayView(entry.message.sender));
    if (!id || !inviter || !entry.json)
        return std::nullopt;
    Invitation invitation{.id = *id, .note = (*entry.json)["description"_L1].toString(), .inviter = *inviter};
    invitation.form = id->isTool() ? JoinLink::Form::Tool : JoinLink::Form::User;
    invitation.createdAt = entry.time;
    if (id->isTool())
        invitation.useLimit = optionalIntegerField(*entry.json, "use_limit"_L1).value_or(0);
    const auto promise = (*entry.json)["invitation"_L1];
    if (promise.isUndefined()) {
        // Whoever may add users without being more than a tool is an open door, whatever it was made for.
        invitation.isPublished = true;
        invitation.role = publishedRole;
        return id->isTool() && mayCreate(*id, entryPath(UserId::of(m_log.space().publicKey())))
                   ? std::optional(invitation)
                   : std::nullopt;
    }
    const auto role = stringField(promise.toObject(), "role"_L1);
    const auto form = promise.toObject()["form"_L1].toString();
    const auto expiresAt = optionalIntegerField(promise.toObject(), "expires_at"_L1);
    if (!role || role->contains(u'/') || !checkStatePath(*role) || !expiresAt ||
        id->isOwnerOf(m_log.space()) || form != (id->isTool() ? "a"_L1 : "b"_L1))
        return std::nullopt;
    invitation.role = *role;
    invitation.expiresAt = *expiresAt;
    invitation.isOnlyThat = isOnlyThat(invitation);
    // Anybody who adds a member could put such a promise into that member's entry.
    return id->isTool() || invitation.isOnlyThat || hasLetInBy(invitation) ? std::optional(invitation)
                                                                           : std::nullopt;
}

//! Whoever makes an invitation writes all there is of it. What was written over is nothing.
bool InvitationReader::isOnlyThat(const Invitation &invitation) const
{
    if (!m_roster)
        m_roster = m_rules.roster(now());
    const auto *const member = m_roster->member(invitation.id);
    if (!member)
        return true;
    const auto isByInviter = [&](qsizetype entry) {
        return m_log.at(entry).message.sender == invitation.inviter.text();
    };
    const auto needed = invitationRights(invitation.form, invitation.role);
    const auto isMadeWithIt = [&](const RosterRight &right) {
        return right.isRevoked() ||
               (right.capability && needed.contains(*right.capability) && isByInviter(right.entry));
    };
    const auto isGivenWithIt = [&](const RosterAssignment &assignment) {
        return assignment.isExpired(m_nowMs) ||
               (assignment.role == invitation.role && isByInviter(assignment.entry));
    };
    return std::ranges::all_of(member->rights, isMadeWithIt) &&
           std::ranges::all_of(member->roles, isGivenWithIt);
}

//! Whether the inviter gave it the right that an invitation's making ends with.
bool InvitationReader::hasLetInBy(const Invitation &invitation) const
{
    const auto history = m_log.history(entryPath(invitation.id) + u"/rights/"_s + lastInvitationRight);
    return std::ranges::any_of(history, [&](qsizetype entry) {
        return counts(entry) && m_log.at(entry).message.sender == invitation.inviter.text();
    });
}

std::optional<Invitation> InvitationReader::read(const MemberId &id) const
{
    std::optional<Invitation> invitation;
    bool isEmptied = false;
    const auto entries = m_log.history(entryPath(id));
    for (const auto entry : entries) {
        if (!counts(entry))
            continue;
        isEmptied = m_log.at(entry).isEmpty();
        if (isEmptied)
            continue;
        auto promise = promiseOf(entry);
        if (promise && invitation)
            promise->createdAt = invitation->createdAt;
        invitation = std::move(promise);
    }
    if (invitation && isEmptied)
        invitation->status = Status::Revoked;
    else if (invitation && !canLetIn(*invitation)) {
        const auto last = m_log.history(entryPath(id) + u"/rights/"_s + lastInvitationRight);
        invitation->status = last.isEmpty() ? Status::Unfinished : Status::Revoked;
    }
    return invitation;
}

bool InvitationReader::mayCreate(const MemberId &member, const QString &path) const
{
    return m_rules.decide({member, Operation::Create, u"state/"_s + path}, now()).allowed;
}

bool InvitationReader::canLetIn(const Invitation &invitation) const
{
    const auto anybody = UserId::of(m_log.space().publicKey());
    if (!mayCreate(invitation.id, entryPath(anybody)))
        return false;
    return invitation.form == JoinLink::Form::Tool ||
           mayCreate(invitation.id, roleAssignmentPath(anybody, invitation.role));
}

QHash<MemberId, QList<qsizetype>> InvitationReader::joinsBySender() const
{
    QHash<MemberId, QList<qsizetype>> joins;
    for (qsizetype entry = 0; entry < m_log.size(); ++entry) {
        const auto &found = m_log.at(entry);
        if (found.isEmpty() || !found.path.startsWith("auth/"_L1) || !counts(entry))
            continue;
        const auto member = memberAt(found.path);
        const auto sender = MemberId::parse(QByteArrayView(found.message.sender));
        if (member && !member->isTool() && sender)
            joins[*sender] << entry;
    }
    return joins;
}

void InvitationReader::addUses(Invitation &invitation, const QList<qsizetype> &joins) const
{
    for (const auto join : joins) {
        InvitationUse use{*UserId::parse(memberAt(m_log.at(join).path)->toString()), m_log.at(join).time};
        use.role = roleOf(invitation, use, join);
        invitation.uses << use;
    }
    invitation.status = statusOf(invitation);
}

Role InvitationReader::roleOf(const Invitation &invitation, const InvitationUse &use, qsizetype join) const
{
    const auto assignments = m_log.history(roleAssignmentPath(use.user, invitation.role));
    const auto later =
        std::find_if(assignments.crbegin(), assignments.crend(), [this, join](qsizetype entry) {
            return entry > join && m_log.at(entry).seal == Seal::Good && m_replay.wasEntitled(entry) != false;
        });
    // Whatever became of it, it is not given a second time.
    if (later != assignments.crend()) {
        const auto &json = m_log.at(*later).json;
        const auto expiresAt = json ? optionalIntegerField(*json, "expires_at"_L1).value_or(0) : 0;
        return json && (!expiresAt || *expiresAt > m_nowMs) ? Role::Given : Role::TakenBack;
    }
    if (!m_rules.isMember(use.user, m_log.size()))
        return Role::TakenBack;
    if (invitation.isPublished || invitation.form == JoinLink::Form::User)
        return Role::NotTaken;
    if (invitation.useLimit && invitation.uses.size() >= *invitation.useLimit)
        return Role::OverLimit;
    if (invitation.status == Status::Revoked)
        return Role::Revoked;
    if (invitation.expiresAt && use.joinedAt > *invitation.expiresAt)
        return Role::TooLate;
    return mayGiveRole(m_replay, invitation.inviter, invitation.role, m_nowMs) ? Role::Waiting
                                                                               : Role::InviterMayNot;
}

Status InvitationReader::statusOf(const Invitation &invitation) const
{
    if (invitation.status == Status::Revoked || invitation.status == Status::Unfinished)
        return invitation.status;
    if (invitation.waiting() > 0)
        return Status::Waiting;
    if (invitation.useLimit && invitation.uses.size() >= *invitation.useLimit)
        return Status::Spent;
    if (invitation.expiresAt && m_nowMs > *invitation.expiresAt)
        return Status::Expired;
    return invitation.uses.isEmpty() ? Status::Unused : Status::Used;
}

} // namespace

qsizetype Invitation::waiting() const
{
    return std::count_if(uses.begin(), uses.end(),
                         [](const InvitationUse &use) { return use.role == Role::Waiting; });
}

QList<Invitation> invitationsIn(const StateReplay &replay, qint64 nowMs)
{
    const InvitationReader reader(replay, nowMs);
    const auto joins = reader.joinsBySender();
    QList<Invitation> invitations;
    const auto entries = replay.log().newestUnder(u"auth/"_s, replay.log().size());
    for (const auto entry : entries) {
        const auto id = memberAt(replay.log().at(entry).path);
        auto invitation = id ? reader.read(*id) : std::nullopt;
        if (!invitation)
            continue;
        reader.addUses(*invitation, joins.value(*id));
        invitations << *std::move(invitation);
    }
    std::stable_sort(invitations.begin(), invitations.end(),
                     [](const Invitation &a, const Invitation &b) { return a.createdAt < b.createdAt; });
    return invitations;
}

std::optional<Invitation> invitationIn(const StateReplay &replay, const MemberId &id, qint64 nowMs)
{
    const InvitationReader reader(replay, nowMs);
    auto invitation = reader.read(id);
    if (invitation)
        reader.addUses(*invitation, reader.joinsBySender().value(id));
    return invitation;
}

QList<Capability> invitationRights(JoinLink::Form form, const QString &role)
{
    const auto anyUser = u"state/auth/users/{any}"_s;
    const Capability addUsers{Operation::Create, anyUser};
    if (form == JoinLink::Form::Tool)
        return {addUsers};
    return {{Operation::Create, anyUser + u"/roles"_s},
            {Operation::Create, anyUser + u"/roles/"_s + role},
            addUsers};
}

QJsonObject roleAssignment(const UserId &user, const QString &role)
{
    return {{u"user_id"_s, user.toString()}, {u"role_id"_s, role}};
}

QString roleAssignmentPath(const UserId &user, const QString &role)
{
    return entryPath(user) + u"/roles/"_s + role;
}

bool mayGiveRole(const StateReplay &replay, const MemberId &member, const QString &role, qint64 nowMs)
{
    // To somebody who does not have it yet: that is a `create`.
    const auto nobody = UserId::of(PublicKey());
    return replay.under(RuleSet::Strict)
        .judgeStateWrite(member, roleAssignmentPath(nobody, role),
                         toBase64(compactJson(roleAssignment(nobody, role))),
                         {.moment = replay.log().size(), .nowMs = nowMs})
        .isAllowed();
}

} // namespace reeeductio
