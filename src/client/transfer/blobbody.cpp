// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/blobbody.h"

#include <algorithm>

namespace reeeductio {

Result<PreparedBlob> prepareBlob(const BlobSource &source, const BlobSeal *seal, qint64 largest,
                                 TransferProgress &progress, const std::atomic<bool> &isAbandoned)
{
    auto reader = BlobReader::open(source, seal);
    if (!reader)
        return fail(reader.error());
    if (reader->size() > largest)
        return fail(ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(reader->size()));
    progress.begin(reader->size(), false);
    Sha256 hash;
    qint64 size = 0;
    while (!isAbandoned) {
        const auto piece = reader->next();
        if (!piece)
            return fail(piece.error());
        if (piece->isEmpty())
            return PreparedBlob{BlobId::of(hash.result()), size};
        hash.addData(*piece);
        size += piece->size();
        if (size > largest) // it grows while it is read
            return fail(ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(size));
        progress.add(piece->size());
    }
    return fail(ErrorKind::Cancelled, ErrorCode::CancelledByCaller);
}

BlobBody::BlobBody(PreparedBlob blob, BlobSource source, std::optional<BlobSeal> seal,
                   std::shared_ptr<TransferProgress> progress)
    : m_blob(std::move(blob)), m_source(std::move(source)), m_seal(std::move(seal)),
      m_progress(std::move(progress))
{}

Result<void> BlobBody::rewind()
{
    auto reader = BlobReader::open(m_source, m_seal ? &*m_seal : nullptr);
    if (!reader)
        return fail(std::move(reader).error());
    m_reader.emplace(*std::move(reader));
    m_hash = {};
    m_read = 0;
    m_piece.clear();
    m_given = 0;
    m_progress->begin(m_blob.size, true);
    return {};
}

Result<qint64> BlobBody::read(char *into, qint64 most)
{
    if (m_given == m_piece.size()) {
        if (auto filled = fill(); !filled)
            return fail(std::move(filled).error());
    }
    const auto size = std::min<qint64>(most, m_piece.size() - m_given);
    std::copy_n(m_piece.constData() + m_given, size, into);
    m_given += size;
    m_progress->add(size);
    return size;
}

Result<void> BlobBody::fill()
{
    if (!m_reader)
        return {}; // all has been given
    auto piece = m_reader->next();
    if (!piece)
        return fail(std::move(piece).error());
    m_hash.addData(*piece);
    m_read += piece->size();
    const bool isLast = m_read == m_blob.size;
    const bool isAsBefore =
        isLast ? BlobId::of(m_hash.result()) == m_blob.id : m_read < m_blob.size && !piece->isEmpty();
    if (!isAsBefore)
        return fail(ErrorKind::Storage, ErrorCode::FileChanged);
    if (isLast) {
        if (const auto rest = m_reader->next(); rest && !rest->isEmpty())
            return fail(ErrorKind::Storage, ErrorCode::FileChanged); // longer now
        m_reader.reset();                                            // lets go of the file
    }
    m_piece = *std::move(piece);
    m_given = 0;
    return {};
}

} // namespace reeeductio
