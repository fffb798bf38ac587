// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/blobsource.h"

#include "client/transfer/imagemetadata.h"

#include <QBuffer>
#include <QFile>
#include <QFileInfo>

namespace reeeductio {

namespace {

using Opened = Result<std::unique_ptr<QIODevice>>;

Opened openFile(const QString &path)
{
    // A pipe or a device may never end.
    auto file = std::make_unique<QFile>(path);
    if (!QFileInfo(path).isFile() || !file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, path);
    return file;
}

Opened openImage(const QString &path)
{
    auto file = openFile(path);
    if (!file)
        return file;
    auto parts = partsWithoutMetadata(**file);
    if (!parts)
        return fail(ErrorKind::Storage, ErrorCode::FileChanged, path);
    return std::make_unique<FilePartsDevice>(*std::move(file), *std::move(parts));
}

Opened openBytes(const QByteArray &bytes)
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes); // shared, not copied
    buffer->open(QIODevice::ReadOnly);
    return buffer;
}

} // namespace

BlobSource BlobSource::ofFile(const QString &path)
{
    return BlobSource([path] { return openFile(path); });
}

BlobSource BlobSource::ofImage(const QString &path)
{
    return BlobSource([path] { return openImage(path); });
}

BlobSource BlobSource::ofBytes(const QByteArray &bytes)
{
    return BlobSource([bytes] { return openBytes(bytes); });
}

} // namespace reeeductio
