// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandspec.h"
#include "cli/report.h"
#include "cli/workspace.h"

#include <memory>
#include <vector>

namespace reeeductio {

//! One command of the program. Used once a run, in this order; a command keeps between the steps what it was
//! asked to do.
class Command
{
public:
    virtual ~Command() = default;

    virtual CommandSpec spec() const = 0;
    //! Checks what was typed. Required options and arguments are there; choices hold.
    virtual Checked<void> prepare(const Values &values, Terminal &terminal);
    //! Whether this is enough for what was asked, where the spec alone does not tell.
    virtual Checked<void> checkCredentials(const Credentials &credentials) const;
    //! Does it. `workspace` is the context; nothing was sent before.
    virtual Pending<Report> run(Workspace &workspace) = 0;
};

using CommandList = std::vector<std::unique_ptr<Command>>;

//! The program's.
CommandList allCommands();

// Each group's, as help lists them.
void addSpaceCommands(CommandList &commands);
void addKeyCommands(CommandList &commands);
void addBlobCommands(CommandList &commands);
void addAdminCommands(CommandList &commands);
void addMemberCommands(CommandList &commands);
void addRoleCommands(CommandList &commands);
void addInviteCommands(CommandList &commands);
void addJoinCommands(CommandList &commands); //!< the other half of that group
void addOpaqueCommands(CommandList &commands);
void addTopicCommands(CommandList &commands);
void addMessageCommands(CommandList &commands);
void addStateCommands(CommandList &commands);
void addDataCommands(CommandList &commands);
void addAuditCommand(CommandList &commands);
void addAccessCommands(CommandList &commands);
void addExplainCommand(CommandList &commands);
void addManualCommands(CommandList &commands);
void addShowCommands(CommandList &commands);
void addRevokeCommands(CommandList &commands);

//! In the published words, when there is none.
Checked<void> requireRoot(const Credentials &credentials);

//! A topic people post in, from the argument or option of that name.
Checked<QString> checkedTopic(const Values &values, const QString &name = QStringLiteral("TOPIC"));
OptionSpec topicArgument();

//! A state path, from the argument PATH.
Checked<QString> checkedStatePath(const Values &values);

//! What a value argument stands for: itself, or with `-` what is on standard input, byte by byte.
QByteArray valueOrInput(const QString &value, Terminal &terminal);

//! Hex of a secret that a person asked to be shown: the place where one leaves.
QString secretHex(const SecretBytes &secret);
//! The same of one that is text.
QString shownSecret(const SecretBytes &secret);

//! A value as JSON shows it: `text` where it is readable, `data` (base64) elsewhere.
void insertValue(QJsonObject &object, const QByteArray &value);
//! As a line shows it.
QString shownValue(const QByteArray &value);

} // namespace reeeductio
