// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/droppedfiles.h"

#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr auto png = "image/png"_L1;

} // namespace

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

bool bringsImage(const QMimeData *data)
{
    return data && (data->hasImage() || data->hasFormat(png)) && data->text().isEmpty();
}

PastedImage imageOf(const QMimeData *data)
{
    if (!bringsImage(data))
        return {};
    // Asked for pixels, Qt decodes them here and now.
    if (data->hasFormat(png))
        return {.png = data->data(png)};
    return {.pixels = data->imageData().value<QImage>()};
}

} // namespace reeeductio
