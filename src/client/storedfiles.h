// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/removeblob.h"
#include "client/spacecontext.h"
#include "protocol/payload.h"
#include "store/userstore.h"

namespace reeeductio {

//! What this machine knows of a space's stored files beside their messages: small pictures of them, and which
//! were stored from here. A part of LiveSpace; lives in its thread.
class StoredFiles : public QObject
{
    Q_OBJECT

public:
    StoredFiles(SpaceContext &context, Blobs &blobs, LocalMessageStore &messages, UserStore &user,
                QObject *parent = nullptr);

    //! The picture that was kept for a file; empty when there is none. On the disk it is encrypted with the
    //! file's own key.
    Pending<QByteArray> preview(const FilePayload &file);
    //! A file without a key keeps none. Errors are Storage.
    Pending<void> keepPreview(const FilePayload &file, const QByteArray &picture);

    //! What was stored from here and not removed, whether a message refers to it or not. The oldest first.
    Pending<QList<StoredBlob>> own();
    //! From the server, for everybody; there is no way back. As RemoveBlob.
    Pending<BlobRemoval> remove(const BlobId &blob);

Q_SIGNALS:
    void removed(const reeeductio::BlobId &blob);

private:
    SpaceContext &m_context;
    Blobs &m_blobs;
    LocalMessageStore &m_messages;
    UserStore &m_user;
};

} // namespace reeeductio
