// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace reeeductio::localserver {

//! What a method and a decoded path lead to.
struct RouteMatch
{
    enum Kind {
        Found,
        WrongMethod, //!< the path exists, for `allowed`
        SlashAstray, //!< the path exists once its last slash is added or taken away
        NotFound,
    };
    Kind kind = NotFound;
    qsizetype route = -1;
    QStringList parameters = {}; //!< what stood where the pattern has {} or {...}
    QStringList allowed = {};
};

//! Finds the route of a request as the real server does: on the decoded path (so %2F separates), without
//! resolving dots or doubled slashes.
class Router
{
public:
    //! `pattern` as `/spaces/{}/state/{...}`: {} is one segment, a final {...} any rest, none included.
    //! Routes are numbered from 0, in order.
    void add(const QString &method, const QString &pattern);

    RouteMatch match(const QString &method, const QString &path) const;

private:
    struct Route
    {
        QString method;
        QStringList segments;
    };

    static bool matches(const Route &route, const QStringList &segments, QStringList *parameters);
    bool isKnown(const QString &path) const;

    QList<Route> m_routes;
};

} // namespace reeeductio::localserver
