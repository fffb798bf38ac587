// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/droppedfiles.h"

#include <QMimeData>
#include <QUrl>

namespace reeeductio {

QStringList localFilesOf(const QMimeData *data)
{
    QStringList paths;
    const auto urls = data ? data->urls() : QList<QUrl>();
    for (const auto &url : urls) {
        if (!url.isLocalFile())
            return {};
        paths << url.toLocalFile();
    }
    return paths;
}

} // namespace reeeductio
