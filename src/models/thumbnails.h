// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QCache>
#include <QImage>
#include <QPointer>
#include <QSet>

#include <deque>

namespace reeeductio {

//! The small pictures of images that messages bring: those that came with the message, those this machine
//! kept, and for the rest the image itself is fetched and made small, two at a time. Decoded elsewhere and
//! kept for a while. What is no picture, too large to be a small one, or of a kind that is not decoded here
//! stays null. Lives in the GUI thread.
class Thumbnails : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    //! Where images are fetched from, and whose pool decodes; null: from nowhere.
    void setSpace(LiveSpace *space);

    //! Null until it is there: ready() tells. `key`: what stays the same for the same file.
    QImage image(const QString &key, const FilePayload &file);

    //! Whether there may be a picture at all: whoever shows it keeps room free.
    static bool isExpected(const FilePayload &file);
    //! One that came with a message: of at most 64 KiB and 1,024 pixels a side; null for everything else.
    static QImage decoded(const QByteArray &bytes);

Q_SIGNALS:
    void ready(const QString &key);

private:
    struct Wanted
    {
        QString key;
        FilePayload file;
    };

    void decode(const QString &key, const QByteArray &bytes);
    void lookFor(const Wanted &wanted);
    void fetchNext();
    void fetch(const Wanted &wanted);
    void take(const QString &key, const QImage &image);
    void tryAgain();

    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_work;             //!< context of what is under way in that space
    QCache<QString, QImage> m_images{16 * 1024}; //!< costs in KiB
    QSet<QString> m_underWay;
    std::deque<Wanted> m_toFetch; //!< the last that was asked for first: it can be seen now
    QSet<QString> m_missed;       //!< for want of a connection
    QSet<QString> m_failed;       //!< what cannot be had, or is no picture
    int m_fetching = 0;
};

} // namespace reeeductio
