// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/hash.h"
#include "localserver/database.h"
#include "localserver/uniquefd.h"
#include "protocol/identifier.h"

#include <memory>

namespace reeeductio::localserver {

//! A blob on its way in: written to a file without a name others would look for, hashed as it comes. Dropped
//! with it unless BlobStore::keep() took it.
class BlobUpload
{
public:
    ~BlobUpload();
    Q_DISABLE_COPY_MOVE(BlobUpload)

    //! Storage with CannotWrite or DiskFull.
    [[nodiscard]] Result<void> append(QByteArrayView bytes);
    qint64 size() const { return m_size; }
    //! The id of what has come so far; ends the hash.
    BlobId finishId() { return BlobId::of(m_hash.result()); }

private:
    friend class BlobStore;
    BlobUpload(UniqueFd file, QByteArray path) : m_file(std::move(file)), m_path(std::move(path)) {}

    UniqueFd m_file;
    QByteArray m_path;
    Sha256 m_hash;
    qint64 m_size = 0;
};

//! Blobs as files named by their id, and who of which space put each there: the file stays while anybody's
//! reference does. The database outlives it; what changes references belongs into the caller's transaction,
//! and files are removed after it, by removeUnreferenced().
class BlobStore
{
public:
    BlobStore(Database &database, QString directory);

    //! Makes the directory, and removes what an interrupted upload or delete left behind.
    [[nodiscard]] Result<void> tidy();

    [[nodiscard]] Result<std::unique_ptr<BlobUpload>> beginUpload();
    //! The bytes are on the disk under `blob` when it returns.
    [[nodiscard]] Result<void> keep(BlobUpload &upload, const BlobId &blob);

    [[nodiscard]] Result<void> addReference(const BlobId &blob, const SpaceId &space,
                                            const MemberId &uploader);
    [[nodiscard]] Result<void> removeReference(const BlobId &blob, const SpaceId &space,
                                               const MemberId &uploader);
    [[nodiscard]] Result<void> removeReferences(const BlobId &blob, const SpaceId &space);
    [[nodiscard]] Result<void> removeReferences(const BlobId &blob);

    [[nodiscard]] Result<bool> isReferenced(const BlobId &blob);
    [[nodiscard]] Result<bool> isReferenced(const BlobId &blob, const SpaceId &space);
    [[nodiscard]] Result<bool> isReferenced(const BlobId &blob, const SpaceId &space,
                                            const MemberId &uploader);

    struct Opened
    {
        UniqueFd file;
        qint64 size = 0;
    };
    [[nodiscard]] Result<Opened> open(const BlobId &blob) const;
    //! The file, when no reference to it is left.
    [[nodiscard]] Result<void> removeUnreferenced(const BlobId &blob);

private:
    QByteArray pathOf(const QByteArray &name) const;
    [[nodiscard]] static Result<bool> hasRow(Statement &statement, const QVariantList &values);

    QString m_directory;
    Statement m_add;
    Statement m_removeOne;
    Statement m_removeSpace;
    Statement m_removeAll;
    Statement m_hasAny;
    Statement m_hasSpace;
    Statement m_hasOne;
};

} // namespace reeeductio::localserver
