// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QTimer>

namespace reeeductio {

//! Does for one space what its invitations wait for (CompleteInvitations): at once when its state changes or
//! it is connected, and when the next one expires. Only on what is known to be all of the state, and while
//! there is a server to tell. In the GUI thread, like the space.
class InvitationKeeper : public QObject
{
    Q_OBJECT

public:
    //! `space` outlives it.
    explicit InvitationKeeper(LiveSpace &space, QObject *parent = nullptr);

    //! When a person wants it: told in completed() or failed() also when there is nothing to do.
    void completeNow();

Q_SIGNALS:
    //! `isAsked`: by completeNow().
    void completed(const reeeductio::CompletionReport &report, bool isAsked);
    //! Only of completeNow(): what fails otherwise is tried again at the next change.
    void failed(const reeeductio::Error &error);

private:
    //! When the next one expires that is there.
    static std::optional<qint64> nextEnd(const StateReplay &replay, qint64 nowMs);
    void look();
    void watchNextEnd();

    LiveSpace &m_space;
    QTimer m_end;
    bool m_isAsked = false;
    bool m_isBusy = false;
    bool m_hasNews = false;
};

} // namespace reeeductio
