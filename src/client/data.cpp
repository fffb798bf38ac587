// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/data.h"

#include "base/asyncoperation.h"
#include "crypto/aesgcm.h"
#include "crypto/encoding.h"
#include "protocol/json.h"
#include "protocol/names.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

Error noKey(const QString &which)
{
    return {ErrorKind::Validation, ErrorCode::BadKey, which};
}

//! The key that a value at that path is most likely encrypted with; null when it is not known.
std::optional<SymmetricKey> likelyKey(const SpaceContext &context, const QString &path)
{
    if (context.userKeys && path.startsWith(userDataPath(context.member(), {})))
        return context.userKeys->dataKey().clone();
    return context.keys ? std::optional(context.keys->dataKey().clone()) : std::nullopt;
}

//! What the server sent, with its signature verified and not yet judged.
Result<DataReading> readingFrom(const SpaceId &space, const QString &path, const QByteArray &body,
                                const SymmetricKey *key)
{
    const auto object = parseJsonObject(body);
    const auto entry = object ? dataEntryFromJson(*object) : fail(object.error());
    if (!entry)
        return fail(entry.error());
    if (const auto checked = checkDataEntry(space, path, *entry); !checked)
        return fail(checked.error());
    DataReading reading{.entry = DataMark::of(*entry), .content = contentOf(entry->data, key)};
    if (auto value = fromBase64(entry->data))
        reading.value =
            DataValue{*std::move(value), *MemberId::parse(QByteArrayView(entry->signedBy)), entry->signedAt};
    else
        reading.failure = {ErrorKind::Validation, ErrorCode::BadBase64, path};
    return reading;
}

QString told(const DataMark &mark)
{
    return u"%1 by %2"_s.arg(
        QDateTime::fromMSecsSinceEpoch(mark.signedAt, Qt::UTC).toString(Qt::ISODateWithMs),
        QString::fromUtf8(mark.signedBy));
}

//! For the details of an error: what was met, and what there is now.
QString told(const QString &path, const DataAlarm &alarm)
{
    const auto now = alarm.returned                            ? u"signed "_s + told(*alarm.returned)
                     : alarm.kind == DataAlarm::Kind::Unsigned ? u"not signed by anybody"_s
                                                               : u"nothing"_s;
    return u"%1: met before: signed %2; now: %3"_s.arg(path, told(alarm.remembered), now);
}

} // namespace

//! Asks, verifies, and has the ledger judge by what was remembered before it was asked.
class Data::Read final : public AsyncOperation<DataReading>
{
public:
    Read(Data &data, QString path)
        : AsyncOperation(&data), m_context(data.m_context), m_ledger(data.m_ledger), m_path(std::move(path))
    {}

protected:
    void run() override
    {
        auto loaded = m_ledger ? m_ledger->load() : Pending<void>::resolved({});
        loaded
            .then(this,
                  [this] {
                      if (m_ledger)
                          m_before = m_ledger->record(m_path);
                      return m_context.session.send({.path = u"data/"_s + m_path});
                  })
            .then(this,
                  [this](const QByteArray &body) {
                      return m_context.pool.run([space = m_context.space(), path = m_path, body,
                                                 key = likelyKey(m_context, m_path)] {
                          return readingFrom(space, path, body, key ? &*key : nullptr);
                      });
                  })
            .done(this, [this](const Result<DataReading> &reading) { judge(reading); });
    }

private:
    void judge(const Result<DataReading> &read)
    {
        DataAnswer answer;
        DataReading reading;
        if (read) {
            reading = *read;
            answer = {DataAnswer::Kind::Found, *reading.entry};
        } else if (read.error().code == ErrorCode::SignatureMismatch && m_before) {
            answer.kind = DataAnswer::Kind::Unsigned;
        } else if (read.error().code != ErrorCode::NotFoundOnServer) {
            return finish(fail(read.error()));
        }
        if (!read)
            reading.failure = read.error();
        if (!m_ledger)
            return finish(std::move(reading));
        m_ledger->judge(m_path, m_before, answer)
            .done(this, [this, reading = std::move(reading)](const Result<DataJudgement> &judged) mutable {
                if (!judged)
                    return finish(fail(judged.error()));
                reading.verdict = judged->verdict;
                reading.alarm = judged->alarm;
                reading.isMemoryLost = judged->isMemoryLost;
                finish(std::move(reading));
            });
    }

    SpaceContext &m_context;
    QPointer<DataLedger> m_ledger;
    QString m_path;
    std::optional<DataRecord> m_before;
};

//! Signs an entry by the server's clock and writes it; once more when that clock turns out to be another, and
//! once more, behind it, when an entry stands there that a faster clock signed.
class Data::Write final : public AsyncOperation<qint64>
{
public:
    Write(Data &data, QString path, const QByteArray &value)
        : AsyncOperation(&data), m_data(data), m_context(data.m_context), m_path(std::move(path)),
          m_base64(toBase64(value))
    {}

protected:
    void run() override
    {
        // The token first: signing in is what tells us the server's clock, and it takes a minute's difference
        // at most.
        auto loaded = m_data.m_ledger ? m_data.m_ledger->load() : Pending<void>::resolved({});
        loaded.then(this, [this] { return m_context.session.token(); })
            .done(this, [this](const Result<Session::Token> &token) {
                if (!token)
                    return finish(fail(token.error()));
                writeAt(timeBehindMet());
            });
    }

private:
    //! Two entries under one time would look as if the server had two of them. Of a time that no server would
    //! take an entry behind, nothing can be made.
    qint64 timeBehindMet() const
    {
        const auto now = m_context.session.serverNowMs();
        const auto met = m_data.m_ledger ? m_data.m_ledger->record(m_path) : std::nullopt;
        const auto ahead = met ? met->newest.signedAt - now : -1;
        return ahead >= 0 && ahead < mostAheadMs ? met->newest.signedAt + 1 : now;
    }

    void writeAt(qint64 signedAt)
    {
        const auto entry = signData(m_context.space(), m_context.member(), m_context.credentials.key, m_path,
                                    m_base64, signedAt);
        ApiRequest request{.method = HttpRequest::Method::Put, .path = u"data/"_s + m_path};
        request.json = toJson(entry);
        m_context.session.send(std::move(request))
            .done(this, [this, entry](const Result<QByteArray> &written) {
                if (written)
                    return remember(entry);
                refused(written.error());
            });
    }

    void remember(const DataEntry &entry)
    {
        if (!m_data.m_ledger)
            return finish(entry.signedAt);
        m_data.m_ledger->noteWritten(m_path, DataMark::of(entry))
            .done(this, [this, signedAt = entry.signedAt](const Result<void> &) { finish(signedAt); });
    }

    void refused(const Error &error)
    {
        if (error.code != ErrorCode::ClockSkew)
            return finish(fail(error));
        if (error.kind == ErrorKind::Conflict && !std::exchange(m_hasLooked, true))
            return writeBehindCurrent(error);
        if (error.kind == ErrorKind::Validation && !std::exchange(m_hasSetClock, true))
            return writeAt(m_context.session.serverNowMs()); // which this very answer told
        finish(fail(error));
    }

    void writeBehindCurrent(const Error &error)
    {
        m_data.plaintext(m_path).done(this, [this, error](const Result<DataValue> &current) {
            if (!current)
                return finish(fail(error));
            writeAt(std::max(m_context.session.serverNowMs(), current->signedAt + 1));
        });
    }

    static constexpr qint64 mostAheadMs = 50'000; //!< servers take a minute

    Data &m_data;
    SpaceContext &m_context;
    QString m_path;
    QByteArray m_base64;
    bool m_hasSetClock = false;
    bool m_hasLooked = false;
};

//! That it may have been deleted is kept before it is asked for: its answer may be lost.
class Data::Remove final : public AsyncOperation<void>
{
public:
    Remove(Data &data, QString path)
        : AsyncOperation(&data), m_context(data.m_context), m_ledger(data.m_ledger), m_path(std::move(path))
    {}
    ~Remove() override
    {
        if (m_ledger)
            m_ledger->noteDeletionEnded(m_path);
    }

protected:
    void run() override
    {
        auto noted = m_ledger ? m_ledger->load().then(this, [this] { return m_ledger->noteDeleting(m_path); })
                              : Pending<void>::resolved({});
        noted.done(this, [this](const Result<void> &kept) {
            if (!kept)
                return finish(fail(kept.error()));
            send();
        });
    }

private:
    void send()
    {
        m_context.session.send({.method = HttpRequest::Method::Delete, .path = u"data/"_s + m_path})
            .done(this, [this](const Result<QByteArray> &answer) {
                if (!m_ledger)
                    return answer ? finish({}) : finish(fail(answer.error()));
                const auto status = answer ? 0 : answer.error().httpStatus;
                const bool isRefused = status >= 400 && status < 500; // of others it may have happened
                auto noted = answer      ? m_ledger->noteDeleted(m_path)
                             : isRefused ? m_ledger->noteNotDeleted(m_path)
                                         : Pending<void>::resolved({});
                noted.done(this, [this, answer](const Result<void> &) {
                    return answer ? finish({}) : finish(fail(answer.error()));
                });
            });
    }

    SpaceContext &m_context;
    QPointer<DataLedger> m_ledger;
    QString m_path;
};

Data::Data(SpaceContext &context, QObject *parent) : QObject(parent), m_context(context)
{}

Data::~Data() = default;

Pending<DataReading> Data::read(const QString &path)
{
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<DataReading>::failed(checked.error());
    return (new Read(*this, path))->start();
}

Pending<DataValue> Data::plaintext(const QString &path)
{
    return read(path).then(this, [path](DataReading reading) -> Result<DataValue> {
        if (reading.alarm && reading.alarm->kind != DataAlarm::Kind::Unsigned)
            return fail(ErrorKind::Chain, ErrorCode::BrokenLink, told(path, *reading.alarm));
        if (!reading.value)
            return fail(reading.failure);
        return *std::move(reading.value);
    });
}

Pending<DataValue> Data::encrypted(const QString &path, std::optional<SymmetricKey> key)
{
    if (!key && !m_context.keys)
        return Pending<DataValue>::failed(noKey(u"symmetric root"_s));
    return decrypted(plaintext(path), key ? *std::move(key) : m_context.keys->dataKey().clone());
}

Pending<DataValue> Data::userPrivate(const QString &path)
{
    if (!m_context.userKeys)
        return Pending<DataValue>::failed(noKey(u"user symmetric key"_s));
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<DataValue>::failed(checked.error());
    // Nothing in a ciphertext says where it belongs: another of this member's, put here by somebody else,
    // would open as well.
    auto own = plaintext(userDataPath(m_context.member(), path))
                   .then(this, [this, path](DataValue found) -> Result<DataValue> {
                       if (!isOwn(found.signedBy))
                           return fail(ErrorKind::Chain, ErrorCode::SignatureMismatch, path);
                       return found;
                   });
    return decrypted(std::move(own), m_context.userKeys->dataKey().clone());
}

bool Data::isOwn(const MemberId &signer) const
{
    // The owner may have signed by either of its two names.
    const auto &space = m_context.space();
    return signer == m_context.member() || (signer.isOwnerOf(space) && m_context.member().isOwnerOf(space));
}

Pending<DataValue> Data::decrypted(Pending<DataValue> value, SymmetricKey key)
{
    return value.then(this, [this, key = std::move(key)](DataValue found) {
        return m_context.pool.run(
            [key = key.clone(), found = std::move(found)]() mutable -> Result<DataValue> {
                auto opened = aesgcm::open(key, found.value);
                if (!opened) // too short for it is not encrypted at all
                    return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt);
                found.value = *std::move(opened);
                return std::move(found);
            });
    });
}

Pending<qint64> Data::setPlaintext(const QString &path, const QByteArray &value)
{
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<qint64>::failed(checked.error());
    return (new Write(*this, path, value))->start();
}

Pending<qint64> Data::setEncrypted(const QString &path, const QByteArray &value,
                                   std::optional<SymmetricKey> key)
{
    if (!key && !m_context.keys)
        return Pending<qint64>::failed(noKey(u"symmetric root"_s));
    return setPlaintext(path, aesgcm::seal(key ? *key : m_context.keys->dataKey(), value));
}

Pending<qint64> Data::setUserPrivate(const QString &path, const QByteArray &value)
{
    if (!m_context.userKeys)
        return Pending<qint64>::failed(noKey(u"user symmetric key"_s));
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<qint64>::failed(checked.error());
    return setPlaintext(userDataPath(m_context.member(), path),
                        aesgcm::seal(m_context.userKeys->dataKey(), value));
}

Pending<void> Data::remove(const QString &path)
{
    if (const auto checked = checkDataPath(path); !checked)
        return Pending<void>::failed(checked.error());
    return (new Remove(*this, path))->start();
}

} // namespace reeeductio
