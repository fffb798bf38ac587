// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/workerpool.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>

namespace reeeductio {

//! The small pictures that messages bring, decoded elsewhere and kept for a while. What is no picture, too
//! large to be a small one, or of a kind that is not decoded here stays null. Lives in the GUI thread.
class Thumbnails : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    //! Decodes; outlives this. Nothing is decoded before it is known.
    void setPool(WorkerPool &pool) { m_pool = &pool; }

    //! Null until it is decoded: ready() tells. `key`: what stays the same for the same bytes.
    QImage image(const QString &key, const QByteArray &bytes);

    //! A JPEG, PNG or WebP of at most 1,024 pixels a side; null for everything else.
    static QImage decoded(const QByteArray &bytes);

Q_SIGNALS:
    void ready(const QString &key);

private:
    WorkerPool *m_pool = nullptr;
    QCache<QString, QImage> m_images{16 * 1024}; //!< costs in KiB
    QSet<QString> m_underWay;
};

} // namespace reeeductio
