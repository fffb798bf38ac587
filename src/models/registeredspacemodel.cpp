// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/registeredspacemodel.h"

#include "models/displaytext.h"
#include "models/messagetext.h"

#include <algorithm>

namespace reeeductio {

RegisteredSpaceModel::RegisteredSpaceModel(QObject *parent) : QAbstractTableModel(parent)
{}

void RegisteredSpaceModel::show(const ServerRegister &found)
{
    beginResetModel();
    m_register = found;
    endResetModel();
}

int RegisteredSpaceModel::rowOf(const SpaceId &space) const
{
    const auto &spaces = m_register.spaces;
    const auto found = std::find_if(spaces.begin(), spaces.end(),
                                    [&space](const RegisteredSpace &each) { return each.id == space; });
    return found == spaces.end() ? -1 : static_cast<int>(found - spaces.begin());
}

int RegisteredSpaceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_register.spaces.size());
}

int RegisteredSpaceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RegisteredSpaceModel::text(const RegisteredSpace &space, int column) const
{
    switch (column) {
    case Space:
        return space.id.toString();
    case CreatedBy: {
        const auto &admins = m_register.admins;
        const auto who = std::find_if(admins.begin(), admins.end(), [&space](const ServerAdmin &admin) {
            return admin.id.text() == space.createdBy;
        });
        return who == admins.end() ? shortId(space.createdBy) : serverAdminName(*who);
    }
    case Time:
        return timeText(space.time);
    case Proof:
        return space.isProven ? tr("✓ signed by the space") : tr("✘ not proven");
    default:
        return {};
    }
}

QVariant RegisteredSpaceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &space = m_register.spaces[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(space, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(index.column() == CreatedBy ? QString::fromUtf8(space.createdBy)
                                                        : text(space, index.column()));
    default:
        return {};
    }
}

QVariant RegisteredSpaceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Space:
        return tr("Space");
    case CreatedBy:
        return tr("Registered by");
    case Time:
        return tr("Date");
    case Proof:
        return tr("Proof");
    default:
        return {};
    }
}

QString serverAdminName(const ServerAdmin &admin)
{
    if (!admin.description.isEmpty())
        return displayName(admin.description);
    return admin.isOwner ? RegisteredSpaceModel::tr("Owner of the admin space") : shortId(admin.id.text());
}

QString serverAdminRights(const ServerAdmin &admin)
{
    if (admin.isOwner)
        return RegisteredSpaceModel::tr("may do everything");
    return admin.mayRegister ? RegisteredSpaceModel::tr("may register spaces and delete files")
                             : RegisteredSpaceModel::tr("may delete files");
}

} // namespace reeeductio
