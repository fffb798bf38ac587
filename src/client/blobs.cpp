// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/blobs.h"

#include "client/transfer/askforblob.h"
#include "client/transfer/downloadblob.h"
#include "client/transfer/uploadblob.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Blobs::Progress orOwn(Blobs::Progress progress)
{
    return progress ? std::move(progress) : std::make_shared<TransferProgress>();
}

} // namespace

Blobs::Blobs(const TransferContext &context, QObject *parent) : QObject(parent), m_context(context)
{}

Pending<EncryptedBlob> Blobs::upload(const BlobSource &source, Progress progress)
{
    return upload(source, BlobSeal::generate(), std::move(progress));
}

Pending<EncryptedBlob> Blobs::upload(const BlobSource &source, const BlobSeal &seal, Progress progress)
{
    auto *const upload = new UploadBlob(m_context, source, seal.clone(), orOwn(std::move(progress)), this);
    return upload->start().then(this, [key = seal.key.clone()](PreparedBlob blob) mutable {
        return EncryptedBlob{std::move(blob.id), std::move(key), blob.size};
    });
}

Pending<EncryptedBlob> Blobs::upload(const QByteArray &plaintext)
{
    return upload(BlobSource::ofBytes(plaintext));
}

Pending<QByteArray> Blobs::download(const BlobId &id, const SymmetricKey &key, qint64 most, Progress progress)
{
    return fetchToMemory(id, &key, most, std::move(progress));
}

Pending<QString> Blobs::downloadTo(const QString &path, PartFile::WhenTaken whenTaken, const BlobId &id,
                                   const SymmetricKey &key, Progress progress)
{
    return fetchToFile(path, whenTaken, id, &key, std::move(progress));
}

Pending<void> Blobs::downloadTo(std::unique_ptr<BlobTarget> target, const BlobId &id, const SymmetricKey &key,
                                Progress progress)
{
    return fetch(id, &key, std::move(target), std::move(progress)).then(this, [](const Sink &) {});
}

Pending<BlobId> Blobs::uploadPlaintext(const BlobSource &source, Progress progress)
{
    auto *const upload = new UploadBlob(m_context, source, std::nullopt, orOwn(std::move(progress)), this);
    return upload->start().then(this, [](PreparedBlob blob) { return std::move(blob.id); });
}

Pending<BlobId> Blobs::uploadPlaintext(const QByteArray &bytes)
{
    return uploadPlaintext(BlobSource::ofBytes(bytes));
}

Pending<QByteArray> Blobs::downloadPlaintext(const BlobId &id)
{
    return fetchToMemory(id, nullptr, m_context.largestBlob, {});
}

Pending<QString> Blobs::downloadPlaintextTo(const QString &path, PartFile::WhenTaken whenTaken,
                                            const BlobId &id, Progress progress)
{
    return fetchToFile(path, whenTaken, id, nullptr, std::move(progress));
}

Pending<void> Blobs::remove(const BlobId &id)
{
    return m_context.space.session
        .send(
            {.method = HttpRequest::Method::Delete, .path = u"blobs/"_s + id.toString(), .isBlobRoute = true})
        .then(this, [](const QByteArray &) {});
}

Pending<bool> Blobs::isThere(const BlobId &id)
{
    return (new AskForBlob(m_context, id, this))->start();
}

Pending<Blobs::Sink> Blobs::fetch(const BlobId &id, const SymmetricKey *key,
                                  std::unique_ptr<BlobTarget> target, Progress progress)
{
    auto ownKey = key ? std::optional(key->clone()) : std::nullopt;
    return (new DownloadBlob(m_context, id, std::move(ownKey), std::move(target), orOwn(std::move(progress)),
                             this))
        ->start();
}

Pending<QByteArray> Blobs::fetchToMemory(const BlobId &id, const SymmetricKey *key, qint64 most,
                                         Progress progress)
{
    auto target = std::make_unique<MemoryTarget>(most);
    auto *const memory = target.get();
    return fetch(id, key, std::move(target), std::move(progress)).then(this, [memory](const Sink &) {
        return memory->take();
    });
}

Pending<QString> Blobs::fetchToFile(const QString &path, PartFile::WhenTaken whenTaken, const BlobId &id,
                                    const SymmetricKey *key, Progress progress)
{
    auto target = std::make_unique<FileTarget>(path, whenTaken);
    auto *const file = target.get();
    return fetch(id, key, std::move(target), std::move(progress)).then(this, [file](const Sink &) {
        return file->committed();
    });
}

} // namespace reeeductio
