// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace reeeductio {

//! A point in a space's history: the number of state messages that had been written. 0 is before the first.
using Moment = qsizetype;

//! Where a message stands in an order of time: by `time`, then by its place in the log.
struct TimeKey
{
    qint64 time = 0;
    qsizetype entry = 0;

    friend bool operator==(const TimeKey &, const TimeKey &) = default;
    friend bool operator<(const TimeKey &a, const TimeKey &b)
    {
        return a.time != b.time ? a.time < b.time : a.entry < b.entry;
    }
};

//! Which entry is the newest of its path, at every moment. Append-only; found by binary search. What "newest"
//! means is the caller's: the entry with the greatest time. Pure; one thread at a time.
class PathIndex
{
public:
    //! What one entry made of its path.
    struct Record
    {
        TimeKey key;
        TimeKey newest;          //!< of those up to this one; the last written when times are equal
        qsizetype firstAtNewest; //!< the first written with that same time
    };
    using Records = QList<Record>;

    //! Entries come in the order of the log.
    void append(const QString &path, TimeKey key);

    //! What was written at the path among the first `moment` messages; null when nothing was.
    const Record *latest(const QString &path, Moment moment) const;
    static const Record *latest(const Records &records, Moment moment);

    //! Calls `visit(records)` for every path that begins with `prefix`, by path.
    template <class Visit>
    void eachUnder(const QString &prefix, Visit visit) const
    {
        for (auto it = m_records.lowerBound(prefix); it != m_records.end() && it.key().startsWith(prefix);
             ++it)
            visit(it.value());
    }

    Records records(const QString &path) const { return m_records.value(path); }
    QList<QString> paths() const { return m_records.keys(); }

private:
    QMap<QString, Records> m_records;
};

} // namespace reeeductio
