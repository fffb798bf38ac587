// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/hostedspaces.h"

#include "protocol/names.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

HostedSpace::HostedSpace(SpaceId id, DataStore &data, const Clock &clock)
    : m_log(std::move(id)), m_authorizer(m_log, RuleSet::Local), m_data(data), m_clock(clock)
{}

Circumstances HostedSpace::now() const
{
    return {.moment = m_log.size(),
            .nowMs = m_clock.nowMs(),
            .dataSigner = [this](const QString &path) -> std::optional<MemberId> {
                const auto stored = m_data.find(id(), path);
                if (!stored || !*stored)
                    return std::nullopt;
                const auto signer = MemberId::parse(QByteArrayView((*stored)->signedBy));
                return signer ? std::optional(*signer) : std::nullopt;
            }};
}

bool HostedSpace::mayReadTopic(const MemberId &member, const QString &topic) const
{
    return allows(member, Operation::Read, u"topics/%1/messages"_s.arg(topic));
}

bool HostedSpace::allows(const MemberId &member, Operation operation, const QString &resource) const
{
    return m_authorizer.decide({member, operation, resource}, now()).allowed;
}

const Message *HostedSpace::newest(const QString &path) const
{
    const auto index = m_log.newest(path, m_log.size());
    return index ? &m_log.at(*index).message : nullptr;
}

HostedSpaces::HostedSpaces(Policy policy, MessageStore &messages, DataStore &data, const Clock &clock)
    : m_policy(std::move(policy)), m_messages(messages), m_data(data), m_clock(clock)
{}

Result<bool> HostedSpaces::isServed(const QString &space)
{
    if (m_policy.autoCreate)
        return true;
    if (!m_policy.adminSpace)
        return false;
    if (space == m_policy.adminSpace->toString())
        return true;
    const auto admin = find(*m_policy.adminSpace);
    if (!admin)
        return fail(admin.error());
    return (*admin)->newest(u"spaces/"_s + space) != nullptr; // a registration cannot be emptied
}

Result<HostedSpace *> HostedSpaces::find(const SpaceId &space)
{
    const auto known = m_spaces.find(space.text());
    if (known != m_spaces.end()) {
        known->second.lastUse = ++m_uses;
        return known->second.space.get();
    }
    auto state = m_messages.all(space, QString(stateTopic));
    if (!state)
        return fail(state.error());
    auto loaded = std::make_unique<HostedSpace>(space, m_data, m_clock);
    for (auto &message : *state)
        loaded->append(std::move(message));
    makeRoom();
    auto &slot = m_spaces[space.text()] = {std::move(loaded), ++m_uses};
    return slot.space.get();
}

void HostedSpaces::makeRoom()
{
    if (m_spaces.size() < static_cast<std::size_t>(Room))
        return;
    const auto oldest = std::min_element(m_spaces.begin(), m_spaces.end(), [](const auto &a, const auto &b) {
        return a.second.lastUse < b.second.lastUse;
    });
    m_spaces.erase(oldest);
}

} // namespace reeeductio::localserver
