// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

QT_BEGIN_NAMESPACE
class QIODevice;
QT_END_NAMESPACE

namespace reeeductio {

// Pictures from strangers. Slow: for threads that may take their time.

//! Whether images of that type are decoded here at all. SVG never is: it may ask for other things.
bool isShownAsImage(const QString &contentType);

//! Whether an image of that many pixels is.
bool isDecoded(const QSize &pixels);

struct DecodedImage
{
    QImage image; //!< null when it is none of these
    QSize pixels; //!< of the original as it is seen, turned if its camera says so
};

//! A JPEG, PNG, WebP or GIF (its first frame), told by what the bytes are and never by what they are called,
//! no larger than `most`: a larger one is made smaller. None of more than a hundred million pixels.
DecodedImage decodeImage(QIODevice &device, QSize most);
DecodedImage decodeImage(const QByteArray &bytes, QSize most);

//! The image, then what it is when it is halved again and again, down to about `smallest` pixels a side, as
//! painting wants it. Empty for a null one.
QList<QImage> halvings(const QImage &image, int smallest);

//! Empty when it cannot be. `quality` as QImage::save() has it.
QByteArray encodeImage(const QImage &image, const char *format, int quality = -1);

//! The size of small pictures, and the image as a JPEG or PNG of at most 16 KiB; empty for a null one.
constexpr QSize smallPictureSize{320, 320};
QByteArray smallPictureBytes(QImage image);

} // namespace reeeductio
