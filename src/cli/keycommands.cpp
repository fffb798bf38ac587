// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class KeyGenerate final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::KeyGenerate)

public:
    CommandSpec spec() const override
    {
        return {.group = u"key"_s, .name = u"generate"_s, .summary = tr("Make a new Ed25519 key pair")};
    }

    Pending<Report> run(Workspace &) override
    {
        const auto key = SigningKey::generate();
        const auto seed = secretHex(key.seed());
        const auto publicKey = QString::fromLatin1(key.publicKey().view().toByteArray().toHex());
        const auto user = UserId::of(key.publicKey()).toString();
        const auto space = SpaceId::of(key.publicKey()).toString();
        const auto tool = ToolId::of(key.publicKey()).toString();
        const auto text = u"Generated new Ed25519 keypair:\n\n"
                          "Private Key: %1\n"
                          "Public Key:  %2\n\n"
                          "Derived identifiers:\n"
                          "  User ID:  %3\n"
                          "  Space ID: %4\n"
                          "  Tool ID:  %5"_s;
        return Pending<Report>::resolved(Report{text.arg(seed, publicKey, user, space, tool),
                                                {{u"private_key_hex"_s, seed},
                                                 {u"public_key_hex"_s, publicKey},
                                                 {u"user_id"_s, user},
                                                 {u"space_id"_s, space},
                                                 {u"tool_id"_s, tool}}});
    }
};

class KeyInfo final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::KeyInfo)

public:
    CommandSpec spec() const override
    {
        return {
            .group = u"key"_s,
            .name = u"info"_s,
            .summary = tr("Tell what an identifier names"),
            .arguments = {{.name = u"IDENTIFIER"_s, .help = tr("Its 44 characters"), .isRequired = true}}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        auto id = checkedIdentifier(values.of(u"IDENTIFIER"_s), u"Typed identifier"_s);
        if (!id)
            return tl::unexpected(id.error());
        m_id = *std::move(id);
        return {};
    }

    Pending<Report> run(Workspace &) override
    {
        const auto type = nameOf(m_id.type());
        return Pending<Report>::resolved(Report{u"Type: %1\nID:   %2"_s.arg(type, m_id.toString()),
                                                {{u"type"_s, type}, {u"id"_s, m_id.toString()}}});
    }

private:
    Identifier m_id;
};

} // namespace

void addKeyCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<KeyGenerate>());
    commands.push_back(std::make_unique<KeyInfo>());
}

} // namespace reeeductio
