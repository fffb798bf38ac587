// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

namespace reeeductio::test {

//! Statements on a store's file, behind the back of whoever has it open, whatever its version. False, with a
//! line on stderr, when one fails.
bool runSql(const QString &file, const QStringList &statements);

} // namespace reeeductio::test
