// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/blobreader.h"

#include "crypto/random.h"

namespace reeeductio {

namespace {

constexpr qsizetype piece = 128 * 1024;

} // namespace

BlobSeal BlobSeal::generate()
{
    return {SymmetricKey::generate(), randomBytes(aesgcm::IvSize)};
}

Result<BlobReader> BlobReader::open(const BlobSource &source, const BlobSeal *seal)
{
    auto device = source.open();
    if (!device)
        return fail(std::move(device).error());
    BlobReader reader(*std::move(device));
    if (seal)
        reader.m_sealer.emplace(seal->key, seal->iv);
    return reader;
}

qint64 BlobReader::size() const
{
    return m_device->size() + (m_sealer ? aesgcm::Overhead : 0);
}

Result<QByteArray> BlobReader::next()
{
    if (m_sealer && !std::exchange(m_hasHeader, true))
        return m_sealer->header();
    if (m_isAtEnd)
        return QByteArray();
    QByteArray bytes(piece, Qt::Uninitialized);
    const auto got = m_device->read(bytes.data(), bytes.size());
    if (got < 0)
        return fail(ErrorKind::Storage, ErrorCode::CannotRead, m_device->errorString());
    if (got == 0) {
        m_isAtEnd = true;
        return m_sealer ? m_sealer->finish() : QByteArray();
    }
    bytes.truncate(got);
    return m_sealer ? m_sealer->update(bytes) : bytes;
}

} // namespace reeeductio
