// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spacecontext.h"
#include "net/backoff.h"
#include "protocol/message.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace reeeductio {

//! The live stream of a space: connects, comes back with growing pauses, and tells when it (re)connected,
//! because what was missed in between is not replayed and must be caught up over HTTP. Messages come
//! unverified. A part of Space.
class Stream : public QObject
{
    Q_OBJECT

public:
    enum class Status {
        Stopped,
        Connecting,
        Connected,
        Waiting,
        Refused, //!< signing in was: it is not tried again by itself
    };
    Q_ENUM(Status)

    Stream(SpaceContext &context, StreamSocketFactory &sockets, QObject *parent = nullptr);
    ~Stream() override;

    void start();
    void stop();
    //! Not to wait for the next try, or to try again although it was refused: the person said so, or the
    //! network is back.
    void retryNow();
    Status status() const { return m_status; }
    //! Until the next try by itself; 0 when none waits.
    std::chrono::milliseconds timeToNextTry() const;

Q_SIGNALS:
    void connected();
    void messageReceived(const reeeductio::Message &message);
    //! Connected or not, and why not. Emitted at each change.
    void statusChanged(reeeductio::Stream::Status status, const reeeductio::Error &reason);

private:
    void connectNow();
    void open(const Session::Token &token);
    void opened();
    void take(const QString &text);
    void closed(const Error &error);
    void failed(const Error &error);
    void dropConnection();
    void setStatus(Status status, const Error &reason = {});

    SpaceContext &m_context;
    StreamSocketFactory &m_sockets;
    std::unique_ptr<StreamSocket> m_socket;
    std::unique_ptr<QObject> m_attempt; //!< context of one try; its death cancels it
    Backoff m_backoff;
    QTimer m_retryTimer;
    QTimer m_pingTimer;
    QTimer m_silenceTimer;
    QTimer m_lifeTimer;
    Status m_status = Status::Stopped;
    bool m_hasRenewedToken = false; //!< since it was last connected
};

} // namespace reeeductio
