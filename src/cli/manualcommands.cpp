// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// What the program says of itself to `man` and to shells, from what its commands say of themselves.

#include "cli/commandline.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ManualCommands)
};

//! A command that prints a text about all of them.
class AboutAll : public Command
{
public:
    Pending<Report> run(Workspace &) override
    {
        const auto text = textOf(CommandLine::programOf(allCommands()));
        return Pending<Report>::resolved(
            Report{.text = text, .json = {{u"text"_s, text}}, .value = text.toUtf8()});
    }

protected:
    virtual QString textOf(const ProgramSpec &program) const = 0;
};

class ManualCommand final : public AboutAll
{
public:
    CommandSpec spec() const override
    {
        return {.group = {}, .name = u"manual"_s, .summary = Words::tr("Print the manual page, for man")};
    }

protected:
    QString textOf(const ProgramSpec &program) const override { return manualPage(program); }
};

class CompletionCommand final : public AboutAll
{
public:
    CommandSpec spec() const override
    {
        return {.group = {},
                .name = u"completion"_s,
                .summary = Words::tr("Print what a shell reads to complete command lines"),
                .arguments = {{.name = u"SHELL"_s,
                               .help = completionShells().join(u", "_s),
                               .isRequired = true,
                               .choices = completionShells()}}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_shell = values.of(u"SHELL"_s);
        return {};
    }

protected:
    QString textOf(const ProgramSpec &program) const override { return completionScript(program, m_shell); }

private:
    QString m_shell;
};

} // namespace

void addManualCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<ManualCommand>());
    commands.push_back(std::make_unique<CompletionCommand>());
}

} // namespace reeeductio
