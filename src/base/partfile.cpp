// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/partfile.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <optional>
#include <sys/statvfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr mode_t asUmaskSays = 0666;
constexpr int mostNames = 1000;

tl::unexpected<Error> failed(int error, const QString &path)
{
    const bool isFull = error == ENOSPC || error == EDQUOT || error == EFBIG;
    const auto code = error == EEXIST ? ErrorCode::AlreadyExists
                      : isFull        ? ErrorCode::DiskFull
                                      : ErrorCode::CannotWrite;
    return fail(ErrorKind::Storage, code, path + u": "_s + qt_error_string(error));
}

//! For this person, in bytes; nothing when that cannot be told. Not QStorageInfo, which knows only what is
//! listed as mounted: in a container the root may not be.
std::optional<qint64> roomIn(const QString &folder)
{
    struct statvfs status = {};
    if (::statvfs(QFile::encodeName(folder).constData(), &status) != 0)
        return std::nullopt;
    return static_cast<qint64>(status.f_bavail) * static_cast<qint64>(status.f_frsize);
}

//! 0, or errno. Never replaces.
int moveToFree(const QByteArray &from, const QByteArray &to)
{
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // A file system that cannot look and rename in one step: look first.
    if (::access(to.constData(), F_OK) == 0)
        return EEXIST;
    return ::rename(from.constData(), to.constData()) == 0 ? 0 : errno;
}

//! A file without a name gets one. 0, or errno; never replaces.
int nameIt(int descriptor, const QByteArray &name)
{
    const auto self = "/proc/self/fd/" + QByteArray::number(descriptor);
    return ::linkat(AT_FDCWD, self.constData(), AT_FDCWD, name.constData(), AT_SYMLINK_FOLLOW) == 0 ? 0
                                                                                                    : errno;
}

QByteArray partName(const QByteArray &place, int number)
{
    return number == 1 ? place + ".part" : place + '.' + QByteArray::number(number) + ".part";
}

//! `photo (2).jpg`; `archive (2).tar.gz`.
QString numbered(const QString &path, int number)
{
    const QFileInfo info(path);
    const auto suffix = info.completeSuffix();
    const auto base = info.baseName();
    const bool hasSuffix = !suffix.isEmpty() && !base.isEmpty();
    const auto name = hasSuffix ? u"%1 (%2).%3"_s.arg(base).arg(number).arg(suffix)
                                : u"%1 (%2)"_s.arg(info.fileName()).arg(number);
    return info.path() + u'/' + name;
}

} // namespace

PartFile::PartFile(QString path, WhenTaken whenTaken) : m_path(std::move(path)), m_whenTaken(whenTaken)
{}

PartFile::~PartFile()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    if (!m_part.isEmpty())
        ::unlink(m_part.constData());
}

Result<void> PartFile::begin(qint64 size)
{
    if (const auto room = roomIn(QFileInfo(m_path).absolutePath()); room && size > *room)
        return failed(ENOSPC, m_path);
    if (m_descriptor < 0)
        return create();
    if (::ftruncate(m_descriptor, 0) != 0 || ::lseek(m_descriptor, 0, SEEK_SET) != 0)
        return failed(errno, m_path);
    return {};
}

Result<void> PartFile::create()
{
    const auto folder = QFile::encodeName(QFileInfo(m_path).absolutePath());
    if (::access("/proc/self/fd", X_OK) == 0) // where it is given a name from
        m_descriptor = ::open(folder.constData(), O_TMPFILE | O_WRONLY | O_CLOEXEC, asUmaskSays);
    if (m_descriptor >= 0)
        return {};
    // Not every file system has them, and what it says then differs.
    if (const int error = createNamed(); error != 0)
        return failed(error, m_path);
    return {};
}

int PartFile::createNamed()
{
    const auto place = QFile::encodeName(m_path);
    for (int number = 1; number < mostNames; ++number) {
        const auto part = partName(place, number);
        m_descriptor =
            ::open(part.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, asUmaskSays);
        if (m_descriptor >= 0) {
            m_part = part;
            return 0;
        }
        if (errno != EEXIST)
            break;
    }
    return errno;
}

Result<void> PartFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(m_descriptor, bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno != EINTR)
            return failed(errno, m_path);
        bytes = bytes.sliced(std::max<ssize_t>(written, 0));
    }
    return {};
}

Result<QString> PartFile::commit()
{
    if (::fsync(m_descriptor) != 0)
        return failed(errno, m_path);
    return m_whenTaken == WhenTaken::OtherName ? putUnderFreeName() : putAt(m_path);
}

//! 0, or errno: only what has a name can take another's place.
int PartFile::namePart()
{
    int error = m_part.isEmpty() ? EEXIST : 0;
    const auto place = QFile::encodeName(m_path);
    for (int number = 1; error == EEXIST && number < mostNames; ++number) {
        error = nameIt(m_descriptor, partName(place, number));
        if (error == 0)
            m_part = partName(place, number);
    }
    return error;
}

Result<QString> PartFile::putAt(const QString &path)
{
    const auto place = QFile::encodeName(path);
    int error = 0;
    if (m_whenTaken == WhenTaken::Replace) {
        error = namePart();
        if (error == 0 && ::rename(m_part.constData(), place.constData()) != 0)
            error = errno;
    } else {
        error = m_part.isEmpty() ? nameIt(m_descriptor, place) : moveToFree(m_part, place);
    }
    if (error != 0)
        return failed(error, path);
    m_part.clear();
    return path;
}

Result<QString> PartFile::putUnderFreeName()
{
    auto put = putAt(m_path);
    for (int number = 2; !put && put.error().code == ErrorCode::AlreadyExists && number < mostNames; ++number)
        put = putAt(numbered(m_path, number));
    return put;
}

} // namespace reeeductio
