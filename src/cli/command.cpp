// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"

#include "protocol/names.h"
#include "protocol/payload.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::Command)
};

//! The text, where a person could read it.
std::optional<QString> readable(const QByteArray &value)
{
    const auto payload = std::get<OtherPayload>(readPayload({}, value));
    return payload.text.isEmpty() && !value.isEmpty() ? std::nullopt : std::optional(payload.text);
}

} // namespace

Checked<void> Command::prepare(const Values &, Terminal &)
{
    return {};
}

Checked<void> Command::checkCredentials(const Credentials &) const
{
    return {};
}

Checked<void> requireRoot(const Credentials &credentials)
{
    if (!credentials.root)
        return misused(u"Missing option '--symmetric-root' / '-s'."_s);
    return {};
}

OptionSpec topicArgument()
{
    return {.name = u"TOPIC"_s, .help = Words::tr("The topic's id"), .isRequired = true};
}

Checked<QString> checkedTopic(const Values &values, const QString &name)
{
    const auto topic = values.of(name);
    const auto shown = name.isUpper() ? name : u"--"_s + name;
    if (!checkTopicId(topic))
        return misused(u"Invalid value for '%1': it must be 2 to 64 of a-z, 0-9, - and _"_s.arg(shown));
    if (topic == stateTopic)
        return misused(
            u"Invalid value for '%1': state is read and written by the state commands"_s.arg(shown));
    return topic;
}

Checked<QString> checkedStatePath(const Values &values)
{
    const auto path = values.of(u"PATH"_s);
    if (!checkStatePath(path))
        return misused(
            u"Invalid value for 'PATH': it must be names of A-Z, a-z, 0-9, ., _ and -, joined by /; . and .. "
            u"are no names"_s);
    return path;
}

QByteArray valueOrInput(const QString &value, Terminal &terminal)
{
    return value == "-"_L1 ? terminal.in.readAll() : value.toUtf8();
}

QString shownSecret(const SecretBytes &secret)
{
    return QString::fromUtf8(secret.view());
}

QString secretHex(const SecretBytes &secret)
{
    auto hex = secret.view().toByteArray().toHex();
    const auto text = QString::fromLatin1(hex);
    wipeArray(hex);
    return text;
}

void insertValue(QJsonObject &object, const QByteArray &value)
{
    if (const auto text = readable(value))
        object.insert(u"text"_s, *text);
    else
        object.insert(u"data"_s, QString::fromLatin1(value.toBase64()));
}

QString shownValue(const QByteArray &value)
{
    const auto text = readable(value);
    return text ? printable(*text) : Words::tr("(%n bytes)", nullptr, static_cast<int>(value.size()));
}

} // namespace reeeductio
