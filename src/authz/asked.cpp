// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/asked.h"

#include "protocol/names.h"

#include <algorithm>

namespace reeeductio {

Asked::Asked(const StateView &view, const MemberId &member, Operation operation, QStringList resources,
             const Circumstances &circumstances)
    : m_view(view), m_member(member), m_operation(operation), m_resources(std::move(resources)),
      m_circumstances(circumstances)
{}

bool Asked::isAllowedBy(const RightValue &right) const
{
    return std::any_of(m_resources.begin(), m_resources.end(),
                       [&](const QString &resource) { return isAllowedBy(right, resource); });
}

bool Asked::matchesPath(const RightValue &right) const
{
    return std::any_of(m_resources.begin(), m_resources.end(),
                       [&](const QString &resource) { return pathMatches(right.path, resource, m_member); });
}

bool Asked::matchesOperation(const RightValue &right) const
{
    return right.operation && operationCovers(*right.operation, m_operation);
}

bool Asked::isAllowedBy(const RightValue &right, const QString &resource) const
{
    if (!matchesOperation(right) || !pathMatches(right.path, resource, m_member))
        return false;
    // What does not exist yet will belong to whoever creates it.
    return !right.mustBeOwner || m_operation == Operation::Create || ownsResource(resource);
}

bool Asked::ownsResource(QStringView resource) const
{
    resource = withoutOuterSlashes(resource);
    const auto slash = resource.indexOf(u'/');
    const auto area = slash < 0 ? resource : resource.first(slash);
    const auto path = slash < 0 ? QString() : resource.sliced(slash + 1).toString();
    if (area == u"state") {
        const auto entry = m_view.at(path, m_circumstances.moment);
        return entry && m_view.log().at(*entry).message.sender == m_member.text();
    }
    if (area == u"data" && m_circumstances.dataSigner)
        return m_circumstances.dataSigner(path) == m_member;
    return false; // topics are never anybody's; blobs are not asked for
}

} // namespace reeeductio
