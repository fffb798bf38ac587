// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/signingkey.h"
#include "protocol/message.h"

#include <QHash>
#include <QRandomGenerator>

#include <vector>

namespace reeeductio::bench {

//! Makes the state of a busy space: roles and what they may, members and what they hold, and then notes that
//! members write, write over and empty, with a change of somebody's rights now and then. Every change is
//! entitled, chained and signed by its sender. The same every time but for the keys. Synchronous: for the
//! pool.
class StateSeeder
{
public:
    //! One member in ten is a tool.
    StateSeeder(const SigningKey &owner, int members);

    const SpaceId &space() const { return m_space; }
    //! The owner first.
    QList<MemberId> members() const;

    //! The first `count` messages; fewer than the members need leave some of them out.
    QList<Message> make(qsizetype count);

private:
    struct Person
    {
        SigningKey key;
        MemberId id;
    };

    void addRoles();
    void addMember(const Person &person);
    void changeRights();
    void writeNote();
    void write(const Person &sender, const QString &path, const QByteArray &value);

    SpaceId m_space;
    std::vector<Person> m_people; //!< the owner first
    QHash<QByteArray, qsizetype> m_byId;
    QList<Message> m_messages;
    QRandomGenerator m_random{20261102};
    qsizetype m_notes = 1;
};

} // namespace reeeductio::bench
