// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

namespace reeeductio {

//! How many transfers of one kind run at once, whatever spaces they belong to. Lives in the thread of those
//! who use it, and outlives them.
class TransferSlots : public QObject
{
    Q_OBJECT

public:
    explicit TransferSlots(int count) : m_free(count) {}

    //! Whether one was free: whoever took it gives it back.
    bool take() { return m_free > 0 ? (--m_free, true) : false; }
    void giveBack()
    {
        ++m_free;
        Q_EMIT freed();
    }

Q_SIGNALS:
    void freed();

private:
    int m_free;
};

} // namespace reeeductio
