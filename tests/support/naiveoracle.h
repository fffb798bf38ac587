// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/identifier.h"
#include "protocol/message.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QStringList>

namespace reeeductio::test {

// The words of PROTOCOL 10, plainly.

QStringList pathSegments(QString path);
bool matchesPattern(const QString &pattern, const QString &resource, const QString &self);
bool coversPattern(const QString &granted, const QString &requested);
bool isCapabilityPath(const QString &pattern);
//! What Python takes for true.
bool isTrue(const QJsonValue &value);

//! The real server's rules read a second time, from the text of PROTOCOL 10 and 12 alone: no index, no cache,
//! nothing shared with src/authz. Slow on purpose; what it says is to be seen by reading it.
class NaiveOracle
{
public:
    NaiveOracle(const SpaceId &space, const QList<Message> &state, qint64 nowMs);

    bool isMember(const MemberId &member) const;
    bool allows(const MemberId &member, const QString &operation, const QString &resource) const;
    //! The grant check by itself, for a value that is a JSON object.
    bool allowsGrant(const MemberId &sender, const QString &path, const QJsonObject &value) const;

private:
    struct Entry
    {
        Message message;
        QString path;
        bool isSealed;
    };
    enum class Answer { No, Yes, Fails };

    bool isOwner(const MemberId &member) const;
    bool isTrusted(const MemberId &member) const;
    const Entry *standing(const QString &path) const;
    QList<Entry> listed(const QString &prefix) const;
    QList<QJsonValue> rightsUnder(const QString &prefix) const;
    QList<QJsonValue> ownRights(const MemberId &user) const;
    QList<QJsonValue> rightsByRoles(const MemberId &user) const;

    Answer ask(const QJsonValue &right, const MemberId &member, const QString &operation,
               const QString &resource) const;
    bool askAll(const QList<QJsonValue> &rights, const MemberId &member, const QString &operation,
                const QString &resource) const;
    bool owns(const MemberId &member, const QString &resource) const;
    bool coversAll(const QList<QJsonValue> &granted, const QList<QJsonValue> &requested) const;

    SpaceId m_space;
    QList<Entry> m_entries;
    qint64 m_nowMs;
};

} // namespace reeeductio::test
