// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/filefacts.h"

#include "client/transfer/imagemetadata.h"
#include "models/imagedecoding.h"

#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

void lookInto(const QString &path, FileFacts &facts)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const auto decoded = decodeImage(file, smallPictureSize);
    if (decoded.image.isNull())
        return;
    facts.pixels = decoded.pixels;
    facts.thumbnail = decoded.image;
    facts.thumbnailData = smallPictureBytes(decoded.image);
}

QImage reduced(const QImage &image)
{
    if (image.size().boundedTo(smallPictureSize) == image.size())
        return image;
    return image.scaled(smallPictureSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

} // namespace

FileFacts factsOf(const QString &path, qint64 largest)
{
    FileFacts facts;
    const QFileInfo info(path);
    facts.isFolder = info.isDir();
    if (!info.isFile() || !info.isReadable()) {
        facts.problem = Error{ErrorKind::Storage, ErrorCode::CannotOpen, path};
        return facts;
    }
    facts.size = info.size();
    facts.contentType = QMimeDatabase().mimeTypeForFile(info).name();
    if (facts.size > largest)
        facts.problem = Error{ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(facts.size)};
    if (facts.problem)
        return facts;
    if (isShownAsImage(facts.contentType))
        lookInto(path, facts);
    QFile file(path);
    const auto parts = file.open(QIODevice::ReadOnly) ? partsWithoutMetadata(file) : std::nullopt;
    if (parts)
        facts.strippedSize =
            std::accumulate(parts->begin(), parts->end(), qint64(0),
                            [](qint64 sum, const FilePart &part) { return sum + part.length(); });
    return facts;
}

FileFacts factsOf(const PastedImage &image, qint64 largest)
{
    FileFacts facts{.contentType = u"image/png"_s};
    const auto decoded = image.decoded();
    auto png = encodeImage(decoded, "PNG");
    facts.size = png.size();
    if (png.isEmpty())
        facts.problem = Error{ErrorKind::Storage, ErrorCode::CannotRead};
    else if (facts.size > std::min(largest, largestPastedImage))
        facts.problem = Error{ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(facts.size)};
    if (facts.problem)
        return facts;
    facts.bytes = std::move(png);
    facts.pixels = decoded.size();
    facts.thumbnail = reduced(decoded);
    facts.thumbnailData = smallPictureBytes(facts.thumbnail);
    return facts;
}

} // namespace reeeductio
