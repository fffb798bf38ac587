// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/router.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

void Router::add(const QString &method, const QString &pattern)
{
    m_routes.append({method, pattern.split(u'/')});
}

RouteMatch Router::match(const QString &method, const QString &path) const
{
    const auto segments = path.split(u'/');
    RouteMatch match;
    for (qsizetype i = 0; i < m_routes.size(); ++i) {
        QStringList parameters;
        if (!matches(m_routes[i], segments, &parameters))
            continue;
        if (m_routes[i].method == method)
            return {RouteMatch::Found, i, parameters};
        match.kind = RouteMatch::WrongMethod;
        match.allowed << m_routes[i].method;
    }
    const auto toggled = path.endsWith(u'/') ? path.chopped(1) : path + u'/';
    if (match.kind == RouteMatch::NotFound && isKnown(toggled))
        match.kind = RouteMatch::SlashAstray;
    return match;
}

bool Router::matches(const Route &route, const QStringList &segments, QStringList *parameters)
{
    const auto hasTail = route.segments.last() == u"{...}";
    const auto fixed = hasTail ? route.segments.size() - 1 : route.segments.size();
    if (hasTail ? segments.size() <= fixed : segments.size() != fixed)
        return false;
    for (qsizetype i = 0; i < fixed; ++i) {
        const bool isParameter = route.segments[i] == u"{}";
        if (isParameter ? segments[i].isEmpty() : segments[i] != route.segments[i])
            return false;
        if (isParameter)
            *parameters << segments[i];
    }
    if (hasTail)
        *parameters << segments.mid(fixed).join(u'/');
    return true;
}

bool Router::isKnown(const QString &path) const
{
    const auto segments = path.split(u'/');
    return std::any_of(m_routes.begin(), m_routes.end(), [&segments](const Route &route) {
        QStringList ignored;
        return matches(route, segments, &ignored);
    });
}

} // namespace reeeductio::localserver
