// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "rules.h"

namespace reeeductio::test {

//! Every file below a folder of the project whose name ends in one of `endings`, sorted by path.
QList<SourceFile> filesBelow(const QString &folder, const QStringList &endings);

} // namespace reeeductio::test
