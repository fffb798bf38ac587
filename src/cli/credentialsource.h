// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandspec.h"
#include "cli/terminal.h"
#include "cli/usageerror.h"
#include "client/credentialsfile.h"

namespace reeeductio {

//! The options by which a command of this access is told who it works as; they are the same everywhere.
QList<OptionSpec> credentialOptions(const CommandSpec &command);

//! The environment's variables that say the same, and what each is.
QList<std::pair<QString, QString>> credentialVariables();

//! Who a command works as, from what was typed, the credentials file and the environment: the first that has
//! a part gives it. Everything is checked before anything is sent; nothing that could be a key is repeated.
//! One use a run: reading standard input takes what is there.
class CredentialSource
{
public:
    CredentialSource(const Values &values, Terminal &terminal) : m_values(values), m_terminal(terminal) {}

    //! What the desktop keeps is who it is; only a server and a user key can be named beside it.
    void useHeld(Credentials held) { m_held = std::move(held); }
    //! What `command` needs of it; for Access::None a key that means nothing.
    Checked<Credentials> credentials(const CommandSpec &command);
    //! Whether a key or password stood on the command line, where other users of the machine can see it.
    bool hasVisibleKey() const;

private:
    //! Where a part came from.
    enum class Origin { Option, File, Environment };

    Checked<QUrl> server();
    Checked<void> readFile();
    Checked<std::optional<SecretBytes>> secretText(const QString &option, const char *variable);
    Checked<SigningKey> key(const QString &option);
    Checked<std::optional<SymmetricKey>> symmetricKey(const QString &option, const char *variable,
                                                      std::optional<SymmetricKey> &fromFile);
    Checked<Credentials> visitor(QUrl where);
    Checked<Credentials> heldCredentials();
    Checked<SpaceId> space(const SigningKey &key);
    Checked<std::optional<SpaceId>> namedSpace();
    Checked<MemberId> member(const SigningKey &key);
    QString environment(const char *variable) const;

    const Values &m_values;
    Terminal &m_terminal;
    std::optional<Credentials> m_held;
    PartialCredentials m_file;
    bool m_hasReadFile = false;
    Origin m_keyOrigin = Origin::Option;
};

} // namespace reeeductio
