// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/dataentry.h"

#include "crypto/encoding.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

QByteArray signInput(const SpaceId &space, QStringView path, const DataEntry &entry)
{
    return space.text() + '|' + path.toUtf8() + '|' + entry.data + '|' + QByteArray::number(entry.signedAt);
}

DataEntry signData(const SpaceId &space, const MemberId &signer, const SigningKey &key, QStringView path,
                   QByteArray base64, qint64 signedAt)
{
    DataEntry entry{
        .data = std::move(base64), .signature = {}, .signedBy = signer.text(), .signedAt = signedAt};
    entry.signature = toBase64(key.sign(signInput(space, path, entry)).view());
    return entry;
}

Result<void> checkDataEntry(const SpaceId &space, QStringView path, const DataEntry &entry)
{
    const auto mismatch = [&path] {
        return fail(ErrorKind::Chain, ErrorCode::SignatureMismatch, path.toString());
    };
    const auto signer = MemberId::parse(entry.signedBy);
    if (!signer || (signer->type() == IdType::Space && !signer->isOwnerOf(space)))
        return mismatch();
    const auto bytes = fromBase64(entry.signature);
    const auto signature = bytes ? Signature::fromBytes(*bytes) : std::nullopt;
    if (!signature || !verifySignature(signer->publicKey(), signInput(space, path, entry), *signature))
        return mismatch();
    return {};
}

Result<DataEntry> dataEntryFromJson(const QJsonObject &object)
{
    DataEntry entry;
    const std::pair<QLatin1StringView, QByteArray DataEntry::*> texts[] = {
        {"data"_L1, &DataEntry::data},
        {"signature"_L1, &DataEntry::signature},
        {"signed_by"_L1, &DataEntry::signedBy}};
    for (const auto &[name, member] : texts) {
        const auto text = stringField(object, name);
        if (!text)
            return fail(text.error());
        entry.*member = text->toUtf8();
    }
    const auto signedAt = integerField(object, "signed_at"_L1);
    if (!signedAt)
        return fail(signedAt.error());
    entry.signedAt = *signedAt;
    return entry;
}

QJsonObject toJson(const DataEntry &entry)
{
    return {
        {u"data"_s, QString::fromUtf8(entry.data)},
        {u"signature"_s, QString::fromUtf8(entry.signature)},
        {u"signed_by"_s, QString::fromUtf8(entry.signedBy)},
        {u"signed_at"_s, entry.signedAt},
    };
}

QString userDataPath(const MemberId &member, QStringView path)
{
    return u"user/"_s + member.toString() + u'/' + path.toString();
}

} // namespace reeeductio
