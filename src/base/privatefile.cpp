// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/privatefile.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace reeeductio {

namespace {

constexpr mode_t ownerOnly = 0600;

tl::unexpected<Error> failed(int error)
{
    const bool isFull = error == ENOSPC || error == EDQUOT;
    return fail(ErrorKind::Storage, isFull ? ErrorCode::DiskFull : ErrorCode::CannotWrite,
                qt_error_string(error));
}

//! Where the bytes are to lie: of a link, what it leads to.
QString targetOf(const QString &path)
{
    const QFileInfo info(path);
    return info.isSymLink() && info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
}

//! 0, or errno.
int writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno != EINTR)
            return errno;
        bytes = bytes.sliced(std::max<ssize_t>(written, 0));
    }
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

//! So that the new name is there after a power cut, too. A file system that cannot do that has no better.
void syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    ::fsync(descriptor);
    ::close(descriptor);
}

} // namespace

Result<void> writePrivateFile(const QString &path, QByteArrayView bytes)
{
    // No QSaveFile: it makes a new file with everybody's rights and takes them away afterwards, and Qt 6.4's
    // commit() puts an empty file in the place of the old one when a full disk kept its buffer from being
    // written.
    const auto target = targetOf(path);
    const auto place = QFile::encodeName(target);
    const auto draft = place + '.' + QByteArray::number(QRandomGenerator::system()->generate64(), 36);
    const int descriptor =
        ::open(draft.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, ownerOnly);
    if (descriptor < 0)
        return failed(errno);
    int error = writeAll(descriptor, bytes);
    if (::close(descriptor) != 0 && error == 0)
        error = errno;
    if (error == 0 && ::rename(draft.constData(), place.constData()) != 0)
        error = errno;
    if (error != 0) {
        ::unlink(draft.constData());
        return failed(error);
    }
    syncFolder(QFileInfo(target).path());
    return {};
}

} // namespace reeeductio
