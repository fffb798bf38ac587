// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/pinnedhead.h"

#include <algorithm>

namespace reeeductio {

namespace {

constexpr int lookedAt = 20;    //!< of the newest rows, for one that is good
constexpr int missesToTell = 2; //!< one may be a mishap of something on the way

//! Whether the answer says that the server does not have what was asked for: nothing, or something else under
//! its name.
bool isMiss(const Result<SealedMessage> &answer)
{
    return answer || answer.error().code == ErrorCode::NotFoundOnServer ||
           answer.error().kind == ErrorKind::Chain;
}

bool hasGoodSeal(const StoredMessage &row)
{
    return !row.flags.testAnyFlags(RowFlag::BadHash | RowFlag::BadSignature);
}

} // namespace

PinnedHead::PinnedHead(SpaceContext &context, Messages &messages, LocalMessageStore &store, UserStore &user,
                       QString topic, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_store(store), m_user(user),
      m_topic(std::move(topic))
{
    m_againTimer.setSingleShot(true);
    connect(&m_againTimer, &QTimer::timeout, this, &PinnedHead::askServer);
}

PinnedHead::~PinnedHead() = default;

void PinnedHead::doubt()
{
    ++m_doubts;
    m_isAsking = false;
    m_isShown = false;
    m_mayNotAsk = false;
    m_againTimer.stop(); // what made it doubtful brings a sync, and that a check
    m_backoff.reset();
}

void PinnedHead::note(const QList<StoredMessage> &rows)
{
    if (!m_pinned || m_isShown)
        return;
    m_isShown = std::any_of(rows.begin(), rows.end(), [this](const StoredMessage &row) {
        return hasGoodSeal(row) &&
               (row.message.hash == m_pinned->hash || row.message.prevHash == m_pinned->hash);
    });
}

void PinnedHead::check(bool isCaughtUp)
{
    if (!m_pinned || m_isShown)
        return isCaughtUp ? advance() : Q_EMIT checked();
    const bool isPausing = m_misses > 0 && !m_alarm && m_againTimer.isActive();
    if (!m_isAsking && !isPausing)
        askServer();
}

void PinnedHead::askServer()
{
    m_againTimer.stop();
    const auto hash = MessageId::parse(QByteArrayView(m_pinned->hash));
    if (!hash)
        return advance(); // nobody could be asked for that
    m_isAsking = true;
    m_messages.get(m_topic, *hash).done(this, [this, doubts = m_doubts](const Result<SealedMessage> &answer) {
        if (doubts != m_doubts)
            return;
        m_isAsking = false;
        if (m_isShown) // listed meanwhile
            return advance();
        if (answer && answer->seal == Seal::Good)
            return shown(answer->message);
        m_mayNotAsk = !answer && answer.error().kind == ErrorKind::Authorization;
        if (isMiss(answer))
            missed();
        if (m_mayNotAsk)
            Q_EMIT checked();
        else
            m_againTimer.start(m_backoff.next());
    });
}

void PinnedHead::shown(const Message &message)
{
    m_store.byHash(m_context.space(), m_topic, m_pinned->hash)
        .done(this, [this, message, doubts = m_doubts](const Result<std::optional<StoredMessage>> &row) {
            if (doubts != m_doubts)
                return;
            m_isShown = true;
            if (!row || *row)
                return advance();
            endAlarm();
            Q_EMIT foundUnlisted(message); // to be stored first: advancing would lose it
            Q_EMIT checked();
        });
}

void PinnedHead::missed()
{
    if (++m_misses < missesToTell || m_alarm)
        return;
    m_alarm = TopicAlarm{*m_pinned};
    Q_EMIT alarmChanged();
    Q_EMIT checked();
}

void PinnedHead::endAlarm()
{
    m_againTimer.stop();
    m_backoff.reset();
    m_misses = 0;
    if (std::exchange(m_alarm, std::nullopt))
        Q_EMIT alarmChanged();
}

void PinnedHead::advance()
{
    endAlarm();
    m_store.below(m_context.space(), m_topic, RowPlace::behindAll(), lookedAt)
        .done(this, [this, doubts = m_doubts](const Result<QList<StoredMessage>> &rows) {
            if (doubts != m_doubts)
                return;
            const auto newest = rows.value_or(QList<StoredMessage>());
            const auto head = std::find_if(newest.crbegin(), newest.crend(), hasGoodSeal);
            if (head != newest.crend()) {
                const TopicMark mark{head->message.hash, head->position, head->message.serverTimestamp};
                if (!m_pinned || m_pinned->hash != mark.hash)
                    m_user.setHead(m_context.space(), m_topic, mark).done(this, [](const Result<void> &) {});
                m_pinned = mark;
                m_isShown = true;
                Q_EMIT advanced(mark);
            }
            Q_EMIT checked();
        });
}

} // namespace reeeductio
