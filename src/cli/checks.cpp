// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

QString nameOf(IdType type)
{
    switch (type) {
    case IdType::User:
        return u"USER"_s;
    case IdType::Tool:
        return u"TOOL"_s;
    case IdType::Space:
        return u"SPACE"_s;
    case IdType::Message:
        return u"MESSAGE"_s;
    case IdType::Blob:
        return u"BLOB"_s;
    }
    Q_UNREACHABLE();
}

Checked<Identifier> checkedIdentifier(const QString &text, const QString &name)
{
    if (text.size() != Identifier::TextSize)
        return misused(u"%1 must be 44 characters, got %2"_s.arg(name).arg(text.size()));
    auto parsed = Identifier::parse(text);
    if (parsed)
        return *std::move(parsed);
    switch (parsed.error().code) {
    case ErrorCode::BadIdentifierType:
        return misused(u"%1 is of an unknown identifier type"_s.arg(name));
    case ErrorCode::BadIdentifierVersion:
        return misused(u"%1 is of an unknown identifier version"_s.arg(name));
    default:
        return misused(u"%1 is not URL-safe base64"_s.arg(name));
    }
}

Checked<Identifier> checkedIdentifier(const QString &text, const QString &name, IdType expected)
{
    auto id = checkedIdentifier(text, name);
    if (id && id->type() != expected)
        return misused(u"Expected %1 identifier, got %2"_s.arg(nameOf(expected), nameOf(id->type())));
    return id;
}

Checked<MemberId> checkedMember(const QString &text, const QString &name)
{
    const auto id = checkedIdentifier(text, name);
    if (!id)
        return tl::unexpected(id.error());
    const auto member = MemberId::parse(QByteArrayView(id->text()));
    if (!member)
        return misused(u"Expected USER, TOOL or SPACE identifier, got %1"_s.arg(nameOf(id->type())));
    return *member;
}

Checked<QUrl> checkedServer(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty() || !url.userInfo().isEmpty())
        return misused(u"Invalid value for '--base-url': it must be like http://host:port"_s);
    return url;
}

tl::unexpected<UsageError> neverAsked(NeverAsked why, const QString &argument)
{
    switch (why) {
    case NeverAsked::Operation:
        return misused(u"Invalid value for 'OP': no server asks for it there; messages are read and created, "
                       u"files read and created"_s);
    case NeverAsked::Uploader:
        return misused(
            u"Invalid value for 'OP': no right is asked for there; a file is deleted by its uploader "
            u"or the owner"_s);
    case NeverAsked::Resource:
        break;
    }
    return misused(u"Invalid value for '%1': no server asks for that; it is like topics/general/messages, "
                   u"state/PATH or data/PATH"_s.arg(argument));
}

Checked<qint64> checkedNumber(const QString &text, const QString &option, qint64 least, qint64 most)
{
    bool isNumber = false;
    const auto number = text.toLongLong(&isNumber);
    if (!isNumber || number < least || number > most)
        return misused(
            u"Invalid value for '--%1': it must be a number from %2 to %3"_s.arg(option).arg(least).arg(
                most));
    return number;
}

} // namespace reeeductio
