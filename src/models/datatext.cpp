// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/datatext.h"

#include "models/displaytext.h"
#include "models/messagetext.h"

#include <QCoreApplication>

namespace reeeductio {

namespace {

using Kind = DataAlarm::Kind;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::DataText)
};

DataStatus statusOf(Kind kind)
{
    switch (kind) {
    case Kind::Older:
        return DataStatus::Older;
    case Kind::Other:
        return DataStatus::Other;
    case Kind::Gone:
        return DataStatus::Gone;
    case Kind::Revived:
        return DataStatus::Revived;
    case Kind::Unsigned:
        return DataStatus::Unsigned;
    }
    Q_UNREACHABLE();
}

QString endingText(DataAlarm::Ending ending)
{
    switch (ending) {
    case DataAlarm::Ending::Open:
        return Words::tr("it is still so");
    case DataAlarm::Ending::ShownAgain:
        return Words::tr("then the server gave it again");
    case DataAlarm::Ending::Accepted:
        return Words::tr("you went on from there");
    case DataAlarm::Ending::WrittenOver:
        return Words::tr("then you wrote a new value");
    case DataAlarm::Ending::Deleted:
        return Words::tr("then you deleted it");
    case DataAlarm::Ending::Replaced:
        return Words::tr("then the server gave something else");
    }
    Q_UNREACHABLE();
}

//! What the server gives now, behind what it gave before.
QString nowText(LiveSpace &space, const DataAlarm &alarm)
{
    const auto returned = alarm.returned.value_or(DataMark());
    const auto who = alarm.returned ? signerName(space, returned.signedBy) : QString();
    const auto when = timeText(returned.signedAt);
    switch (alarm.kind) {
    case Kind::Older:
        //: A name, a time
        return Words::tr("Now it gives one that %1 signed before that, on %2.").arg(who, when);
    case Kind::Other:
        //: A name
        return Words::tr("Now it gives another one with the very same time, signed by %1.").arg(who);
    case Kind::Gone:
        return Words::tr("Now it says that there is nothing, and you did not delete it from here.");
    case Kind::Revived:
        //: A name, a time
        return Words::tr("You deleted it. Now the server gives one that %1 signed before that, on %2.")
            .arg(who, when);
    case Kind::Unsigned:
        return Words::tr("Now it gives something that whoever it names did not sign.");
    }
    Q_UNREACHABLE();
}

} // namespace

DataStatus statusOf(const DataRecord &record)
{
    if (record.isUnreadable)
        return DataStatus::Forgotten;
    if (record.alarm)
        return statusOf(record.alarm->kind);
    switch (record.standing) {
    case DataRecord::Standing::Deleted:
        return DataStatus::Deleted;
    case DataRecord::Standing::Absent:
        return DataStatus::KnownGone;
    case DataRecord::Standing::Present:
        return record.checkedAt > 0 ? DataStatus::Verified : DataStatus::NeverChecked;
    }
    Q_UNREACHABLE();
}

QString statusTitle(DataStatus status)
{
    switch (status) {
    case DataStatus::NeverChecked:
        return Words::tr("Never checked since");
    case DataStatus::Verified:
        return Words::tr("Verified");
    case DataStatus::Deleted:
        return Words::tr("Deleted by you");
    case DataStatus::KnownGone:
        return Words::tr("Gone, as you know");
    case DataStatus::Forgotten:
        return Words::tr("Memory damaged");
    case DataStatus::Older:
        return Words::tr("Older than before");
    case DataStatus::Other:
        return Words::tr("Another than before");
    case DataStatus::Gone:
        return Words::tr("Gone");
    case DataStatus::Revived:
        return Words::tr("Back after deletion");
    case DataStatus::Unsigned:
        return Words::tr("Not signed");
    }
    Q_UNREACHABLE();
}

QString recordText(const DataRecord &record)
{
    switch (statusOf(record)) {
    case DataStatus::NeverChecked:
        return Words::tr("Met here on %1 and not looked at since. Whether it was the newest value then, "
                         "cannot be known; from now on an older one is noticed.")
            .arg(timeText(record.metAt));
    case DataStatus::Verified:
        return Words::tr("Not older than anything met here before: looked at on %1, first met on %2.")
            .arg(timeText(record.checkedAt), timeText(record.metAt));
    case DataStatus::Deleted:
        return Words::tr("You deleted it on %1. If the server gives an entry from before that again, it is "
                         "noticed.")
            .arg(timeText(record.standingSince));
    case DataStatus::KnownGone:
        return Words::tr("The server has it no longer; you went on from there on %1.")
            .arg(timeText(record.standingSince));
    case DataStatus::Forgotten:
        return Words::tr(
            "An entry was met here, but what was remembered of it is damaged. Whether the server "
            "gives an older one now, cannot be known.");
    default:
        return {}; // its alarm says it
    }
}

QString firstVisitText(bool isThere, bool isMemoryLost)
{
    if (isMemoryLost)
        return Words::tr("What was remembered of this path is damaged. Whether the server gives what it gave "
                         "before, cannot be known.");
    return isThere ? Words::tr("First visit: whether this is the newest value, cannot be known. From now on "
                               "an older one is noticed.")
                   : Words::tr("There is nothing at this path. Whether there ever was, cannot be known: "
                               "nothing was met here before.");
}

QString alarmText(LiveSpace &space, const DataAlarm &alarm)
{
    //: A name, two times
    const auto before = Words::tr("On %3 this server had an entry here that %1 signed on %2.")
                            .arg(signerName(space, alarm.remembered.signedBy),
                                 timeText(alarm.remembered.signedAt), timeText(alarm.rememberedMetAt));
    return before + QLatin1Char(' ') + nowText(space, alarm);
}

QString alarmMeaning(Kind kind)
{
    const auto ask = Words::tr(
        "Ask whoever signed it which value is the right one, over another way than this space. If "
        "there is a reason that you know of, choose “Go on from here”: from then on what the server "
        "gives now is what later values are compared with.");
    switch (kind) {
    case Kind::Older:
        return Words::tr(
                   "Every value is signed, but nothing chains one value to the next: a server can put an old "
                   "one back, and its signature still holds. This program remembers the newest it has met, "
                   "and this one is older.\n\nThe server may do that on purpose, or it was restored from a "
                   "backup. It also looks like this when somebody deleted the newer entry and then wrote "
                   "with "
                   "a clock that is behind: deleting is not signed, so it cannot be told.") +
               QStringLiteral("\n\n") + ask;
    case Kind::Other:
        return Words::tr("Two entries carry the same time to the millisecond. By chance that hardly happens: "
                         "one member wrote twice at once, or the server shows different members different "
                         "values.") +
               QStringLiteral("\n\n") + ask;
    case Kind::Gone:
        return Words::tr("Somebody with the right to may have deleted it, or the server withholds it. "
                         "Deleting is not signed by anybody, so nobody can tell which.") +
               QStringLiteral("\n\n") + ask;
    case Kind::Revived:
        return Words::tr(
                   "You deleted this entry, and the server said that it was gone. Now it gives one from "
                   "before that: it kept it, or was restored from a backup.") +
               QStringLiteral("\n\n") + ask;
    case Kind::Unsigned:
        return Words::tr("The entry was changed on the server or on its way here: the signature on it does "
                         "not hold, so whoever it names did not write this. There is nothing in it to go on "
                         "from. Whoever runs the server should know.");
    }
    Q_UNREACHABLE();
}

QString settledText(const DataAlarm &alarm)
{
    //: When something was noticed, what it was, when it ended, how
    return Words::tr("%1: %2. %3: %4.")
        .arg(timeText(alarm.noticedAt), statusTitle(statusOf(alarm.kind)), timeText(alarm.endedAt),
             endingText(alarm.ending));
}

QString signerName(LiveSpace &space, const QByteArray &signer)
{
    return senderName(signer, space.nameOf(signer), signer == space.space().member().text());
}

} // namespace reeeductio
