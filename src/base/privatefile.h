// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QByteArrayView>

namespace reeeductio {

//! Writes a file, whole or not at all, that only this user may read; what was there before stays when it
//! fails. Blocks: not for the GUI thread. Storage: DiskFull, CannotWrite.
[[nodiscard]] Result<void> writePrivateFile(const QString &path, QByteArrayView bytes);

} // namespace reeeductio
