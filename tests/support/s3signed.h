// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QMap>

namespace reeeductio::test {

//! What S3 knows a client by.
struct S3Account
{
    QByteArray accessKey;
    QByteArray secret;
    QByteArray region = "us-east-1";
};

//! The part of a request that a query's signature stands for (AWS Signature Version 4). A value.
struct S3Signed
{
    QByteArray method;
    QByteArray path;                         //!< percent-encoded, in whatever way
    QMap<QByteArray, QByteArray> parameters; //!< of the query, decoded; without the signature
    QMap<QByteArray, QByteArray> fields;     //!< of the head, names in lower case; the host is one

    //! With the parameters that signing adds, as of `at`.
    static S3Signed of(const QByteArray &method, const QByteArray &path,
                       const QMap<QByteArray, QByteArray> &fields, const S3Account &account,
                       const QDateTime &at, int seconds, const QByteArray &sessionToken = {});

    QByteArray signature(const S3Account &account) const;
    //! The query with its signature at the end, for a URL.
    QByteArray signedQuery(const S3Account &account) const;

    //! Of the time it was signed; invalid when there is none.
    QDateTime signedAt() const;
    QDateTime expiresAt() const;

private:
    QByteArray day() const { return parameters.value("X-Amz-Date").left(8); }
    QByteArray scope(const S3Account &account) const;
    QByteArray query() const;
    QByteArray canonical() const;
};

} // namespace reeeductio::test
