// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"
#include "cli/explanationform.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ExplainCommand)
};

//! What a question comes to on a server: one request, or for `write` each that there is.
struct Request
{
    Operation operation;
    AskedResource resource;
};

Checked<QList<Request>> requestsFor(Operation operation, const QString &typed)
{
    QList<Operation> operations{operation};
    if (operation == Operation::Write)
        operations = {Operation::Read, Operation::Create, Operation::Modify, Operation::Delete};
    QList<Request> requests;
    auto why = NeverAsked::Resource;
    for (const auto each : std::as_const(operations)) {
        if (auto asked = resourceAsked(each, typed))
            requests << Request{each, *std::move(asked)};
        else
            why = asked.error();
    }
    if (!requests.isEmpty())
        return requests;
    return neverAsked(why, u"RESOURCE"_s);
}

//! Everything it needs, for the authority thread.
struct Asking
{
    MemberId member;
    RuleSet rules;
    QList<Request> requests;
    Circumstances circumstances;
};

Decision decide(const Authorizer &authorizer, const Asking &asking, const Request &request)
{
    const auto &path = request.resource.path;
    switch (request.resource.kind) {
    case AskedResource::Kind::AnyMember:
        return authorizer.decideForAnyMember(asking.member, asking.circumstances.moment);
    case AskedResource::Kind::DataWrite:
        return authorizer.decideDataWrite(asking.member, request.operation, path, asking.circumstances);
    case AskedResource::Kind::Right:
        break;
    }
    return authorizer.decide({asking.member, request.operation, path}, asking.circumstances);
}

//! Yes when all are; otherwise the first no.
Decision decideAll(const Authorizer &authorizer, const Asking &asking)
{
    Decision all;
    for (const auto &request : asking.requests) {
        auto one = decide(authorizer, asking, request);
        if (!one.allowed) {
            if (one.smallestGrant && asking.requests.size() > 1)
                one.smallestGrant->operation = Operation::Write;
            return one;
        }
        all.allowed = true;
        all.reason = one.reason;
        for (const auto &held : std::as_const(one.because)) {
            if (!all.because.contains(held))
                all.because << held;
        }
    }
    return all;
}

ExplainedAnswer answered(ExplainedAnswer question, const Asking &asking, const StateReplay &replay)
{
    const auto &authorizer = replay.under(asking.rules);
    question.decision = decideAll(authorizer, asking);
    replay.cite(question.decision.because, question.cited);
    if (question.decision.nearestMiss)
        replay.cite({question.decision.nearestMiss->right}, question.cited);
    const auto roster = authorizer.roster(asking.circumstances);
    if (const auto *member = roster.member(asking.member)) {
        for (const auto &right : member->rights)
            question.takenNames << right.id;
    }
    question.names = replay.summary().names;
    return question;
}

class Explain final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = {},
                .name = u"explain"_s,
                .summary = Words::tr("Tell whether a member may do something, and why or why not"),
                .access = Access::Space,
                .root = RootUse::Optional,
                .arguments =
                    {{.name = u"MEMBER"_s, .help = Words::tr("A user's or tool's id"), .isRequired = true},
                     {.name = u"OP"_s,
                      .help = Words::tr("read, create, modify, delete, or write for all of them"),
                      .isRequired = true},
                     {.name = u"RESOURCE"_s,
                      .help = Words::tr("As the server asks for it: topics/general/messages, state/PATH, "
                                        "data/PATH"),
                      .isRequired = true}},
                .options = {rulesOption()}};
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        const auto operation = operationFromName(values.of(u"OP"_s));
        if (!operation)
            return misused(u"Invalid value for 'OP': it is not one of 'read', 'create', 'modify', 'delete', "
                           u"'write'."_s);
        m_operation = *operation;
        m_rules = rulesFrom(values);
        m_typed = values.of(u"RESOURCE"_s);
        auto requests = requestsFor(m_operation, m_typed);
        if (!requests)
            return tl::unexpected(requests.error());
        m_requests = *std::move(requests);
        return checkedMember(values.of(u"MEMBER"_s), u"Member ID"_s).map([this](const MemberId &id) {
            m_member = id;
        });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace, [this, &workspace] { return findSigner(workspace); })
            .then(&workspace, [this, &workspace](
                                  const std::optional<MemberId> &signer) { return ask(workspace, signer); })
            .then(&workspace, [](const ExplainedAnswer &answer) { return reportOf(answer); });
    }

private:
    //! Who signed the data that is asked about: rights for one's own only depend on it. Nothing when it
    //! cannot be read.
    Pending<std::optional<MemberId>> findSigner(Workspace &workspace) const
    {
        const auto path = dataPath();
        PendingPair<std::optional<MemberId>> found;
        if (path.isEmpty()) {
            found.completer.complete(std::nullopt);
            return std::move(found.pending);
        }
        workspace.space().data().plaintext(path).done(
            &workspace, [completer = std::move(found.completer)](const Result<DataValue> &value) mutable {
                completer.complete(value ? std::optional(value->signedBy) : std::nullopt);
            });
        return std::move(found.pending);
    }

    //! Empty when no data is asked about.
    QString dataPath() const
    {
        for (const auto &[operation, resource] : m_requests) {
            if (resource.kind == AskedResource::Kind::DataWrite)
                return resource.path;
            if (resource.path.startsWith("data/"_L1))
                return resource.path.sliced(5);
        }
        return {};
    }

    Pending<ExplainedAnswer> ask(Workspace &workspace, const std::optional<MemberId> &signer) const
    {
        Circumstances circumstances{.nowMs = workspace.space().session().serverNowMs()};
        circumstances.dataSigner = [signer](const QString &) { return signer; };
        const ExplainedAnswer question{
            m_member, m_operation, m_requests.first().resource, m_typed, m_rules, {}, {}, {}, {}};
        return workspace.reader().authority().ask(
            [circumstances, question, requests = m_requests](const StateReplay &replay) {
                Asking asking{question.member, question.rules, requests, circumstances};
                asking.circumstances.moment = replay.log().size();
                return answered(question, asking, replay);
            });
    }

    MemberId m_member;
    Operation m_operation = Operation::Read;
    RuleSet m_rules = RuleSet::Real;
    QString m_typed;
    QList<Request> m_requests;
};

} // namespace

void addExplainCommand(CommandList &commands)
{
    commands.push_back(std::make_unique<Explain>());
}

} // namespace reeeductio
