// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "localserver/database.h"
#include "protocol/dataentry.h"

#include <optional>

namespace reeeductio::localserver {

//! The signed key-value entries of every space. The database outlives it; writes belong into the caller's
//! transaction.
class DataStore
{
public:
    explicit DataStore(Database &database);

    struct Stored
    {
        QByteArray json; //!< the entry as it is sent
        QByteArray signedBy;
        qint64 signedAt = 0;
    };
    [[nodiscard]] Result<std::optional<Stored>> find(const SpaceId &space, const QString &path);
    [[nodiscard]] Result<void> put(const SpaceId &space, const QString &path, const DataEntry &entry);
    [[nodiscard]] Result<void> remove(const SpaceId &space, const QString &path);

private:
    Statement m_find;
    Statement m_put;
    Statement m_remove;
};

} // namespace reeeductio::localserver
