// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/invitationkeeper.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace reeeductio {

namespace {

constexpr qint64 longestMs = 24 * 60 * 60 * 1000; // a computer that slept looks again by then

constexpr int retryMs = 60'000;
constexpr int spreadMs = 3'000;

} // namespace

InvitationKeeper::InvitationKeeper(LiveSpace &space, QObject *parent) : QObject(parent), m_space(space)
{
    m_end.setSingleShot(true);
    connect(&m_end, &QTimer::timeout, this, &InvitationKeeper::look);
    connect(&space.authority(), &Authority::changed, this, &InvitationKeeper::look);
    connect(&space, &LiveSpace::connectionChanged, this, &InvitationKeeper::look);
    look();
}

void InvitationKeeper::completeNow()
{
    if (m_space.connection() != Stream::Status::Connected)
        return Q_EMIT failed(
            m_space.trouble().value_or(Error{ErrorKind::Network, ErrorCode::ConnectionLost, {}}));
    m_isAsked = true;
    look();
}

std::optional<qint64> InvitationKeeper::nextEnd(const StateReplay &replay, qint64 nowMs)
{
    std::optional<qint64> next;
    const auto invitations = invitationsIn(replay, nowMs);
    for (const auto &invitation : invitations) {
        const auto &end = invitation.expiresAt;
        if (end && *end >= nowMs && invitation.status != Invitation::Status::Revoked)
            next = std::min(*end, next.value_or(*end));
    }
    return next;
}

//! One at a time; what comes meanwhile is looked at afterwards.
void InvitationKeeper::look()
{
    if (!m_space.authority().isCurrent() || m_space.connection() != Stream::Status::Connected)
        return;
    if (m_isBusy) {
        m_hasNews = true;
        return;
    }
    m_isBusy = true;
    m_hasNews = false;
    const bool isAsked = std::exchange(m_isAsked, false);
    m_space.invitations()
        .hasPending()
        .then(this,
              [this, isAsked](bool hasPending) {
                  return isAsked || hasPending ? m_space.invitations().completePending()
                                               : Pending<CompletionReport>::resolved(CompletionReport());
              })
        .done(this, [this, isAsked](const Result<CompletionReport> &report) {
            m_isBusy = false;
            if (report)
                Q_EMIT completed(*report, isAsked);
            else if (isAsked)
                Q_EMIT failed(report.error());
            if (m_hasNews)
                return look();
            if (!report)
                return m_end.start(retryMs);
            watchNextEnd();
        });
}

void InvitationKeeper::watchNextEnd()
{
    const auto now = m_space.space().session().serverNowMs();
    m_space.authority()
        .ask([now](const StateReplay &replay) { return nextEnd(replay, now); })
        .done(this, [this, now](const Result<std::optional<qint64>> &end) {
            if (end && *end)
                // Not all administrators' at one time: one of them is enough.
                m_end.start(static_cast<int>(std::min(**end - now + 1, longestMs)) +
                            QRandomGenerator::global()->bounded(spreadMs));
            else
                m_end.stop();
        });
}

} // namespace reeeductio
