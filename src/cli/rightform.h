// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/citationform.h"

namespace reeeductio {

// Rights that somebody holds, with the signed entries that give them.

//! The right's entry, `op`, `pattern`, `must_be_owner`, `sentence`, and `role` with its `assignment`.
QJsonObject heldRightJson(const HeldRight &held, const Citations &citations);

//! `the role editor's right 'c1': read every topic (read topics/{any}/messages)`
QString shownRight(const HeldRight &held, const Citations &citations);
//! Who gave it and when, behind that: `; granted by …; the role was assigned by …, until …`
QString shownSource(const HeldRight &held, const Citations &citations, const ProfileNames &names);
//! `read every topic (read topics/{any}/messages)`
QString shownMeaning(const Capability &right);

} // namespace reeeductio
