// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/filefacts.h"

#include "client/transfer/imagemetadata.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QMimeDatabase>

#include <algorithm>
#include <array>
#include <numeric>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int thumbnailSide = 320;
constexpr qint64 mostPixels = 100'000'000; //!< of an image that is decoded: a camera's has fewer
constexpr qsizetype mostThumbnailBytes = 16 * 1024;

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, quality) ? bytes : QByteArray();
}

//! Smaller and coarser until it fits beside a message's other fields.
QByteArray thumbnailBytes(QImage image)
{
    const bool isTransparent = image.hasAlphaChannel();
    while (!image.isNull()) {
        for (const int quality : {75, 55, 35}) {
            auto bytes = encoded(image, isTransparent ? "PNG" : "JPEG", isTransparent ? -1 : quality);
            if (!bytes.isEmpty() && bytes.size() <= mostThumbnailBytes)
                return bytes;
        }
        image = image.scaled(image.size() * 3 / 4, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    return {};
}

void lookInto(const QString &path, FileFacts &facts)
{
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const auto size = reader.size();
    if (!isDecoded(size))
        return;
    // JPEG is scaled while it is decoded; what cannot be is decoded whole, within Qt's own limit of memory.
    if (size.width() > thumbnailSide || size.height() > thumbnailSide)
        reader.setScaledSize(size.scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatio));
    const auto image = reader.read();
    if (image.isNull())
        return;
    facts.pixels =
        reader.transformation().testFlag(QImageIOHandler::TransformationRotate90) ? size.transposed() : size;
    facts.thumbnail = image;
    facts.thumbnailData = thumbnailBytes(image);
}

QImage reduced(const QImage &image)
{
    if (image.width() <= thumbnailSide && image.height() <= thumbnailSide)
        return image;
    return image.scaled(thumbnailSide, thumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
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
    auto png = encoded(decoded, "PNG", -1);
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
    facts.thumbnailData = thumbnailBytes(facts.thumbnail);
    return facts;
}

bool isDecoded(const QSize &pixels)
{
    return !pixels.isEmpty() && qint64(pixels.width()) * pixels.height() <= mostPixels;
}

bool isShownAsImage(const QString &contentType)
{
    static constexpr std::array shown{"image/jpeg"_L1, "image/png"_L1, "image/webp"_L1, "image/gif"_L1};
    return std::find(shown.begin(), shown.end(), contentType) != shown.end();
}

} // namespace reeeductio
