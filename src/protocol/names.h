// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QString>

namespace reeeductio {

//! The topic that holds the space's state.
inline constexpr QLatin1StringView stateTopic("state");

//! `^[a-z0-9][a-z0-9_-]{0,62}[a-z0-9]$`; Validation/BadTopicName otherwise.
[[nodiscard]] Result<void> checkTopicId(QStringView topic);

//! What a person typed, as the topic id it would become: lower case, spaces to `-`, what is not allowed left
//! out, 64 characters at most. May be too short to be valid.
QString topicIdFromName(QStringView name);

//! A path as it is compared: slashes at either end count for nothing.
QStringView withoutOuterSlashes(QStringView path);

//! A state path as servers take it in a post: segments of [A-Za-z0-9._-]+ joined by `/`, stray outer slashes
//! allowed. `.` and `..` are among them, so that others can have written there; Validation/BadPath otherwise.
[[nodiscard]] Result<void> checkServedStatePath(QStringView path);

//! A state path that we read and write: as above, but without the segments `.` and `..`, which an address
//! takes for another place.
[[nodiscard]] Result<void> checkStatePath(QStringView path);

//! A data path: anything but nothing, without the segments `.` and `..`; Validation/BadPath otherwise.
[[nodiscard]] Result<void> checkDataPath(QStringView path);

//! Whether a segment is `.` or `..`: in an address that is not a name but a way to another place.
bool hasDotSegment(QStringView path);

//! A capability's pattern: begins with state/, data/, topics/ or blobs/ (or is just {any} or {...}), segments
//! as in a state path or one of {any} {self} {other} {...}; Validation/BadCapability otherwise.
[[nodiscard]] Result<void> checkCapabilityPath(QStringView path);

} // namespace reeeductio
