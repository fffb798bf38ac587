// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/pastedimage.h"

#include <QStringList>

QT_BEGIN_NAMESPACE
class QMimeData;
QT_END_NAMESPACE

namespace reeeductio {

//! The files of this computer that are dropped or pasted; none when there are none, or not only those.
QStringList localFilesOf(const QMimeData *data);

//! Whether it is an image and nothing else that is dropped or pasted. Where there is a text too, as office
//! programs bring a picture of it, the text is meant.
bool bringsImage(const QMimeData *data);

//! That image; null when there is none.
PastedImage imageOf(const QMimeData *data);

} // namespace reeeductio
