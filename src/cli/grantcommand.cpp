// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/grantcommand.h"

#include "authz/deadpattern.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::GrantCommand)

public:
    static QString warning(const Capability &right, const DeadPattern &dead)
    {
        return tr("Warning: ") + reason(right, dead.reason) +
               (dead.working ? advice(*dead.working) : QString());
    }

    static QString readWarning(const Capability &right)
    {
        return tr("Note: posting needs the right to read as well: --op read --path '%1'").arg(right.path);
    }

private:
    static QString reason(const Capability &right, DeadPattern::Reason reason)
    {
        switch (reason) {
        case DeadPattern::Reason::NoSuchResource:
            return tr("no request of any member ever matches %1.").arg(right.path);
        case DeadPattern::Reason::NoSuchOperation:
            return tr("nobody ever needs '%1' on %2.").arg(nameOf(right.operation), right.path);
        case DeadPattern::Reason::NeverAsked:
            return tr("rights on files are never looked at: every member may store them, and get those "
                      "whose id it knows.");
        case DeadPattern::Reason::DataIsWrittenBare:
            return tr("published servers look for the right to write data without 'data/' before the path, "
                      "so that %1 allows no writing there; what does allows the same everywhere else, too.")
                .arg(right.path);
        case DeadPattern::Reason::OwnerOfNoMessage:
            return tr("nobody ever counts as the owner of what is in a topic.");
        }
        Q_UNREACHABLE();
    }

    static QString advice(const Capability &working)
    {
        return u' ' + tr("What works: --op %1 --path '%2'").arg(nameOf(working.operation), working.path);
    }
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
    if (const auto dead = findDeadPattern(m_right))
        workspace.output().warn(Words::warning(m_right, *dead));
    else if (m_right.operation == Operation::Create && m_right.path.startsWith("topics/"_L1))
        workspace.output().warn(Words::readWarning(m_right));
    return workspace.signIn()
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

} // namespace reeeductio
