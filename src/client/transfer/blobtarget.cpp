// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/blobtarget.h"

#include <algorithm>

namespace reeeductio {

namespace {

constexpr qint64 mostReserved = 256 * 1024 * 1024; // what a server says of a size is only its word

} // namespace

Result<void> DeviceTarget::begin(qint64)
{
    if (std::exchange(m_hasWritten, false) && (m_device->isSequential() || !m_device->seek(0)))
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite, m_device->errorString());
    return {};
}

Result<void> DeviceTarget::write(QByteArrayView bytes)
{
    m_hasWritten = true;
    if (m_device->write(bytes.data(), bytes.size()) != bytes.size())
        return fail(ErrorKind::Storage, ErrorCode::CannotWrite, m_device->errorString());
    return {};
}

Result<void> MemoryTarget::begin(qint64 size)
{
    m_bytes.clear();
    if (size > m_most)
        return fail(ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(size));
    m_bytes.reserve(std::clamp<qint64>(size, 0, mostReserved));
    return {};
}

Result<void> MemoryTarget::write(QByteArrayView bytes)
{
    if (m_bytes.size() + bytes.size() > m_most)
        return fail(ErrorKind::Blob, ErrorCode::BlobTooLarge, QString::number(m_bytes.size() + bytes.size()));
    m_bytes += bytes;
    return {};
}

} // namespace reeeductio
