// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QHash>

#include <optional>

namespace reeeductio::test {

//! What stands before a request's body, as the servers of tests read it.
struct RequestHead
{
    QByteArray method;
    QByteArray target;
    QHash<QByteArray, QByteArray> fields = {}; //!< names in lower case
    QByteArray raw = {};                       //!< with the empty line that ends it

    //! Cuts one from the front of what came; nothing before all of it is there.
    static std::optional<RequestHead> takeFrom(QByteArray &unread);

    QByteArray path() const { return target.split('?').first(); }
    QByteArray query() const { return target.contains('?') ? target.mid(target.indexOf('?') + 1) : ""; }
    qint64 bodySize() const { return fields.value("content-length").toLongLong(); }
    bool waitsForContinue() const { return fields.value("expect").toLower() == "100-continue"; }
};

} // namespace reeeductio::test
