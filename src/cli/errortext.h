// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"

namespace reeeductio {

//! One line for stderr: a published prefix, which scripts look for and which is therefore never translated,
//! and what happened in the person's words.
QString lineFor(const Error &error);

//! Kind, code, status and the server's own words, for -v.
QString detailsOf(const Error &error);

} // namespace reeeductio
