// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/accessmatrixmodel.h"

#include "models/accesstext.h"
#include "models/displaytext.h"
#include "models/holderlistmodel.h"
#include "models/rolenames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString nameOf(const MemberId &member, const SpaceOverview &space, const MemberId &self)
{
    const auto name = displayName(memberName(member, space, self));
    return member.isTool() ? AccessMatrixModel::tr("%1 (tool)").arg(name) : name;
}

//! By name: the owner first, then users, then tools.
AccessOverview sorted(const AccessOverview &overview, const MemberId &self)
{
    const auto &matrix = overview.matrix;
    struct Row
    {
        qsizetype index;
        int kind;
        QString name;
    };
    QList<Row> rows;
    for (qsizetype i = 0; i < matrix.members().size(); ++i) {
        const auto &member = matrix.members()[i];
        const auto *known = overview.space.roster.member(member);
        const int kind = known && known->isOwner ? 0 : member.isTool() ? 2 : 1;
        rows << Row{i, kind, nameOf(member, overview.space, self)};
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) {
        return a.kind != b.kind ? a.kind < b.kind : QString::localeAwareCompare(a.name, b.name) < 0;
    });
    QList<MemberId> members;
    QList<AccessCell> cells;
    for (const auto &row : std::as_const(rows)) {
        members << matrix.members()[row.index];
        for (qsizetype column = 0; column < matrix.questions().size(); ++column)
            cells << matrix.cell(row.index, column);
    }
    return {overview.space, AccessMatrix(members, matrix.questions(), cells)};
}

} // namespace

void AccessMatrixModel::setOverview(const AccessOverview &overview, const MemberId &self,
                                    const QHash<QString, QString> &topicNames)
{
    beginResetModel();
    m_overview = sorted(overview, self);
    m_members.clear();
    m_titles.clear();
    m_phrases.clear();
    for (const auto &member : m_overview.matrix.members())
        m_members << nameOf(member, overview.space, self);
    for (const auto &question : overview.matrix.questions()) {
        const auto words = accessWords(question, topicNames);
        m_titles << words.may + u'\n' + words.what;
        m_phrases << accessPhrase(question, topicNames);
    }
    endResetModel();
}

void AccessMatrixModel::clear()
{
    setOverview({}, {}, {});
}

Question AccessMatrixModel::questionAt(const QModelIndex &index) const
{
    return m_overview.matrix.questionAt(index.row(), index.column());
}

int AccessMatrixModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_members.size());
}

int AccessMatrixModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_titles.size());
}

QVariant AccessMatrixModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const bool isAllowed = m_overview.matrix.cell(index.row(), index.column()).allowed;
    switch (role) {
    case Qt::DisplayRole:
        return isAllowed ? u"✔"_s : u"–"_s;
    case Qt::TextAlignmentRole:
        return int(Qt::AlignCenter);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: {
        const auto &member = m_members[index.row()];
        const auto &phrase = m_phrases[index.column()];
        const auto sentence =
            isAllowed ? tr("%1 may %2").arg(member, phrase) : tr("%1 may not %2").arg(member, phrase);
        return role == Qt::ToolTipRole ? plainToolTip(sentence) : sentence;
    }
    case static_cast<int>(Role::IsAllowed):
        return isAllowed;
    default:
        return {};
    }
}

QVariant AccessMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isColumn = orientation == Qt::Horizontal;
    if (section < 0 || section >= (isColumn ? columnCount() : rowCount()))
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return isColumn ? m_titles[section] : m_members[section];
    case Qt::ToolTipRole:
        return plainToolTip(isColumn ? m_phrases[section]
                                     : m_overview.matrix.members().at(section).toString());
    case Qt::AccessibleTextRole:
        return isColumn ? m_phrases[section] : m_members[section];
    case Qt::TextAlignmentRole:
        return isColumn ? int(Qt::AlignCenter) : int(Qt::AlignLeading | Qt::AlignVCenter);
    default:
        return {};
    }
}

QHash<int, QByteArray> AccessMatrixModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractTableModel::roleNames());
}

} // namespace reeeductio
