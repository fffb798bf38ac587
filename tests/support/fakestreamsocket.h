// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/streamsocket.h"

#include <QList>
#include <QPointer>

namespace reeeductio::test {

class FakeStreamSocket final : public StreamSocket
{
public:
    QUrl url;
    QStringList sent;

    void open(const QUrl &target) override { url = target; }
    void sendText(const QString &text) override { sent << text; }
    void close() override {}
};

//! Sockets that do what the test says.
class FakeStreamSocketFactory final : public StreamSocketFactory
{
public:
    QList<QPointer<FakeStreamSocket>> made;

    std::unique_ptr<StreamSocket> make() override
    {
        auto socket = std::make_unique<FakeStreamSocket>();
        made << socket.get();
        return socket;
    }
};

} // namespace reeeductio::test
