// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/rightlint.h"

#include "authz/deadpattern.h"
#include "authz/neutral.h"
#include "authz/patternform.h"
#include "protocol/names.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Rule = RightWarning::Rule;
using Holder = RightContext::Holder;

// What servers ask for literally to find out whether somebody may grant or assign at all.
constexpr auto grantQuestion = u"state/auth/users/{any}/rights";
constexpr auto assignQuestion = u"state/auth/users/{any}/roles";

//! Everything there is to find out about one right.
class Linter
{
public:
    Linter(const Capability &right, const RightContext &context)
        : m_right(right), m_context(context),
          m_segments(withoutOuterSlashes(right.path).toString().split(u'/'))
    {}

    QList<RightWarning> run()
    {
        if (isRightToNothing(m_right))
            return {};
        if (!lintSpelling()) {
            lintUse();
            lintPower();
            lintOwnEntry();
            lintGranting();
            lintOthers();
        }
        return std::move(m_warnings);
    }

private:
    //! Whether all is said with that.
    bool lintSpelling()
    {
        const bool isPattern = checkCapabilityPath(m_right.path).has_value();
        if (const auto meant = respelled(m_right.path); meant != m_right.path && checkCapabilityPath(meant)) {
            warn(Rule::Misspelt, working(at(meant)));
            return true;
        }
        if (isPattern)
            return false;
        const auto below = respelled(u"state/"_s + m_segments.join(u'/'));
        if (!m_segments.front().isEmpty() && m_segments.front() != u"opaque" && checkCapabilityPath(below))
            warn(Rule::MissingStatePrefix, at(below));
        else
            warn(Rule::NotAPattern);
        return true;
    }

    void lintUse()
    {
        if (const auto dead = findDeadPattern(m_right)) {
            warn(ruleFor(*dead), ruleFor(*dead) == Rule::CannotRegister ? std::nullopt : dead->working);
            return;
        }
        const bool isOneSegment = m_segments == QStringList{u"{any}"_s}; // only data is written at one
        const bool isChange =
            m_right.operation == Operation::Modify || m_right.operation == Operation::Delete;
        const bool isPosting = m_segments.front() == u"topics" && m_right.operation == Operation::Write;
        if (m_right.mustBeOwner && ((isOneSegment && isChange) || isPosting))
            warn(Rule::OwnerNeverHolds, openToAll());
        else if (m_right.mustBeOwner && m_right.operation == Operation::Create)
            warn(Rule::OwnerIgnored, openToAll());
        if (m_right.operation == Operation::Delete && (isAbout(u"rights") || isAbout(u"roles"))) {
            auto overwriting = m_right;
            overwriting.operation = Operation::Modify;
            warn(Rule::EmptyingIsRefused, overwriting);
        }
        if (m_right.operation == Operation::Create && m_segments.front() == u"topics" && !readsToo()) {
            auto both = openToAll();
            both.operation = Operation::Write;
            warn(Rule::PostingNeedsRead, both);
        }
    }

    Rule ruleFor(const DeadPattern &dead) const
    {
        switch (dead.reason) {
        case DeadPattern::Reason::NoSuchResource:
            return Rule::MatchesNothing;
        case DeadPattern::Reason::NoSuchOperation:
            return Rule::OperationNeverAsked;
        case DeadPattern::Reason::NeverAsked:
            return Rule::FilesNeverAsked;
        case DeadPattern::Reason::DataIsWrittenBare:
            return m_segments.value(1) == u"opaque" ? Rule::CannotRegister : Rule::DataIsWrittenBare;
        case DeadPattern::Reason::OwnerOfNoMessage:
            return Rule::OwnerNeverHolds;
        }
        Q_UNREACHABLE();
    }

    void lintPower()
    {
        if (m_right.operation == Operation::Write && m_segments == QStringList{u"{...}"_s} &&
            !m_right.mustBeOwner)
            warn(Rule::EqualsOwner);
        if (m_context.holder == Holder::Tool) {
            if (writes() && (meetsAny(rightPaths()) || meetsAny(escapingRightPaths())))
                return warn(Rule::ToolHandsOutRights);
        } else if (creates() && meetsAny(escapingRightPaths())) { // must_be_owner says nothing about creating
            return warn(Rule::EscapesGrantCheck);
        }
        if (creates() && meets(u"state/auth/users/*/roles")) // `…/roles/`, with a slash that is not compared
            warn(Rule::EscapesRoleCheck);
    }

    void lintOwnEntry()
    {
        const bool isTool = m_context.holder == Holder::Tool;
        const bool changes = covers(m_right, Operation::Modify) || covers(m_right, Operation::Delete);
        if (changes && !m_right.mustBeOwner &&
            meets(isTool ? u"state/auth/tools/@self" : u"state/auth/users/@self"))
            warn(Rule::RewritesOwnEntry, sparingItself());
    }

    void lintGranting()
    {
        if (!writes())
            return;
        if (isAbout(u"rights") && m_context.holder == Holder::Role)
            warn(Rule::RoleCannotGrant);
        else if (isAbout(u"rights") && m_context.holder == Holder::User &&
                 !isAllowedToCreate(grantQuestion, Through::OwnRightsOnly))
            warn(Rule::CannotGrant, withRest(m_right.operation == Operation::Modify));
        if (!isAbout(u"roles"))
            return;
        if (m_context.holder == Holder::Tool)
            warn(isAllowedToCreate(u"state/auth/users/*") ? Rule::InvitationAssignsRole
                                                          : Rule::ToolAssignsRole);
        else if (!isAllowedToCreate(assignQuestion))
            warn(Rule::CannotAssign, withRest(m_right.operation == Operation::Modify));
    }

    void lintOthers()
    {
        for (const auto &other : m_context.others) {
            if (isReplaced(other) || !capabilityCovers(other.capability, m_right))
                continue;
            const auto name = other.role.isEmpty() ? other.id : other.role + u'/' + other.id;
            return warn(capabilityCovers(m_right, other.capability) ? Rule::Duplicate : Rule::Shadowed, {},
                        name);
        }
    }

    void warn(Rule rule, std::optional<Capability> fixed = {}, const QString &other = {})
    {
        const auto isGraver = [](Rule graver, const RightWarning &warning) { return graver < warning.rule; };
        const auto place = std::upper_bound(m_warnings.cbegin(), m_warnings.cend(), rule, isGraver);
        m_warnings.insert(place - m_warnings.cbegin(), RightWarning{rule, std::move(fixed), other});
    }

    Capability at(const QString &path) const { return {m_right.operation, path, m_right.mustBeOwner}; }

    Capability openToAll() const { return {m_right.operation, m_right.path, false}; }

    //! What was meant may still be a form that nobody asks for.
    static std::optional<Capability> working(Capability right)
    {
        for (auto dead = findDeadPattern(right); dead; dead = findDeadPattern(right)) {
            if (!dead->working)
                return std::nullopt;
            right = *dead->working;
        }
        return right;
    }

    //! The entries of everybody else, where the pattern is as deep as an entry.
    std::optional<Capability> sparingItself() const
    {
        if (m_segments.size() != 4 || m_segments.back() != u"{any}")
            return std::nullopt;
        auto segments = m_segments;
        segments.back() = u"{other}"_s;
        return at(segments.join(u'/'));
    }

    //! With what is asked for literally matched as well: `…/rights/{...}`.
    std::optional<Capability> withRest(bool isModify) const
    {
        auto right = at(m_segments.first(5).join(u'/') + u"/{...}"_s);
        if (isModify)
            right.operation = Operation::Write;
        const auto question = m_segments[4] == u"rights" ? grantQuestion : assignQuestion;
        return patternMeets(right.path, question, m_context.holderId) ? std::optional(right) : std::nullopt;
    }

    bool readsToo() const
    {
        return std::any_of(m_context.others.begin(), m_context.others.end(), [this](const NamedRight &other) {
            return !isReplaced(other) &&
                   capabilityCovers(other.capability, {Operation::Read, m_right.path, false});
        });
    }

    bool isReplaced(const NamedRight &other) const
    {
        return other.role.isEmpty() && other.id == m_context.rightId;
    }

    enum class Through { Anything, OwnRightsOnly };

    //! Whether the holder may do that by this right or another.
    bool isAllowedToCreate(QStringView form, Through through = Through::Anything) const
    {
        const auto allows = [&](const Capability &right) {
            return covers(right, Operation::Create) && patternMeets(right.path, form, self());
        };
        return allows(m_right) ||
               std::any_of(m_context.others.begin(), m_context.others.end(), [&](const NamedRight &other) {
                   return !isReplaced(other) && (through == Through::Anything || other.role.isEmpty()) &&
                          allows(other.capability);
               });
    }

    //! A pattern that is for somebody's rights, or roles.
    bool isAbout(QStringView what) const
    {
        return m_segments.size() > 4 && m_segments[0] == u"state" && m_segments[1] == u"auth" &&
               m_segments[4] == what;
    }

    static QStringList rightPaths()
    {
        return {u"state/auth/users/*/rights/*/..."_s, u"state/auth/tools/*/rights/*/..."_s,
                u"state/auth/roles/*/rights/*/..."_s};
    }

    //! What published servers take for rights once they stand there, and let pass when they are written
    //! (PROTOCOL 12.7). Those of tools and roles with a slash at the end, which is not compared.
    static QStringList escapingRightPaths()
    {
        return {u"state/auth/users/*/rights"_s, u"state/auth/users/*/rights+/..."_s,
                u"state/auth/tools/*/rights"_s, u"state/auth/roles/*/rights"_s};
    }

    bool meets(QStringView form) const { return patternMeets(m_right.path, form, self()); }
    bool meetsAny(const QStringList &forms) const
    {
        return std::any_of(forms.begin(), forms.end(), [this](const QString &form) { return meets(form); });
    }

    static bool covers(const Capability &right, Operation asked)
    {
        return operationCovers(right.operation, asked);
    }
    bool creates() const { return covers(m_right, Operation::Create); }
    bool writes() const { return creates() || covers(m_right, Operation::Modify); }

    QString self() const { return m_context.holder == Holder::Role ? QString() : m_context.holderId; }

    const Capability &m_right;
    const RightContext &m_context;
    QStringList m_segments;
    QList<RightWarning> m_warnings;
};

void addRights(QList<NamedRight> &list, const QList<RosterRight> &rights, const QString &role = {})
{
    for (const auto &right : rights) {
        if (right.capability && !right.isRevoked())
            list << NamedRight{right.id, *right.capability, role};
    }
}

} // namespace

RightContext RightContext::of(const RosterMember &member, const Roster &roster, qint64 nowMs)
{
    RightContext context{.holder = member.id.isTool() ? Holder::Tool : Holder::User,
                         .holderId = member.id.toString()};
    addRights(context.others, member.rights);
    for (const auto &assignment : member.roles) {
        const auto *role = assignment.isExpired(nowMs) ? nullptr : roster.role(assignment.role);
        if (role)
            addRights(context.others, role->rights, role->id);
    }
    return context;
}

RightContext RightContext::of(const RosterRole &role)
{
    RightContext context{.holder = Holder::Role, .holderId = role.id};
    addRights(context.others, role.rights);
    return context;
}

RightContext RightContext::named(const QString &right) const
{
    auto context = *this;
    context.rightId = right;
    return context;
}

RightWarning::Weight RightWarning::weight() const
{
    if (rule < Rule::EqualsOwner)
        return Weight::AllowsNothing;
    return rule < Rule::CannotAssign ? Weight::AllowsTooMuch : Weight::CouldBeBetter;
}

QList<RightWarning> lintRight(const Capability &right, const RightContext &context)
{
    return Linter(right, context).run();
}

} // namespace reeeductio
