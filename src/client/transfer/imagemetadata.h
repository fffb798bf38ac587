// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QList>

#include <memory>
#include <optional>

namespace reeeductio {

//! A piece of a file that is sent on, or bytes in its place.
struct FilePart
{
    qint64 offset = 0;
    qint64 size = 0;
    QByteArray bytes = {}; //!< empty: `size` bytes of the file from `offset` on

    qint64 length() const { return bytes.isEmpty() ? size : bytes.size(); }
    friend bool operator==(const FilePart &, const FilePart &) = default;
};

//! What is left of a JPEG, PNG or WebP without what its camera or its editor wrote beside the picture: place,
//! time, device, comments, previews, and whatever stands behind its end. How it is turned stays, and so do
//! its colours. Nothing when it is no such file, or is damaged. Reads all of a JPEG; waits for the disk.
std::optional<QList<FilePart>> partsWithoutMetadata(QIODevice &file);

//! These parts of a file, one after the other.
class FilePartsDevice final : public QIODevice
{
    Q_OBJECT

public:
    FilePartsDevice(std::unique_ptr<QIODevice> file, QList<FilePart> parts);

    bool isSequential() const override { return false; }
    qint64 size() const override { return m_size; }
    //! To the beginning only.
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 most) override;

private:
    std::unique_ptr<QIODevice> m_file;
    QList<FilePart> m_parts;
    qint64 m_size = 0;
    qsizetype m_part = 0;
    qint64 m_given = 0; //!< of that part
};

} // namespace reeeductio
