// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/spacepage.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::SpacePage)
};

} // namespace

QList<SpacePageEntry> spacePageEntries()
{
    return {
        {SpacePage::Files, u"Files"_s, u"files"_s, Words::tr("Files"), Words::tr("&Files of all topics"),
         Words::tr("The files of all topics"), QKeySequence(u"Ctrl+Shift+J"_s)},
    };
}

} // namespace reeeductio
