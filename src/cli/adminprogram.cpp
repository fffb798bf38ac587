// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/adminprogram.h"

#include "cli/commandline.h"
#include "cli/credentialsource.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

CommandList allCommands()
{
    CommandList commands;
    addSpaceCommands(commands);
    addKeyCommands(commands);
    addBlobCommands(commands);
    addAdminCommands(commands);
    addMemberCommands(commands);
    addRoleCommands(commands);
    addOpaqueCommands(commands);
    addInviteCommands(commands);
    addShowCommands(commands);
    addRevokeCommands(commands);
    addTopicCommands(commands);
    addMessageCommands(commands);
    addStateCommands(commands);
    addDataCommands(commands);
    addAuditCommand(commands);
    addExplainCommand(commands);
    addAccessCommands(commands);
    addManualCommands(commands);
    return commands;
}

namespace {

//! What every command that changes a space says last.
Report withSpace(Report report, const SpaceId &space)
{
    report.text += u"\nSpace: "_s + space.toString();
    report.json.insert(u"space_id"_s, space.toString());
    return report;
}

} // namespace

struct AdminProgram::Run
{
    Run(Terminal &terminal, const QStringList &arguments)
        : output(terminal, CommandLine::wantsJson(arguments), CommandLine::wantsVerbose(arguments)),
          commands(allCommands()), line(commands)
    {}

    Output output;
    CommandList commands;
    CommandLine line;
    std::unique_ptr<Workspace> workspace;
};

AdminProgram::AdminProgram(const CommandServices &services, Terminal &terminal, QString version,
                           QObject *parent)
    : QObject(parent), m_services(services), m_terminal(terminal), m_version(std::move(version))
{}

AdminProgram::~AdminProgram() = default;

Pending<int> AdminProgram::run(const QStringList &arguments)
{
    m_run = std::make_unique<Run>(m_terminal, arguments);
    auto report = begin(arguments, *m_run);
    if (!report) {
        m_run->output.misuse(report.error(), m_run->line.commandTitle());
        return Pending<int>::resolved(Misused);
    }
    if (!report->isValid())
        return Pending<int>::resolved(conclude(m_run->output));
    PendingPair<int> exit;
    report->done(this, [this, completer = std::move(exit.completer)](const Result<Report> &result) mutable {
        auto &output = m_run->output;
        if (result)
            output.report(*result);
        else
            output.failure(result.error());
        const bool isFine = result && !result->isFailure;
        completer.complete(isFine ? conclude(output) : Failed);
    });
    return std::move(exit.pending);
}

int AdminProgram::conclude(Output &output)
{
    // A key that was to be printed and is not is lost: whoever asked must not take that for a success.
    if (const auto lost = output.writeFailure())
        output.failure(*lost);
    return output.writeFailure() ? Failed : Succeeded;
}

//! An invalid handle when all there was to say has been said.
Checked<Pending<Report>> AdminProgram::begin(const QStringList &arguments, Run &run)
{
    const auto line = run.line.parse(arguments);
    if (!line)
        return tl::unexpected(line.error());
    if (line->wantsVersion) {
        run.output.information(u"version"_s, u"reeeductio-admin, version %1\n"_s.arg(m_version));
        return Pending<Report>();
    }
    if (!line->command) {
        run.output.information(u"help"_s, line->help);
        return Pending<Report>();
    }
    const auto spec = line->command->spec();
    CredentialSource source(line->values, m_terminal);
    auto credentials = source.credentials(spec);
    if (!credentials)
        return tl::unexpected(credentials.error());
    if (const auto rooted = requireRoot(*credentials); spec.root == RootUse::Required && !rooted)
        return tl::unexpected(rooted.error());
    if (const auto prepared = line->command->prepare(line->values, m_terminal); !prepared)
        return tl::unexpected(prepared.error());
    if (const auto checked = line->command->checkCredentials(*credentials); !checked)
        return tl::unexpected(checked.error());
    warnOfVisibleKey(source, run.output);
    run.workspace = std::make_unique<Workspace>(*std::move(credentials), m_services, run.output);
    auto report = line->command->run(*run.workspace);
    if (!spec.changesSpace)
        return report;
    return report.then(this, [space = run.workspace->credentials().space](Report done) {
        return withSpace(std::move(done), space);
    });
}

void AdminProgram::warnOfVisibleKey(const CredentialSource &source, Output &output) const
{
    if (source.hasVisibleKey())
        output.warn(tr("Warning: other users of this machine can see a key or password on the command line. "
                       "A credentials file (-f), the environment or - keeps it to yourself."));
}

} // namespace reeeductio
