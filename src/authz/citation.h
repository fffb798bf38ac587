// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/statelog.h"

#include <QHash>

namespace reeeductio {

//! A signed entry of state that an answer rests on.
struct Citation
{
    QString path;
    QByteArray hash;   //!< of the state message
    QByteArray sender; //!< who wrote it: an id, as it came
    qint64 time = 0;   //!< the server's, in milliseconds
    //! Whether the sender was entitled to write it; nothing when that cannot be told.
    std::optional<bool> isEntitled = {};

    friend bool operator==(const Citation &, const Citation &) = default;
};

//! By the entry's place in the log.
using Citations = QHash<qsizetype, Citation>;

} // namespace reeeductio
