// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/link.h"

#include "crypto/encoding.h"
#include "crypto/secretbox.h"
#include "protocol/names.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr auto scheme = "reeeductio:"_L1;
constexpr qsizetype longestLink = 8192;

tl::unexpected<Error> badKey(QStringView key)
{
    return fail(ErrorKind::Validation, ErrorCode::BadLink, key.toString());
}

using Fields = QHash<QString, QByteArray>;

Result<Fields> parseFields(QStringView fragment)
{
    Fields fields;
    const auto pairs = fragment.split(u'&', Qt::SkipEmptyParts);
    for (const auto pair : pairs) {
        const auto equals = pair.indexOf(u'=');
        if (equals <= 0)
            return badKey(pair.left(20));
        const auto key = pair.first(equals).toString();
        if (fields.contains(key))
            return fail(ErrorKind::Validation, ErrorCode::DuplicateKey, key);
        fields.insert(key, QByteArray::fromPercentEncoding(pair.sliced(equals + 1).toUtf8()));
    }
    return fields;
}

Result<QUrl> serverField(const Fields &fields)
{
    const QUrl url(QString::fromUtf8(fields.value(u"u"_s)), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1) ||
        !url.userInfo().isEmpty())
        return badKey(u"u");
    return url;
}

Result<SecretBytes> secretField(const Fields &fields, const QString &key, qsizetype size)
{
    auto bytes = fromBase64Url(fields.value(key));
    if (!bytes || bytes->size() != size)
        return badKey(key);
    return SecretBytes::takeFrom(*std::move(bytes));
}

Result<Link> parseOpen(const Fields &fields, QUrl server, SpaceId space)
{
    OpenLink link{std::move(server), std::move(space), {}, {}};
    if (fields.contains(u"t"_s)) {
        link.topic = QString::fromUtf8(fields.value(u"t"_s));
        if (!checkTopicId(link.topic))
            return badKey(u"t");
    }
    if (fields.contains(u"m"_s)) {
        const auto message = MessageId::parse(QByteArrayView(fields.value(u"m"_s)));
        if (!message || link.topic.isEmpty())
            return badKey(message ? u"t" : u"m");
        link.message = *message;
    }
    return link;
}

Result<Link> parseJoin(const Fields &fields, QUrl server, SpaceId space)
{
    JoinLink link;
    link.server = std::move(server);
    link.space = std::move(space);
    const auto form = fields.value(u"f"_s);
    if (form != "a" && form != "b")
        return badKey(u"f");
    link.form = form == "a" ? JoinLink::Form::Tool : JoinLink::Form::User;
    auto seed = secretField(fields, u"k"_s, 32);
    if (!seed)
        return fail(seed.error());
    link.keySeed = *std::move(seed);
    const auto inviter = UserId::parse(QByteArrayView(fields.value(u"i"_s)));
    if (!inviter)
        return badKey(u"i");
    link.inviter = *inviter;
    link.role = QString::fromUtf8(fields.value(u"r"_s));
    if (link.role.isEmpty() || link.role.contains(u'/') || !checkStatePath(link.role))
        return badKey(u"r");
    const bool isWrapped = fields.contains(u"w"_s);
    if (isWrapped == fields.contains(u"x"_s))
        return badKey(u"w");
    auto root =
        isWrapped ? secretField(fields, u"w"_s, 32 + secretbox::Overhead) : secretField(fields, u"x"_s, 32);
    if (!root)
        return fail(root.error());
    (isWrapped ? link.wrappedRoot : link.root) = *std::move(root);
    return link;
}

QByteArray encoded(const QString &text)
{
    return text.toUtf8().toPercentEncoding();
}

} // namespace

Result<Link> parseLink(QStringView text)
{
    text = text.trimmed();
    if (text.size() > longestLink)
        return fail(ErrorKind::Validation, ErrorCode::TooLarge);
    if (!text.startsWith(scheme, Qt::CaseInsensitive))
        return badKey(u"reeeductio:");
    auto rest = text.sliced(scheme.size());
    while (rest.startsWith(u'/')) // some programs turn `x:y` into `x://y`
        rest = rest.sliced(1);
    const auto hash = rest.indexOf(u'#');
    if (hash < 0)
        return badKey(u"#");
    auto action = rest.first(hash);
    while (action.endsWith(u'/'))
        action.chop(1);

    const auto fields = parseFields(rest.sliced(hash + 1));
    if (!fields)
        return fail(fields.error());
    if (!fields->contains(u"v"_s))
        return badKey(u"v");
    if (fields->value(u"v"_s) != "1")
        return fail(ErrorKind::Validation, ErrorCode::TooNew, QString::fromUtf8(fields->value(u"v"_s)));
    auto server = serverField(*fields);
    if (!server)
        return fail(server.error());
    auto space = SpaceId::parse(QByteArrayView(fields->value(u"s"_s)));
    if (!space)
        return badKey(u"s");
    if (action == u"open")
        return parseOpen(*fields, *std::move(server), *std::move(space));
    if (action == u"join")
        return parseJoin(*fields, *std::move(server), *std::move(space));
    return badKey(action.left(20));
}

QString toString(const OpenLink &link)
{
    auto text = "reeeductio:open#v=1&u=" + encoded(link.server.toString()) + "&s=" + link.space.text();
    if (!link.topic.isEmpty())
        text += "&t=" + encoded(link.topic);
    if (link.message)
        text += "&m=" + link.message->text();
    return QString::fromLatin1(text);
}

SecretBytes toSecretText(const JoinLink &link)
{
    QByteArray text = "reeeductio:join#v=1&u=" + encoded(link.server.toString()) + "&s=" + link.space.text();
    text += link.form == JoinLink::Form::Tool ? "&f=a" : "&f=b";
    text += "&i=" + link.inviter.text() + "&r=" + encoded(link.role);
    const auto appendSecret = [&text](const char *key, const SecretBytes &secret) {
        auto encodedSecret = toBase64Url(secret.view());
        text.reserve(text.size() + 8 + encodedSecret.size()); // no unwiped copy is left behind by growing
        text += key + encodedSecret;
        wipeArray(encodedSecret);
    };
    text.reserve(text.size() + 256);
    appendSecret("&k=", link.keySeed);
    if (link.wrappedRoot.isEmpty())
        appendSecret("&x=", link.root);
    else
        appendSecret("&w=", link.wrappedRoot);
    return SecretBytes::takeFrom(std::move(text));
}

} // namespace reeeductio
