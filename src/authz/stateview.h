// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/listing.h"
#include "authz/rules.h"

#include <QBitArray>
#include <QHash>

#include <memory>

namespace reeeductio {

//! What stands in the state at a moment, as one rule set sees it: which entry is the newest, and which count
//! at all. The engine admits the log's entries one by one. Pure; one thread at a time.
class StateView
{
public:
    StateView(const StateLog &log, const Rules &rules);

    const StateLog &log() const { return m_log; }
    const Rules &rules() const { return m_rules; }

    //! How many of the log's entries have been admitted.
    Moment size() const { return m_counts.size(); }
    //! The next entry of the log. One that does not count stays in the log, for explanations.
    void admit(bool counts);
    bool counts(qsizetype entry) const { return m_counts.testBit(entry); }

    //! What a server finds at exactly this path.
    std::optional<qsizetype> at(const QString &path, Moment moment) const;
    //! Whether what stands there has been emptied.
    bool isEmptied(const QString &path, Moment moment) const;

    //! What a server finds when it lists a beginning of paths (one of authpath.h), by path.
    QList<Listed> under(const QString &prefix, Moment moment) const;
    //! The same from the bare log: whoever wrote it, however young.
    QList<Listed> underInLog(const QString &prefix, Moment moment) const;
    //! Whether the entry is too young to be listed.
    bool isBeyondLimit(qsizetype entry, Moment moment) const;

    //! Two moments of the same epoch have the same members, rights and roles.
    qsizetype epoch(Moment moment) const;

private:
    TimeKey keyOf(qsizetype entry) const;
    //! What the entry gives where it stands, if it counts.
    const GrantValue *valueOf(qsizetype entry) const;
    void appendToList(qsizetype entry);
    Listing gathered(const QString &prefix) const;

    const StateLog &m_log;
    const Rules &m_rules;
    QBitArray m_counts;
    PathIndex m_index; //!< of the entries that count
    OldestWindow m_window;
    std::vector<std::unique_ptr<const GrantValue>> m_values; //!< by entry; null where nothing is given
    mutable QHash<QString, Listing> m_listings;              //!< by prefix; of the entries that count
    QList<qsizetype> m_changes;                              //!< the entries that began an epoch
};

} // namespace reeeductio
