// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/testserver.h"

namespace reeeductio::test {

TestServer::TestServer()
{
    const auto foreign = qEnvironmentVariable("REEEDUCTIO_TEST_SERVER");
    m_isForeign = !foreign.isEmpty();
    if (m_isForeign)
        m_url = QUrl(foreign);
}

TestServer::~TestServer() = default;

bool TestServer::start()
{
    return m_isForeign;
}

void TestServer::stop()
{}

SigningKey TestServer::adminKey()
{
    return *SigningKey::fromSeed(QByteArray(32, '\x01'));
}

Credentials TestServer::newUser(const Credentials &owner) const
{
    auto key = SigningKey::generate();
    const auto id = UserId::of(key.publicKey());
    return {owner.server, owner.space, id, std::move(key), owner.root->clone(), SymmetricKey::generate()};
}

Credentials TestServer::newTool(const Credentials &owner) const
{
    auto key = SigningKey::generate();
    const auto id = ToolId::of(key.publicKey());
    return {owner.server, owner.space, id, std::move(key), owner.root->clone(), {}};
}

} // namespace reeeductio::test
