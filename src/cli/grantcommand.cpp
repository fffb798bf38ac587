// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/grantcommand.h"

#include "cli/rightwords.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::GrantCommand)
};

} // namespace

CommandSpec GrantCommand::grantSpec(const QString &group, const QString &summary, const OptionSpec &holder)
{
    QStringList operations;
    for (const auto operation :
         {Operation::Read, Operation::Create, Operation::Modify, Operation::Delete, Operation::Write})
        operations << nameOf(operation);
    return {.group = group,
            .name = u"grant"_s,
            .summary = summary,
            .access = Access::Space,
            .root = RootUse::Required,
            .changesSpace = true,
            .arguments = {holder},
            .options = {{.name = u"cap-id"_s,
                         .help = Words::tr("What the right is called; an old one of that name is replaced"),
                         .letter = u'c',
                         .isRequired = true},
                        {.name = u"op"_s,
                         .help = Words::tr("What it allows; write is all of it"),
                         .isRequired = true,
                         .choices = operations},
                        {.name = u"path"_s,
                         .help = Words::tr("Where, as the server asks it: topics/{any}/messages"),
                         .isRequired = true}}};
}

Checked<void> GrantCommand::prepare(const Values &values, Terminal &)
{
    m_group = spec().group;
    m_id = values.of(u"cap-id"_s);
    m_right.operation = *operationFromName(values.of(u"op"_s));
    m_right.path = values.of(u"path"_s);
    return prepareHolder(values);
}

Pending<Report> GrantCommand::run(Workspace &workspace)
{
    return prepared(workspace)
        .then(&workspace, [this, &workspace] { return grant(workspace.space().members(), m_id, m_right); })
        .then(&workspace, [this](const PostedMessage &posted) {
            const QString operation = nameOf(m_right.operation);
            return Report{
                u"Capability granted to %1 %2: %3 on %4"_s.arg(m_group, holder(), operation, m_right.path),
                {{m_group + u"_id"_s, holder()},
                 {u"cap_id"_s, m_id},
                 {u"op"_s, operation},
                 {u"path"_s, m_right.path},
                 {u"message_hash"_s, QString::fromLatin1(posted.message.hash)}}};
        });
}

//! Signs in; says what there is to say about the right, when somebody hears it: for that the rights that are
//! there already are looked at.
Pending<void> GrantCommand::prepared(Workspace &workspace)
{
    if (!workspace.output().isHeard())
        return workspace.signIn();
    return workspace.openReader()
        .then(&workspace,
              [this, &workspace] {
                  return workspace.reader().authority().ask(
                      [context = contextOf(), right = m_right, id = m_id,
                       now = workspace.space().session().serverNowMs()](const StateReplay &replay) {
                          const Circumstances circumstances{.moment = replay.log().size(), .nowMs = now};
                          const auto roster = replay.under(RuleSet::Real).roster(circumstances);
                          return lintRight(right, context(roster, now).named(id));
                      });
              })
        .then(&workspace, [this, &workspace](const QList<RightWarning> &warnings) {
            for (const auto &warning : warnings)
                workspace.output().warn(lineFor(warning, m_right));
        });
}

} // namespace reeeductio
