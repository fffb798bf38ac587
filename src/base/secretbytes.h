// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

namespace reeeductio {

//! Bytes that nobody else may see: move-only, wiped when destroyed or moved over, absent from every stream
//! operator.
class SecretBytes
{
public:
    SecretBytes() = default;
    explicit SecretBytes(qsizetype size);
    static SecretBytes copyOf(QByteArrayView bytes);
    //! Takes the bytes and wipes the array they came in (when nobody shares it).
    static SecretBytes takeFrom(QByteArray &&bytes);

    SecretBytes(SecretBytes &&other) noexcept;
    SecretBytes &operator=(SecretBytes &&other) noexcept;
    ~SecretBytes();

    qsizetype size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    unsigned char *data() { return m_bytes.get(); }
    const unsigned char *data() const { return m_bytes.get(); }
    QByteArrayView view() const { return {reinterpret_cast<const char *>(m_bytes.get()), m_size}; }

    SecretBytes clone() const { return copyOf(view()); }
    //! In time that depends on the sizes only.
    bool equals(QByteArrayView other) const;

    //! A copy that nothing wipes. Every call is a place where a secret leaves.
    QByteArray exposeUnwiped() const { return view().toByteArray(); }

private:
    void wipe() noexcept;

    std::unique_ptr<unsigned char[]> m_bytes;
    qsizetype m_size = 0;
};

//! Overwrites memory in a way the optimiser keeps.
void wipeMemory(void *memory, size_t size) noexcept;
//! Wipes and empties a byte array that held a secret on its way in or out.
void wipeArray(QByteArray &bytes) noexcept;

} // namespace reeeductio
