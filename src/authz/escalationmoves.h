// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/escalationworld.h"

namespace reeeductio {

//! The writes that could bring somebody nearer to power, whether a server would take them or not. Of one
//! moment of a world, which outlives it.
class EscalationMoves
{
public:
    //! `actors`: those who sign, there or not yet.
    EscalationMoves(const EscalationWorld &world, const QList<MemberId> &actors, const NewKeys &keys);

    //! What this actor would write: the most straightforward first. Nothing that is there already.
    QList<StateEdit> of(const MemberId &signer) const;
    //! What this actor would empty, to write there anew: where one may create and delete, but not modify.
    QList<StateEdit> emptyings() const;

private:
    //! Where rights or assignments stand.
    struct Holder
    {
        QString entry; //!< `auth/users/{U}` and the like
        QStringList rights = {};
        QStringList assignments = {};
    };

    void addHolders(const QList<MemberId> &actors);
    QString standingPath(qsizetype entry) const { return m_world.log().at(entry).path; }

    //! Where something may stand below a holder's entry.
    QStringList tailsOf(const Holder &holder) const;
    QList<StateEdit> rightsAt(const QString &path, const QList<Capability> &given) const;
    QList<StateEdit> assignmentsAt(const QString &path) const;

    const EscalationWorld &m_world;
    Roster m_roster;
    QList<Holder> m_holders; //!< the actors, then the roles
    QStringList m_roles;
    QList<StateEdit> m_entries; //!< of members and roles that are not there, and of tools without a limit
};

} // namespace reeeductio
