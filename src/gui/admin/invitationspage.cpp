// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/invitationspage.h"

#include "gui/shared/fittedcolumns.h"
#include "gui/shared/role.h"
#include "gui/shared/rowdelegate.h"
#include "models/messagetext.h"
#include "ui_invitationspage.h"

#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

InvitationsPage::InvitationsPage(QWidget *parent)
    : SpaceView(parent), m_ui(std::make_unique<Ui::InvitationsPage>()),
      m_invitations([this](const MemberId &member) { return nameOf(member); }),
      m_invite(new QPushButton(tr("&Invite somebody…"), this))
{
    m_ui->setupUi(this);
    m_ui->invitationsHeader->setTitle(tr("Invitations"));
    m_invite->setObjectName(u"inviteSomebody"_s);
    makePrimary(m_invite);
    m_ui->invitationsHeader->addControl(m_invite);
    auto *const table = m_ui->invitationTable;
    table->setModel(&m_invitations);
    table->setItemDelegate(new RowDelegate(this));
    table->header()->setStretchLastSection(false);
    table->header()->setSectionResizeMode(InvitationListModel::Note, QHeaderView::Stretch);
    new FittedColumns(*table,
                      {InvitationListModel::RoleName, InvitationListModel::State, InvitationListModel::Uses,
                       InvitationListModel::Until, InvitationListModel::By});
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &InvitationsPage::showCurrent);
    connect(&m_invitations, &QAbstractItemModel::modelReset, this, &InvitationsPage::showCurrent);
    connect(m_ui->invitationsHeader, &PageHeader::backRequested, this, &InvitationsPage::backRequested);
    connect(m_invite, &QPushButton::clicked, this, &InvitationsPage::inviteRequested);
    connect(m_ui->giveWaitingRoles, &QPushButton::clicked, this, &InvitationsPage::completeRequested);
    connect(m_ui->revokeInvitation, &QPushButton::clicked, this, [this] {
        if (const auto *invitation = current())
            Q_EMIT revokeRequested(*invitation);
    });
    showCurrent();
}

InvitationsPage::~InvitationsPage() = default;

void InvitationsPage::setSpace(LiveSpace *space)
{
    if (space == m_space)
        return;
    m_space = space;
    m_shown = std::make_unique<QObject>();
    m_isAsking = m_hasNews = false;
    m_invitations.show({});
    m_ui->invitationsBar->dismiss();
    showCurrent();
    if (!space)
        return;
    connect(&space->authority(), &Authority::changed, m_shown.get(), [this] { refresh(); });
    refresh();
    m_ui->invitationTable->setFocus();
}

MessageBar &InvitationsPage::bar()
{
    return *m_ui->invitationsBar;
}

//! From what is here: the state comes by itself.
void InvitationsPage::refresh()
{
    if (!m_space)
        return;
    if (m_isAsking) {
        m_hasNews = true;
        return;
    }
    m_isAsking = true;
    m_hasNews = false;
    m_space->authority()
        .ask([now = m_space->space().session().serverNowMs()](const StateReplay &replay) {
            return invitationsIn(replay, now);
        })
        .done(m_shown.get(), [this](const Result<QList<Invitation>> &invitations) {
            m_isAsking = false;
            if (invitations)
                take(*invitations);
            if (m_hasNews)
                refresh();
        });
}

void InvitationsPage::take(const QList<Invitation> &invitations)
{
    const auto *const chosen = current();
    const auto id = chosen ? chosen->id.toString() : QString();
    m_invitations.show(invitations);
    m_ui->invitationsHeader->setAbout(tr("%n open", "invitations", m_invitations.openCount()));
    for (int row = 0; row < m_invitations.rowCount(); ++row) {
        if (id.isEmpty() || m_invitations.at(row).id.toString() == id) {
            m_ui->invitationTable->setCurrentIndex(m_invitations.index(row, 0));
            break;
        }
    }
    showCurrent();
}

QString InvitationsPage::nameOf(const MemberId &member) const
{
    const bool isOwn = m_space && member.payload() == m_space->space().member().payload();
    return senderName(member.text(), m_space ? m_space->nameOf(member.text()) : QString(), isOwn);
}

const Invitation *InvitationsPage::current() const
{
    const auto index = m_ui->invitationTable->currentIndex();
    return index.isValid() && index.row() < m_invitations.rowCount() ? &m_invitations.at(index.row())
                                                                     : nullptr;
}

void InvitationsPage::showCurrent()
{
    m_ui->invitationsStack->setCurrentWidget(
        m_invitations.rowCount() > 0 ? static_cast<QWidget *>(m_ui->invitationTable) : m_ui->noInvitations);
    const auto *const invitation = current();
    m_ui->invitationDetails->setVisible(invitation != nullptr);
    if (!invitation)
        return;
    const auto uses = invitationUses(*invitation, [this](const MemberId &member) { return nameOf(member); });
    m_ui->invitationUses->setText(uses.isEmpty() ? tr("Nobody has used it.") : uses);
    const auto index = m_ui->invitationTable->currentIndex();
    m_ui->giveWaitingRoles->setVisible(invitation->waiting() > 0);
    m_ui->revokeInvitation->setEnabled(
        index.data(static_cast<int>(InvitationListModel::Role::CanBeRevoked)).toBool());
}

} // namespace reeeductio
