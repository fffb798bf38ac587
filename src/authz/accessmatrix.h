// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/decision.h"

namespace reeeductio {

//! What is asked of everybody: a column.
struct AccessQuestion
{
    Operation operation = Operation::Read;
    QString resource; //!< as Question has it

    friend bool operator==(const AccessQuestion &, const AccessQuestion &) = default;
};

//! The answer for one member: what Authorizer::decide() says, without what it rests on.
struct AccessCell
{
    bool allowed = false;
    Reason reason = Reason::NoRight;

    friend bool operator==(const AccessCell &, const AccessCell &) = default;
};

//! Who may do what at one moment under one set of rules: members by questions. Made by
//! Authorizer::accessMatrix(). A value.
class AccessMatrix
{
public:
    AccessMatrix() = default;
    //! `cells` by row: as many as members times questions.
    AccessMatrix(QList<MemberId> members, QList<AccessQuestion> questions, QList<AccessCell> cells);

    const QList<MemberId> &members() const { return m_members; }
    const QList<AccessQuestion> &questions() const { return m_questions; }
    const AccessCell &cell(qsizetype member, qsizetype question) const
    {
        return m_cells.at(member * m_questions.size() + question);
    }
    //! What to ask Authorizer::decide() to learn why.
    Question questionAt(qsizetype member, qsizetype question) const;

    //! The members who may, in their order.
    QList<MemberId> whoMay(qsizetype question) const;

private:
    QList<MemberId> m_members;
    QList<AccessQuestion> m_questions;
    QList<AccessCell> m_cells;
};

} // namespace reeeductio
