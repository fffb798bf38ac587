// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/hostedspaces.h"
#include "localserver/httpserver.h"

#include <QHash>
#include <QSet>

namespace reeeductio::localserver {

//! Who listens to which space. Outlives its subscriptions.
class Streams
{
public:
    //! Ends with the object that is given.
    std::unique_ptr<WebSocketGuest> subscribe(const SpaceId &space, const MemberId &member,
                                              WebSocketLink &link);

    //! Sends `json` to whoever may know of it now: state to every member, other topics to those who may read
    //! them. Who is no member any more is cut off.
    void publish(const HostedSpace &space, const QString &topic, const QByteArray &json) const;

private:
    class Subscription;

    QHash<SpaceId, QSet<Subscription *>> m_bySpace;
};

} // namespace reeeductio::localserver
