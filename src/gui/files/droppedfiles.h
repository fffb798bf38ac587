// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

QT_BEGIN_NAMESPACE
class QMimeData;
QT_END_NAMESPACE

namespace reeeductio {

//! The files of this computer that are dropped or pasted; none when there are none, or not only those.
QStringList localFilesOf(const QMimeData *data);

} // namespace reeeductio
