// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/dataledger.h"
#include "client/statecontent.h"

#include <QPointer>

namespace reeeductio {

//! A value of the key-value store, its signature verified.
struct DataValue
{
    QByteArray value; //!< plaintext
    MemberId signedBy;
    qint64 signedAt = 0; //!< milliseconds by the signer's clock
};

//! What a server gave for a path, and what that is worth beside what was met there before.
struct DataReading
{
    DataVerdict verdict = DataVerdict::CannotKnow;
    std::optional<DataAlarm> alarm = {}; //!< of DataVerdict::Alarm
    bool isMemoryLost = false;           //!< something was remembered, and cannot be read any more
    std::optional<DataMark> entry = {};  //!< what it gave, its signature verified
    StateContent content = {};           //!< of the entry, opened with the space's or the member's own key
    std::optional<DataValue> value = {}; //!< of the entry, as it is stored
    Error failure = {};                  //!< why there is no value
};

//! Data: key and value without history. A part of Space. Signatures are verified on read:
//! Chain/SignatureMismatch. Validation/BadPath for an empty path or one with a segment `.` or `..`. That an
//! old value is not put in place of a newer one, the signature alone cannot tell: with a ledger, whatever is
//! older than what was met before, or gone without this person's doing, is Chain/BrokenLink.
class Data : public QObject
{
    Q_OBJECT

public:
    explicit Data(SpaceContext &context, QObject *parent = nullptr);
    ~Data() override;

    //! From now on everything that is read and written goes through it; it may die first. Without one every
    //! reading's verdict is that it cannot be known.
    void setLedger(DataLedger *ledger) { m_ledger = ledger; }

    //! Whatever stands there, and an alarm, too: for those who show it. Fails when the server cannot be
    //! asked, and when something that nobody signed stands where nothing was met before.
    Pending<DataReading> read(const QString &path);
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
    //! Not signed by anybody, and not to be undone.
    Pending<void> remove(const QString &path);

private:
    class Read;
    class Write;
    class Remove;

    bool isOwn(const MemberId &signer) const;
    Pending<DataValue> decrypted(Pending<DataValue> value, SymmetricKey key);

    SpaceContext &m_context;
    QPointer<DataLedger> m_ledger;
};

} // namespace reeeductio
