// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/streams.h"

#include "protocol/names.h"

namespace reeeductio::localserver {

class Streams::Subscription final : public WebSocketGuest
{
public:
    Subscription(Streams &streams, SpaceId space, MemberId subscriber, WebSocketLink &socket)
        : member(std::move(subscriber)), link(socket), m_streams(streams), m_space(std::move(space))
    {
        m_streams.m_bySpace[m_space].insert(this);
    }
    ~Subscription() override
    {
        const auto others = m_streams.m_bySpace.find(m_space);
        others->remove(this);
        if (others->isEmpty())
            m_streams.m_bySpace.erase(others);
    }
    Q_DISABLE_COPY_MOVE(Subscription)

    const MemberId member;
    WebSocketLink &link;

private:
    Streams &m_streams;
    const SpaceId m_space;
};

std::unique_ptr<WebSocketGuest> Streams::subscribe(const SpaceId &space, const MemberId &member,
                                                   WebSocketLink &link)
{
    return std::make_unique<Subscription>(*this, space, member, link);
}

void Streams::publish(const HostedSpace &space, const QString &topic, const QByteArray &json) const
{
    const auto subscriptions = m_bySpace.value(space.id());
    if (subscriptions.isEmpty())
        return;
    const auto text = std::make_shared<const std::string>(json.toStdString());
    for (const auto *subscription : subscriptions) {
        if (!space.isMember(subscription->member))
            subscription->link.close();
        else if (topic == stateTopic || space.mayReadTopic(subscription->member, topic))
            subscription->link.send(text);
    }
}

} // namespace reeeductio::localserver
