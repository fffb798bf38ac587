// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/data.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Error noKey(const QString &which)
{
    return {ErrorKind::Validation, ErrorCode::BadKey, which};
}

Result<DataValue> valueFrom(const SpaceId &space, const QString &path, const QByteArray &body)
{
    const auto object = parseJsonObject(body);
    const auto entry = object ? dataEntryFromJson(*object) : fail(object.error());
    if (!entry)
        return fail(entry.error());
    if (const auto checked = checkDataEntry(space, path, *entry); !checked)
        return fail(checked.error());
    auto value = fromBase64(entry->data);
    if (!value)
        return fail(ErrorKind::Validation, ErrorCode::BadBase64, path);
    return DataValue{*std::move(value), *MemberId::parse(QByteArrayView(entry->signedBy)), entry->signedAt};
}

} // namespace

Data::Data(SpaceContext &context, QObject *parent) : QObject(parent), m_context(context)
{}

Pending<DataValue> Data::plaintext(const QString &path)
{
    return m_context.session.send({.path = u"data/"_s + path})
        .then(this, [this, path](const QByteArray &body) {
            return m_context.pool.run(
                [space = m_context.space(), path, body] { return valueFrom(space, path, body); });
        });
}

Pending<DataValue> Data::encrypted(const QString &path, std::optional<SymmetricKey> key)
{
    if (!key && !m_context.keys)
        return Pending<DataValue>::failed(noKey(u"symmetric root"_s));
    return decrypted(plaintext(path), key ? *std::move(key) : m_context.keys->dataKey().clone());
}

Pending<DataValue> Data::userPrivate(const QString &path)
{
    if (!m_context.userKeys)
        return Pending<DataValue>::failed(noKey(u"user symmetric key"_s));
    return decrypted(plaintext(userDataPath(m_context.member(), path)),
                     m_context.userKeys->dataKey().clone());
}

Pending<DataValue> Data::decrypted(Pending<DataValue> value, SymmetricKey key)
{
    return value.then(this, [this, key = std::move(key)](DataValue found) {
        return m_context.pool.run(
            [key = key.clone(), found = std::move(found)]() mutable -> Result<DataValue> {
                auto opened = aesgcm::open(key, found.value);
                if (!opened)
                    return fail(opened.error());
                found.value = *std::move(opened);
                return std::move(found);
            });
    });
}

Pending<qint64> Data::setPlaintext(const QString &path, const QByteArray &value)
{
    // The token first: signing in is what tells us the server's clock, and it takes a minute's difference at
    // most.
    return m_context.session.token().then(this, [this, path, value](const Session::Token &) {
        const auto signedAt = m_context.session.serverNowMs();
        const auto entry = signData(m_context.space(), m_context.member(), m_context.credentials.key, path,
                                    toBase64(value), signedAt);
        ApiRequest request{.method = HttpRequest::Method::Put, .path = u"data/"_s + path};
        request.json = toJson(entry);
        return m_context.session.send(std::move(request)).then(this, [signedAt](const QByteArray &) {
            return signedAt;
        });
    });
}

Pending<qint64> Data::setEncrypted(const QString &path, const QByteArray &value,
                                   std::optional<SymmetricKey> key)
{
    if (!key && !m_context.keys)
        return Pending<qint64>::failed(noKey(u"symmetric root"_s));
    return setPlaintext(path, aesgcm::seal(key ? *key : m_context.keys->dataKey(), value));
}

Pending<qint64> Data::setUserPrivate(const QString &path, const QByteArray &value)
{
    if (!m_context.userKeys)
        return Pending<qint64>::failed(noKey(u"user symmetric key"_s));
    return setPlaintext(userDataPath(m_context.member(), path),
                        aesgcm::seal(m_context.userKeys->dataKey(), value));
}

Pending<void> Data::remove(const QString &path)
{
    return m_context.session.send({.method = HttpRequest::Method::Delete, .path = u"data/"_s + path})
        .then(this, [](const QByteArray &) {});
}

} // namespace reeeductio
