// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/payload.h"

#include <QString>

namespace reeeductio {

//! What a stranger calls a file, as the name of one in a folder of ours; its id when it has none.
QString safeFileName(const FilePayload &file);

//! Whether a file of that name may be handed to the desktop to be opened: what is looked at, listened to or
//! read. Never a program or a script; of documents none whose program would run what is in them unasked. What
//! is not known is not opened.
bool isSafeToOpen(const QString &fileName);

} // namespace reeeductio
