// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/inviteactions.h"

#include "client/invitationkeeper.h"
#include "gui/admin/invitationspage.h"
#include "gui/admin/invitedialog.h"
#include "gui/shared/noticearea.h"
#include "gui/window/confirm.h"
#include "gui/window/mainwindow.h"
#include "models/displaytext.h"
#include "models/messagetext.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

InviteActions::InviteActions(MainWindow &window, Profile &profile, QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile)
{
    connect(&profile, &Profile::spaceAdded, this, &InviteActions::keep);
    const auto spaces = profile.spaces();
    for (auto *const space : spaces)
        keep(space);
    m_window.addPage(SpacePage::Invitations, [this] {
        m_page = new InvitationsPage;
        connect(m_page, &InvitationsPage::inviteRequested, this, [this] {
            if (m_page->space())
                invite(*m_page->space());
        });
        connect(m_page, &InvitationsPage::revokeRequested, this, &InviteActions::revoke);
        connect(m_page, &InvitationsPage::completeRequested, this, [this] {
            auto *const space = m_page->space();
            if (const auto keeper = space ? m_keepers.value(space->space().id()) : nullptr)
                keeper->completeNow();
        });
        return m_page;
    });
}

InviteActions::~InviteActions() = default;

void InviteActions::setSpace(LiveSpace *space)
{
    m_space = space;
    m_shown = std::make_unique<QObject>();
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
            connect(where, &QObject::destroyed, dialog, [dialog] { dialog->done(QDialog::Rejected); });
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

void InviteActions::keep(LiveSpace *space)
{
    auto *const keeper = new InvitationKeeper(*space, space);
    m_keepers.insert(space->space().id(), keeper);
    connect(keeper, &InvitationKeeper::completed, this,
            [this, space](const CompletionReport &report, bool isAsked) { tell(*space, report, isAsked); });
    connect(keeper, &InvitationKeeper::failed, this, [this, space](const Error &error) {
        if (m_page && m_page->space() == space)
            m_page->bar().showError(error, Occasion::Asked);
    });
}

QString InviteActions::nameOf(LiveSpace &space) const
{
    const auto name = displayName(m_profile.nameOf(&space));
    return name.isEmpty() ? shortId(space.space().id().text()) : name;
}

void InviteActions::tell(LiveSpace &space, const CompletionReport &report, bool isAsked)
{
    for (const auto &given : report.given) {
        const auto name = senderName(given.user.text(), space.nameOf(given.user.text()), false);
        const auto role = displayName(given.role);
        m_window.notices().show(
            MessageBar::Severity::Info,
            m_space == &space
                ? tr("%1 joined by an invitation and has the role “%2” now.").arg(name, role)
                : tr("%1 joined “%3” by an invitation and has the role “%2” now.", "person, role, space")
                      .arg(name, role, nameOf(space)));
    }
    if (!report.revoked.isEmpty())
        m_window.notices().show(MessageBar::Severity::Info,
                                tr("%n invitation(s) to “%1” had expired and are taken back.", nullptr,
                                   static_cast<int>(report.revoked.size()))
                                    .arg(nameOf(space)));
    if (isAsked && report.given.isEmpty() && report.waiting > 0 && m_page && m_page->space() == &space)
        m_page->bar().showMessage(MessageBar::Severity::Warning,
                                  tr("These roles cannot be given from here: whoever may give them has to."));
}

} // namespace reeeductio
