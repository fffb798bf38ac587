// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "support/await.h"
#include "support/backend.h"
#include "support/machine.h"
#include "support/relaytransport.h"

namespace reeeductio::test {

//! One person's space on one machine, live, with a wire that tests may hold, cut or change. A base of test
//! classes: begin() before each test, end() after it.
class LiveFixture
{
protected:
    bool startServer() { return m_server.start(); }

    //! A new space, with nothing known of it here. False when there is none.
    bool begin()
    {
        m_wire = std::make_unique<RelayTransport>(m_http);
        m_owner = m_server.newOwner();
        const bool isMade = await(m_server.spaceFor(m_owner.clone())->session().authenticate()).has_value();
        if (!isMade || !m_machine.open())
            return false;
        open();
        return true;
    }
    void end()
    {
        m_live.reset();
        m_machine.close();
    }

    //! As a program does that was started anew.
    void open()
    {
        const auto services = m_server.services();
        const ClientServices relayed{*m_wire, services.sockets, services.pool, services.clock,
                                     {},      services.filePool};
        m_live = std::make_unique<LiveSpace>(m_owner.clone(), relayed, m_machine.services(),
                                             m_server.isForeign() ? RuleSet::Real : RuleSet::Local);
        m_live->start();
        m_live->addTopicByHand(QStringLiteral("general"));
    }

    Backend m_server;
    HttpClient m_http;
    std::unique_ptr<RelayTransport> m_wire;
    Machine m_machine;
    Credentials m_owner = m_server.newOwner();
    std::unique_ptr<LiveSpace> m_live;
};

} // namespace reeeductio::test
