// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/blobs.h"
#include "client/transfer/transferslots.h"
#include "protocol/payload.h"

#include <QObject>

#include <vector>

namespace reeeductio {

//! A file that a person wants on their disk, as a list shows it.
struct Download
{
    enum class State { Waiting, Running, Done, Failed };

    qint64 id = 0;
    QString topic;
    FilePayload file;
    QString path; //!< where it is to be, then where it is
    State state = State::Waiting;
    std::optional<Error> failure = {};
    std::shared_ptr<const TransferProgress> progress = {};
};

//! Files of a space on their way to the disk. Kept until the person clears them, not beyond the program's
//! end. A file appears under its name only once it is proved to be what was sent. A part of LiveSpace; lives
//! in its thread.
class Downloads : public QObject
{
    Q_OBJECT

public:
    Downloads(Blobs &blobs, TransferSlots &atOnce, QObject *parent = nullptr);
    ~Downloads() override;

    //! Its id. Without a key what is stored comes as it is.
    qint64 add(const QString &topic, const FilePayload &file, const QString &path,
               PartFile::WhenTaken whenTaken);

    QList<Download> items() const;
    std::optional<Download> item(qint64 id) const;

    //! One that failed, from its first byte.
    void retry(qint64 id);
    //! Out of the list; under way it is aborted, and nothing is left of it.
    void remove(qint64 id);

Q_SIGNALS:
    void added(qint64 id);
    void changed(qint64 id);
    void removed(qint64 id);

private:
    struct Entry
    {
        Download shown;
        PartFile::WhenTaken whenTaken = PartFile::WhenTaken::OtherName;
        std::unique_ptr<QObject> running = {}; //!< while it has a slot; its death aborts
    };

    void startNext();
    void start(Entry &entry);
    void ended(qint64 id, const Result<QString> &path);
    Entry *find(qint64 id) const;

    Blobs &m_blobs;
    TransferSlots &m_slots;
    std::vector<std::unique_ptr<Entry>> m_entries;
    qint64 m_lastId = 0;
};

} // namespace reeeductio
