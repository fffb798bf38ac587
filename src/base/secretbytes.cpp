// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/secretbytes.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace reeeductio {

void wipeMemory(void *memory, size_t size) noexcept
{
    if (size == 0)
        return;
    std::memset(memory, 0, size);
    asm volatile("" : : "r"(memory) : "memory"); // the bytes count as read, so the memset stays
}

void wipeArray(QByteArray &bytes) noexcept
{
    // All that was allocated: a decoder that stops at an error has cut what it read to nothing.
    if (bytes.isDetached())
        wipeMemory(bytes.data() - bytes.data_ptr().freeSpaceAtBegin(), static_cast<size_t>(bytes.capacity()));
    bytes.clear();
}

SecretBytes::SecretBytes(qsizetype size)
    : m_bytes(new unsigned char[static_cast<size_t>(size)]()), m_size(size)
{}

SecretBytes SecretBytes::copyOf(QByteArrayView bytes)
{
    SecretBytes secret(bytes.size());
    std::copy_n(bytes.begin(), bytes.size(), reinterpret_cast<char *>(secret.data()));
    return secret;
}

SecretBytes SecretBytes::takeFrom(QByteArray &&bytes)
{
    auto secret = copyOf(bytes);
    wipeArray(bytes);
    return secret;
}

SecretBytes::SecretBytes(SecretBytes &&other) noexcept
    : m_bytes(std::move(other.m_bytes)), m_size(std::exchange(other.m_size, 0))
{}

SecretBytes &SecretBytes::operator=(SecretBytes &&other) noexcept
{
    if (this != &other) {
        wipe();
        m_bytes = std::move(other.m_bytes);
        m_size = std::exchange(other.m_size, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes()
{
    wipe();
}

bool SecretBytes::equals(QByteArrayView other) const
{
    if (other.size() != m_size)
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < m_size; ++i)
        difference |= static_cast<unsigned char>(m_bytes[static_cast<size_t>(i)] ^
                                                 static_cast<unsigned char>(other[i]));
    return difference == 0;
}

void SecretBytes::wipe() noexcept
{
    if (m_bytes)
        wipeMemory(m_bytes.get(), static_cast<size_t>(m_size));
}

} // namespace reeeductio
