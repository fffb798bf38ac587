// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/report.h"
#include "client/credentials.h"

namespace reeeductio {

//! Credentials that somebody asked for, as lines and JSON that `-f` reads. With a file's name, where they
//! were kept, their secrets are not shown.
Report credentialReport(const Credentials &credentials, const QString &file);

} // namespace reeeductio
