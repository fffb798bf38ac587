// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spacecontext.h"
#include "protocol/dataentry.h"

#include <QObject>

namespace reeeductio {

//! A value of the key-value store, its signature verified.
struct DataValue
{
    QByteArray value; //!< plaintext
    MemberId signedBy;
    qint64 signedAt = 0; //!< milliseconds by the signer's clock
};

//! Data: key and value without history. A part of Space. Signatures are verified on read:
//! Chain/SignatureMismatch. Validation/BadPath for an empty path or one with a segment `.` or `..`. That an
//! old value is not put in place of a newer one, the signature alone cannot tell.
class Data : public QObject
{
    Q_OBJECT

public:
    explicit Data(SpaceContext &context, QObject *parent = nullptr);

    Pending<DataValue> plaintext(const QString &path);
    //! With the data key, or a key of the caller's own.
    Pending<DataValue> encrypted(const QString &path, std::optional<SymmetricKey> key = {});
    //! This member's own: at `user/{member}/{path}`, under a key nobody shares. Chain/SignatureMismatch when
    //! somebody else put it there.
    Pending<DataValue> userPrivate(const QString &path);

    //! When it was signed, by the server's clock as far as we know it. Validation/ClockSkew when that cannot
    //! be agreed on; Conflict/ClockSkew when a later entry stands there.
    Pending<qint64> setPlaintext(const QString &path, const QByteArray &value);
    Pending<qint64> setEncrypted(const QString &path, const QByteArray &value,
                                 std::optional<SymmetricKey> key = {});
    Pending<qint64> setUserPrivate(const QString &path, const QByteArray &value);
    Pending<void> remove(const QString &path);

private:
    class Write;

    bool isOwn(const MemberId &signer) const;
    Pending<DataValue> decrypted(Pending<DataValue> value, SymmetricKey key);

    SpaceContext &m_context;
};

} // namespace reeeductio
