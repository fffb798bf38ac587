// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/profilefolder.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace reeeductio {

QString usualProfileFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/reeeductio-desktop"_s;
}

} // namespace reeeductio
