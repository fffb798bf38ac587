// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/capability.h"
#include "protocol/message.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace reeeductio::test {

//! What our embedded server decides, read a second time from what it does better than the real one (trust and
//! entitlement judged when written, what is emptied is gone, five segments): no index, no cache, nothing
//! shared with src/authz.
class NaiveLocal
{
public:
    NaiveLocal(const SpaceId &space, const QList<Message> &state);

    bool counts(qsizetype entry) const { return m_entries[entry].counts; }
    bool isMember(const MemberId &member) const;
    bool allows(const MemberId &member, const QString &operation, const QString &resource,
                qint64 nowMs) const;
    //! Whether the message may be written next.
    bool mayWrite(const Message &message) const;

private:
    struct Entry
    {
        Message message;
        QStringList path; //!< its segments
        bool counts;
    };
    struct Right
    {
        QString op;
        QString path;
        bool mustBeOwner;
    };

    bool hasKey(const MemberId &member) const { return member.payload() == m_space.payload(); }
    //! The newest that counts, and is not emptied if it is of what authorization is made of.
    const Entry *standing(const QStringList &path) const;
    QList<const Entry *> children(const QStringList &folder) const;
    QList<Right> rightsIn(const QStringList &folder) const;
    QList<Right> rightsOfUser(const MemberId &user, qint64 nowMs) const;
    bool anyAllows(const QList<Right> &rights, const MemberId &member, const QString &operation,
                   const QString &resource) const;
    bool mayGive(const MemberId &sender, const QStringList &path, const QJsonObject &value,
                 qint64 nowMs) const;

    SpaceId m_space;
    QList<Entry> m_entries;
};

} // namespace reeeductio::test
