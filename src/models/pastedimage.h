// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QImage>

namespace reeeductio {

//! In bytes, as a PNG: it is kept in user.db until it is sent.
constexpr qint64 largestPastedImage = 32 * 1024 * 1024;

//! A picture that is in no file: pasted or dropped. A value.
struct PastedImage
{
    QByteArray png = {}; //!< as the program that it comes from wrote it; not looked into yet
    QImage pixels = {};  //!< where there is no `png`

    bool isNull() const { return png.isEmpty() && pixels.isNull(); }

    //! The picture, without anything that stood beside it. Null when it is none, or has more pixels than are
    //! decoded. Takes long: for the pool.
    QImage decoded() const;
};

} // namespace reeeductio
