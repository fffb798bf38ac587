// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/accessmatrixmodel.h"

#include "models/accesstext.h"
#include "models/displaytext.h"
#include "models/holderlistmodel.h"
#include "models/rolenames.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

void AccessMatrixModel::setOverview(const AccessOverview &overview, const MemberId &self,
                                    const QHash<QString, QString> &topicNames)
{
    beginResetModel();
    m_overview = overview;
    m_members.clear();
    m_titles.clear();
    m_phrases.clear();
    for (const auto &member : overview.matrix.members())
        m_members << displayName(memberName(member, overview.space, self));
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
