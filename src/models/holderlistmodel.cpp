// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/holderlistmodel.h"

#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/rolenames.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

int countOf(const QList<RosterRight> &rights)
{
    return static_cast<int>(std::count_if(rights.begin(), rights.end(),
                                          [](const RosterRight &right) { return !right.isRevoked(); }));
}

bool isBroken(const QList<RosterRight> &rights)
{
    return std::any_of(rights.begin(), rights.end(),
                       [](const RosterRight &right) { return !right.capability; });
}

} // namespace

HolderListModel::HolderListModel(Kind kind, QObject *parent) : QAbstractListModel(parent), m_kind(kind)
{}

void HolderListModel::show(const SpaceOverview &overview, const MemberId &self)
{
    auto rows = rowsOf(overview, self);
    const bool isSame = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                   [](const Row &a, const Row &b) { return a.id == b.id; });
    if (!isSame) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (int row = 0; row < rowCount(); ++row) {
        if (m_rows[row] == rows[row])
            continue;
        m_rows[row] = rows[row];
        Q_EMIT dataChanged(index(row), index(row));
    }
}

void HolderListModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

QList<HolderListModel::Row> HolderListModel::rowsOf(const SpaceOverview &overview, const MemberId &self) const
{
    QList<Row> rows;
    if (m_kind == Kind::Roles) {
        for (const auto &role : overview.roster.roles)
            rows << Row{role.id, displayName(role.id),
                        tr("%1 · %2", "rights, people")
                            .arg(tr("%n right(s)", nullptr, countOf(role.rights)),
                                 tr("%n people", nullptr, static_cast<int>(role.holders.size()))),
                        false, role.entry < 0 || role.isEmptied || isBroken(role.rights)};
    } else {
        for (const auto &member : overview.roster.members) {
            if (member.id.isTool() == (m_kind == Kind::Tools))
                rows << memberRow(member, overview, self);
        }
    }
    const auto first = rows.begin() + (m_kind == Kind::Members && !rows.isEmpty() ? 1 : 0);
    std::sort(first, rows.end(), [](const Row &a, const Row &b) {
        const auto order = QString::localeAwareCompare(a.name, b.name);
        return order != 0 ? order < 0 : a.id < b.id;
    });
    return rows;
}

HolderListModel::Row HolderListModel::memberRow(const RosterMember &member, const SpaceOverview &overview,
                                                const MemberId &self) const
{
    return {member.id.toString(), memberName(member.id, overview, self), aboutMember(member, overview.nowMs),
            member.id.payload() == self.payload(),
            !member.isTrusted || member.isEmptied || isBroken(member.rights)};
}

QString HolderListModel::aboutMember(const RosterMember &member, qint64 nowMs) const
{
    if (member.isOwner)
        return tr("Owner: may do everything");
    if (!member.isTrusted)
        return tr("Not trusted: may do nothing");
    QStringList parts;
    if (member.isEmptied)
        parts << tr("Removed, and still let in");
    for (const auto &assignment : member.roles) {
        if (!assignment.isExpired(nowMs))
            parts << displayName(assignment.role);
    }
    if (const auto own = countOf(member.rights); own > 0)
        parts << tr("%n right(s) of its own", nullptr, own);
    if (member.useLimit)
        parts << tr("%n use(s) at most", nullptr, static_cast<int>(*member.useLimit));
    return parts.isEmpty() ? tr("No rights yet") : parts.join(u" · "_s);
}

int HolderListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant HolderListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
    case static_cast<int>(Role::Name):
        return row.name;
    case Qt::ToolTipRole:
        return plainToolTip(row.id);
    case Qt::AccessibleTextRole:
        return row.isWarned ? tr("%1, %2, look at this").arg(row.name, row.about)
                            : u"%1, %2"_s.arg(row.name, row.about);
    case static_cast<int>(Role::Id):
        return row.id;
    case static_cast<int>(Role::About):
        return row.about;
    case static_cast<int>(Role::IsSelf):
        return row.isSelf;
    case static_cast<int>(Role::IsWarned):
        return row.isWarned;
    case static_cast<int>(Role::SearchText):
        return row.name + u'\n' + row.about + u'\n' + row.id;
    default:
        return {};
    }
}

QHash<int, QByteArray> HolderListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractListModel::roleNames());
}

int HolderListModel::rowOf(const QString &id) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&id](const Row &row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

QString memberName(const MemberId &member, const SpaceOverview &overview, const MemberId &self)
{
    const auto *known = overview.roster.member(member);
    auto name = overview.names.value(member.text());
    if (name.isEmpty() && known)
        name = known->description;
    return senderName(member.text(), name, member.payload() == self.payload() && !member.isTool());
}

} // namespace reeeductio
