// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/inviteactions.h"

#include "client/invitations.h"
#include "gui/admin/invitationspage.h"
#include "gui/admin/invitedialog.h"
#include "gui/shared/noticearea.h"
#include "gui/window/confirm.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "models/messagetext.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

InviteActions::InviteActions(MainWindow &window, QObject *parent) : QObject(parent), m_window(window)
{
    m_window.addPage(SpacePage::Invitations, [this] {
        m_page = new InvitationsPage;
        connect(m_page, &InvitationsPage::inviteRequested, this, [this] {
            if (m_page->space())
                invite(*m_page->space());
        });
        connect(m_page, &InvitationsPage::revokeRequested, this, &InviteActions::revoke);
        connect(m_page, &InvitationsPage::completeRequested, this, [this] { complete(true); });
        return m_page;
    });
}

InviteActions::~InviteActions() = default;

void InviteActions::setSpace(LiveSpace *space)
{
    m_space = space;
    m_isCompleting = false;
    m_shown = std::make_unique<QObject>();
    if (!space)
        return;
    connect(&space->authority(), &Authority::changed, m_shown.get(), [this] { complete(false); });
    complete(false);
}

void InviteActions::invite(LiveSpace &space)
{
    space.administration().roster().done(
        m_shown.get(), [this, where = QPointer<LiveSpace>(&space)](const Result<Roster> &roster) {
            if (!roster || !where)
                return;
            QStringList roles;
            for (const auto &role : roster->roles) {
                if (role.entry >= 0 && !role.isEmptied)
                    roles << role.id;
            }
            auto *const dialog = new InviteDialog(roles, &m_window);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &InviteDialog::invitationRequested, where,
                    [dialog, where](const InvitationRequest &request) {
                        where->invitations().create(request).done(
                            dialog, [dialog](const Result<CreatedInvitation> &made) {
                                if (made)
                                    dialog->showInvitation(*made);
                                else
                                    dialog->showError(made.error());
                            });
                    });
            dialog->open();
        });
}

void InviteActions::revoke(const Invitation &invitation)
{
    const auto note = displayName(invitation.note);
    const auto name = note.isEmpty() ? shortId(invitation.id.text()) : note;
    confirm(&m_window, tr("Take the invitation “%1” back?").arg(name),
            tr("Nobody can join with it any more. Who has joined stays."), tr("Take it back"),
            [this, id = invitation.id, name, page = m_page] {
                if (!page || !page->space())
                    return;
                page->space()->invitations().revoke(id).done(page, [page, name](const Result<void> &revoked) {
                    if (revoked)
                        page->bar().showMessage(
                            MessageBar::Severity::Info,
                            InviteActions::tr("The invitation “%1” was taken back.").arg(name));
                    else
                        page->bar().showError(revoked.error(), Occasion::Asked);
                });
            });
}

//! `isAsked`: by the person, who is told also when nothing could be done.
void InviteActions::complete(bool isAsked)
{
    // Only on what is known to be all of it, and only while there is a server to tell.
    if (!m_space || m_isCompleting || !m_space->authority().isCurrent() ||
        m_space->connection() != Stream::Status::Connected)
        return;
    m_isCompleting = true;
    m_space->authority()
        .ask([now = m_space->space().session().serverNowMs()](const StateReplay &replay) {
            const auto invitations = invitationsIn(replay, now);
            return std::any_of(invitations.begin(), invitations.end(),
                               [](const Invitation &one) { return one.waiting() > 0; });
        })
        .then(m_shown.get(),
              [this, isAsked](bool isAnybodyWaiting) {
                  return isAsked || isAnybodyWaiting
                             ? m_space->invitations().completePending()
                             : Pending<CompletionReport>::resolved(CompletionReport());
              })
        .done(m_shown.get(), [this, isAsked](const Result<CompletionReport> &report) {
            m_isCompleting = false;
            if (!report) {
                if (isAsked && m_page)
                    m_page->bar().showError(report.error(), Occasion::Asked);
                return;
            }
            for (const auto &given : report->given)
                m_window.notices().show(
                    MessageBar::Severity::Info,
                    tr("%1 joined by an invitation and has the role “%2” now.")
                        .arg(senderName(given.user.text(), m_space->nameOf(given.user.text()), false),
                             displayName(given.role)));
            if (isAsked && m_page && report->given.isEmpty() && report->waiting > 0)
                m_page->bar().showMessage(MessageBar::Severity::Warning,
                                          tr("You may not give these roles: whoever may has to."));
        });
}

} // namespace reeeductio
