// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"

namespace reeeductio {

//! Where a person's files are, made readable for them only; with a folder, all of them there.
ProfilePlaces desktopPlaces(const QString &folder);

QString settingsFile(const ProfilePlaces &places);
//! The embedded server's own.
QString serverFolder(const ProfilePlaces &places);

} // namespace reeeductio
