// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace reeeductio {

class JoinDialog;

//! Coming to a space by an invitation: what becomes of what a person does in a JoinDialog. A part of
//! WindowController; everything it is given outlives it.
class Joining : public QObject
{
    Q_OBJECT

public:
    Joining(QWidget &window, Profile &profile, QObject *parent = nullptr);
    ~Joining() override;

    //! Asks for a link.
    void open() { openWith({}); }
    //! With a link that was clicked; once the profile is open.
    void openWith(const QString &link);
    //! The profile is open.
    void setReady();

Q_SIGNALS:
    //! `waitsForRole`: until an administrator's client has seen it.
    void joined(reeeductio::LiveSpace *space, bool waitsForRole);
    //! After its dialog was closed.
    void failed(const reeeductio::Error &error);
    //! The person is in it already, and wants to see it.
    void spaceWanted(reeeductio::LiveSpace *space);

private:
    void look(JoinLink link, const SecretBytes &words);
    void takeLook(const Result<InvitationPreview> &preview);
    void join();
    void finish(JoinDialog *dialog, LiveSpace *space, bool waitsForRole);
    LiveSpace *spaceOf(const SpaceId &id) const;

    QWidget &m_window;
    Profile &m_profile;
    QPointer<JoinDialog> m_dialog;
    std::shared_ptr<AcceptInvitation> m_accepting; //!< what the dialog is about
    QPointer<LiveSpace> m_known;                   //!< where the link leads, if that is here already
    std::optional<QString> m_early;                //!< a link that came before the profile was open
    bool m_isReady = false;
};

} // namespace reeeductio
