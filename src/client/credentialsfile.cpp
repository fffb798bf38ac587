// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/credentialsfile.h"

#include "crypto/encoding.h"
#include "protocol/json.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Fields = QHash<QString, QByteArray>;

Fields fieldsFromJson(const QJsonObject &json)
{
    Fields fields;
    for (const auto &key : {u"private_key_hex"_s, u"symmetric_root_hex"_s, u"base_url"_s, u"space_id"_s,
                            u"user_id"_s, u"user_symmetric_key_hex"_s}) {
        if (json.value(key).isString())
            fields.insert(key, json.value(key).toString().trimmed().toUtf8());
    }
    return fields;
}

Fields fieldsFromLines(QByteArrayView bytes)
{
    static const QHash<QByteArray, QString> labels{
        {"private key", u"private_key_hex"_s},
        {"symmetric root", u"symmetric_root_hex"_s},
        {"user key", u"user_symmetric_key_hex"_s},
        {"server", u"base_url"_s},
        {"space id", u"space_id"_s},
        {"user id", u"user_id"_s},
    };
    Fields fields;
    const auto lines = bytes.toByteArray().split('\n');
    for (const auto &line : lines) {
        const auto colon = line.indexOf(':');
        const auto label = labels.constFind(line.first(std::max<qsizetype>(colon, 0)).trimmed().toLower());
        if (label != labels.cend())
            fields.insert(*label, line.sliced(colon + 1).trimmed());
    }
    return fields;
}

tl::unexpected<Error> bad(const char *field)
{
    return fail(ErrorKind::Validation, ErrorCode::BadKey, QString::fromLatin1(field));
}

Result<std::optional<SymmetricKey>> symmetricField(const Fields &fields, const QString &name)
{
    if (!fields.contains(name))
        return std::nullopt;
    const auto bytes = parseKeyText(fields.value(name));
    if (!bytes)
        return bad(name.toLatin1().constData());
    return std::optional(*SymmetricKey::fromBytes(bytes->view()));
}

} // namespace

SecretBytes writeCredentialsFile(const Credentials &credentials)
{
    QByteArray text;
    text.reserve(1024); // growing would leave a copy behind
    const auto field = [&text](const char *name, QByteArrayView value) {
        text += text.isEmpty() ? "{\n" : ",\n";
        text += QByteArray("  \"") + name + "\": \"";
        text += value;
        text += '"';
    };
    const auto secretField = [&field](const char *name, const SecretBytes &secret) {
        auto hex = toHex(secret.view());
        field(name, hex);
        wipeArray(hex);
    };
    field("base_url", credentials.server.toEncoded());
    field("space_id", credentials.space.text());
    field("user_id", credentials.member.text());
    secretField("private_key_hex", credentials.key.seed());
    if (credentials.root)
        secretField("symmetric_root_hex", credentials.root->bytes());
    if (credentials.userKey)
        secretField("user_symmetric_key_hex", credentials.userKey->bytes());
    text += "\n}\n";
    return SecretBytes::takeFrom(std::move(text));
}

Result<PartialCredentials> readPartialCredentials(QByteArrayView bytes)
{
    const auto json = parseJsonLeniently(bytes);
    if (!json && bytes.trimmed().startsWith('{'))
        return bad("the JSON");
    const auto fields = json ? fieldsFromJson(*json) : fieldsFromLines(bytes);
    PartialCredentials found;
    found.server = QUrl(QString::fromUtf8(fields.value(u"base_url"_s)), QUrl::StrictMode);
    if (fields.contains(u"private_key_hex"_s)) {
        const auto seed = parseKeyText(fields.value(u"private_key_hex"_s));
        if (!seed)
            return bad("private_key_hex");
        found.key = *SigningKey::fromSeed(seed->view());
    }
    auto root = symmetricField(fields, u"symmetric_root_hex"_s);
    if (!root)
        return fail(root.error());
    found.root = *std::move(root);
    auto userKey = symmetricField(fields, u"user_symmetric_key_hex"_s);
    if (!userKey)
        return fail(userKey.error());
    found.userKey = *std::move(userKey);
    if (fields.contains(u"space_id"_s)) {
        const auto space = SpaceId::parse(QByteArrayView(fields.value(u"space_id"_s)));
        if (!space)
            return bad("space_id");
        found.space = *space;
    }
    if (fields.contains(u"user_id"_s)) {
        const auto member = MemberId::parse(QByteArrayView(fields.value(u"user_id"_s)));
        // Signed in under another key's name nothing would ever be accepted.
        if (!member || (found.key && member->publicKey() != found.key->publicKey()))
            return bad("user_id");
        found.member = *member;
    }
    return found;
}

Result<Credentials> readCredentialsFile(QByteArrayView bytes)
{
    auto found = readPartialCredentials(bytes);
    if (!found)
        return fail(found.error());
    if (!found->key)
        return bad("private_key_hex");
    auto credentials = Credentials::owner(found->server, *std::move(found->key), std::move(found->root));
    credentials.userKey = std::move(found->userKey);
    if (found->space)
        credentials.space = *found->space;
    if (found->member)
        credentials.member = *found->member;
    return credentials;
}

Result<QUrl> readServerField(const QString &text)
{
    const QUrl server(text.trimmed(), QUrl::StrictMode);
    const bool isHttp = server.scheme() == "http"_L1 || server.scheme() == "https"_L1;
    if (!server.isValid() || server.host().isEmpty() || !isHttp)
        return fail(ErrorKind::Validation, ErrorCode::BadUrl, u"server"_s);
    return server;
}

Result<Credentials> readCredentialFields(const CredentialFields &fields, const Credentials *file)
{
    const auto server = readServerField(fields.server);
    if (!server)
        return fail(server.error());
    auto keyText = fields.privateKey.trimmed().toUtf8();
    auto rootText = fields.symmetricRoot.trimmed().toUtf8();
    const auto seed = parseKeyText(keyText);
    const auto root = parseKeyText(rootText);
    const bool usesFilesKey = keyText.isEmpty() && file;
    const bool usesFilesRoot = rootText.isEmpty() && file && file->root;
    wipeArray(keyText);
    wipeArray(rootText);
    if (!seed && !usesFilesKey)
        return bad("privateKey");
    if (!root && !usesFilesRoot && fields.needsRoot)
        return bad("symmetricRoot");
    auto credentials =
        usesFilesKey ? file->clone() : Credentials::owner(*server, *SigningKey::fromSeed(seed->view()), {});
    credentials.server = *server;
    credentials.root.reset();
    if (usesFilesRoot)
        credentials.root = file->root->clone();
    else if (root)
        credentials.root = *SymmetricKey::fromBytes(root->view());
    if (const auto text = fields.space.trimmed(); !text.isEmpty()) {
        const auto space = SpaceId::parse(text);
        if (!space)
            return bad("space");
        credentials.space = *space;
    }
    return credentials;
}

Result<SecretBytes> parseKeyText(QByteArrayView text)
{
    constexpr qsizetype keySize = 32;
    text = text.trimmed();
    Result<QByteArray> bytes = fail(ErrorKind::Validation, ErrorCode::BadKey);
    if (text.size() == 2 * keySize) {
        bytes = fromHex(text);
    } else if (text.size() == 43 || text.size() == 44) {
        auto standard = text.toByteArray().replace('-', '+').replace('_', '/');
        if (standard.size() == 43)
            standard += '=';
        bytes = fromBase64(standard);
        wipeArray(standard);
    }
    if (!bytes || bytes->size() != keySize)
        return fail(ErrorKind::Validation, ErrorCode::BadKey);
    return SecretBytes::takeFrom(*std::move(bytes));
}

} // namespace reeeductio
