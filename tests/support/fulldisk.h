// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace reeeductio::test {

//! As long as it lives, no file below that folder can grow: writing behind its end fails with ENOSPC, as on a
//! full disk. One at a time, in a program that links test_filecalls.
class FullDisk
{
public:
    explicit FullDisk(const QString &folder);
    ~FullDisk();
    Q_DISABLE_COPY_MOVE(FullDisk)

    //! How many writes were refused.
    int refusals() const;
};

} // namespace reeeductio::test
