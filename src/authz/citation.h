// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/statelog.h"

namespace reeeductio {

//! A signed entry of state that an answer rests on.
struct Citation
{
    QString path;
    QByteArray hash;   //!< of the state message
    QByteArray sender; //!< who wrote it: an id, as it came
    qint64 time = 0;   //!< the server's, in milliseconds

    friend bool operator==(const Citation &, const Citation &) = default;

    //! Nothing for a negative `entry`, which stands for none.
    static std::optional<Citation> of(const StateLog &log, qsizetype entry);
};

} // namespace reeeductio
