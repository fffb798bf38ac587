// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/rightlint.h"
#include "cli/command.h"

namespace reeeductio {

//! Writes a right of its own for somebody: the part that is the same for users, tools and roles.
class GrantCommand : public Command
{
public:
    Checked<void> prepare(const Values &values, Terminal &terminal) override;
    Pending<Report> run(Workspace &workspace) override;

protected:
    //! `group` is whose: `user`.
    static CommandSpec grantSpec(const QString &group, const QString &summary, const OptionSpec &holder);

    virtual Checked<void> prepareHolder(const Values &values) = 0;
    virtual Pending<PostedMessage> grant(Members &members, const QString &id, const Capability &right) = 0;
    virtual QString holder() const = 0;
    //! Tells what the holder has so far; called in the authority thread.
    using ContextOf = std::function<RightContext(const Roster &roster, qint64 nowMs)>;
    virtual ContextOf contextOf() const = 0;

private:
    Pending<void> prepared(Workspace &workspace);

    QString m_group;
    QString m_id;
    Capability m_right;
};

} // namespace reeeductio
