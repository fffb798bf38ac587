// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/thumbnails.h"

#include <QBuffer>
#include <QImageReader>

#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype mostBytes = 64 * 1024;
constexpr int longestSide = 1024;

} // namespace

QImage Thumbnails::image(const QString &key, const QByteArray &bytes)
{
    if (const auto *const kept = m_images.object(key))
        return *kept;
    if (!m_pool || bytes.isEmpty() || m_underWay.contains(key))
        return {};
    m_underWay << key;
    m_pool->run([bytes] { return decoded(bytes); }).done(this, [this, key](const Result<QImage> &image) {
        m_underWay.remove(key);
        auto *const kept = new QImage(image.value_or(QImage()));
        m_images.insert(key, kept, static_cast<int>(kept->sizeInBytes() / 1024) + 1);
        Q_EMIT ready(key);
    });
    return {};
}

QImage Thumbnails::decoded(const QByteArray &bytes)
{
    // By what the bytes are, never by what they are called: SVG among others may ask for other things.
    static const std::array<QByteArray, 3> kinds{"jpeg", "png", "webp"};
    if (bytes.size() > mostBytes)
        return {};
    QByteArray readable = bytes;
    QBuffer buffer(&readable);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const auto size = reader.size();
    const bool isSmall = !size.isEmpty() && size.width() <= longestSide && size.height() <= longestSide;
    if (!isSmall || std::find(kinds.begin(), kinds.end(), reader.format()) == kinds.end())
        return {};
    return reader.read();
}

} // namespace reeeductio
