// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/removemember.h"

#include "authz/neutral.h"
#include "crypto/encoding.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace reeeductio {

RemoveMember::RemoveMember(State &state, QString entry, QObject *parent)
    : AsyncOperation(parent), m_state(state), m_entry(std::move(entry))
{}

void RemoveMember::run()
{
    m_state.history().done(this, [this](const Result<CheckedPage> &page) {
        if (!page)
            return finish(fail(page.error()));
        plan(page->messages);
        takeStep();
    });
}

void RemoveMember::plan(const QList<SealedMessage> &history)
{
    QMap<QString, QByteArray> newest;
    for (const auto &[message, seal] : history) {
        if (seal == Seal::Good) // what the server made up is nothing to be taken away
            newest.insert(QString::fromUtf8(message.type), message.data);
    }
    for (auto it = newest.lowerBound(m_entry); it != newest.end() && it.key().startsWith(m_entry); ++it) {
        const auto neutral = neutralValueFor(it.key());
        if (neutral && !it->isEmpty() && *it != toBase64(*neutral))
            m_steps.enqueue({it.key(), *neutral});
    }
}

void RemoveMember::takeStep()
{
    if (m_steps.isEmpty()) {
        m_state.remove(m_entry).done(this,
                                     [this](Result<PostedMessage> removed) { finish(std::move(removed)); });
        return;
    }
    const auto step = m_steps.dequeue();
    m_state.replace(step.path, step.value).done(this, [this, step](const Result<PostedMessage> &written) {
        if (written)
            return takeStep();
        if (written.error().kind == ErrorKind::Authorization)
            return empty(step, written.error());
        finish(fail(written.error()));
    });
}

//! Who may delete but not grant can still take it away, where a server allows that.
void RemoveMember::empty(const Step &step, const Error &refusal)
{
    m_state.replace(step.path, {}).done(this, [this, refusal](const Result<PostedMessage> &emptied) {
        if (!emptied)
            return finish(fail(refusal));
        takeStep();
    });
}

} // namespace reeeductio
