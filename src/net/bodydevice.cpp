// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "net/bodydevice.h"

namespace reeeductio {

BodyDevice::BodyDevice(std::shared_ptr<HttpBody> body, QObject *parent)
    : QIODevice(parent), m_body(std::move(body))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool BodyDevice::seek(qint64 position)
{
    if (position != 0 || m_error)
        return false;
    m_isAtStart = false; // rewound when somebody reads: opening may fail, and there the reason is heard
    return QIODevice::seek(0);
}

qint64 BodyDevice::readData(char *data, qint64 most)
{
    if (m_error)
        return -1;
    if (!std::exchange(m_isAtStart, true)) {
        if (auto begun = m_body->rewind(); !begun)
            return failWith(std::move(begun).error());
    }
    const auto wanted = std::min(most, size() - pos());
    if (wanted <= 0)
        return 0;
    auto got = m_body->read(data, wanted);
    if (!got)
        return failWith(std::move(got).error());
    return *got;
}

qint64 BodyDevice::writeData(const char *, qint64)
{
    return -1;
}

qint64 BodyDevice::failWith(Error error)
{
    m_error = std::move(error);
    return -1; // before all of it was given: Qt gives the request up
}

} // namespace reeeductio
