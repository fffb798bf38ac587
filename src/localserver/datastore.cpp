// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/datastore.h"

#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

//! Never null, which would be bound as SQL's NULL: the empty path is a path.
QByteArray key(const QString &path)
{
    return "" + path.toUtf8();
}

} // namespace

DataStore::DataStore(Database &database)
    : m_find(database, u"SELECT json, signed_by, signed_at FROM data WHERE space = ? AND path = ?"_s),
      m_put(database, u"INSERT INTO data (space, path, signed_by, signed_at, json) VALUES (?, ?, ?, ?, ?)"
                      " ON CONFLICT (space, path) DO UPDATE SET signed_by = excluded.signed_by,"
                      " signed_at = excluded.signed_at, json = excluded.json"_s),
      m_remove(database, u"DELETE FROM data WHERE space = ? AND path = ?"_s)
{}

Result<std::optional<DataStore::Stored>> DataStore::find(const SpaceId &space, const QString &path)
{
    auto rows = m_find.query({space.text(), key(path)});
    if (!rows)
        return fail(rows.error());
    if (rows->next())
        return Stored{rows->bytes(0), rows->bytes(1), rows->integer(2)};
    if (auto read = rows->check(); !read)
        return fail(read.error());
    return std::nullopt;
}

Result<void> DataStore::put(const SpaceId &space, const QString &path, const DataEntry &entry)
{
    return m_put.run({space.text(), key(path), entry.signedBy, entry.signedAt, compactJson(toJson(entry))});
}

Result<void> DataStore::remove(const SpaceId &space, const QString &path)
{
    return m_remove.run({space.text(), key(path)});
}

} // namespace reeeductio::localserver
