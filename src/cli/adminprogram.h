// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/command.h"
#include "cli/credentialsource.h"

namespace reeeductio {

//! `reeeductio-admin` without its process: arguments in, an exit code out, everything it says on the
//! terminal's streams. Lives in the thread of the services; its death cancels what runs. One run at a time.
class AdminProgram : public QObject
{
    Q_OBJECT

public:
    enum ExitCode { Succeeded = 0, Failed = 1, Misused = 2 };

    AdminProgram(const CommandServices &services, Terminal &terminal, QString version,
                 QObject *parent = nullptr);
    ~AdminProgram() override;

    //! `arguments` without the program's name. Never fails: what went wrong has been printed.
    Pending<int> run(const QStringList &arguments);

private:
    //! Everything that belongs to one run.
    struct Run;

    //! The exit code when all has been said, as far as it could be.
    static int conclude(Output &output);
    Pending<int> refuse(const UsageError &error);
    void tell(const Error &error);
    Pending<int> carryOutWithHeldKeys();
    Pending<int> carryOut(CredentialSource source);
    //! Checks everything, then sends.
    Checked<Pending<Report>> begin(CredentialSource &source);
    void warnOfVisibleKey(const CredentialSource &source, Output &output) const;

    CommandServices m_services;
    Terminal &m_terminal;
    QString m_version;
    std::unique_ptr<Run> m_run;
};

} // namespace reeeductio
