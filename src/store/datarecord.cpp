// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "store/datarecord.h"

#include "crypto/encoding.h"
#include "crypto/hash.h"
#include "protocol/json.h"

#include <QJsonArray>
#include <QMetaEnum>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

template <class Enum>
QString nameIn(Enum value)
{
    return QString::fromLatin1(QMetaEnum::fromType<Enum>().valueToKey(static_cast<int>(value)));
}

//! Fields of one object; the first that is not as it should be is what failed.
class Fields
{
public:
    explicit Fields(const QJsonObject &object) : m_object(object) {}

    qint64 integer(QLatin1StringView name) { return take(integerField(m_object, name)); }
    QByteArray bytes(QLatin1StringView name) { return take(stringField(m_object, name)).toUtf8(); }
    bool boolean(QLatin1StringView name) { return take(boolField(m_object, name)); }

    template <class Enum>
    Enum value(QLatin1StringView name)
    {
        bool isKnown = false;
        const auto key = bytes(name);
        const auto number = QMetaEnum::fromType<Enum>().keyToValue(key.constData(), &isKnown);
        if (!isKnown)
            note({ErrorKind::Validation, ErrorCode::BadJson, name});
        return static_cast<Enum>(number);
    }

    DataMark mark(QLatin1StringView name)
    {
        Fields fields(m_object[name].toObject());
        DataMark mark{fields.integer("signed_at"_L1), fields.bytes("signed_by"_L1),
                      fields.bytes("signature"_L1), fields.bytes("value_hash"_L1)};
        if (fields.m_failure)
            note(*fields.m_failure);
        return mark;
    }

    const std::optional<Error> &failure() const { return m_failure; }

private:
    template <class T>
    T take(Result<T> field)
    {
        if (field)
            return *std::move(field);
        note(field.error());
        return {};
    }
    void note(const Error &error)
    {
        if (!m_failure)
            m_failure = error;
    }

    QJsonObject m_object;
    std::optional<Error> m_failure;
};

QJsonObject toJson(const DataMark &mark)
{
    return {{u"signed_at"_s, mark.signedAt},
            {u"signed_by"_s, QString::fromUtf8(mark.signedBy)},
            {u"signature"_s, QString::fromUtf8(mark.signature)},
            {u"value_hash"_s, QString::fromUtf8(mark.valueHash)}};
}

QJsonObject toJson(const DataAlarm &alarm)
{
    QJsonObject object{{u"kind"_s, nameIn(alarm.kind)},
                       {u"remembered"_s, toJson(alarm.remembered)},
                       {u"remembered_met_at"_s, alarm.rememberedMetAt},
                       {u"noticed_at"_s, alarm.noticedAt},
                       {u"ending"_s, nameIn(alarm.ending)},
                       {u"ended_at"_s, alarm.endedAt}};
    if (alarm.returned)
        object[u"returned"_s] = toJson(*alarm.returned);
    return object;
}

Result<DataAlarm> alarmFromJson(const QJsonObject &object)
{
    Fields fields(object);
    DataAlarm alarm{.kind = fields.value<DataAlarm::Kind>("kind"_L1),
                    .remembered = fields.mark("remembered"_L1),
                    .rememberedMetAt = fields.integer("remembered_met_at"_L1),
                    .noticedAt = fields.integer("noticed_at"_L1),
                    .ending = fields.value<DataAlarm::Ending>("ending"_L1),
                    .endedAt = fields.integer("ended_at"_L1)};
    if (object.contains("returned"_L1))
        alarm.returned = fields.mark("returned"_L1);
    if (fields.failure())
        return fail(*fields.failure());
    return alarm;
}

} // namespace

DataMark DataMark::of(const DataEntry &entry)
{
    return {entry.signedAt, entry.signedBy, entry.signature, toHex(sha256(entry.data).view())};
}

bool DataMark::saysTheSame(const DataMark &other) const
{
    if (signedAt != other.signedAt || valueHash != other.valueHash)
        return false;
    const auto signer = MemberId::parse(QByteArrayView(signedBy));
    const auto otherSigner = MemberId::parse(QByteArrayView(other.signedBy));
    return signer && otherSigner && signer->payload() == otherSigner->payload();
}

QJsonObject toJson(const DataRecord &record)
{
    QJsonArray settled;
    for (const auto &alarm : record.settled)
        settled << toJson(alarm);
    QJsonObject object{{u"newest"_s, toJson(record.newest)},
                       {u"met_at"_s, record.metAt},
                       {u"checked_at"_s, record.checkedAt},
                       {u"standing"_s, nameIn(record.standing)},
                       {u"standing_since"_s, record.standingSince},
                       {u"is_being_deleted"_s, record.isBeingDeleted},
                       {u"settled"_s, settled}};
    if (record.alarm)
        object[u"alarm"_s] = toJson(*record.alarm);
    return object;
}

Result<DataRecord> dataRecordFromJson(const QString &path, const QJsonObject &object)
{
    Fields fields(object);
    DataRecord record{.path = path,
                      .newest = fields.mark("newest"_L1),
                      .metAt = fields.integer("met_at"_L1),
                      .checkedAt = fields.integer("checked_at"_L1),
                      .standing = fields.value<DataRecord::Standing>("standing"_L1),
                      .standingSince = fields.integer("standing_since"_L1),
                      .isBeingDeleted = fields.boolean("is_being_deleted"_L1)};
    if (fields.failure())
        return fail(*fields.failure());
    if (object.contains("alarm"_L1)) {
        auto alarm = alarmFromJson(object["alarm"_L1].toObject());
        if (!alarm)
            return fail(alarm.error());
        record.alarm = *std::move(alarm);
    }
    const auto settled = object["settled"_L1].toArray();
    for (const auto &value : settled) {
        auto alarm = alarmFromJson(value.toObject());
        if (!alarm)
            return fail(alarm.error());
        record.settled << *std::move(alarm);
    }
    return record;
}

} // namespace reeeductio
