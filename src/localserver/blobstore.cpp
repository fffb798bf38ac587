// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/blobstore.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

tl::unexpected<Error> failed(const QByteArray &path)
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT;
    return fail(ErrorKind::Storage, isFull ? ErrorCode::DiskFull : ErrorCode::CannotWrite,
                QFile::decodeName(path) + u": "_s + qt_error_string(errno));
}

Result<void> syncDirectory(const QByteArray &path)
{
    const UniqueFd directory(::open(path.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.isValid() || ::fsync(directory.number()) != 0)
        return failed(path);
    return {};
}

} // namespace

BlobUpload::~BlobUpload()
{
    if (!m_path.isEmpty())
        ::unlink(m_path.constData());
}

Result<void> BlobUpload::append(QByteArrayView bytes)
{
    m_hash.addData(bytes);
    m_size += bytes.size();
    while (!bytes.isEmpty()) {
        const auto written = ::write(m_file.number(), bytes.data(), static_cast<size_t>(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return failed(m_path);
        bytes = bytes.sliced(written);
    }
    return {};
}

BlobStore::BlobStore(Database &database, QString directory)
    : m_directory(std::move(directory)),
      m_add(database, u"INSERT OR IGNORE INTO blob_references (blob, space, uploader) VALUES (?, ?, ?)"_s),
      m_removeOne(database, u"DELETE FROM blob_references WHERE blob = ? AND space = ? AND uploader = ?"_s),
      m_removeSpace(database, u"DELETE FROM blob_references WHERE blob = ? AND space = ?"_s),
      m_removeAll(database, u"DELETE FROM blob_references WHERE blob = ?"_s),
      m_hasAny(database, u"SELECT 1 FROM blob_references WHERE blob = ? LIMIT 1"_s),
      m_hasSpace(database, u"SELECT 1 FROM blob_references WHERE blob = ? AND space = ? LIMIT 1"_s),
      m_hasOne(database, u"SELECT 1 FROM blob_references WHERE blob = ? AND space = ? AND uploader = ?"_s)
{}

Result<void> BlobStore::tidy()
{
    if (::mkdir(QFile::encodeName(m_directory).constData(), 0700) != 0 && errno != EEXIST)
        return failed(QFile::encodeName(m_directory));
    const auto names = QDir(m_directory).entryList(QDir::Files | QDir::Hidden);
    for (const auto &name : names) {
        const auto blob = BlobId::parse(name);
        const auto isWanted = blob ? isReferenced(*blob) : Result<bool>(false);
        if (!isWanted)
            return fail(isWanted.error());
        if (!*isWanted && !QFile::remove(QDir(m_directory).filePath(name)))
            return fail(ErrorKind::Storage, ErrorCode::CannotWrite, name);
    }
    return {};
}

Result<std::unique_ptr<BlobUpload>> BlobStore::beginUpload()
{
    auto path = pathOf("upload-XXXXXX");
    UniqueFd file(::mkostemp(path.data(), O_CLOEXEC)); // 0600
    if (!file.isValid())
        return failed(path);
    return std::unique_ptr<BlobUpload>(new BlobUpload(std::move(file), path));
}

Result<void> BlobStore::keep(BlobUpload &upload, const BlobId &blob)
{
    const auto path = pathOf(blob.text());
    if (::fsync(upload.m_file.number()) != 0 || ::rename(upload.m_path.constData(), path.constData()) != 0)
        return failed(path);
    upload.m_path.clear();
    return syncDirectory(QFile::encodeName(m_directory));
}

Result<void> BlobStore::addReference(const BlobId &blob, const SpaceId &space, const MemberId &uploader)
{
    return m_add.run({blob.text(), space.text(), uploader.text()});
}

Result<void> BlobStore::removeReference(const BlobId &blob, const SpaceId &space, const MemberId &uploader)
{
    return m_removeOne.run({blob.text(), space.text(), uploader.text()});
}

Result<void> BlobStore::removeReferences(const BlobId &blob, const SpaceId &space)
{
    return m_removeSpace.run({blob.text(), space.text()});
}

Result<void> BlobStore::removeReferences(const BlobId &blob)
{
    return m_removeAll.run({blob.text()});
}

Result<bool> BlobStore::isReferenced(const BlobId &blob)
{
    return hasRow(m_hasAny, {blob.text()});
}

Result<bool> BlobStore::isReferenced(const BlobId &blob, const SpaceId &space)
{
    return hasRow(m_hasSpace, {blob.text(), space.text()});
}

Result<bool> BlobStore::isReferenced(const BlobId &blob, const SpaceId &space, const MemberId &uploader)
{
    return hasRow(m_hasOne, {blob.text(), space.text(), uploader.text()});
}

Result<BlobStore::Opened> BlobStore::open(const BlobId &blob) const
{
    const auto path = pathOf(blob.text());
    UniqueFd file(::open(path.constData(), O_RDONLY | O_CLOEXEC));
    struct stat status
    {};
    if (!file.isValid() || ::fstat(file.number(), &status) != 0)
        return fail(ErrorKind::Storage, ErrorCode::CannotOpen, blob.toString());
    return Opened{std::move(file), status.st_size};
}

Result<void> BlobStore::removeUnreferenced(const BlobId &blob)
{
    const auto isWanted = isReferenced(blob);
    if (!isWanted)
        return fail(isWanted.error());
    const auto path = pathOf(blob.text());
    if (!*isWanted && ::unlink(path.constData()) != 0 && errno != ENOENT)
        return failed(path);
    return {};
}

QByteArray BlobStore::pathOf(const QByteArray &name) const
{
    return QFile::encodeName(m_directory) + '/' + name;
}

Result<bool> BlobStore::hasRow(Statement &statement, const QVariantList &values)
{
    auto rows = statement.query(values);
    if (!rows)
        return fail(rows.error());
    const bool found = rows->next();
    if (auto read = rows->check(); !read)
        return fail(read.error());
    return found;
}

} // namespace reeeductio::localserver
