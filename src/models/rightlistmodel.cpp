// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/rightlistmodel.h"

#include "models/displaytext.h"
#include "models/righttext.h"
#include "models/rolenames.h"
#include "models/warningtext.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Of one holder: its own, or those of a role it has.
void append(QList<ShownRight> &shown, const QList<RosterRight> &rights, const SpaceOverview &overview,
            const RightContext &context, const ShownRight &like)
{
    for (const auto &right : rights) {
        if (right.isRevoked())
            continue;
        auto one = like;
        one.id = right.id;
        one.entry = right.entry;
        one.capability = right.capability;
        one.source = overview.sources.value(right.entry);
        if (right.capability)
            one.warnings = lintRight(*right.capability, context.named(right.id));
        shown << one;
    }
}

int troubleOf(const ShownRight &right)
{
    if (!right.capability || !right.source.isEntitled)
        return 2;
    if (right.warnings.isEmpty())
        return 0;
    return right.warnings.front().weight() == RightWarning::Weight::CouldBeBetter ? 1 : 2;
}

} // namespace

QList<ShownRight> shownRights(const SpaceOverview &overview, HolderListModel::Kind kind, const QString &id)
{
    QList<ShownRight> shown;
    const auto &roster = overview.roster;
    if (kind == HolderListModel::Kind::Roles) {
        if (const auto *role = roster.role(id))
            append(shown, role->rights, overview, RightContext::of(*role), {});
        return shown;
    }
    const auto memberId = MemberId::parse(id);
    const auto *member = memberId ? roster.member(*memberId) : nullptr;
    if (!member)
        return shown;
    append(shown, member->rights, overview, RightContext::of(*member, roster, overview.nowMs), {});
    for (const auto &assignment : member->roles) {
        const auto *role = roster.role(assignment.role);
        if (role)
            append(shown, role->rights, overview, RightContext::of(*role),
                   {.id = {},
                    .role = assignment.role,
                    .expiresAt = assignment.expiresAt,
                    .isExpired = assignment.isExpired(overview.nowMs)});
    }
    return shown;
}

void RightListModel::show(const SpaceOverview &overview, HolderListModel::Kind kind, const QString &id)
{
    auto rights = shownRights(overview, kind, id);
    if (rights == m_rights)
        return;
    beginResetModel();
    m_rights = std::move(rights);
    endResetModel();
}

void RightListModel::clear()
{
    beginResetModel();
    m_rights.clear();
    endResetModel();
}

int RightListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rights.size());
}

int RightListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RightListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &right = m_rights[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(right, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(right.warnings.isEmpty() ? textOf(right, index.column())
                                                     : warningText(right.warnings.front(), *right.capability));
    case Qt::AccessibleTextRole:
        return index.column() == May ? u"%1 %2, %3, %4"_s.arg(textOf(right, May), textOf(right, What),
                                                              textOf(right, Through), textOf(right, Checked))
                                     : textOf(right, index.column());
    case static_cast<int>(Role::IsOwn):
        return right.role.isEmpty();
    case static_cast<int>(Role::IsOver):
        return right.isExpired;
    case static_cast<int>(Role::Trouble):
        return troubleOf(right);
    default:
        return {};
    }
}

QString RightListModel::textOf(const ShownRight &right, int column) const
{
    switch (column) {
    case May:
        return right.capability ? rightWords(*right.capability).may : tr("?", "a right nobody can read");
    case What:
        return right.capability ? rightWords(*right.capability).what
                                : tr("cannot be read, and stops everything its holder does");
    case AsStored:
        return right.capability ? storedRight(*right.capability) : displayText(right.id);
    case Through:
        if (right.role.isEmpty())
            return tr("Own right");
        if (right.isExpired)
            return tr("Role %1, ended").arg(displayName(right.role));
        if (right.expiresAt)
            return tr("Role %1 until %2")
                .arg(displayName(right.role),
                     QLocale().toString(QDateTime::fromMSecsSinceEpoch(*right.expiresAt).date(),
                                        QLocale::ShortFormat));
        return tr("Role %1").arg(displayName(right.role));
    case Checked:
        if (right.isExpired)
            return tr("Over");
        if (!right.capability)
            return tr("Broken");
        if (!right.source.isEntitled)
            return tr("Not entitled");
        if (right.warnings.isEmpty())
            return tr("Works");
        switch (right.warnings.front().weight()) {
        case RightWarning::Weight::AllowsNothing:
            return tr("Grants nothing");
        case RightWarning::Weight::AllowsTooMuch:
            return tr("Grants a lot");
        case RightWarning::Weight::CouldBeBetter:
            return tr("See below");
        }
        Q_UNREACHABLE();
    default:
        return {};
    }
}

QVariant RightListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case May:
        return tr("May");
    case What:
        return tr("What");
    case AsStored:
        return tr("As stored");
    case Through:
        return tr("Through");
    case Checked:
        return tr("Checked");
    default:
        return {};
    }
}

QHash<int, QByteArray> RightListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractTableModel::roleNames());
}

} // namespace reeeductio
