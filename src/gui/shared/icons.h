// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>

namespace reeeductio {

//! Our own line icons (resources/icons), drawn in one colour. Names without suffix: `shield-check`.
QIcon lineIcon(const QString &name, const QColor &color);
//! Sharp at `devicePixelRatio`. Kept, since rendering costs a millisecond.
QPixmap linePixmap(const QString &name, const QColor &color, int size, qreal devicePixelRatio);

} // namespace reeeductio
