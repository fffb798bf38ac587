// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/administration.h"

#include <QSet>

namespace reeeductio {

namespace {

ChangePlan planOn(const StateReplay &replay, RuleSet ruleSet, const MemberId &self, StateChange change,
                  qint64 nowMs)
{
    const auto &log = replay.log();
    ChangePlan plan;
    plan.effect = simulate(log, ruleSet, self, change, nowMs);
    plan.change = std::move(change);
    if (log.size() > 0)
        plan.head = log.at(log.size() - 1).message.hash;
    return plan;
}

//! How long the log was when this was its newest message: rows may have been laid out anew since.
Moment momentOf(const StateLog &log, const QByteArray &head)
{
    Moment moment = head.isEmpty() ? 0 : log.size();
    while (moment > 0 && log.at(moment - 1).message.hash != head)
        --moment;
    return moment;
}

//! What of the change still stands as it was written; the rest goes to `overtakenBy`.
StateChange stillStanding(const StateLog &log, const AppliedChange &applied, QList<Message> &overtakenBy)
{
    StateChange standing;
    for (qsizetype i = 0; i < applied.change.size(); ++i) {
        const auto newest = log.newest(applied.change[i].path, log.size());
        if (newest && applied.hashes.contains(log.at(*newest).message.hash))
            standing << applied.change[i];
        else if (newest)
            overtakenBy << log.at(*newest).message;
    }
    return standing;
}

//! What others have written of the same things.
QList<Message> othersSince(const StateLog &log, const ChangeMerge &merge, const StateChange &change)
{
    QSet<QString> subjects;
    for (const auto &edit : change)
        subjects.insert(subjectOf(edit.path));
    QList<Message> others;
    for (auto entry = momentOf(log, merge.since); entry < log.size(); ++entry) {
        const auto &written = log.at(entry);
        if (written.seal == Seal::Good && subjects.contains(subjectOf(written.path)) &&
            !merge.ours.contains(written.message.hash))
            others << written.message;
    }
    return others;
}

StateChange undone(const StateReplay &replay, const AppliedChange &applied, QList<Message> &overtakenBy)
{
    const auto &log = replay.log();
    return undoOf(stillStanding(log, applied, overtakenBy), log, replay.under(RuleSet::Strict),
                  momentOf(log, applied.head));
}

} // namespace

Administration::Administration(SpaceContext &context, Messages &messages, Authority &authority,
                               RuleSet ruleSet, QObject *parent)
    : QObject(parent), m_context(context), m_messages(messages), m_authority(authority), m_ruleSet(ruleSet)
{}

Pending<ChangePlan> Administration::plan(Planner planner)
{
    return m_authority.ask([planner = std::move(planner), ruleSet = m_ruleSet, self = self(),
                            now = m_context.session.serverNowMs()](const StateReplay &replay) {
        const auto &log = replay.log();
        const auto roster = replay.under(ruleSet).roster({.moment = log.size(), .nowMs = now});
        return planOn(replay, ruleSet, self, planner(replay, roster, now), now);
    });
}

Pending<ChangePlan> Administration::plan(const StateChange &change)
{
    return plan([change](const StateReplay &, const Roster &, qint64) { return change; });
}

Pending<ChangePlan> Administration::plan(Planner planner, const ChangeMerge &merge)
{
    return m_authority.ask([planner = std::move(planner), merge, ruleSet = m_ruleSet, self = self(),
                            now = m_context.session.serverNowMs()](const StateReplay &replay) {
        const auto &log = replay.log();
        const auto roster = replay.under(ruleSet).roster({.moment = log.size(), .nowMs = now});
        const auto wanted = planner(replay, roster, now);
        auto change = wanted;
        change.removeIf([&merge](const StateEdit &edit) { return merge.left.contains(edit.path); });
        auto plan = planOn(replay, ruleSet, self, std::move(change), now);
        plan.overtakenBy = othersSince(log, merge, wanted);
        plan.wanted = wanted;
        return plan;
    });
}

Pending<ChangePlan> Administration::planUndo(const AppliedChange &applied)
{
    return m_authority.ask([applied, ruleSet = m_ruleSet, self = self(),
                            now = m_context.session.serverNowMs()](const StateReplay &replay) {
        QList<Message> overtakenBy;
        auto plan = planOn(replay, ruleSet, self, undone(replay, applied, overtakenBy), now);
        plan.overtakenBy = std::move(overtakenBy);
        return plan;
    });
}

Administration::Planner Administration::undoing(const AppliedChange &applied)
{
    return [applied](const StateReplay &replay, const Roster &, qint64) {
        QList<Message> overtakenBy;
        return undone(replay, applied, overtakenBy);
    };
}

Pending<Roster> Administration::roster()
{
    return m_authority.ask(
        [ruleSet = m_ruleSet, now = m_context.session.serverNowMs()](const StateReplay &replay) {
            return replay.under(ruleSet).roster({.moment = replay.log().size(), .nowMs = now});
        });
}

Pending<ChangeReport> Administration::apply(const ChangePlan &plan)
{
    return (new ApplyChange(m_messages, plan.change, plan.head, this))->start();
}

AppliedChange Administration::applied(const ChangePlan &plan, const ChangeReport &report)
{
    AppliedChange applied{.change = {}, .head = plan.head, .hashes = {}};
    for (qsizetype i = 0; i < report.edits.size(); ++i) {
        if (report.edits[i].outcome != EditReport::Outcome::Written)
            continue;
        applied.change << plan.change[i];
        applied.hashes << report.edits[i].hash;
    }
    return applied;
}

} // namespace reeeductio
