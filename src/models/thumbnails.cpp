// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/thumbnails.h"

#include "models/imagedecoding.h"

namespace reeeductio {

namespace {

constexpr qsizetype mostBytes = 64 * 1024;
constexpr int longestSide = 1024;
constexpr qint64 mostFetched = 16 * 1024 * 1024; //!< of an image that nobody asked for yet
constexpr int fetchedAtOnce = 2;
constexpr size_t mostWaiting = 30;

struct SmallPicture
{
    QImage image;
    QByteArray bytes;
};

SmallPicture madeSmall(const QByteArray &bytes)
{
    auto image = decodeImage(bytes, smallPictureSize).image;
    auto small = smallPictureBytes(image);
    return {std::move(image), std::move(small)};
}

} // namespace

void Thumbnails::setSpace(LiveSpace *space)
{
    if (m_space == space)
        return;
    m_space = space;
    m_work = std::make_unique<QObject>();
    m_underWay.clear();
    m_toFetch.clear();
    m_missed.clear();
    m_failed.clear();
    m_fetching = 0;
    if (space)
        connect(space, &LiveSpace::connectionChanged, m_work.get(), [this] { tryAgain(); });
}

bool Thumbnails::isExpected(const FilePayload &file)
{
    return file.isImage && (!file.thumbnail.isEmpty() || (file.key && file.size <= mostFetched));
}

QImage Thumbnails::image(const QString &key, const FilePayload &file)
{
    if (const auto *const kept = m_images.object(key))
        return *kept;
    if (!m_space || !isExpected(file) || m_underWay.contains(key) || m_failed.contains(key))
        return {};
    m_underWay << key;
    if (file.thumbnail.isEmpty())
        lookFor({key, file});
    else
        decode(key, file.thumbnail);
    return {};
}

void Thumbnails::decode(const QString &key, const QByteArray &bytes)
{
    m_space->space()
        .context()
        .pool.run([bytes] { return decoded(bytes); })
        .done(m_work.get(),
              [this, key](const Result<QImage> &image) { take(key, image.value_or(QImage())); });
}

void Thumbnails::lookFor(const Wanted &wanted)
{
    m_space->files().preview(wanted.file).done(m_work.get(), [this, wanted](const Result<QByteArray> &kept) {
        if (kept && !kept->isEmpty())
            return decode(wanted.key, *kept);
        m_toFetch.push_front(wanted);
        if (m_toFetch.size() > mostWaiting) { // scrolled past long ago
            m_underWay.remove(m_toFetch.back().key);
            m_toFetch.pop_back();
        }
        fetchNext();
    });
}

void Thumbnails::fetchNext()
{
    if (m_toFetch.empty() || m_fetching == fetchedAtOnce)
        return;
    ++m_fetching;
    const auto next = m_toFetch.front();
    m_toFetch.pop_front();
    fetch(next);
}

void Thumbnails::fetch(const Wanted &wanted)
{
    const auto key = SymmetricKey::fromBytes(*wanted.file.key);
    auto bytes = key ? m_space->space().blobs().download(wanted.file.blob, *key, mostFetched)
                     : Pending<QByteArray>::failed(key.error());
    bytes
        .then(m_work.get(),
              [this](const QByteArray &whole) {
                  return m_space->space().context().pool.run([whole] { return madeSmall(whole); });
              })
        .done(m_work.get(), [this, wanted](const Result<SmallPicture> &small) {
            --m_fetching;
            fetchNext();
            auto &files = m_space->files();
            if (small && !small->bytes.isEmpty()) // kept even when whoever shows it has gone meanwhile
                files.keepPreview(wanted.file, small->bytes).done(&files, [](const auto &) {});
            if (!small && small.error().kind == ErrorKind::Network)
                return void(m_missed << wanted.key);
            // What else could not be had is not asked for again before the space is shown anew.
            take(wanted.key, small ? small->image : QImage());
        });
}

void Thumbnails::take(const QString &key, const QImage &image)
{
    m_underWay.remove(key);
    if (image.isNull()) {
        m_failed << key;
        return Q_EMIT ready(key);
    }
    auto *const kept = new QImage(image);
    m_images.insert(key, kept, static_cast<int>(kept->sizeInBytes() / 1024) + 1);
    Q_EMIT ready(key);
}

void Thumbnails::tryAgain()
{
    if (m_space->connection() != Stream::Status::Connected)
        return;
    for (const auto &key : std::exchange(m_missed, {})) {
        m_underWay.remove(key);
        Q_EMIT ready(key); // to be asked for again, when it is still seen
    }
}

QImage Thumbnails::decoded(const QByteArray &bytes)
{
    if (bytes.size() > mostBytes)
        return {};
    auto decoded = decodeImage(bytes, {longestSide, longestSide});
    return decoded.pixels.boundedTo({longestSide, longestSide}) == decoded.pixels ? decoded.image : QImage();
}

} // namespace reeeductio
