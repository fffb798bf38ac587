// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/blobsink.h"

#include <algorithm>

namespace reeeductio {

BlobSink::BlobSink(BlobId id, std::optional<SymmetricKey> key, qint64 largest,
                   std::unique_ptr<BlobTarget> target, std::shared_ptr<TransferProgress> progress)
    : m_id(std::move(id)), m_key(std::move(key)), m_largest(largest), m_target(std::move(target)),
      m_progress(std::move(progress))
{}

Result<void> BlobSink::begin(qint64 size)
{
    if (size > m_largest)
        return fail(ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(size));
    m_hasBegun = true;
    m_hash = {};
    m_received = 0;
    if (m_key)
        m_opener.emplace(*m_key);
    m_progress->begin(size, true);
    const auto overhead = m_key ? aesgcm::Overhead : 0;
    return m_target->begin(size < 0 ? size : std::max<qint64>(size - overhead, 0));
}

Result<void> BlobSink::write(QByteArrayView bytes)
{
    m_received += bytes.size();
    if (m_received > m_largest)
        return fail(ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(m_received));
    m_hash.addData(bytes);
    m_progress->add(bytes.size());
    return m_opener ? m_target->write(m_opener->update(bytes)) : m_target->write(bytes);
}

Result<void> BlobSink::finish()
{
    if (!m_hasBegun || BlobId::of(m_hash.result()) != m_id)
        return fail(ErrorKind::Blob, ErrorCode::HashMismatch, m_id.toString());
    if (m_opener) {
        if (auto opened = m_opener->finish(); !opened)
            return opened;
    }
    return m_target->commit();
}

} // namespace reeeductio
