// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/invitationlistmodel.h"

#include "models/displaytext.h"
#include "models/rolenames.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::Invitation)
};

bool isOpen(const Invitation &invitation)
{
    switch (invitation.status) {
    case Invitation::Status::Unused:
    case Invitation::Status::Used:
    case Invitation::Status::Waiting:
        return true;
    case Invitation::Status::Unfinished:
    case Invitation::Status::Spent:
    case Invitation::Status::Revoked:
    case Invitation::Status::Expired:
        return false;
    }
    Q_UNREACHABLE();
}

QString becameOf(InvitationUse::Role role)
{
    switch (role) {
    case InvitationUse::Role::Given:
        return Words::tr("has the role");
    case InvitationUse::Role::Waiting:
        return Words::tr("waits for the role");
    case InvitationUse::Role::NotTaken:
        return Words::tr("has not taken the role yet");
    case InvitationUse::Role::TakenBack:
        return Words::tr("no longer has the role");
    case InvitationUse::Role::OverLimit:
        return Words::tr("gets no role: more came than the invitation was for");
    case InvitationUse::Role::TooLate:
        return Words::tr("gets no role: the invitation had expired");
    case InvitationUse::Role::Revoked:
        return Words::tr("gets no role: the invitation was taken back");
    case InvitationUse::Role::InviterMayNot:
        return Words::tr("gets no role: whoever invited may not give it");
    }
    Q_UNREACHABLE();
}

} // namespace

QString invitationStatus(const Invitation &invitation)
{
    switch (invitation.status) {
    case Invitation::Status::Unfinished:
        return Words::tr("Not finished");
    case Invitation::Status::Unused:
        return Words::tr("Unused");
    case Invitation::Status::Used:
        return Words::tr("Used, still open");
    case Invitation::Status::Waiting:
        return Words::tr("Waits for a role");
    case Invitation::Status::Spent:
        return Words::tr("Spent");
    case Invitation::Status::Revoked:
        return Words::tr("Taken back");
    case Invitation::Status::Expired:
        return Words::tr("Expired");
    }
    Q_UNREACHABLE();
}

QString invitationUses(const Invitation &invitation, const std::function<QString(const MemberId &)> &nameOf)
{
    QStringList lines;
    for (const auto &use : invitation.uses)
        lines << Words::tr("%1 joined on %2 and %3.", "person, time, what became of the role")
                     .arg(nameOf(use.user), timeText(use.joinedAt), becameOf(use.role));
    return lines.join(u'\n');
}

InvitationListModel::InvitationListModel(std::function<QString(const MemberId &)> nameOf, QObject *parent)
    : QAbstractTableModel(parent), m_nameOf(std::move(nameOf))
{}

void InvitationListModel::show(QList<Invitation> invitations)
{
    std::reverse(invitations.begin(), invitations.end());
    if (invitations == m_invitations)
        return;
    beginResetModel();
    m_invitations = std::move(invitations);
    endResetModel();
}

int InvitationListModel::openCount() const
{
    return static_cast<int>(std::count_if(m_invitations.begin(), m_invitations.end(), isOpen));
}

int InvitationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_invitations.size());
}

int InvitationListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant InvitationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &invitation = m_invitations[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(invitation, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(invitation.id.toString());
    case Qt::AccessibleTextRole:
        return index.column() == RoleName
                   ? u"%1, %2, %3, %4"_s.arg(textOf(invitation, RoleName), textOf(invitation, Note),
                                             textOf(invitation, State), textOf(invitation, Uses))
                   : textOf(invitation, index.column());
    case static_cast<int>(Role::Id):
        return invitation.id.toString();
    case static_cast<int>(Role::CanBeRevoked):
        return isOpen(invitation) || invitation.status == Invitation::Status::Expired;
    case static_cast<int>(Role::IsWaiting):
        return invitation.status == Invitation::Status::Waiting;
    default:
        return {};
    }
}

QString InvitationListModel::textOf(const Invitation &invitation, int column) const
{
    switch (column) {
    case RoleName:
        return displayName(invitation.role);
    case Note:
        return displayName(invitation.note);
    case State:
        return invitationStatus(invitation);
    case Uses: {
        const auto used = QLocale().toString(invitation.uses.size());
        return invitation.useLimit
                   ? tr("%1 of %2", "uses").arg(used, QLocale().toString(*invitation.useLimit))
                   : tr("%1, no limit", "uses").arg(used);
    }
    case Until:
        return invitation.expiresAt ? timeText(*invitation.expiresAt) : tr("Until it is taken back");
    case By:
        return m_nameOf(invitation.inviter);
    default:
        return {};
    }
}

QVariant InvitationListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case RoleName:
        return tr("Role");
    case Note:
        return tr("Note");
    case State:
        return tr("State");
    case Uses:
        return tr("Used");
    case Until:
        return tr("Until");
    case By:
        return tr("Invited by");
    default:
        return {};
    }
}

QHash<int, QByteArray> InvitationListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractTableModel::roleNames());
}

} // namespace reeeductio
