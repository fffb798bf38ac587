// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/data.h"

#include "base/asyncoperation.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

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

//! Signs an entry by the server's clock and writes it; once more when that clock turns out to be another, and
//! once more, behind it, when an entry stands there that a faster clock signed.
class Data::Write final : public AsyncOperation<qint64>
{
public:
    Write(Data &data, QString path, const QByteArray &value)
        : AsyncOperation(&data), m_data(data), m_context(data.m_context), m_path(std::move(path)),
          m_base64(toBase64(value))
    {}

protected:
    void run() override
    {
        // The token first: signing in is what tells us the server's clock, and it takes a minute's difference
        // at most.
        m_context.session.token().done(this, [this](const Result<Session::Token> &token) {
            if (!token)
                return finish(fail(token.error()));
            writeAt(m_context.session.serverNowMs());
        });
    }

private:
    void writeAt(qint64 signedAt)
    {
        const auto entry = signData(m_context.space(), m_context.member(), m_context.credentials.key, m_path,
                                    m_base64, signedAt);
        ApiRequest request{.method = HttpRequest::Method::Put, .path = u"data/"_s + m_path};
        request.json = toJson(entry);
        m_context.session.send(std::move(request))
            .done(this, [this, signedAt](const Result<QByteArray> &written) {
                if (written)
                    return finish(signedAt);
                refused(written.error());
            });
    }

    void refused(const Error &error)
    {
        if (error.code != ErrorCode::ClockSkew)
            return finish(fail(error));
        if (error.kind == ErrorKind::Conflict && !std::exchange(m_hasLooked, true))
            return writeBehindCurrent(error);
        if (error.kind == ErrorKind::Validation && !std::exchange(m_hasSetClock, true))
            return writeAt(m_context.session.serverNowMs()); // which this very answer told
        finish(fail(error));
    }

    void writeBehindCurrent(const Error &error)
    {
        m_data.plaintext(m_path).done(this, [this, error](const Result<DataValue> &current) {
            if (!current)
                return finish(fail(error));
            writeAt(std::max(m_context.session.serverNowMs(), current->signedAt + 1));
        });
    }

    Data &m_data;
    SpaceContext &m_context;
    QString m_path;
    QByteArray m_base64;
    bool m_hasSetClock = false;
    bool m_hasLooked = false;
};

Data::Data(SpaceContext &context, QObject *parent) : QObject(parent), m_context(context)
{}

Pending<DataValue> Data::plaintext(const QString &path)
{
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<DataValue>::failed(checked.error());
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
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<DataValue>::failed(checked.error());
    // Nothing in a ciphertext says where it belongs: another of this member's, put here by somebody else,
    // would open as well.
    auto own = plaintext(userDataPath(m_context.member(), path))
                   .then(this, [this, path](DataValue found) -> Result<DataValue> {
                       if (!isOwn(found.signedBy))
                           return fail(ErrorKind::Chain, ErrorCode::SignatureMismatch, path);
                       return found;
                   });
    return decrypted(std::move(own), m_context.userKeys->dataKey().clone());
}

bool Data::isOwn(const MemberId &signer) const
{
    // The owner may have signed by either of its two names.
    const auto &space = m_context.space();
    return signer == m_context.member() || (signer.isOwnerOf(space) && m_context.member().isOwnerOf(space));
}

Pending<DataValue> Data::decrypted(Pending<DataValue> value, SymmetricKey key)
{
    return value.then(this, [this, key = std::move(key)](DataValue found) {
        return m_context.pool.run(
            [key = key.clone(), found = std::move(found)]() mutable -> Result<DataValue> {
                auto opened = aesgcm::open(key, found.value);
                if (!opened) // too short for it is not encrypted at all
                    return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt);
                found.value = *std::move(opened);
                return std::move(found);
            });
    });
}

Pending<qint64> Data::setPlaintext(const QString &path, const QByteArray &value)
{
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<qint64>::failed(checked.error());
    return (new Write(*this, path, value))->start();
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
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<qint64>::failed(checked.error());
    return setPlaintext(userDataPath(m_context.member(), path),
                        aesgcm::seal(m_context.userKeys->dataKey(), value));
}

Pending<void> Data::remove(const QString &path)
{
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<void>::failed(checked.error());
    return m_context.session.send({.method = HttpRequest::Method::Delete, .path = u"data/"_s + path})
        .then(this, [](const QByteArray &) {});
}

} // namespace reeeductio
