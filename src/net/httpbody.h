// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"

#include <QByteArrayView>

namespace reeeductio {

//! What a request sends without holding it in memory. Used in a thread of the transport, but for size().
class HttpBody
{
public:
    HttpBody() = default;
    virtual ~HttpBody() = default;
    Q_DISABLE_COPY_MOVE(HttpBody)

    //! Of all of it, in bytes; the same every time.
    virtual qint64 size() const = 0;
    //! To the first byte: before each sending, of which there may be several.
    [[nodiscard]] virtual Result<void> rewind() = 0;
    //! How many bytes were put to `into`: at least one until all of them were, at most `most`. An Error ends
    //! the request, which fails with it.
    [[nodiscard]] virtual Result<qint64> read(char *into, qint64 most) = 0;
};

//! What takes the body of a success that is not to be held in memory. Used in a thread of the transport.
class HttpSink
{
public:
    HttpSink() = default;
    virtual ~HttpSink() = default;
    Q_DISABLE_COPY_MOVE(HttpSink)

    //! A body begins, perhaps anew: what came before counts no more. `size` in bytes, −1 when the answer
    //! does not say. An Error, here and below, ends the request, which fails with it.
    [[nodiscard]] virtual Result<void> begin(qint64 size) = 0;
    [[nodiscard]] virtual Result<void> write(QByteArrayView bytes) = 0;
};

} // namespace reeeductio
