// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QByteArrayView>

namespace reeeductio {

//! A file that nobody takes for whole before it is: it has no name until all of it is there, so that nothing
//! is left of it when it is dropped or the program killed. Where the file system knows no such files it is
//! called `….part` meanwhile. Blocks: not for the GUI thread. One thread at a time. Storage: DiskFull,
//! CannotWrite, AlreadyExists.
class PartFile
{
public:
    //! What becomes of a file that has the name already.
    enum class WhenTaken {
        Refuse,
        Replace,
        OtherName, //!< the new one is called `name (2).ext`
    };

    PartFile(QString path, WhenTaken whenTaken);
    ~PartFile();
    Q_DISABLE_COPY_MOVE(PartFile)

    //! Empty, at first or again. `size` in bytes, when it is known: DiskFull before anything is written.
    [[nodiscard]] Result<void> begin(qint64 size = -1);
    [[nodiscard]] Result<void> write(QByteArrayView bytes);
    //! On the disk and under its name: where.
    [[nodiscard]] Result<QString> commit();

private:
    [[nodiscard]] Result<void> create();
    int createNamed();
    int namePart();
    [[nodiscard]] Result<QString> putAt(const QString &path);
    [[nodiscard]] Result<QString> putUnderFreeName();

    QString m_path;
    WhenTaken m_whenTaken;
    QByteArray m_part; //!< what it is called meanwhile; empty: it has no name
    int m_descriptor = -1;
};

} // namespace reeeductio
