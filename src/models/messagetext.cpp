// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/messagetext.h"

#include "models/displaytext.h"

#include <QCoreApplication>

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::MessageText)
};

//! `photo.jpg`, then `Image, 2.1 MB` below it.
QString inPlaceOf(const FilePayload &file)
{
    const auto name = displayFileName(file.fileName);
    const auto kind = file.isImage ? Words::tr("Image") : Words::tr("File");
    auto about = kind;
    if (file.size >= 0) {
        const auto size = sizeText(file.size);
        //: A kind of file, and its size
        about = Words::tr("%1, %2").arg(kind, size);
    }
    auto text = (name.isEmpty() ? QString::fromLatin1(file.blob.text()) : name) + u'\n' + about;
    if (const auto warning = nameWarning(file.fileName); !warning.isEmpty())
        text += u'\n' + warning;
    if (!file.key)
        text += u'\n' + Words::tr("No key came with this file.");
    return text;
}

QString inPlaceOf(const OtherPayload &other, const TopicRow &row)
{
    const auto size = sizeText(other.size);
    if (!row.isReadable)
        return Words::tr("Cannot be opened: written with another key (%1).").arg(size);
    const auto type = QString::fromUtf8(row.type);
    if (other.text.isEmpty())
        return Words::tr("A message of type “%1” that this program does not know (%2).").arg(type, size);
    return Words::tr("A message of type “%1”:").arg(type) + u'\n' + displayText(other.text);
}

} // namespace

QString verdictTitle(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Checking:
        return Words::tr("Being checked");
    case Verdict::Verified:
        return Words::tr("Verified");
    case Verdict::Undecryptable:
        return Words::tr("Cannot be opened");
    case Verdict::NotEntitled:
        return Words::tr("Sender had no right to post");
    case Verdict::Fork:
        return Words::tr("History branches here");
    case Verdict::BrokenLink:
        return Words::tr("A message before this one is missing");
    case Verdict::BadSignature:
        return Words::tr("Signature does not match");
    case Verdict::BadHash:
        return Words::tr("Does not match its seal");
    }
    Q_UNREACHABLE();
}

QString verdictExplanation(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Checking:
    case Verdict::Verified:
        return {};
    case Verdict::Undecryptable:
        return Words::tr("It is sealed and signed as it should be, but with a key you do not have.");
    case Verdict::NotEntitled:
        return Words::tr("The server should have refused it. It is kept as evidence.");
    case Verdict::Fork:
        return Words::tr("The server gave two messages the same place. Both are kept as evidence.");
    case Verdict::BrokenLink:
        return Words::tr("The server does not hand out what stood before it.");
    case Verdict::BadSignature:
        return Words::tr("Whoever is named did not write this. It is kept as evidence.");
    case Verdict::BadHash:
        return Words::tr("It was changed on its way or on the server. It is kept as evidence.");
    }
    Q_UNREACHABLE();
}

QString contentText(const TopicRow &row)
{
    if (const auto *text = std::get_if<TextPayload>(&row.payload))
        return displayText(text->text);
    if (const auto *file = std::get_if<FilePayload>(&row.payload))
        return inPlaceOf(*file);
    return inPlaceOf(std::get<OtherPayload>(row.payload), row);
}

QString contentText(const Payload &payload, const QByteArray &plaintext)
{
    if (const auto *text = std::get_if<TextPayload>(&payload))
        return text->text;
    if (const auto *file = std::get_if<FilePayload>(&payload))
        return inPlaceOf(*file);
    return QString::fromUtf8(plaintext);
}

QString nameWarning(const QString &fileName)
{
    switch (trickIn(fileName)) {
    case NameTrick::None:
        return {};
    case NameTrick::TurnsText:
        return Words::tr("Its name holds characters that turn text around; they are left out here.");
    case NameTrick::MixesAlphabets:
        return Words::tr("Its name mixes letters of different alphabets that look alike.");
    }
    Q_UNREACHABLE();
}

QString topicName(const TopicInfo &topic)
{
    const auto name = displayName(topic.name);
    return name.isEmpty() ? topic.id : name;
}

QString senderName(const QByteArray &sender, const QString &profileName, bool isOwn)
{
    const auto name = displayName(profileName);
    if (isOwn)
        return name.isEmpty() ? Words::tr("You") : Words::tr("%1 (you)").arg(name);
    return name.isEmpty() ? shortId(sender) : name;
}

QString shortId(const QByteArray &id)
{
    const auto text = QString::fromUtf8(id);
    return text.size() <= 12 ? text : text.first(4) + u'…' + text.last(4);
}

} // namespace reeeductio
