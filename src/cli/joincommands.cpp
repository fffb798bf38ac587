// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The side of who was invited. Links and words are secrets: both are read rather than typed as arguments.

#include "base/privatefile.h"
#include "cli/askterminal.h"
#include "cli/command.h"
#include "cli/credentialform.h"
#include "cli/invitationtext.h"
#include "client/credentialsfile.h"
#include "protocol/spokenwords.h"

#include <QCoreApplication>
#include <QFile>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::JoinCommands)
};

constexpr qint64 largestFile = 16 * 1024;
constexpr auto wordsVariable = "REEEDUCTIO_INVITATION_WORDS";

UsageError badLink(const Error &error)
{
    if (error.code == ErrorCode::TooNew)
        return {u"Invalid value for 'LINK': it is of a newer kind than this program knows"_s};
    // The name of a part, never what it holds.
    const auto part = error.detail.size() <= 12 ? error.detail : QString();
    return {u"Invalid value for 'LINK': it is not whole, or no invitation (%1)"_s.arg(part)};
}

UsageError badWords(const WordFault &fault)
{
    switch (fault.cause) {
    case WordFault::Cause::UnknownWord: {
        const auto hint =
            fault.nearest.isEmpty() ? QString() : u"; like it: "_s + fault.nearest.join(u", "_s);
        return {u"Word %1 is not one of the list%2"_s.arg(fault.position).arg(hint)};
    }
    case WordFault::Cause::WrongCount:
        return {u"An invitation has six words, got %1"_s.arg(fault.position)};
    case WordFault::Cause::Checksum:
        return {
            u"The words do not go together: one is another than it should be, or they are in another order"_s};
    }
    Q_UNREACHABLE();
}

//! What begins with a link.
class LinkCommand : public Command
{
public:
    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        m_isVisible = values.of(u"LINK"_s) != "-"_L1;
        const auto text = m_isVisible ? SecretBytes::takeFrom(values.of(u"LINK"_s).toUtf8())
                                      : askLine(terminal, Words::tr("The link: "));
        auto link = parseLink(QString::fromUtf8(text.view()));
        if (!link)
            return tl::unexpected(badLink(link.error()));
        if (!std::holds_alternative<JoinLink>(*link))
            return misused(u"Invalid value for 'LINK': it leads to a place, and invites nobody"_s);
        m_link = std::get<JoinLink>(*std::move(link));
        return {};
    }

protected:
    static CommandSpec linkSpec(const QString &name, const QString &summary)
    {
        return {.group = u"invite"_s,
                .name = name,
                .summary = summary,
                .arguments = {{.name = u"LINK"_s,
                               .help = Words::tr("reeeductio:join#…, or - to read it from standard input"),
                               .isRequired = true}}};
    }

    void warnOfVisibleLink(Output &output) const
    {
        if (m_isVisible)
            output.warn(
                Words::tr("Warning: other users of this machine can see the link on the command line. With "
                          "- in its place it is read from standard input."));
    }

    std::unique_ptr<AcceptInvitation> begin(Workspace &workspace, const Credentials *kept = nullptr)
    {
        warnOfVisibleLink(workspace.output());
        const auto &services = workspace.services();
        return std::make_unique<AcceptInvitation>(std::move(m_link), services.client, services.authority,
                                                  kept);
    }

    const JoinLink &link() const { return m_link; }

private:
    JoinLink m_link;
    bool m_isVisible = false;
};

class InviteShow final : public LinkCommand
{
public:
    CommandSpec spec() const override
    {
        return linkSpec(u"show"_s, Words::tr("Tell what an invitation is; nothing is written"));
    }

    Pending<Report> run(Workspace &workspace) override
    {
        m_accept = begin(workspace);
        return m_accept->look().then(&workspace, [](const InvitationPreview &preview) {
            return Report{linesFor(preview), toJson(preview)};
        });
    }

private:
    std::unique_ptr<AcceptInvitation> m_accept;
};

class InviteAccept final : public LinkCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = linkSpec(u"accept"_s,
                             Words::tr("Join a space. The six words are read from standard input, or from %1")
                                 .arg(QLatin1StringView(wordsVariable)));
        spec.options = {
            {.name = u"output-file"_s,
             .help = Words::tr(
                 "Keep the new member's credentials there before joining, so that an attempt that was "
                 "broken off can go on"),
             .letter = u'O',
             .valueName = u"FILE"_s},
            {.name = u"anyway"_s,
             .help = Words::tr("Also when the link says something else than the space does"),
             .isFlag = true}};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        if (const auto prepared = LinkCommand::prepare(values, terminal); !prepared)
            return prepared;
        m_anyway = values.has(u"anyway"_s);
        m_file = values.of(u"output-file"_s);
        if (const auto read = readKept(); !read)
            return read;
        if (link().wrappedRoot.isEmpty())
            return {};
        auto typed = terminal.environment.value(QLatin1StringView(wordsVariable));
        if (typed.isEmpty())
            typed = QString::fromUtf8(askLine(terminal, Words::tr("The six words: ")).view());
        auto words = tidyWords(typed, invitationWordCount);
        if (!words)
            return tl::unexpected(badWords(words.error()));
        m_words = *std::move(words);
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        m_accept = begin(workspace, m_kept ? &*m_kept : nullptr);
        return m_accept->unlock(m_words)
            .then(&workspace, [this] { return m_accept->look(); })
            .then(&workspace, [this, &workspace](const InvitationPreview &preview) -> Pending<Report> {
                workspace.output().note(linesFor(preview));
                if (!preview.differences.isEmpty() && !m_anyway)
                    return Pending<Report>::resolved(notJoined(preview));
                if (const auto kept = keep(preview.invitation, m_accept->credentials()); !kept)
                    return Pending<Report>::failed(kept.error());
                return m_accept->join().then(&workspace, [this, preview](const JoinedSpace &joined) {
                    return reportOn(joined, preview);
                });
            });
    }

private:
    Checked<void> readKept()
    {
        QFile file(m_file);
        if (m_file.isEmpty() || !file.exists())
            return {};
        const auto bad =
            misused(u"Invalid value for '--output-file': there is a file, and it is not of an attempt "
                    "to join this space"_s);
        if (!file.open(QIODevice::ReadOnly))
            return bad;
        const auto bytes = SecretBytes::takeFrom(file.read(largestFile));
        auto kept = readCredentialsFile(bytes.view());
        if (!kept || kept->space != link().space || kept->isOwner())
            return bad;
        m_kept = *std::move(kept);
        return {};
    }

    //! Of what cannot succeed nothing is left.
    Result<void> keep(const Invitation &invitation, const Credentials &credentials) const
    {
        using Status = Invitation::Status;
        const bool canSucceed = invitation.status == Status::Unused || invitation.status == Status::Used ||
                                invitation.status == Status::Waiting;
        if (m_file.isEmpty() || m_kept || !canSucceed)
            return {};
        return writePrivateFile(m_file, writeCredentialsFile(credentials).view());
    }

    static Report notJoined(const InvitationPreview &preview)
    {
        auto json = toJson(preview);
        json.insert(u"joined"_s, false);
        return {.text =
                    u"Not joined: the link says something else than the space does. See what follows; with "
                    "--anyway it is joined all the same.\n"_s +
                    linesFor(preview),
                .json = json,
                .isFailure = true};
    }

    Report reportOn(const JoinedSpace &joined, const InvitationPreview &preview) const
    {
        auto report = credentialReport(joined.credentials, m_file);
        report.json.insert(u"joined"_s, true);
        report.json.insert(u"role"_s, preview.invitation.role);
        report.json.insert(u"waits_for_role"_s, joined.waitsForRole);
        report.text.prepend(u"Joined the space.\n\n"_s);
        if (joined.waitsForRole)
            report.text +=
                u"\n\n"_s + Words::tr("The role '%1' is given when an administrator's client has seen this.")
                                .arg(preview.invitation.role);
        return report;
    }

    std::unique_ptr<AcceptInvitation> m_accept;
    std::optional<Credentials> m_kept; //!< of an attempt that was broken off
    SecretBytes m_words;
    QString m_file;
    bool m_anyway = false;
};

} // namespace

void addJoinCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<InviteShow>());
    commands.push_back(std::make_unique<InviteAccept>());
}

} // namespace reeeductio
