// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/symmetrickey.h"
#include "store/database.h"
#include "store/datarecord.h"

namespace reeeductio {

//! The step that makes the table in user.db.
QString dataRecordSchema();

//! What is remembered of a space's data, by path. A row that does not open, or was moved to another place,
//! comes with nothing but its path. Call in the store thread.
[[nodiscard]] Result<QList<DataRecord>> readDataRecords(Database &database, const SymmetricKey &key,
                                                        const SpaceId &space);
//! In place of what there was of that path.
[[nodiscard]] Result<void> writeDataRecord(Database &database, const SymmetricKey &key, const SpaceId &space,
                                           const DataRecord &record);

} // namespace reeeductio
