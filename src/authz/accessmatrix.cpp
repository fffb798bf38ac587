// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/accessmatrix.h"

namespace reeeductio {

AccessMatrix::AccessMatrix(QList<MemberId> members, QList<AccessQuestion> questions, QList<AccessCell> cells)
    : m_members(std::move(members)), m_questions(std::move(questions)), m_cells(std::move(cells))
{
    Q_ASSERT(m_cells.size() == m_members.size() * m_questions.size());
}

Question AccessMatrix::questionAt(qsizetype member, qsizetype question) const
{
    const auto &[operation, resource] = m_questions.at(question);
    return {m_members.at(member), operation, resource};
}

QList<MemberId> AccessMatrix::whoMay(qsizetype question) const
{
    QList<MemberId> members;
    for (qsizetype row = 0; row < m_members.size(); ++row) {
        if (cell(row, question).allowed)
            members << m_members.at(row);
    }
    return members;
}

} // namespace reeeductio
