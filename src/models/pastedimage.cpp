// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/pastedimage.h"

#include "models/imagedecoding.h"

#include <QBuffer>
#include <QColorSpace>
#include <QImageReader>

namespace reeeductio {

namespace {

QImage read(const QByteArray &png)
{
    QBuffer buffer;
    buffer.setData(png);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, "png");
    return isDecoded(reader.size()) ? reader.read() : QImage();
}

//! An image brings its texts along wherever it goes, and into a PNG too; its colours are what stays.
QImage withoutTexts(const QImage &image)
{
    const auto shown = image.colorSpace().isValid() ? image.convertedToColorSpace(QColorSpace::SRgb) : image;
    QImage bare(shown.constBits(), shown.width(), shown.height(), shown.bytesPerLine(), shown.format());
    bare.setColorTable(shown.colorTable());
    return bare.copy(); // the bits are not its own
}

} // namespace

QImage PastedImage::decoded() const
{
    const auto image = png.isEmpty() ? pixels : read(png);
    return isDecoded(image.size()) ? withoutTexts(image) : QImage();
}

} // namespace reeeductio
