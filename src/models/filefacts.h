// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"
#include "models/pastedimage.h"

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>

#include <optional>

namespace reeeductio {

//! What there is to know of a file before it is sent.
struct FileFacts
{
    qint64 size = 0; //!< in bytes
    QString contentType = {};
    bool isFolder = false;
    //! Storage/CannotOpen, Blob/BlobTooLarge, or Storage/CannotRead when a pasted image is none: why it
    //! cannot be sent.
    std::optional<Error> problem = {};
    QByteArray bytes = {}; //!< of what is in no file
    // Of an image that this program shows:
    QSize pixels = {};             //!< as it is seen, turned if its camera says so
    QImage thumbnail = {};         //!< at most 320 pixels a side
    QByteArray thumbnailData = {}; //!< the same as a JPEG or PNG small enough to go into a message
    //! Without what its camera or editor wrote beside the picture; −1 where that cannot be told apart.
    qint64 strippedSize = -1;

    bool isImage() const { return !pixels.isEmpty(); }
};

//! Looks at a file, and into it when it is an image. Waits for the disk: for a thread that may. `largest` in
//! bytes, of the file.
FileFacts factsOf(const QString &path, qint64 largest);

//! Makes a PNG of it. Takes long: for the pool.
FileFacts factsOf(const PastedImage &image, qint64 largest);

} // namespace reeeductio
