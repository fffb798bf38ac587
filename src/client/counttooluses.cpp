// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/counttooluses.h"

#include "authz/authpath.h"
#include "protocol/names.h"

#include <algorithm>
#include <limits>

namespace reeeductio {

namespace {

bool isCounted(const StateReplay &replay, const ToolId &tool, Moment moment)
{
    return replay.under(RuleSet::Real).useLimit(tool, moment).has_value();
}

void note(ToolUses &uses, qint64 time)
{
    ++uses.counted;
    uses.times << time;
    uses.lastUse = std::max(uses.lastUse, time);
}

//! What the state alone tells.
ToolUses usesInState(const StateReplay &replay, const ToolId &tool)
{
    const auto &log = replay.log();
    const auto entries = log.history(entryPath(tool));
    const auto first = std::find_if(entries.begin(), entries.end(), [&](qsizetype entry) {
        return !log.at(entry).isEmpty() && isCounted(replay, tool, entry + 1);
    });
    ToolUses uses;
    if (first == entries.end())
        return uses;
    uses.countedSince = log.at(*first).message.serverTimestamp;
    for (auto entry = *first + 1; entry < log.size(); ++entry) {
        const auto &found = log.at(entry);
        if (found.message.sender == tool.text() && found.seal == Seal::Good && isCounted(replay, tool, entry))
            note(uses, found.message.serverTimestamp);
    }
    return uses;
}

} // namespace

CountToolUses::CountToolUses(Messages &messages, Authority &authority, ToolId tool, QStringList topics,
                             QObject *parent)
    : AsyncOperation(parent), m_messages(messages), m_authority(authority), m_tool(std::move(tool)),
      m_topics(std::move(topics))
{
    m_topics.removeAll(stateTopic);
}

void CountToolUses::run()
{
    m_authority.ask([tool = m_tool](const StateReplay &replay) { return usesInState(replay, tool); })
        .done(this, [this](const Result<ToolUses> &uses) {
            if (!uses)
                return finish(fail(uses.error()));
            m_uses = *uses;
            if (m_uses.countedSince == 0)
                return finish(m_uses);
            readNextTopic();
        });
}

void CountToolUses::readNextTopic()
{
    if (m_topics.isEmpty())
        return countTimes();
    const auto topic = m_topics.takeFirst();
    constexpr int all = std::numeric_limits<int>::max();
    m_messages.list(topic, {m_uses.countedSince, endOfTime, all})
        .done(this, [this, topic](const Result<CheckedPage> &page) {
            if (!page && page.error().kind != ErrorKind::Authorization)
                return finish(fail(page.error()));
            if (!page) {
                m_uses.unreadable << topic;
                return readNextTopic();
            }
            for (const auto &[message, seal] : page->messages) {
                if (message.sender == m_tool.text() && seal == Seal::Good)
                    m_times << message.serverTimestamp;
            }
            readNextTopic();
        });
}

void CountToolUses::countTimes()
{
    m_authority
        .ask([tool = m_tool, times = m_times, uses = m_uses](const StateReplay &replay) {
            auto all = uses;
            for (const auto time : times) {
                if (isCounted(replay, tool, replay.momentAt(time)))
                    note(all, time);
            }
            return all;
        })
        .done(this, [this](Result<ToolUses> uses) { finish(std::move(uses)); });
}

} // namespace reeeductio
