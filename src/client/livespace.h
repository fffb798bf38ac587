// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/administration.h"
#include "client/audit.h"
#include "client/datacheck.h"
#include "client/downloads.h"
#include "client/invitations.h"
#include "client/space.h"
#include "client/statefeed.h"
#include "client/storedfiles.h"
#include "client/syncqueue.h"
#include "client/topic.h"
#include "client/uploads.h"

#include <QMap>

#include <memory>

namespace reeeductio {

//! A space as a program shows it: connected, its topics kept in step, its state replayed, what a person sends
//! carried to it. Everything it knows is also there without a server, from what is stored on this machine.
//! Lives in the GUI thread and never waits there.
class LiveSpace : public QObject
{
    Q_OBJECT

public:
    //! `serverRules`: how that server decides (Local for the embedded one).
    LiveSpace(Credentials credentials, const ClientServices &services, const LocalServices &local,
              RuleSet serverRules, QObject *parent = nullptr);
    ~LiveSpace() override;

    //! Reads what is stored, then connects. Once.
    void start();
    //! Not to wait for the next try.
    void retryNow();

    Space &space() { return m_space; }
    Authority &authority() { return m_authority; }
    Administration &administration() { return m_administration; }
    Audit &audit() { return m_audit; }
    Invitations &invitations() { return m_invitations; }
    Outbox &outbox() { return m_outbox; }
    Uploads &uploads() { return m_uploads; }
    Downloads &downloads() { return m_downloads; }
    StoredFiles &files() { return m_files; }
    //! What was met of the key-value data, which space().data() goes by.
    DataLedger &dataLedger() { return m_dataLedger; }
    DataCheck &dataCheck() { return m_dataCheck; }
    RuleSet serverRules() const { return m_serverRules; }
    const QUrl &server() const { return m_space.session().server(); }

    //! Every topic known from state, store, stream or by hand; by id. Of those that only a stream names no
    //! more than a hundred.
    QList<TopicInfo> topics() const;
    //! Null when there is none of that id.
    Topic *topic(const QString &id) const;
    //! What is missing when the server went back behind what was verified here; of `state` too. While that is
    //! so of `state`, nobody's right but the owner's is known.
    std::optional<TopicAlarm> alarm(const QString &topic) const;
    //! A member's name from its profile; empty when there is none.
    QString nameOf(const QByteArray &member) const { return m_authority.summary().names.value(member); }

    //! Describes the topic in the space's state, so that others see it. Validation/BadTopicName; errors of
    //! State.
    Pending<void> createTopic(const QString &id, const QString &name, const QString &description);
    //! Shows a topic that only its name is known of, and remembers it.
    void addTopicByHand(const QString &id);

    Stream::Status connection() const { return m_space.stream().status(); }
    //! Why there is no connection; nothing while there is one, or while the first try is under way.
    const std::optional<Error> &trouble() const { return m_trouble; }

Q_SIGNALS:
    void topicsChanged();
    //! Name, members, profile names.
    void summaryChanged();
    void connectionChanged();
    void unreadChanged();
    void alarmRaised(const QString &topic);
    //! The server shows again what was missing.
    void alarmEnded(const QString &topic);
    //! A local file could not be read or written; shown once. Damaged: what was stored of the messages is
    //! fetched again.
    void storageFailed(const reeeductio::Error &error);

private:
    void watchStore();
    void loadOutbox();
    void beginAnew();
    void readStoredTopics();
    void receive(const Message &message);
    void catchUp();
    void addTopics(const QStringList &ids);
    bool isNamed(const QString &topic) const;
    bool hasRoomFor(const QString &topic) const;
    void takeSummary();
    void doubtHeads();
    void holdOrRelease(Topic &topic);
    void checkHeldBack(const QString &topic);
    void noteConnection(Stream::Status status, const Error &reason);

    LocalServices m_local;
    RuleSet m_serverRules;
    Space m_space;
    Authority m_authority;
    Administration m_administration;
    Audit m_audit;
    Outbox m_outbox;
    Uploads m_uploads;
    Downloads m_downloads;
    StoredFiles m_files;
    DataLedger m_dataLedger;
    DataCheck m_dataCheck;
    StateFeed m_stateFeed;
    SyncQueue m_syncs;
    Invitations m_invitations;
    QMap<QString, Topic *> m_topics;
    QSet<QString> m_named; //!< topics by hand, and made here
    QHash<QString, TopicMarks> m_marks;
    std::optional<Error> m_trouble;
    bool m_isConnected = false;
};

} // namespace reeeductio
