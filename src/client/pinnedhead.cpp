// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/pinnedhead.h"

#include <algorithm>

namespace reeeductio {

namespace {

constexpr int lookedAt = 20; //!< of the newest rows, for one that is good

bool hasGoodSeal(const StoredMessage &row)
{
    return !row.flags.testAnyFlags(RowFlag::BadHash | RowFlag::BadSignature);
}

} // namespace

PinnedHead::PinnedHead(SpaceContext &context, Messages &messages, LocalMessageStore &store, UserStore &user,
                       QString topic, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_store(store), m_user(user),
      m_topic(std::move(topic))
{}

PinnedHead::~PinnedHead() = default;

void PinnedHead::note(const QList<StoredMessage> &rows)
{
    if (!m_pinned || m_isShown)
        return;
    m_isShown = std::any_of(rows.begin(), rows.end(), [this](const StoredMessage &row) {
        return hasGoodSeal(row) &&
               (row.message.hash == m_pinned->hash || row.message.prevHash == m_pinned->hash);
    });
}

void PinnedHead::check(bool isComplete)
{
    if (m_alarm)
        return;
    if (!m_pinned || m_isShown)
        return advance();
    m_store.byHash(m_context.space(), m_topic, m_pinned->hash)
        .done(this, [this, isComplete](const Result<std::optional<StoredMessage>> &row) {
            if (!row || m_isShown)
                return;
            if (*row)
                askServer();
            else if (isComplete)
                raise(); // all there is was fetched, and it is not among that
        });
}

void PinnedHead::askServer()
{
    const auto hash = MessageId::parse(QByteArrayView(m_pinned->hash));
    if (!hash)
        return advance(); // nobody could be asked for that
    m_messages.get(m_topic, *hash).done(this, [this](const Result<SealedMessage> &found) {
        if (found && found->seal == Seal::Good) {
            m_isShown = true;
            advance();
        } else if (!m_isShown && !m_alarm && (found || found.error().kind == ErrorKind::NotFound)) {
            raise();
        }
        // Otherwise it cannot be told; the next sync asks again.
    });
}

void PinnedHead::raise()
{
    m_alarm = TopicAlarm{*m_pinned};
    Q_EMIT alarmRaised();
}

void PinnedHead::advance()
{
    m_store.below(m_context.space(), m_topic, RowPlace::behindAll(), lookedAt)
        .done(this, [this](const Result<QList<StoredMessage>> &rows) {
            const auto newest = rows.value_or(QList<StoredMessage>());
            const auto head = std::find_if(newest.crbegin(), newest.crend(), hasGoodSeal);
            if (head == newest.crend())
                return;
            const TopicMark mark{head->message.hash, head->position, head->message.serverTimestamp};
            if (!m_pinned || m_pinned->hash != mark.hash)
                m_user.setHead(m_context.space(), m_topic, mark).done(this, [](const Result<void> &) {});
            m_pinned = mark;
            m_isShown = true;
            Q_EMIT checked(mark);
        });
}

} // namespace reeeductio
