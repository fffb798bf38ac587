// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/spacereader.h"

namespace reeeductio {

//! What is posted to a topic from now on, each message once and judged, for a program that keeps nothing. The
//! stream only says that there is something: what is shown is what the server lists. Lives in the thread of
//! its Space, which outlives it as the reader does.
class TopicFeed : public QObject
{
    Q_OBJECT

public:
    TopicFeed(Space &space, SpaceReader &reader, QString topic, QObject *parent = nullptr);
    ~TopicFeed() override;

    //! Completes when the head is known from which on messages arrive. Once.
    Pending<void> start();

Q_SIGNALS:
    //! Nothing posted from now on is missed.
    void listening();
    void messagesArrived(const QList<reeeductio::JudgedMessage> &messages);
    //! The connection was lost; it comes back by itself, and what was missed with it.
    void interrupted(const reeeductio::Error &reason);
    //! It cannot go on.
    void failed(const reeeductio::Error &error);

private:
    void receive(const Message &message);
    void catchUp();
    void take(const JudgedPage &page);
    void finished(const Result<void> &result);

    Space &m_space;
    SpaceReader &m_reader;
    QString m_topic;
    QSet<QByteArray> m_shown; //!< what was listed last, or is older than the feed
    qint64 m_from = 0;        //!< the server's time of the newest of them
    bool m_stateIsStale = false;
    bool m_isWorking = false;
    bool m_runsAgain = false;
    bool m_isListening = false;
};

} // namespace reeeductio
