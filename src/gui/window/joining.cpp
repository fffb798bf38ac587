// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/joining.h"

#include "gui/welcome/joindialog.h"

#include <algorithm>

namespace reeeductio {

Joining::Joining(QWidget &window, Profile &profile, QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile)
{}

Joining::~Joining() = default;

void Joining::setReady()
{
    m_isReady = true;
    if (const auto link = std::exchange(m_early, std::nullopt))
        openWith(*link);
}

void Joining::openWith(const QString &link)
{
    if (!m_isReady) {
        m_early = link;
        return;
    }
    if (m_dialog && !m_dialog->isAskingForLink())
        m_dialog->reject(); // what it has begun to write goes on
    if (!m_dialog) {
        auto *const dialog = new JoinDialog(&m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        m_dialog = dialog;
        connect(dialog, &JoinDialog::lookRequested, this,
                [this](const std::shared_ptr<JoinLink> &wanted, const std::shared_ptr<SecretBytes> &words) {
                    look(std::move(*wanted), *words);
                });
        connect(dialog, &JoinDialog::joinRequested, this, &Joining::join);
        connect(dialog, &JoinDialog::showRequested, this, [this, dialog] {
            dialog->accept();
            if (m_known)
                Q_EMIT spaceWanted(m_known);
        });
        connect(dialog, &QDialog::finished, this, [this, dialog] {
            if (m_dialog != dialog)
                return;
            m_dialog.clear();
            m_accepting.reset();
        });
        dialog->open();
    }
    if (!link.isEmpty())
        m_dialog->setLink(link);
}

void Joining::look(JoinLink link, const SecretBytes &words)
{
    if (auto *const known = spaceOf(link.space)) {
        m_known = known;
        return m_dialog->showKnown();
    }
    m_accepting = m_profile.accept(std::move(link));
    connect(m_accepting.get(), &AcceptInvitation::stepBegun, m_dialog, &JoinDialog::showStep);
    m_accepting->unlock(words)
        .then(m_accepting.get(), [accepting = m_accepting.get()] { return accepting->look(); })
        .done(this, [this, looking = std::weak_ptr(m_accepting)](const Result<InvitationPreview> &preview) {
            if (!looking.expired()) // else the dialog was left
                takeLook(preview);
        });
}

void Joining::takeLook(const Result<InvitationPreview> &preview)
{
    if (preview)
        return m_dialog->showPreview(*preview);
    if (preview.error().code != ErrorCode::InvitationRevoked)
        return m_dialog->showError(preview.error());
    // An earlier attempt may have been broken off only after its server had let the new member in.
    m_profile.addIfJoined(m_accepting->space())
        .done(this, [this, looking = std::weak_ptr(m_accepting),
                     error = preview.error()](const Result<LiveSpace *> &space) {
            if (looking.expired())
                return;
            if (!space)
                return m_dialog->showError(error);
            finish(m_dialog, *space, false);
        });
}

void Joining::join()
{
    auto joining = m_profile.join(m_accepting);
    const QPointer dialog = m_dialog;
    joining.done(this, [this, dialog](const Result<JoinedHere> &joined) {
        if (!joined && dialog && dialog->isVisible())
            return dialog->showError(joined.error());
        if (!joined)
            Q_EMIT failed(joined.error());
        else
            finish(dialog, joined->space, joined->waitsForRole);
    });
}

void Joining::finish(JoinDialog *dialog, LiveSpace *space, bool waitsForRole)
{
    if (dialog)
        dialog->accept();
    Q_EMIT joined(space, waitsForRole);
}

LiveSpace *Joining::spaceOf(const SpaceId &id) const
{
    const auto spaces = m_profile.spaces();
    const auto found = std::find_if(spaces.begin(), spaces.end(),
                                    [&id](LiveSpace *space) { return space->space().id() == id; });
    return found == spaces.end() ? nullptr : *found;
}

} // namespace reeeductio
