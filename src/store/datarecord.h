// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/dataentry.h"

#include <QList>
#include <QObject>

#include <optional>

namespace reeeductio {

//! A signed data entry without its value: what is remembered of one that was met.
struct DataMark
{
    qint64 signedAt = 0;  //!< milliseconds by the signer's clock
    QByteArray signedBy;  //!< as it came; it has been verified
    QByteArray signature; //!< base64 as sent
    QByteArray valueHash; //!< hexadecimal SHA-256 of the value's base64 as sent

    static DataMark of(const DataEntry &entry);
    //! The same value by the same key under the same time. The owner has two names, a key many signatures.
    bool saysTheSame(const DataMark &other) const;

    friend bool operator==(const DataMark &, const DataMark &) = default;
};

//! That a server gave something else than what it has to have, and what became of that.
struct DataAlarm
{
    Q_GADGET

public:
    enum class Kind {
        Older,    //!< an entry that was signed before the remembered one
        Other,    //!< another entry under the very same time
        Gone,     //!< nothing, and it was not this person who deleted it
        Revived,  //!< an entry from before this person deleted it
        Unsigned, //!< something that nobody signed
    };
    Q_ENUM(Kind)
    enum class Ending {
        Open,        //!< it still is so, as far as is known
        ShownAgain,  //!< the server gives again what it has to
        Accepted,    //!< the person went on from what the server gives
        WrittenOver, //!< the person wrote there
        Deleted,     //!< the person deleted it
        Replaced,    //!< the server gave something else that it should not
    };
    Q_ENUM(Ending)

    Kind kind = Kind::Older;
    DataMark remembered;
    qint64 rememberedMetAt = 0;            //!< when it was met here; this computer's milliseconds, as below
    std::optional<DataMark> returned = {}; //!< of Older, Other and Revived
    qint64 noticedAt = 0;
    Ending ending = Ending::Open;
    qint64 endedAt = 0;

    //! Whether it tells of the same, whenever it was noticed.
    bool tellsTheSame(const DataAlarm &other) const
    {
        return kind == other.kind && remembered == other.remembered && returned == other.returned;
    }
    friend bool operator==(const DataAlarm &, const DataAlarm &) = default;
};

//! What this person's program remembers of one data path. Times are this computer's, in milliseconds.
struct DataRecord
{
    Q_GADGET

public:
    enum class Standing {
        Present, //!< the newest entry has to be there
        Deleted, //!< by this person: no entry as old as that one may come back
        Absent,  //!< the server has it no longer, and this person goes on from there
    };
    Q_ENUM(Standing)

    QString path;
    DataMark newest = {}; //!< what any later entry is measured by
    qint64 metAt = 0;     //!< `newest`, for the first time
    qint64 checkedAt = 0; //!< when the server was last found to give what it has to; 0: not since `metAt`
    Standing standing = Standing::Present;
    qint64 standingSince = 0;    //!< when it was deleted, or taken as absent
    bool isBeingDeleted = false; //!< it was asked for, and it is not known whether that reached the server
    std::optional<DataAlarm> alarm = {};
    QList<DataAlarm> settled = {}; //!< the oldest first
    //! What was remembered cannot be read any more: nothing but the path is known.
    bool isUnreadable = false;

    friend bool operator==(const DataRecord &, const DataRecord &) = default;
};

QJsonObject toJson(const DataRecord &record);
//! Errors as JSON's.
[[nodiscard]] Result<DataRecord> dataRecordFromJson(const QString &path, const QJsonObject &object);

} // namespace reeeductio
