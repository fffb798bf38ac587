// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/machine.h"

#include "support/await.h"

using namespace Qt::StringLiterals;

namespace reeeductio::test {

Machine::Machine() = default;

Machine::~Machine()
{
    close();
}

bool Machine::open()
{
    m_thread = std::make_unique<SerialThread>();
    m_authority = std::make_unique<SerialThread>();
    m_messages = std::make_unique<LocalMessageStore>(*m_thread, file(u"cache.db"_s));
    m_user = std::make_unique<UserStore>(*m_thread, file(u"user.db"_s), m_dataKey);
    const auto messages = await(m_messages->open());
    const auto user = await(m_user->open());
    m_cacheReport = messages.value_or(OpenReport());
    m_userReport = user.value_or(OpenReport());
    return messages && user;
}

void Machine::close()
{
    m_user.reset();
    m_messages.reset();
    m_authority.reset();
    m_thread.reset();
}

} // namespace reeeductio::test
