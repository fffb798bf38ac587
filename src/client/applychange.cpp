// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/applychange.h"

#include "crypto/encoding.h"
#include "protocol/names.h"

#include <QSet>

#include <algorithm>
#include <limits>

namespace reeeductio {

namespace {

constexpr int mostTries = 8;

//! Whether a request that got no answer may have been carried out all the same.
bool mayHaveArrived(const Error &error)
{
    return error.kind == ErrorKind::Network && error.code != ErrorCode::ConnectionRefused &&
           error.code != ErrorCode::HostNotFound && error.code != ErrorCode::TlsFailed;
}

} // namespace

bool ChangeReport::isComplete() const
{
    return stoppedAt() == nullptr;
}

const EditReport *ChangeReport::stoppedAt() const
{
    const auto found = std::find_if(edits.begin(), edits.end(), [](const EditReport &edit) {
        return edit.outcome != EditReport::Outcome::Written;
    });
    return found == edits.end() ? nullptr : &*found;
}

ApplyChange::ApplyChange(Messages &messages, StateChange change, QByteArray head, QObject *parent)
    : AsyncOperation(parent), m_messages(messages), m_change(std::move(change)), m_head(std::move(head))
{
    for (const auto &edit : m_change)
        m_report.edits << EditReport{edit.path};
}

void ApplyChange::run()
{
    writeNext();
}

void ApplyChange::writeNext()
{
    if (m_next == m_change.size())
        return finish(std::move(m_report));
    m_tries = 0;
    write(m_change[m_next]);
}

void ApplyChange::write(const StateEdit &edit)
{
    if (const auto checked = checkServedStatePath(edit.path); !checked)
        return stop(EditReport::Outcome::Refused, checked.error());
    MessageDraft draft{stateTopic.latin1(), edit.path.toUtf8(), {}, toBase64(edit.value)};
    if (draft.data.size() > maxDataSize)
        return stop(EditReport::Outcome::Refused, {ErrorKind::Validation, ErrorCode::MessageTooLong,
                                                   QString::number(draft.data.size() - maxDataSize)});
    if (!m_head.isEmpty())
        draft.prevHash = m_head;
    const auto message = m_messages.seal(std::move(draft));
    m_messages.postSealed(message).done(this, [this, message](const Result<PostedMessage> &posted) {
        if (posted)
            return noteWritten(posted->message.hash, posted->message.hash);
        const auto &error = posted.error();
        // After a broken connection nobody knows whether it was stored.
        if (error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Network)
            return catchUp(error, message, 100);
        stop(EditReport::Outcome::Refused, error);
    });
}

void ApplyChange::noteWritten(const QByteArray &hash, const QByteArray &head)
{
    m_report.edits[m_next].outcome = EditReport::Outcome::Written;
    m_report.edits[m_next].hash = hash;
    m_head = head;
    ++m_next;
    if (m_next < m_change.size() && !m_report.overtakenBy.isEmpty())
        return stop(EditReport::Outcome::Overtaken);
    writeNext();
}

//! What has been written since the head we know: looked for among the newest few, then further back.
void ApplyChange::catchUp(const Error &refusal, const Message &sent, int limit)
{
    m_messages.list(QString(stateTopic), MessageRange::newest(limit))
        .done(this, [this, refusal, sent, limit](const Result<CheckedPage> &page) {
            if (!page && mayHaveArrived(refusal)) {
                m_report.edits[m_next].hash = sent.hash; // to be known again, should it be there
                return stop(EditReport::Outcome::Unknown, refusal);
            }
            if (!page)
                return stop(EditReport::Outcome::Refused, refusal);
            const auto &newestFirst = page->messages;
            const auto known =
                std::find_if(newestFirst.begin(), newestFirst.end(),
                             [this](const auto &sealed) { return sealed.message.hash == m_head; });
            if (known == newestFirst.end() && page->hasMore && limit < std::numeric_limits<int>::max())
                return catchUp(refusal, sent, limit < 1000 ? 1000 : std::numeric_limits<int>::max());
            if (known == newestFirst.end() && !m_head.isEmpty()) // it is another history
                return stop(EditReport::Outcome::Refused,
                            {ErrorKind::Chain, ErrorCode::BrokenLink, QString::fromLatin1(m_head)});
            QList<Message> news;
            std::transform(std::make_reverse_iterator(known), newestFirst.rend(), std::back_inserter(news),
                           [](const SealedMessage &sealed) { return sealed.message; });
            takeNews(news, refusal, sent);
        });
}

void ApplyChange::takeNews(QList<Message> news, const Error &refusal, const Message &sent)
{
    const auto head = news.isEmpty() ? m_head : news.back().hash;
    const bool isStored =
        news.removeIf([&](const Message &message) { return message.hash == sent.hash; }) > 0;
    QSet<QString> subjects;
    for (const auto &edit : std::as_const(m_change))
        subjects.insert(subjectOf(edit.path));
    news.removeIf([&](const Message &message) {
        return !subjects.contains(subjectOf(QString::fromUtf8(message.type)));
    });
    m_report.overtakenBy << news;
    if (isStored)
        return noteWritten(sent.hash, head);
    if (!m_report.overtakenBy.isEmpty())
        return stop(EditReport::Outcome::Overtaken);
    if (refusal.kind == ErrorKind::Network)
        return stop(EditReport::Outcome::Refused, refusal);
    if (++m_tries == mostTries)
        return stop(EditReport::Outcome::Refused,
                    {ErrorKind::Conflict, ErrorCode::GaveUpRetrying, refusal.detail, refusal.httpStatus});
    m_head = head;
    write(m_change[m_next]);
}

void ApplyChange::stop(EditReport::Outcome outcome, const Error &error)
{
    m_report.edits[m_next].outcome = outcome;
    m_report.edits[m_next].error = error;
    finish(std::move(m_report));
}

} // namespace reeeductio
