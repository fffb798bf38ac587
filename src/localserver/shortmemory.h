// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/clock.h"
#include "crypto/hash.h"

#include <algorithm>
#include <map>

namespace reeeductio::localserver {

//! What the server remembers between two requests of one exchange: one thing a space and name, for five
//! minutes, in memory. Anybody may begin one, so there is room for so many and no more: the oldest goes
//! first. The clock outlives it.
template <class T>
class ShortMemory
{
public:
    static constexpr qint64 LifetimeMs = 5 * 60 * 1000;
    static constexpr qsizetype Room = 4096;

    struct Entry
    {
        T value;
        qint64 expiresAt = 0;
    };

    explicit ShortMemory(const Clock &clock) : m_clock(clock) {}

    //! Replaces what was there. `space` and `name` may be any text. Gives when it will be forgotten.
    qint64 put(QByteArrayView space, QByteArrayView name, T value)
    {
        makeRoom();
        const auto expiresAt = m_clock.nowMs() + LifetimeMs;
        m_entries.insert_or_assign(keyOf(space, name), Entry{std::move(value), expiresAt});
        return expiresAt;
    }
    //! Null when there is none. It may be over.
    const Entry *find(QByteArrayView space, QByteArrayView name) const
    {
        const auto found = m_entries.find(keyOf(space, name));
        return found == m_entries.end() ? nullptr : &found->second;
    }
    bool isOver(const Entry &entry) const { return entry.expiresAt < m_clock.nowMs(); }
    void forget(QByteArrayView space, QByteArrayView name) { m_entries.erase(keyOf(space, name)); }

private:
    //! A hash, so that entries are small.
    static Digest keyOf(QByteArrayView space, QByteArrayView name)
    {
        Sha256 hash;
        const auto spaceSize = QByteArray::number(space.size()); // so that no two pairs read the same
        for (const auto part : {QByteArrayView(spaceSize), QByteArrayView("|"), space, name})
            hash.addData(part);
        return hash.result();
    }

    void makeRoom()
    {
        if (std::ssize(m_entries) < Room)
            return;
        std::erase_if(m_entries, [this](const auto &entry) { return isOver(entry.second); });
        if (std::ssize(m_entries) < Room)
            return;
        m_entries.erase(
            std::min_element(m_entries.cbegin(), m_entries.cend(), [](const auto &a, const auto &b) {
                return a.second.expiresAt < b.second.expiresAt;
            }));
    }

    const Clock &m_clock;
    std::map<Digest, Entry> m_entries;
};

} // namespace reeeductio::localserver
