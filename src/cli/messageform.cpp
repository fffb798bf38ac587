// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/messageform.h"

#include "cli/command.h"
#include "protocol/payload.h"

#include <QCoreApplication>
#include <QDateTime>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::MessageForm)
};

//! What every message has, whatever it says.
QJsonObject envelopeJson(const JudgedMessage &judged)
{
    const auto &message = judged.message;
    return {
        {u"message_hash"_s, QString::fromUtf8(message.hash)},
        {u"topic_id"_s, QString::fromUtf8(message.topic)},
        {u"prev_hash"_s, message.prevHash ? QJsonValue(QString::fromUtf8(*message.prevHash)) : QJsonValue()},
        {u"sender"_s, QString::fromUtf8(message.sender)},
        {u"server_timestamp"_s, message.serverTimestamp},
        {u"verdict"_s, QString(nameOf(judged.verdict))}};
}

//! What a person reads of it; nothing when it is no text.
std::optional<QString> saidIn(const JudgedMessage &judged)
{
    const auto payload = readPayload(judged.message.type, *judged.plaintext);
    if (const auto *text = std::get_if<TextPayload>(&payload))
        return text->text;
    const auto *other = std::get_if<OtherPayload>(&payload);
    if (other && other->text.isEmpty() && other->size > 0)
        return std::nullopt;
    return QString::fromUtf8(*judged.plaintext);
}

QString markFor(Verdict verdict)
{
    return verdict == Verdict::Verified ? QString() : u"[%1] "_s.arg(nameOf(verdict));
}

//! A state entry's value, and whether it had to be decrypted.
std::pair<QByteArray, bool> stateValue(const JudgedMessage &judged)
{
    if (judged.plaintext && !judged.message.data.isEmpty())
        return {*judged.plaintext, true};
    return {QByteArray::fromBase64(judged.message.data), false};
}

} // namespace

QString shownTime(qint64 serverMs)
{
    return QDateTime::fromMSecsSinceEpoch(serverMs).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QJsonObject messageJson(const JudgedMessage &judged)
{
    auto json = envelopeJson(judged);
    json.insert(u"type"_s, QString::fromUtf8(judged.message.type));
    const auto said = judged.plaintext ? saidIn(judged) : std::nullopt;
    if (said)
        json.insert(u"text"_s, *said);
    else
        json.insert(u"data"_s,
                    QString::fromUtf8(judged.plaintext ? judged.plaintext->toBase64() : judged.message.data));
    return json;
}

QString messageLine(const JudgedMessage &judged, const QString &sender)
{
    const auto &message = judged.message;
    const auto said = judged.plaintext ? saidIn(judged) : std::nullopt;
    const auto size = judged.plaintext ? judged.plaintext->size() : message.data.size() * 3 / 4;
    auto text = said ? printable(*said) : Words::tr("(%n bytes)", nullptr, static_cast<int>(size));
    if (message.type != "chat.text")
        text = printableLine(QString::fromUtf8(message.type)) + u' ' + text;
    return u"%1  %2%3: %4"_s.arg(shownTime(message.serverTimestamp), markFor(judged.verdict),
                                 printableLine(sender), text.replace(u'\n', u"\n    "_s));
}

QJsonObject stateJson(const JudgedMessage &judged)
{
    auto json = envelopeJson(judged);
    json.remove(u"topic_id"_s);
    json.insert(u"path"_s, QString::fromUtf8(judged.message.type));
    const auto isDeleted = judged.message.data.isEmpty();
    json.insert(u"deleted"_s, isDeleted);
    const auto [value, wasEncrypted] = stateValue(judged);
    json.insert(u"encrypted"_s, wasEncrypted);
    if (!isDeleted)
        insertValue(json, value);
    return json;
}

QString stateLine(const JudgedMessage &judged)
{
    const auto value =
        judged.message.data.isEmpty() ? Words::tr("(deleted)") : shownValue(stateValue(judged).first);
    return u"%1%2: %3"_s.arg(markFor(judged.verdict), printableLine(QString::fromUtf8(judged.message.type)),
                             value.simplified());
}

} // namespace reeeductio
