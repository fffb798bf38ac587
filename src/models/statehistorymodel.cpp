// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/statehistorymodel.h"

#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/rolenames.h"
#include "models/statetext.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

QList<ListedVersion> listedVersions(const PathHistory &history)
{
    QList<ListedVersion> versions;
    const auto count = static_cast<int>(history.versions.size());
    for (int row = 0; row < count; ++row) {
        ListedVersion listed{.version = history.versions[row]};
        for (int older = row + 1; older < count && !listed.before; ++older) {
            if (history.versions[older].counts)
                listed.before = older;
        }
        const bool isKnown = listed.before || history.older == 0;
        if (isKnown)
            listed.change = changeText(listed.before ? &history.versions[*listed.before].content : nullptr,
                                       listed.version.content);
        versions << listed;
    }
    return versions;
}

StateHistoryModel::StateHistoryModel(QObject *parent) : QAbstractTableModel(parent)
{}

void StateHistoryModel::show(PathHistory history, QList<ListedVersion> versions, Names names)
{
    beginResetModel();
    m_history = std::move(history);
    m_versions = std::move(versions);
    m_names = std::move(names);
    endResetModel();
}

const StateVersion *StateHistoryModel::versionBefore(int row) const
{
    const auto before = m_versions[row].before;
    return before ? &m_versions[*before].version : nullptr;
}

const StateVersion *StateHistoryModel::standing() const
{
    return m_history.standing ? &m_versions[*m_history.standing].version : nullptr;
}

int StateHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_versions.size());
}

int StateHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString StateHistoryModel::text(int row, int column) const
{
    const auto &version = versionAt(row);
    switch (column) {
    case Time:
        return timeText(version.time);
    case Sender:
        return senderNameOf(version);
    case Change:
        return m_versions[row].change;
    default:
        return verdictTitle(version.verdict);
    }
}

QVariant StateHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &version = versionAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(index.row(), index.column());
    case Qt::AccessibleTextRole:
        return index.column() > 0 ? text(index.row(), index.column())
                                  : QStringList{text(index.row(), Time), text(index.row(), Sender),
                                                text(index.row(), Change), text(index.row(), Check)}
                                        .join(u", "_s);
    case Qt::ToolTipRole:
        if (index.column() == Sender)
            return plainToolTip(QString::fromUtf8(version.sender));
        if (index.column() == Check && !verdictExplanation(version.verdict).isEmpty())
            return verdictExplanation(version.verdict);
        return tr("Event %1").arg(version.entry + 1);
    case static_cast<int>(Role::Entry):
        return version.entry;
    case static_cast<int>(Role::IsStanding):
        return m_history.standing == index.row();
    case static_cast<int>(Role::Counts):
        return version.counts;
    default:
        return {};
    }
}

QVariant StateHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Time:
        return tr("When");
    case Sender:
        return tr("Who");
    case Change:
        return tr("What changed");
    default:
        return tr("Checked");
    }
}

QHash<int, QByteArray> StateHistoryModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractTableModel::roleNames());
}

} // namespace reeeductio
