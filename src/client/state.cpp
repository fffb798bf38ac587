// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/state.h"

#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Result<StateValue> valueFrom(const SpaceId &space, const QString &path, const QByteArray &body)
{
    const auto object = parseJsonObject(body);
    auto message = object ? messageFromJson(*object) : fail(object.error());
    if (!message)
        return fail(message.error());
    switch (checkSeal(space, stateTopic.latin1(), *message)) {
    case Seal::Good:
        break;
    case Seal::BadHash:
        return fail(ErrorKind::Chain, ErrorCode::HashMismatch, path);
    case Seal::BadSignature:
        return fail(ErrorKind::Chain, ErrorCode::SignatureMismatch, path);
    }
    if (message->type != path.toUtf8()) // a good seal, but of another path
        return fail(ErrorKind::Chain, ErrorCode::HashMismatch, path);
    auto value = fromBase64(message->data);
    if (!value)
        return fail(ErrorKind::Validation, ErrorCode::BadBase64, path);
    return StateValue{*std::move(value), *std::move(message)};
}

} // namespace

State::State(SpaceContext &context, Messages &messages, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages)
{}

Pending<StateValue> State::plaintext(const QString &path)
{
    return read(path);
}

Pending<StateValue> State::encrypted(const QString &path, std::optional<SymmetricKey> key)
{
    if (!key && !m_context.keys)
        return Pending<StateValue>::failed({ErrorKind::Validation, ErrorCode::BadKey, u"symmetric root"_s});
    return read(path).then(this,
                           [key = key ? *std::move(key) : m_context.keys->stateKey().clone()](
                               StateValue found) -> Result<StateValue> {
                               if (found.isDeleted())
                                   return found;
                               auto plaintext = aesgcm::open(key, found.value);
                               if (!plaintext)
                                   return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt);
                               found.value = *std::move(plaintext);
                               return found;
                           });
}

Pending<PostedMessage> State::setPlaintext(const QString &path, const QByteArray &value,
                                           std::optional<MessageId> prevHash)
{
    return write(path, value, std::move(prevHash));
}

Pending<PostedMessage> State::setEncrypted(const QString &path, const QByteArray &value,
                                           std::optional<MessageId> prevHash, std::optional<SymmetricKey> key)
{
    if (!key && !m_context.keys)
        return Pending<PostedMessage>::failed(
            {ErrorKind::Validation, ErrorCode::BadKey, u"symmetric root"_s});
    return write(path, aesgcm::seal(key ? *key : m_context.keys->stateKey(), value), std::move(prevHash));
}

Pending<PostedMessage> State::remove(const QString &path, std::optional<MessageId> prevHash)
{
    return write(path, {}, std::move(prevHash));
}

Pending<PostedMessage> State::replace(const QString &storedPath, const QByteArray &value)
{
    if (const auto checked = checkServedStatePath(storedPath); !checked)
        return Pending<PostedMessage>::failed(checked.error());
    return m_messages.post(stateTopic, storedPath.toUtf8(), value, {});
}

Pending<PostedMessage> State::describeTopic(const QString &id, const QString &name,
                                            const QString &description)
{
    if (const auto checked = checkTopicId(id); !checked || id == stateTopic)
        return Pending<PostedMessage>::failed({ErrorKind::Validation, ErrorCode::BadTopicName, id});
    const QJsonObject described{{u"name"_s, name.isEmpty() ? id : name}, {u"description"_s, description}};
    return setEncrypted(u"topics/"_s + id, compactJson(described));
}

Pending<CheckedPage> State::history(MessageRange range)
{
    return m_messages.list(stateTopic, range);
}

Pending<StateValue> State::read(const QString &path)
{
    if (const auto checked = checkStatePath(path); !checked)
        return Pending<StateValue>::failed(checked.error());
    return m_context.session.send({.path = u"state/"_s + path})
        .then(this,
              [this, path](const QByteArray &body) { return valueFrom(m_context.space(), path, body); });
}

Pending<PostedMessage> State::write(const QString &path, const QByteArray &bytes,
                                    std::optional<MessageId> prevHash)
{
    if (const auto checked = checkStatePath(path); !checked)
        return Pending<PostedMessage>::failed(checked.error());
    return m_messages.post(stateTopic, path.toUtf8(), bytes, std::move(prevHash));
}

} // namespace reeeductio
