// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/privatefile.h"

#include <QSaveFile>

namespace reeeductio {

Result<void> writePrivateFile(const QString &path, QByteArrayView bytes)
{
    QSaveFile file(path);
    const auto failure = [&file] {
        const bool isFull = file.error() == QFileDevice::ResourceError;
        return fail(ErrorKind::Storage, isFull ? ErrorCode::DiskFull : ErrorCode::CannotWrite,
                    file.errorString());
    };
    // Unbuffered: a buffer would keep a copy of secrets, and Qt 6.4's commit() does not look at whether
    // emptying it succeeded. On a full disk it puts an empty file in the place of the old one and says all is
    // well.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return failure();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (file.write(bytes.data(), bytes.size()) != bytes.size()) {
        const auto failed = failure();
        file.cancelWriting();
        return failed;
    }
    if (!file.commit())
        return failure();
    return {};
}

} // namespace reeeductio
