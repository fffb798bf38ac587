// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"

namespace reeeductio {

//! What happened to one of the profile's files, and what that means, as a person reads it.
QString noticeText(const ProfileNotice &notice);

} // namespace reeeductio
