// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/pathindex.h"
#include "protocol/message.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

#include <functional>
#include <optional>

namespace reeeductio {

//! How a state message hangs in the chain.
enum class StateLink : quint8 {
    Whole,
    Forked,  //!< its predecessor has another successor too
    Missing, //!< its predecessor is not here: what stood before it is not known
};

//! One state message, read once.
struct StateEntry
{
    Message message;
    Seal seal = Seal::Good;
    QString path; //!< the message's type, as it came
    std::optional<QJsonObject>
        json;            //!< the plaintext value, when it is a JSON object (read as the real server reads it)
    bool isJson = false; //!< the value is JSON of some kind, if not an object
    StateLink link = StateLink::Whole;
    //! When it was written, as far as that can be believed: the server's time, which nobody signed, or that
    //! of a predecessor it dated later.
    qint64 time = 0;
    bool isEmpty() const { return message.data.isEmpty(); }
};

//! The state topic in chain order, and what stood at each path at each moment. Append-only; a value per path
//! and moment is found by binary search, so the past costs as much as the present. Pure; one thread at a
//! time.
class StateLog
{
public:
    explicit StateLog(SpaceId space) : m_space(std::move(space)) {}

    const SpaceId &space() const { return m_space; }

    //! The next message of the chain. `seal` is what checkSeal() said; an entry with a bad one is kept and
    //! counts for nothing.
    void append(Message message, Seal seal, StateLink link = StateLink::Whole);

    Moment size() const { return m_entries.size(); }
    //! The `index`-th message, 0 the first.
    const StateEntry &at(qsizetype index) const { return m_entries.at(index); }

    //! Whether nothing is missing of what had been written by then. What comes right behind a hole counts as
    //! written before it: the hole may have been anywhere in between.
    bool isWholeAt(Moment moment) const { return !m_firstHole || moment < *m_firstHole; }

    //! Index of the newest entry of exactly this path among the first `moment` messages; nothing when there
    //! is none. An emptied entry counts: what that means is for the rules.
    std::optional<qsizetype> newest(const QString &path, Moment moment) const;
    //! The newest entry of every path that begins with `prefix`, by path.
    QList<qsizetype> newestUnder(const QString &prefix, Moment moment) const;
    //! The same, of the entries that pass `counts` only.
    using Filter = std::function<bool(qsizetype entry)>;
    std::optional<qsizetype> newest(const QString &path, Moment moment, const Filter &counts) const;
    QList<qsizetype> newestUnder(const QString &prefix, Moment moment, const Filter &counts) const;
    //! Every entry ever written at this path, oldest first.
    QList<qsizetype> history(const QString &path) const;
    //! Every path ever written, sorted.
    QList<QString> paths() const { return m_byPath.paths(); }

private:
    SpaceId m_space;
    QList<StateEntry> m_entries;
    std::optional<Moment> m_firstHole;
    PathIndex m_byPath; //!< the order of the chain is the order of time here
};

} // namespace reeeductio
