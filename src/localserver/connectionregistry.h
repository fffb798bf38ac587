// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <cstddef>
#include <functional>
#include <unordered_set>

namespace reeeductio::localserver {

class LiveConnection;

//! Every open connection, so that stopping can end them and accepting can be held back. One thread.
class ConnectionRegistry
{
public:
    explicit ConnectionRegistry(std::function<void()> slotFreed) : m_slotFreed(std::move(slotFreed)) {}

    std::size_t size() const { return m_connections.size(); }
    void closeAll();

private:
    friend class LiveConnection;

    std::unordered_set<LiveConnection *> m_connections;
    std::function<void()> m_slotFreed;
};

//! Listed for as long as it lives.
class LiveConnection
{
public:
    explicit LiveConnection(ConnectionRegistry &registry) : m_registry(registry)
    {
        m_registry.m_connections.insert(this);
    }
    LiveConnection(const LiveConnection &) = delete;
    LiveConnection &operator=(const LiveConnection &) = delete;

    //! Ends it soon: never destroys it before returning.
    virtual void closeNow() = 0;

protected:
    ~LiveConnection()
    {
        m_registry.m_connections.erase(this);
        m_registry.m_slotFreed();
    }

    ConnectionRegistry &registry() const { return m_registry; }

private:
    ConnectionRegistry &m_registry;
};

inline void ConnectionRegistry::closeAll()
{
    for (auto *connection : m_connections)
        connection->closeNow();
}

} // namespace reeeductio::localserver
