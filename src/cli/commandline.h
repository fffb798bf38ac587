// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "cli/command.h"
#include "cli/manual.h"

namespace reeeductio {

//! What was typed, taken apart.
struct ParsedLine
{
    Command *command = nullptr; //!< null for help and version
    Values values;              //!< of the command, and `base-url`, `credentials-file`
    QString help = {};          //!< the text that was asked for
    bool wantsVersion = false;
};

//! The program's grammar, made from what the commands say of themselves. One use a run: parse() once.
class CommandLine
{
public:
    explicit CommandLine(const CommandList &commands);
    ~CommandLine();
    Q_DISABLE_COPY_MOVE(CommandLine)

    //! All there is to know of a program of these commands, for its manual.
    static ProgramSpec programOf(const CommandList &commands);

    //! `arguments` without the program's name.
    Checked<ParsedLine> parse(const QStringList &arguments);

    //! As far as it was understood: `reeeductio-admin user add`. For pointers to --help.
    QString commandTitle() const;

    //! Whether the answer is to be JSON, even if the rest cannot be parsed.
    static bool wantsJson(const QStringList &arguments);
    static bool wantsVerbose(const QStringList &arguments);

private:
    struct Grammar;
    struct Bound;

    Checked<ParsedLine> understood();
    static Checked<void> take(const Bound &bound, Values &values);
    Checked<QString> helpAsked() const;
    tl::unexpected<UsageError> unknownArgument() const;

    std::unique_ptr<Grammar> m_grammar;
};

} // namespace reeeductio
