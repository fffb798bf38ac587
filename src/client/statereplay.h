// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/authorizer.h"
#include "authz/citation.h"
#include "client/spacesummary.h"
#include "crypto/symmetrickey.h"
#include "store/storedmessage.h"

#include <optional>

namespace reeeductio {

//! What became of one path between two moments: the entries that stand there, each with nothing for "nothing
//! stands there". At least one is something, and they differ.
struct PathChange
{
    enum class Kind { Added, Changed, Removed };

    QString path;
    std::optional<qsizetype> before;
    std::optional<qsizetype> after;

    Kind kind() const { return !before ? Kind::Added : after ? Kind::Changed : Kind::Removed; }
    friend bool operator==(const PathChange &, const PathChange &) = default;
};

//! A space's state, replayed under all three rule sets. Lives in the authority thread; Authority is its
//! front.
class StateReplay
{
public:
    //! `stateKey` opens encrypted entries; nothing without a root.
    StateReplay(const SpaceId &space, std::optional<SymmetricKey> stateKey);

    //! The next rows of the state topic, in chain order.
    void append(const QList<StoredMessage> &rows);

    const StateLog &log() const { return m_log; }
    const Authorizer &under(RuleSet ruleSet) const;
    //! How many state messages there were at that server time, as far as the times can be believed: nobody
    //! signed them, but what stands before another in the chain is not younger than that.
    Moment momentAt(qint64 timeMs) const;
    //! Whether the member ought to have been let do that at that server time (strict). Nothing when state is
    //! missing from before it, unless for the owner, who needs none.
    std::optional<bool> wasAllowed(const Question &question, qint64 timeMs) const;
    //! Whether this entry's sender was entitled to write it (strict); nothing as above.
    std::optional<bool> wasEntitled(qsizetype entry) const;

    //! How many messages there were when this one had been written; nothing when it is not here.
    std::optional<Moment> momentAfter(const QByteArray &hash) const;
    //! To ask what was so at that moment, at the time its last message was written.
    Circumstances circumstancesAt(Moment moment) const;

    // Any moment costs the same, now as well: with 50,000 messages some 11 ms for all that stands and the
    // summary.

    //! What stands at a path, or at each one under a prefix, by path: the newest entry with a good seal and
    //! an entitled sender, unless it emptied the path. What else was written there hides nothing.
    std::optional<qsizetype> standingAt(const QString &path, Moment moment) const;
    QList<qsizetype> standingUnder(const QString &prefix, Moment moment) const;
    std::optional<qsizetype> standingAt(const QString &path) const { return standingAt(path, m_log.size()); }
    QList<qsizetype> standingUnder(const QString &prefix) const
    {
        return standingUnder(prefix, m_log.size());
    }
    //! What another thing stands at, or stands at no more, by path. `from` may be the later one.
    QList<PathChange> changes(Moment from, Moment to) const;
    //! What can be said of an entry where an answer rests on it; nothing for a negative one, which is none.
    std::optional<Citation> cite(qsizetype entry) const;
    void cite(const QList<HeldRight> &rights, Citations &citations) const;
    SpaceSummary summary(Moment moment) const;
    SpaceSummary summary() const { return summary(m_log.size()); }

private:
    //! Entries from `first` on were there by `time`.
    struct Span
    {
        qint64 time;
        Moment first;
    };

    //! JSON, plain or encrypted.
    std::optional<QJsonObject> value(qsizetype entry) const;
    bool counts(qsizetype entry) const;
    bool isSuspicious(qsizetype entry) const;
    void noteTime(qint64 time);
    void addTopics(SpaceSummary &summary, Moment moment) const;
    void addMembers(SpaceSummary &summary, Moment moment) const;

    std::optional<SymmetricKey> m_stateKey;
    StateLog m_log;
    QList<Span> m_spans; //!< both ascending
    qint64 m_lastTime = 0;
    QList<qsizetype> m_backwardTimes; //!< entries, ascending
    QList<qsizetype> m_suspicious;    //!< the same
    Authorizer m_real;
    Authorizer m_local;
    Authorizer m_strict;
};

} // namespace reeeductio
