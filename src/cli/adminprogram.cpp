// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/adminprogram.h"

#include "cli/commandline.h"

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
    Command *command = nullptr;
    Values values;
    std::unique_ptr<HeldSpaces> held;
    bool isLocal = false; //!< the space is reached on the desktop's own server
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
    auto &run = *m_run;
    const auto line = run.line.parse(arguments);
    if (!line)
        return refuse(line.error());
    if (line->wantsVersion) {
        run.output.information(u"version"_s, u"reeeductio-admin, version %1\n"_s.arg(m_version));
        return Pending<int>::resolved(conclude(run.output));
    }
    if (!line->command) {
        run.output.information(u"help"_s, line->help);
        return Pending<int>::resolved(conclude(run.output));
    }
    run.command = line->command;
    run.values = line->values;
    const bool takesSpace = run.command->spec().access == Access::Space;
    const auto wantsHeld = takesSpace ? wantsHeldKeys(run.values) : false;
    if (!wantsHeld)
        return refuse(wantsHeld.error());
    if (!*wantsHeld)
        return carryOut({run.values, m_terminal});
    return carryOutWithHeldKeys();
}

Pending<int> AdminProgram::refuse(const UsageError &error)
{
    m_run->output.misuse(error, m_run->line.commandTitle());
    return Pending<int>::resolved(Misused);
}

//! Reads the keys first, and says what is needed when they are those of a space on this computer only.
Pending<int> AdminProgram::carryOutWithHeldKeys()
{
    auto &run = *m_run;
    run.held = heldSpaces(m_services.profile, run.values);
    PendingPair<int> exit;
    run.held->read().done(this, [this, exit = std::move(exit.completer)](const Result<void> &read) mutable {
        if (!read) {
            m_run->output.failure(read.error());
            return exit.complete(Failed);
        }
        const auto named = heldSpaceNamed(*m_run->held, m_run->values);
        if (!named)
            return refuse(named.error()).forwardTo(std::move(exit));
        m_run->isLocal = (*named)->isLocal && !m_run->values.has(u"base-url"_s);
        CredentialSource source(m_run->values, m_terminal);
        source.useHeld(credentialsOf(**named));
        m_run->held.reset(); // the keys of all others
        carryOut(std::move(source)).forwardTo(std::move(exit));
    });
    return std::move(exit.pending);
}

Pending<int> AdminProgram::carryOut(CredentialSource source)
{
    auto report = begin(source);
    if (!report)
        return refuse(report.error());
    PendingPair<int> exit;
    report->done(this, [this, completer = std::move(exit.completer)](const Result<Report> &result) mutable {
        auto &output = m_run->output;
        if (result)
            output.report(*result);
        else
            tell(result.error());
        const bool isFine = result && !result->isFailure;
        completer.complete(isFine ? conclude(output) : Failed);
    });
    return std::move(exit.pending);
}

void AdminProgram::tell(const Error &error)
{
    m_run->output.failure(error);
    if (m_run->isLocal && error.code == ErrorCode::ConnectionRefused)
        m_run->output.warn(tr("This space lives in Reeeductio Desktop: it can be reached while that runs."));
}

int AdminProgram::conclude(Output &output)
{
    // A key that was to be printed and is not is lost: whoever asked must not take that for a success.
    if (const auto lost = output.writeFailure())
        output.failure(*lost);
    return output.writeFailure() ? Failed : Succeeded;
}

Checked<Pending<Report>> AdminProgram::begin(CredentialSource &source)
{
    auto &run = *m_run;
    const auto spec = run.command->spec();
    auto credentials = source.credentials(spec);
    if (!credentials)
        return tl::unexpected(credentials.error());
    if (const auto rooted = requireRoot(*credentials); spec.root == RootUse::Required && !rooted)
        return tl::unexpected(rooted.error());
    if (const auto prepared = run.command->prepare(run.values, m_terminal); !prepared)
        return tl::unexpected(prepared.error());
    if (const auto checked = run.command->checkCredentials(*credentials); !checked)
        return tl::unexpected(checked.error());
    warnOfVisibleKey(source, run.output);
    run.workspace = std::make_unique<Workspace>(*std::move(credentials), m_services, run.output);
    auto report = run.command->run(*run.workspace);
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
