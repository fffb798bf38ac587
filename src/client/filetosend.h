// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/transfer/blobreader.h"
#include "protocol/payload.h"

namespace reeeductio {

//! A file as a person confirmed that it is to be sent.
struct FileToSend
{
    QString path = {};       //!< on this computer
    QByteArray bytes = {};   //!< instead of a file on this computer; empty: there is a path
    bool isStripped = false; //!< an image, to be sent without what stands beside its picture
    //! What others are told of it; blob and key are set when it is sent.
    FilePayload described = {};
};

//! What is kept of one while it is under way: with key and IV, so that a second try stores the same blob and
//! not another one beside it.
struct SealedFile
{
    FileToSend file;
    BlobSeal seal;
    bool isStored = false; //!< the blob is on the server: `described` is what is to be posted

    //! For the local store, which encrypts it. With a file's bytes in it this is work for the pool, both
    //! ways.
    QByteArray toBytes() const;
    //! Validation when these are no such bytes.
    [[nodiscard]] static Result<SealedFile> fromBytes(QByteArrayView bytes);

    BlobSource source() const;

    SealedFile clone() const { return {file, seal.clone(), isStored}; }
};

//! `chat.image` or `file.upload`.
QByteArray messageTypeOf(const FilePayload &file);

} // namespace reeeductio
