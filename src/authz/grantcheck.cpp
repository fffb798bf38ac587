// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/grantcheck.h"

#include "authz/asked.h"
#include "authz/authpath.h"
#include "authz/holdings.h"
#include "authz/membership.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Refusal = WriteJudgement::Refusal;

class GrantCheck
{
public:
    GrantCheck(const StateView &view, const StateWrite &write, const Circumstances &circumstances)
        : m_view(view), m_write(write), m_circumstances(circumstances), m_grant(grantPathOf(write.path))
    {}

    Refusal result() const
    {
        if (m_grant.kind == AuthKind::None || (m_write.isEmpty && m_view.rules().grantsMayBeEmptied))
            return Refusal::None;
        if (!m_write.json)
            return Refusal::ValueNotJson;
        return m_grant.kind == AuthKind::Right ? ofRight() : ofAssignment();
    }

private:
    Refusal ofRight() const
    {
        const auto right = RightValue::read(*m_write.json);
        if (!checkCapabilityPath(right.path) || (m_view.rules().valuesAreChecked && !right.isReadable))
            return Refusal::BadCapability;
        if (hasOwnersKey(m_write.sender, m_view.log().space()) || m_write.sender.isTool())
            return Refusal::None;
        HoldingGroups groups;
        if (senderIsTrusted())
            groups << directHoldings(m_view, m_write.sender, m_circumstances.moment);
        const auto own = askableIn(groups);
        if (!mayCreate(own, u"state/auth/users/{any}/rights"_s))
            return Refusal::MayNotGrant;
        if (!right.isReadable)
            return Refusal::BadCapability;
        return covers(own, right) ? Refusal::None : Refusal::MayNotGrant;
    }

    Refusal ofAssignment() const
    {
        const auto &json = *m_write.json;
        if (json.value("user_id"_L1) != m_grant.subject || json.value("role_id"_L1) != m_grant.name)
            return Refusal::AssignmentMismatch;
        if (m_view.rules().valuesAreChecked && !hasGoodExpiry())
            return Refusal::BadMemberEntry;
        if (hasOwnersKey(m_write.sender, m_view.log().space()))
            return Refusal::None;
        const auto handedOut = rightsOfRole();
        return handedOut.isEmpty() || mayHandOut(handedOut) ? Refusal::None : Refusal::MayNotAssign;
    }

    bool hasGoodExpiry() const
    {
        const auto expiry = optionalIntegerField(*m_write.json, "expires_at"_L1);
        return expiry && (!*expiry || **expiry > 0);
    }

    //! Those of an emptied role too: it may be defined again, and its members would have them.
    QList<Listed> rightsOfRole() const
    {
        auto rights = rightsIn(m_view, m_grant.name, m_circumstances.moment);
        rights.removeIf([](const Listed &listed) { return !listed.value; });
        return rights;
    }

    //! A tool's own rights are none of a user's, so a tool holds nothing here; so does the real server see
    //! it.
    bool mayHandOut(const QList<Listed> &rights) const
    {
        if (!senderIsTrusted())
            return false;
        const auto groups = userHoldings(m_view, m_write.sender, m_circumstances.moment);
        const auto held = askableIn(groups);
        return mayCreate(held, u"state/auth/users/{any}/roles"_s) &&
               std::all_of(rights.begin(), rights.end(), [&](const Listed &listed) {
                   return listed.value->right.isReadable && covers(held, listed.value->right);
               });
    }

    bool senderIsTrusted() const
    {
        return membershipOf(m_view, m_write.sender, m_circumstances.moment) == Membership::Trusted;
    }

    QList<Askable::Right> askableIn(const HoldingGroups &groups) const
    {
        return askable(groups, m_view.rules(), m_circumstances.nowMs).rights;
    }

    //! `resource` is asked for as it stands: {any} is no wildcard in it.
    bool mayCreate(const QList<Askable::Right> &held, const QString &resource) const
    {
        const Asked asked(m_view, m_write.sender, Operation::Create, {resource}, m_circumstances);
        return std::any_of(held.begin(), held.end(),
                           [&](const Askable::Right &right) { return asked.isAllowedBy(right.value()); });
    }

    static bool covers(const QList<Askable::Right> &held, const RightValue &requested)
    {
        return std::any_of(held.begin(), held.end(), [&](const Askable::Right &right) {
            return rightCovers(right.value(), requested);
        });
    }

    const StateView &m_view;
    const StateWrite &m_write;
    const Circumstances &m_circumstances;
    GrantPath m_grant;
};

} // namespace

WriteJudgement::Refusal refusalOfGrant(const StateView &view, const StateWrite &write,
                                       const Circumstances &circumstances)
{
    return GrantCheck(view, write, circumstances).result();
}

} // namespace reeeductio
