// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/authorizer.h"
#include "base/clock.h"
#include "localserver/datastore.h"
#include "localserver/messagestore.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <unordered_map>

namespace reeeductio::localserver {

//! A space in memory: its whole state, and who may do what by it. Decides nothing itself.
class HostedSpace
{
public:
    HostedSpace(SpaceId id, DataStore &data, const Clock &clock);
    Q_DISABLE_COPY_MOVE(HostedSpace)

    const SpaceId &id() const { return m_log.space(); }
    const StateLog &log() const { return m_log; }
    const Authorizer &authorizer() const { return m_authorizer; }

    //! The next message of topic `state`, its seal checked when it was taken in.
    void append(Message message) { m_log.append(std::move(message), Seal::Good); }

    //! Now, by this space's state as it stands.
    Circumstances now() const;
    bool isMember(const MemberId &member) const { return m_authorizer.isMember(member, m_log.size()); }
    bool mayReadTopic(const MemberId &member, const QString &topic) const;
    bool allows(const MemberId &member, Operation operation, const QString &resource) const;
    //! The newest message at this path, an emptied one included; null when there never was one.
    const Message *newest(const QString &path) const;

private:
    StateLog m_log;
    Authorizer m_authorizer;
    DataStore &m_data;
    const Clock &m_clock;
};

//! Every space this server holds or would hold, loaded when first asked for. What it gives stays until the
//! next call of find(). Stores and clock outlive it.
class HostedSpaces
{
public:
    static constexpr qsizetype Room = 256; //!< in memory; anybody may ask for a space that never was

    struct Policy
    {
        std::optional<SpaceId> adminSpace;
        bool autoCreate = true; //!< else a space must be registered in the admin space
    };
    HostedSpaces(Policy policy, MessageStore &messages, DataStore &data, const Clock &clock);

    const std::optional<SpaceId> &adminSpace() const { return m_policy.adminSpace; }

    //! Whether anybody may speak of this space. With autoCreate of any, an id or not.
    [[nodiscard]] Result<bool> isServed(const QString &space);
    [[nodiscard]] Result<HostedSpace *> find(const SpaceId &space);

private:
    struct Slot
    {
        std::unique_ptr<HostedSpace> space;
        quint64 lastUse = 0;
    };
    void makeRoom();

    Policy m_policy;
    MessageStore &m_messages;
    DataStore &m_data;
    const Clock &m_clock;
    std::unordered_map<QByteArray, Slot> m_spaces;
    quint64 m_uses = 0;
};

} // namespace reeeductio::localserver
