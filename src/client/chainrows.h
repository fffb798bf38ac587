// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "store/storedmessage.h"

namespace reeeductio {

//! What a seal alone says of a row.
RowFlags flagsOf(Seal seal);

//! A topic as a server handed it out, or a piece of it, in chain order and with what is wrong with each
//! message. What came a second time is left out: it is the same, wherever it was put. Pure; for the pool.
QList<StoredMessage> chainRows(const QList<SealedMessage> &messages);

} // namespace reeeductio
