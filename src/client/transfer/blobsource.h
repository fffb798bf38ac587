// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QIODevice>

#include <functional>
#include <memory>

namespace reeeductio {

//! Bytes to be uploaded. They are read twice, once to know their hash and once to send them, in threads that
//! may wait for a disk. A value; any thread.
class BlobSource
{
public:
    //! Gives a device that stands at its beginning, open for reading, of a known size().
    using Open = std::function<Result<std::unique_ptr<QIODevice>>()>;

    explicit BlobSource(Open open) : m_open(std::move(open)) {}

    //! Opening fails with Storage/CannotOpen when there is none, or what is there is no regular file.
    static BlobSource ofFile(const QString &path);
    //! An image, without what stands beside the picture (partsWithoutMetadata). Storage/FileChanged when it
    //! is no such image any more: it is never sent with it instead.
    static BlobSource ofImage(const QString &path);
    static BlobSource ofBytes(const QByteArray &bytes);

    [[nodiscard]] Result<std::unique_ptr<QIODevice>> open() const { return m_open(); }

private:
    Open m_open;
};

} // namespace reeeductio
