// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "crypto/signingkey.h"
#include "protocol/identifier.h"

#include <QByteArray>
#include <QJsonObject>

namespace reeeductio {

//! One value of the key-value store (PROTOCOL 7) as it stands on the wire.
struct DataEntry
{
    QByteArray data;      //!< base64 as sent
    QByteArray signature; //!< base64 as sent
    QByteArray signedBy;
    qint64 signedAt = 0; //!< milliseconds by the signer's clock; covered by the signature

    friend bool operator==(const DataEntry &, const DataEntry &) = default;
};

//! `{space}|{path}|{data}|{signed_at}`
QByteArray signInput(const SpaceId &space, QStringView path, const DataEntry &entry);
DataEntry signData(const SpaceId &space, const MemberId &signer, const SigningKey &key, QStringView path,
                   QByteArray base64, qint64 signedAt);
//! Whether the signer named in it signed this value for this path. Chain/SignatureMismatch otherwise.
[[nodiscard]] Result<void> checkDataEntry(const SpaceId &space, QStringView path, const DataEntry &entry);

[[nodiscard]] Result<DataEntry> dataEntryFromJson(const QJsonObject &object);
QJsonObject toJson(const DataEntry &entry);

//! The data path of a member's private value: `user/{member}/{path}`.
QString userDataPath(const MemberId &member, QStringView path);

} // namespace reeeductio
