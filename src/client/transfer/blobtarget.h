// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/partfile.h"

#include <QByteArray>
#include <QIODevice>

#include <memory>

namespace reeeductio {

//! Where a downloaded blob's contents go. What was written is nothing to anybody before commit(). Used by one
//! thread at a time, which may wait for a disk.
class BlobTarget
{
public:
    BlobTarget() = default;
    virtual ~BlobTarget() = default;
    Q_DISABLE_COPY_MOVE(BlobTarget)

    //! Begins, perhaps anew. `size` in bytes, −1 when it is not known.
    [[nodiscard]] virtual Result<void> begin(qint64 size) = 0;
    [[nodiscard]] virtual Result<void> write(QByteArrayView bytes) = 0;
    //! What came is proved to be what was sent.
    [[nodiscard]] virtual Result<void> commit() = 0;
};

//! To a file that gets its name when it is proved.
class FileTarget final : public BlobTarget
{
public:
    FileTarget(const QString &path, PartFile::WhenTaken whenTaken) : m_file(path, whenTaken) {}

    [[nodiscard]] Result<void> begin(qint64 size) override { return m_file.begin(size); }
    [[nodiscard]] Result<void> write(QByteArrayView bytes) override { return m_file.write(bytes); }
    [[nodiscard]] Result<void> commit() override
    {
        return m_file.commit().map([this](const QString &path) { m_committed = path; });
    }

    //! Where it is, once committed.
    const QString &committed() const { return m_committed; }

private:
    PartFile m_file;
    QString m_committed;
};

//! To a device of the caller's, open for writing, which gets everything as it comes: its reader must not
//! believe it before the download has succeeded.
class DeviceTarget final : public BlobTarget
{
public:
    explicit DeviceTarget(std::unique_ptr<QIODevice> device) : m_device(std::move(device)) {}

    //! Storage/CannotWrite, also when it would have to begin anew and cannot.
    [[nodiscard]] Result<void> begin(qint64 size) override;
    [[nodiscard]] Result<void> write(QByteArrayView bytes) override;
    [[nodiscard]] Result<void> commit() override { return {}; }

private:
    std::unique_ptr<QIODevice> m_device;
    bool m_hasWritten = false;
};

//! To memory, `most` bytes of it: Blob/BlobTooLarge.
class MemoryTarget final : public BlobTarget
{
public:
    explicit MemoryTarget(qint64 most) : m_most(most) {}

    [[nodiscard]] Result<void> begin(qint64 size) override;
    [[nodiscard]] Result<void> write(QByteArrayView bytes) override;
    [[nodiscard]] Result<void> commit() override { return {}; }

    QByteArray take() { return std::move(m_bytes); }

private:
    qint64 m_most;
    QByteArray m_bytes;
};

} // namespace reeeductio
