// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/removemember.h"

#include "crypto/encoding.h"
#include "protocol/capability.h"
#include "protocol/json.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! Of a path nobody writes to.
QByteArray rightToNothing()
{
    return compactJson(Capability{Operation::Read, u"state/revoked"_s, false}.toJson());
}

//! 0 would be never.
QByteArray expiredRole(const QString &member, const QString &role)
{
    return compactJson({{u"user_id"_s, member}, {u"role_id"_s, role}, {u"expires_at"_s, 1}});
}

//! What the path should hold instead of anything that counts; nothing when it is not about rights.
QByteArray neutralValue(const QString &entry, const QString &path)
{
    // Published servers take every path that begins so for a right, however it goes on (PROTOCOL 12.7).
    if (path.startsWith(entry + u"/rights"_s))
        return rightToNothing();
    const auto roles = entry + u"/roles/"_s;
    if (!path.startsWith(roles))
        return {};
    return expiredRole(entry.section(u'/', -1), path.sliced(roles.size()));
}

} // namespace

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
    for (const auto &[message, seal] : history)
        newest.insert(QString::fromUtf8(message.type), message.data);
    for (auto it = newest.lowerBound(m_entry); it != newest.end() && it.key().startsWith(m_entry); ++it) {
        const auto neutral = neutralValue(m_entry, it.key());
        if (!neutral.isEmpty() && !it->isEmpty() && *it != toBase64(neutral))
            m_steps.enqueue({it.key(), neutral});
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
