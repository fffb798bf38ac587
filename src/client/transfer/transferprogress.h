// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

#include <atomic>

namespace reeeductio {

//! How far a transfer is. Written by the threads that do it, read by any; in bytes of the blob.
class TransferProgress
{
public:
    qint64 done() const { return m_done.load(std::memory_order_relaxed); }
    //! −1 while it is not known.
    qint64 total() const { return m_total.load(std::memory_order_relaxed); }
    //! Whether bytes move on the network; before that a file is read to know its hash.
    bool isMoving() const { return m_isMoving.load(std::memory_order_relaxed); }

    void begin(qint64 total, bool isMoving)
    {
        m_done.store(0, std::memory_order_relaxed);
        m_total.store(total, std::memory_order_relaxed);
        m_isMoving.store(isMoving, std::memory_order_relaxed);
    }
    void add(qint64 bytes) { m_done.fetch_add(bytes, std::memory_order_relaxed); }

private:
    std::atomic<qint64> m_done{0};
    std::atomic<qint64> m_total{-1};
    std::atomic<bool> m_isMoving{false};
};

} // namespace reeeductio
