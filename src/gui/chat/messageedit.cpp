// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/messageedit.h"

#include "gui/files/droppedfiles.h"

#include <QMimeData>

namespace reeeductio {

bool MessageEdit::canInsertFromMimeData(const QMimeData *source) const
{
    const bool bringsFiles = m_takesFiles && (bringsImage(source) || !localFilesOf(source).isEmpty());
    return bringsFiles || QPlainTextEdit::canInsertFromMimeData(source);
}

void MessageEdit::insertFromMimeData(const QMimeData *source)
{
    if (!source || source->formats().isEmpty())
        return; // Qt 6.4 looks at the first all the same, and the program ends there
    if (const auto paths = localFilesOf(source); m_takesFiles && !paths.isEmpty())
        return Q_EMIT filesPasted(paths);
    if (const auto image = m_takesFiles ? imageOf(source) : PastedImage(); !image.isNull())
        return Q_EMIT imagePasted(image);
    QPlainTextEdit::insertFromMimeData(source);
}

} // namespace reeeductio
