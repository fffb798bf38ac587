// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/credentialsource.h"

#include "cli/checks.h"
#include "cli/heldkeys.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::CredentialSource)
};

constexpr qint64 largestFile = 64 * 1024;

const auto defaultServer = u"http://localhost:8000"_s;

QString keyOptionName(const CommandSpec &command)
{
    return command.access == Access::Space ? u"space-key"_s : u"private-key"_s;
}

//! In the published words.
tl::unexpected<UsageError> badPrivateKey(qsizetype length)
{
    if (length != 64 && length != 43 && length != 44)
        return misused(u"Private key must be 64 hex chars or 43-44 base64 chars, got %1 chars"_s.arg(length));
    return misused(u"Invalid key format: it must be 64 hex chars or 43-44 base64 chars of 32 bytes"_s);
}

tl::unexpected<UsageError> badSymmetricKey(const QString &option, qsizetype length)
{
    const auto name =
        option == "symmetric-root"_L1 ? u"Symmetric root"_s : u"The value of '--%1'"_s.arg(option);
    return misused(u"%1 must be 64 hex characters (32 bytes), got %2"_s.arg(
        name, length == 64 ? u"other characters"_s : QString::number(length)));
}

tl::unexpected<UsageError> badFile(const QString &field)
{
    const auto form =
        field == "private_key_hex"_L1 ? u": it must be 64 hex chars or 43-44 base64 chars"_s : QString();
    return misused(u"Invalid value for '--credentials-file': %1 in it is not valid"_s.arg(field) + form);
}

} // namespace

QList<OptionSpec> credentialOptions(const CommandSpec &command)
{
    QList<OptionSpec> options;
    if (command.access == Access::None)
        return options;
    if (command.access == Access::Visitor)
        return {{.name = u"space-id"_s, .help = Words::tr("Which space"), .isRequired = false}};
    const auto isSpace = command.access == Access::Space;
    options << OptionSpec{
        .name = keyOptionName(command),
        .help = isSpace ? Words::tr("A member's private key: 64 hex or 43-44 base64 characters, - to read it")
                        : Words::tr("A private key: 64 hex or 43-44 base64 characters, - to read it"),
        .letter = u'k',
        .alias = isSpace ? u"private-key"_s : u"space-key"_s};
    if (command.root != RootUse::None)
        options << OptionSpec{.name = u"symmetric-root"_s,
                              .help = Words::tr("The symmetric root: 64 hex characters, - to read it"),
                              .letter = u's'};
    if (isSpace) {
        options << OptionSpec{.name = u"space-id"_s,
                              .help = Words::tr("The space, when the key is not its owner's")};
        options << OptionSpec{.name = u"member-id"_s,
                              .help = Words::tr("Who the key signs in as, when not as its user")};
        options << heldSpaceOption() << profileOption();
    }
    return options;
}

QList<std::pair<QString, QString>> credentialVariables()
{
    return {{u"REEEDUCTIO_PRIVATE_KEY"_s, Words::tr("As --space-key and --private-key.")},
            {u"REEEDUCTIO_SYMMETRIC_ROOT"_s, Words::tr("As --symmetric-root.")},
            {u"REEEDUCTIO_SPACE_ID"_s, Words::tr("As --space-id.")},
            {u"REEEDUCTIO_MEMBER_ID"_s, Words::tr("As --member-id.")},
            {u"REEEDUCTIO_BASE_URL"_s, Words::tr("As --base-url.")}};
}

bool CredentialSource::hasVisibleKey() const
{
    for (const auto &option :
         {u"space-key"_s, u"private-key"_s, u"symmetric-root"_s, u"user-key"_s, u"password"_s}) {
        if (m_values.has(option) && m_values.of(option) != "-"_L1)
            return true;
    }
    return false;
}

Checked<QUrl> CredentialSource::server()
{
    if (const auto read = readFile(); !read)
        return tl::unexpected(read.error());
    if (m_values.has(u"base-url"_s))
        return checkedServer(m_values.of(u"base-url"_s));
    if (!m_file.server.isEmpty())
        return checkedServer(m_file.server.toString());
    const auto named = environment("REEEDUCTIO_BASE_URL");
    return checkedServer(named.isEmpty() ? defaultServer : named);
}

Checked<Credentials> CredentialSource::credentials(const CommandSpec &command)
{
    if (command.access == Access::None)
        return Credentials::owner({}, SigningKey::generate(), {});
    if (m_held)
        return heldCredentials();
    auto where = server();
    if (!where)
        return tl::unexpected(where.error());
    if (command.access == Access::Visitor)
        return visitor(*std::move(where));
    auto signer = key(keyOptionName(command));
    if (!signer)
        return tl::unexpected(signer.error());
    auto credentials = Credentials::owner(*std::move(where), *std::move(signer), {});
    if (command.root != RootUse::None) {
        auto root = symmetricKey(u"symmetric-root"_s, "REEEDUCTIO_SYMMETRIC_ROOT", m_file.root);
        if (!root)
            return tl::unexpected(root.error());
        credentials.root = *std::move(root);
    }
    auto own = symmetricKey(u"user-key"_s, nullptr, m_file.userKey);
    if (!own)
        return tl::unexpected(own.error());
    credentials.userKey = *std::move(own);
    if (command.access != Access::Space)
        return credentials;

    const auto which = space(credentials.key);
    if (!which)
        return tl::unexpected(which.error());
    credentials.space = *which;
    const auto who = member(credentials.key);
    if (!who)
        return tl::unexpected(who.error());
    credentials.member = *who;
    return credentials;
}

//! The key means nothing.
Checked<Credentials> CredentialSource::visitor(QUrl where)
{
    const auto which = namedSpace();
    if (!which)
        return tl::unexpected(which.error());
    if (!*which)
        return misused(u"Missing option '--space-id'."_s);
    auto nobody = Credentials::owner(std::move(where), SigningKey::generate(), {});
    nobody.space = **which;
    return nobody;
}

Checked<Credentials> CredentialSource::heldCredentials()
{
    auto credentials = m_held->clone();
    if (m_values.has(u"base-url"_s)) {
        auto named = checkedServer(m_values.of(u"base-url"_s));
        if (!named)
            return tl::unexpected(named.error());
        credentials.server = *std::move(named);
    }
    if (m_values.has(u"user-key"_s)) { // the desktop has one only where it was asked for
        auto own = symmetricKey(u"user-key"_s, nullptr, m_file.userKey);
        if (!own)
            return tl::unexpected(own.error());
        credentials.userKey = *std::move(own);
    }
    return credentials;
}

Checked<void> CredentialSource::readFile()
{
    if (std::exchange(m_hasReadFile, true) || !m_values.has(u"credentials-file"_s))
        return {};
    const auto name = m_values.of(u"credentials-file"_s);
    QByteArray bytes;
    if (name == "-"_L1) {
        bytes = m_terminal.in.readAll();
    } else {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            return misused(
                u"Invalid value for '--credentials-file': it cannot be read (%1)"_s.arg(file.errorString()));
        bytes = file.read(largestFile);
    }
    auto read = readPartialCredentials(bytes);
    wipeArray(bytes);
    if (!read)
        return badFile(read.error().detail);
    m_file = *std::move(read);
    return {};
}

Checked<std::optional<SecretBytes>> CredentialSource::secretText(const QString &option, const char *variable)
{
    QByteArray text;
    if (m_values.of(option) == "-"_L1) {
        text = m_terminal.in.readLine(largestFile).trimmed();
        if (text.isEmpty())
            return misused(u"Nothing was read from standard input for '--%1'"_s.arg(option));
    } else if (m_values.has(option)) {
        text = m_values.of(option).toUtf8();
    } else if (variable) {
        text = environment(variable).toUtf8();
        if (text.isEmpty())
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    return SecretBytes::takeFrom(std::move(text));
}

Checked<SigningKey> CredentialSource::key(const QString &option)
{
    if (!m_values.has(option) && m_file.key) {
        m_keyOrigin = Origin::File;
        return m_file.key->clone();
    }
    m_keyOrigin = m_values.has(option) ? Origin::Option : Origin::Environment;
    const auto text = secretText(option, "REEEDUCTIO_PRIVATE_KEY");
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return misused(u"Missing option '--%1' / '-k'."_s.arg(option));
    const auto seed = parseKeyText((*text)->view());
    if (!seed)
        return badPrivateKey((*text)->size());
    return *SigningKey::fromSeed(seed->view());
}

Checked<std::optional<SymmetricKey>> CredentialSource::symmetricKey(const QString &option,
                                                                    const char *variable,
                                                                    std::optional<SymmetricKey> &fromFile)
{
    if (!m_values.has(option) && fromFile)
        return std::optional(fromFile->clone());
    const auto text = secretText(option, variable);
    if (!text)
        return tl::unexpected(text.error());
    if (!*text)
        return std::nullopt;
    const auto length = (*text)->size();
    const auto bytes = parseKeyText((*text)->view());
    if (!bytes || length != 64) // base64 is for private keys only
        return badSymmetricKey(option, length);
    return std::optional(*SymmetricKey::fromBytes(bytes->view()));
}

Checked<SpaceId> CredentialSource::space(const SigningKey &key)
{
    return namedSpace().map([&key](const std::optional<SpaceId> &named) {
        return named ? *named : SpaceId::of(key.publicKey());
    });
}

Checked<std::optional<SpaceId>> CredentialSource::namedSpace()
{
    const auto found = [](const SpaceId &id) { return std::optional(id); };
    if (m_values.has(u"space-id"_s))
        return checkedId<IdType::Space>(m_values.of(u"space-id"_s), u"Space ID"_s).map(found);
    if (m_file.space)
        return m_file.space;
    const auto named = environment("REEEDUCTIO_SPACE_ID");
    if (!named.isEmpty())
        return checkedId<IdType::Space>(named, u"REEEDUCTIO_SPACE_ID"_s).map(found);
    return std::nullopt;
}

Checked<MemberId> CredentialSource::member(const SigningKey &key)
{
    const auto isOfKey = [&key](const MemberId &member) { return member.publicKey() == key.publicKey(); };
    const auto notOfKey = misused(u"The member is not the one this key belongs to"_s);
    if (m_values.has(u"member-id"_s)) {
        auto named = checkedMember(m_values.of(u"member-id"_s), u"Member ID"_s);
        return named && !isOfKey(*named) ? Checked<MemberId>(notOfKey) : named;
    }
    // A member that came with another key than the one in use says nothing about this one.
    if (m_file.member) {
        if (isOfKey(*m_file.member))
            return *m_file.member;
        if (m_keyOrigin == Origin::File)
            return notOfKey;
    }
    const auto variable = environment("REEEDUCTIO_MEMBER_ID");
    if (!variable.isEmpty()) {
        auto named = checkedMember(variable, u"REEEDUCTIO_MEMBER_ID"_s);
        if (!named || isOfKey(*named))
            return named;
        if (m_keyOrigin == Origin::Environment)
            return notOfKey;
    }
    return MemberId(UserId::of(key.publicKey()));
}

QString CredentialSource::environment(const char *variable) const
{
    return m_terminal.environment.value(QString::fromLatin1(variable)).trimmed();
}

} // namespace reeeductio
