// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "support/backend.h"
#include "support/machine.h"

namespace reeeductio::test {

//! What our program would show one member: a live space on a machine of its own.
class LiveView
{
public:
    LiveView(Backend &server, const Credentials &credentials);

    LiveSpace &space() { return *m_space; }
    //! All rows of a topic, which is added by hand if need be. Empty while none came.
    QList<TopicRow> rows(const QString &topic);
    //! The rows' texts, `?` for what is no text.
    QStringList texts(const QString &topic);
    //! Whether there are rows and each was found verified.
    bool isAllVerified(const QString &topic);

private:
    Machine m_machine;
    std::unique_ptr<LiveSpace> m_space;
};

} // namespace reeeductio::test
