// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/commandspec.h"

namespace reeeductio {

//! Everything the program understands, as its commands say it.
struct ProgramSpec
{
    QString name;
    QString summary;
    QList<OptionSpec> globals;

    struct Group
    {
        QString name; //!< empty: commands that stand by themselves
        QString summary;
        QList<CommandSpec> commands; //!< their options are all there are
    };
    QList<Group> groups;
};

//! The manual page, in section 1, as `man` reads it.
QString manualPage(const ProgramSpec &program);

//! What a shell reads to complete a command line: bash, zsh or fish.
QString completionScript(const ProgramSpec &program, const QString &shell);
QStringList completionShells();

} // namespace reeeductio
