// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/imagedecoding.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qint64 mostPixels = 100'000'000; //!< of an image that is decoded: a camera's has fewer
constexpr qsizetype mostSmallBytes = 16 * 1024;

constexpr qsizetype longestMark = 12;

//! By the first bytes; empty for what is not shown here.
QByteArray kindOf(QByteArrayView start)
{
    if (start.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (start.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a"))
        return "gif";
    if (start.size() >= longestMark && start.startsWith("RIFF") && start.sliced(8, 4) == "WEBP")
        return "webp";
    return {};
}

constexpr std::array shown{"jpeg"_L1, "png"_L1, "webp"_L1, "gif"_L1};

} // namespace

bool isShownAsImage(const QString &contentType)
{
    return std::any_of(shown.begin(), shown.end(),
                       [&contentType](QLatin1StringView kind) { return contentType == "image/"_L1 + kind; });
}

bool isDecoded(const QSize &pixels)
{
    return !pixels.isEmpty() && qint64(pixels.width()) * pixels.height() <= mostPixels;
}

QByteArray encodeImage(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, quality) ? bytes : QByteArray();
}

DecodedImage decodeImage(QIODevice &device, QSize most)
{
    const auto kind = kindOf(device.peek(longestMark));
    if (kind.isEmpty())
        return {};
    QImageReader reader(&device, kind);
    reader.setAutoDetectImageFormat(false); // no other plugin gets to see it
    reader.setAutoTransform(true);
    const auto size = reader.size();
    if (!isDecoded(size))
        return {};
    const bool isTurned = reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
    const auto bounds = isTurned ? most.transposed() : most;
    // JPEG is scaled while it is decoded; what cannot be is decoded whole, within Qt's own limit of memory.
    if (size.boundedTo(bounds) != size)
        reader.setScaledSize(size.scaled(bounds, Qt::KeepAspectRatio).expandedTo({1, 1}));
    return {reader.read(), isTurned ? size.transposed() : size};
}

DecodedImage decodeImage(const QByteArray &bytes, QSize most)
{
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    return decodeImage(buffer, most);
}

QList<QImage> halvings(const QImage &image, int smallest)
{
    if (image.isNull())
        return {};
    const auto shown = image.colorSpace().isValid() ? image.convertedToColorSpace(QColorSpace::SRgb) : image;
    QList<QImage> levels{shown.convertToFormat(shown.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied
                                                                       : QImage::Format_RGB32)};
    while (std::min(levels.back().width(), levels.back().height()) >= 2 * smallest)
        levels << levels.back().scaled(levels.back().size() / 2, Qt::IgnoreAspectRatio,
                                       Qt::SmoothTransformation);
    return levels;
}

QByteArray smallPictureBytes(QImage image)
{
    const bool isTransparent = image.hasAlphaChannel();
    while (!image.isNull()) {
        for (const int quality : {75, 55, 35}) {
            auto bytes = encodeImage(image, isTransparent ? "PNG" : "JPEG", isTransparent ? -1 : quality);
            if (!bytes.isEmpty() && bytes.size() <= mostSmallBytes)
                return bytes;
        }
        image = image.scaled(image.size() * 3 / 4, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }
    return {};
}

} // namespace reeeductio
