// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/datarecordtable.h"

#include "base/logging.h"
#include "crypto/secretbox.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Bound to its space and path: an older row of another path is none of this one.
QByteArray placeOf(const SpaceId &space, const QString &path)
{
    return "user.db/data_record/" + space.text() + '/' + path.toUtf8();
}

Result<DataRecord> opened(const SymmetricKey &key, const SpaceId &space, const QString &path,
                          const QByteArray &sealed)
{
    const auto bytes = secretbox::open(key, sealed, placeOf(space, path));
    if (!bytes)
        return fail(bytes.error());
    const auto object = parseJsonObject(bytes->exposeUnwiped());
    return object ? dataRecordFromJson(path, *object) : fail(object.error());
}

} // namespace

QString dataRecordSchema()
{
    return uR"(CREATE TABLE data_record(
            space BLOB NOT NULL,
            path TEXT NOT NULL,
            sealed_record BLOB NOT NULL,
            PRIMARY KEY(space, path)) WITHOUT ROWID)"_s;
}

Result<QList<DataRecord>> readDataRecords(Database &database, const SymmetricKey &key, const SpaceId &space)
{
    auto &query = database.prepared("SELECT path, sealed_record FROM data_record WHERE space = ?");
    if (const auto done = query.run({space.text()}); !done)
        return fail(done.error());
    QList<DataRecord> records;
    while (query.next()) {
        const auto path = query.text(0);
        auto record = opened(key, space, path, query.bytes(1));
        if (!record)
            qCWarning(logStore) << "a row of data_record cannot be read:" << nameOf(record.error().code);
        records << (record ? *std::move(record) : DataRecord{.path = path, .isUnreadable = true});
    }
    if (const auto read = query.ok(); !read)
        return fail(read.error());
    return records;
}

Result<void> writeDataRecord(Database &database, const SymmetricKey &key, const SpaceId &space,
                             const DataRecord &record)
{
    return database
        .prepared("INSERT INTO data_record(space, path, sealed_record) VALUES(?, ?, ?) "
                  "ON CONFLICT DO UPDATE SET sealed_record = excluded.sealed_record")
        .run({space.text(), record.path,
              secretbox::seal(key, compactJson(toJson(record)), placeOf(space, record.path))});
}

} // namespace reeeductio
