// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "liveview.h"

#include "support/await.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

LiveView::LiveView(Backend &server, const Credentials &credentials)
{
    if (!m_machine.open())
        qFatal("the machine's files cannot be opened");
    m_space = std::make_unique<LiveSpace>(credentials.clone(), server.services(), m_machine.services(),
                                          server.isForeign() ? RuleSet::Real : RuleSet::Local);
    m_space->start();
}

QList<TopicRow> LiveView::rows(const QString &topic)
{
    if (!m_space->topic(topic))
        m_space->addTopicByHand(topic);
    auto *const found = m_space->topic(topic);
    return found ? await(found->newestRows(1000)).value_or(QList<TopicRow>()) : QList<TopicRow>();
}

QStringList LiveView::texts(const QString &topic)
{
    QStringList list;
    const auto all = rows(topic);
    for (const auto &row : all) {
        const auto *const text = std::get_if<TextPayload>(&row.payload);
        list << (text ? text->text : u"?"_s);
    }
    return list;
}

bool LiveView::isAllVerified(const QString &topic)
{
    const auto all = rows(topic);
    return !all.isEmpty() && std::all_of(all.begin(), all.end(), [](const TopicRow &row) {
        return row.verdict == Verdict::Verified;
    });
}

} // namespace reeeductio::test
