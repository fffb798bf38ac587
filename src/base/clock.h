// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QtGlobal>

namespace reeeductio {

//! The time of day, so that tests can be ten minutes off. Thread-safe.
class Clock
{
public:
    virtual ~Clock() = default;
    //! Milliseconds since 1970-01-01 UTC.
    virtual qint64 nowMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    qint64 nowMs() const override;
};

} // namespace reeeductio
