// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/identifier.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>
#include <variant>

namespace reeeductio {

//! A text a person wrote.
struct TextPayload
{
    QString text;
    QList<QString> mentions;
    std::optional<MessageId> replyTo;

    friend bool operator==(const TextPayload &, const TextPayload &) = default;
};

//! A file stored as a blob. `key` is nothing when none came with it, or none that could be one.
struct FilePayload
{
    BlobId blob;
    std::optional<QByteArray> key; //!< 32 bytes
    QString fileName;
    QString contentType;
    bool isImage = false;
    // Ours beside the published fields; other clients pass them over.
    qint64 size = -1;     //!< of the file, in bytes; −1: not said
    int width = 0;        //!< of an image as it is shown, in pixels; 0: not said
    int height = 0;       //!< the same
    QByteArray thumbnail; //!< a small JPEG, PNG or WebP of it; empty: none came

    friend bool operator==(const FilePayload &, const FilePayload &) = default;
};

//! A type this program does not know, or a known one whose content is not of that type: shown, never dropped.
struct OtherPayload
{
    QString text; //!< empty when the bytes are no text a person could read
    qsizetype size = 0;

    friend bool operator==(const OtherPayload &, const OtherPayload &) = default;
};

using Payload = std::variant<TextPayload, FilePayload, OtherPayload>;

//! Reads a decrypted payload by the conventions of PROTOCOL 5, in every form that published clients write.
Payload readPayload(QByteArrayView type, QByteArrayView plaintext);

//! The plaintext of a `file.upload` or `chat.image`: JSON with the published fields, and ours that are known.
QByteArray writePayload(const FilePayload &payload);

//! The plaintext of a `chat.text`: bare text when there is nothing beside it, JSON otherwise.
QByteArray writePayload(const TextPayload &payload);

} // namespace reeeductio
