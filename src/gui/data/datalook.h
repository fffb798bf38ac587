// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/theme.h"
#include "models/datatext.h"

namespace reeeductio {

//! How something known is drawn; its words always stand beside it.
struct DataLook
{
    QString icon;
    QColor color;
    QString role; //!< of a label that says it
};

DataLook lookOf(DataStatus status, const ThemeColors &colors);

} // namespace reeeductio
