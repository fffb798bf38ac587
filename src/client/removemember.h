// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/asyncoperation.h"
#include "client/state.h"

#include <QQueue>

namespace reeeductio {

//! Takes away all a member may do, then empties its entry. Published servers go on honouring the rights and
//! roles of one whose entry was emptied, and refuse to have those emptied (PROTOCOL 12.2): so each is written
//! over by one that allows nothing. Ends at the first step that is refused, and can be done again.
class RemoveMember final : public AsyncOperation<PostedMessage>
{
    Q_OBJECT

public:
    //! `entry`: `auth/users/{id}` or `auth/tools/{id}`.
    RemoveMember(State &state, QString entry, QObject *parent);

protected:
    void run() override;

private:
    struct Step
    {
        QString path;
        QByteArray value;
    };

    void plan(const QList<SealedMessage> &history);
    void takeStep();
    void empty(const Step &step, const Error &refusal);

    State &m_state;
    QString m_entry;
    QQueue<Step> m_steps;
};

} // namespace reeeductio
