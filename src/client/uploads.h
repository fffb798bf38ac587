// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/blobs.h"
#include "client/filetosend.h"
#include "client/outbox.h"
#include "client/transfer/transferslots.h"

#include <QObject>

#include <vector>

namespace reeeductio {

//! A file on its way to a topic, as a list shows it.
struct Upload
{
    enum class State {
        Waiting, //!< for a slot, the network, or those before it
        Running,
        Failed, //!< waits for the person
    };

    qint64 id = 0;
    QString topic;
    FileToSend file;
    State state = State::Waiting;
    std::optional<Error> failure = {}; //!< why it failed, or what it waits for
    std::shared_ptr<const TransferProgress> progress = {};

    //! False when what was kept of it cannot be read: `file` is not the file then.
    bool isReadable() const
    {
        return !failure || (failure->code != ErrorCode::CannotDecrypt && failure->code != ErrorCode::Damaged);
    }
};

//! The files that a person sends: durable before the first byte leaves, begun anew from their first byte
//! after a restart, posted in the order they were added within a topic. Network trouble is waited out; what
//! only the person can mend stays with its reason until retry() or cancel(). A blob that is stored is not
//! sent again: from there on it is the outbox that carries the message. A part of LiveSpace; lives in its
//! thread.
class Uploads : public QObject
{
    Q_OBJECT

public:
    Uploads(SpaceContext &context, Blobs &blobs, Outbox &outbox, UserStore &store, TransferSlots &atOnce,
            QObject *parent = nullptr);
    ~Uploads() override;

    //! Takes up what earlier runs left unsent. Nothing is sent before it completes.
    Pending<void> load();
    //! Completes, with its id, when it is durable; sending goes on behind it. One that brings its own bytes
    //! is written down elsewhere first: what shall come behind it is added once this has completed.
    Pending<qint64> add(const QString &topic, const FileToSend &file);

    bool isLoaded() const { return m_isLoaded; }
    //! In the order they were added.
    QList<Upload> items() const;
    std::optional<Upload> item(qint64 id) const;

    void retry(qint64 id);
    //! Nothing of it is posted; under way, it is aborted. What the server has by then stays there, and nobody
    //! has its key: FindUnusedBlobs finds it.
    void cancel(qint64 id);
    //! Not to wait for the next try: the connection is back.
    void resume();

Q_SIGNALS:
    void added(qint64 id);
    void changed(qint64 id);
    //! It is on the server, and its message in the outbox.
    void finished(qint64 id);
    void cancelled(qint64 id);
    void storageFailed(const reeeductio::Error &error);

private:
    struct Entry
    {
        Entry(const UploadItem &item, SealedFile file)
            : id(item.id), topic(item.topic), sealed(std::move(file)), failure(item.failure)
        {}

        qint64 id;
        QString topic;
        SealedFile sealed;
        std::optional<Error> failure;
        Blobs::Progress progress = {};
        std::unique_ptr<QObject> running = {}; //!< while it has a slot; its death aborts
        bool isPosting = false;
    };

    static std::vector<std::unique_ptr<Entry>> entriesOf(const QList<UploadItem> &items);
    void take(std::vector<std::unique_ptr<Entry>> entries);
    Pending<QByteArray> contentOf(const std::shared_ptr<SealedFile> &sealed);
    void startNext();
    void start(Entry &entry);
    void ended(qint64 id, const Result<EncryptedBlob> &blob);
    void noteBlob(Entry &entry, const EncryptedBlob &blob);
    void postNext(const QString &topic);
    void post(Entry &entry);
    void noteFailure(Entry &entry, const Error &error);
    void noteRecorded(const Result<void> &done);
    void forget(qint64 id);
    Entry *find(qint64 id) const;
    static Upload shown(const Entry &entry);

    SpaceContext &m_context;
    Blobs &m_blobs;
    Outbox &m_outbox;
    UserStore &m_store;
    TransferSlots &m_slots;
    std::vector<std::unique_ptr<Entry>> m_entries; //!< by id
    Backoff m_backoff;
    QTimer m_retryTimer;
    bool m_isLoaded = false;
};

} // namespace reeeductio
