// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/decision.h"
#include "authz/statelog.h"
#include "crypto/signingkey.h"
#include "protocol/message.h"

#include <QList>

#include <functional>
#include <random>

namespace reeeductio::test {

//! Somebody with a key.
struct Person
{
    SigningKey key;
    MemberId id;
};

//! A small space made at random, the same for the same seed: everything authorization can trip over, in
//! properly hashed, linked and signed messages. Nobody judges what is written: ask write() to leave out what
//! a server refuses.
class RandomSpace
{
public:
    //! What somebody would write.
    struct Attempt
    {
        const Person *sender;
        QString path;
        QByteArray data; //!< base64
    };

    //! What may happen beside what an honest server and honest clients would do.
    struct Options
    {
        int users = 4;
        int tools = 2;
        bool oddPaths = true;      //!< what only begins like a right, stray slashes
        bool oddValues = true;     //!< broken rights, wrong types, duplicate keys, sloppy base64
        bool oddTimestamps = true; //!< equal ones, and clocks that went back
        bool brokenSeals = true;
    };

    explicit RandomSpace(quint32 seed) : RandomSpace(seed, Options()) {}
    RandomSpace(quint32 seed, Options options);

    const SpaceId &id() const { return m_id; }
    const Person &owner() const { return m_people.front(); }
    //! The owner, the users, the tools.
    const std::vector<Person> &people() const { return m_people; }
    const QList<Message> &state() const { return m_state; }
    //! The first `moment` messages, their seals checked.
    StateLog log(Moment moment) const;
    StateLog log() const { return log(m_state.size()); }

    //! Something worth writing, by somebody who may or may not.
    Attempt attempt();
    //! The message for it, on top of the present head.
    Message seal(const Attempt &attempt) const;
    //! Appends it with the next timestamp.
    void append(Message message);
    void write(const Attempt &attempt) { append(seal(attempt)); }
    //! Roles, members and their first rights by the owner, then `attempts` at random.
    void fill(int attempts);
    //! The same, each handed to `write` instead of being written: to whoever judges it.
    void fill(int attempts, const std::function<void(const Attempt &)> &write);

    Question question();

    //! From 0 to one less.
    int upTo(int count) { return static_cast<int>(m_random() % static_cast<unsigned>(count)); }
    bool oneIn(int count) { return upTo(count) == 0; }

private:
    template <class List>
    const auto &oneOf(const List &list)
    {
        return list[static_cast<size_t>(upTo(static_cast<int>(std::size(list))))];
    }
    const Person &user() { return m_people[static_cast<size_t>(1 + upTo(m_options.users))]; }
    const Person &tool()
    {
        return m_people[static_cast<size_t>(1 + m_options.users + upTo(m_options.tools))];
    }

    QString holderPath();
    QString rightPath();
    QByteArray rightValue();
    QByteArray oddRightValue();
    Attempt memberAttempt();
    Attempt rightAttempt();
    Attempt assignmentAttempt();
    Attempt otherAttempt();
    QByteArray encoded(const QByteArray &value);
    QString resource();

    Options m_options;
    std::mt19937 m_random;
    SpaceId m_id;
    std::vector<Person> m_people;
    QList<Message> m_state;
    QByteArray m_head;
    qint64 m_clock = 1'700'000'000'000;
};

//! Base64 of the object as a state message carries it.
QByteArray stateData(const QJsonObject &object);

} // namespace reeeductio::test
