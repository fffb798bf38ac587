// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/storedfiles.h"

#include "crypto/secretbox.h"

namespace reeeductio {

namespace {

constexpr QByteArrayView previewPlace = "cache.db/preview";

//! Nothing without a key.
std::optional<SymmetricKey> previewKey(const FilePayload &file)
{
    const auto key = file.key ? SymmetricKey::fromBytes(*file.key) : fail({});
    return key ? std::optional(key->derive(previewPlace)) : std::nullopt;
}

} // namespace

StoredFiles::StoredFiles(SpaceContext &context, Blobs &blobs, LocalMessageStore &messages, UserStore &user,
                         QObject *parent)
    : QObject(parent), m_context(context), m_blobs(blobs), m_messages(messages), m_user(user)
{}

Pending<QByteArray> StoredFiles::preview(const FilePayload &file)
{
    return m_messages.preview(m_context.space(), file.blob)
        .then(this, [this, file](const QByteArray &sealed) {
            if (sealed.isEmpty())
                return Pending<QByteArray>::resolved(QByteArray());
            return m_context.pool.run([file, sealed] {
                const auto key = previewKey(file);
                const auto picture = key ? secretbox::open(*key, sealed, previewPlace) : fail({});
                return picture ? picture->exposeUnwiped()
                               : QByteArray(); // of another key: as if there were none
            });
        });
}

Pending<void> StoredFiles::keepPreview(const FilePayload &file, const QByteArray &picture)
{
    if (!file.key)
        return Pending<void>::resolved({});
    return m_context.pool
        .run([file, picture] {
            const auto key = previewKey(file);
            return key ? secretbox::seal(*key, picture, previewPlace) : QByteArray();
        })
        .then(this, [this, blob = file.blob](const QByteArray &sealed) {
            return m_messages.keepPreview(m_context.space(), blob, sealed);
        });
}

Pending<QList<StoredBlob>> StoredFiles::own()
{
    return m_user.storedBlobs(m_context.space());
}

Pending<BlobRemoval> StoredFiles::remove(const BlobId &blob)
{
    return (new RemoveBlob(m_blobs, blob, this))->start().then(this, [this, blob](BlobRemoval removal) {
        if (removal == BlobRemoval::Kept)
            return Pending<BlobRemoval>::resolved(removal);
        if (removal == BlobRemoval::Gone)
            Q_EMIT removed(blob);
        return m_user.removeStoredBlob(m_context.space(), blob).then(this, [removal] { return removal; });
    });
}

} // namespace reeeductio
