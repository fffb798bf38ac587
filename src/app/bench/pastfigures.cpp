// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/pastfigures.h"

#include "client/statereplay.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace reeeductio::bench {

namespace {

constexpr int moments = 200;
constexpr int matrices = 9;
constexpr qsizetype questions = 100;
constexpr qsizetype mostAppended = 1'000; //!< one by one, the last ones

double median(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

template <class F>
double millisecondsOf(F function)
{
    QElapsedTimer timer;
    timer.start();
    function();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

QList<StoredMessage> rowsOf(const QList<Message> &messages)
{
    QList<StoredMessage> rows;
    rows.reserve(messages.size());
    for (const auto &message : messages)
        rows << StoredMessage{message, rows.size() + 1, {}};
    return rows;
}

//! As the state has them: topics, notes, and what only administrators touch.
QList<AccessQuestion> commonQuestions()
{
    QList<AccessQuestion> asked;
    for (int i = 0; asked.size() < questions; ++i) {
        asked << AccessQuestion{Operation::Read, u"topics/topic-%1-%2/messages"_s.arg(i % 10).arg(i % 7)}
              << AccessQuestion{Operation::Create, u"topics/topic-%1-%2/messages"_s.arg(i % 10).arg(i / 10)}
              << AccessQuestion{Operation::Modify, u"state/notes/note-%1"_s.arg(i)}
              << AccessQuestion{Operation::Create, u"state/auth/users/somebody-%1"_s.arg(i)};
    }
    return asked.first(questions);
}

} // namespace

PastFigures measurePast(const SpaceId &space, const QList<Message> &messages, const QList<MemberId> &members)
{
    PastFigures figures{.members = members.size(), .questions = questions};
    const auto rows = rowsOf(messages);
    const auto appended = std::min(mostAppended, rows.size() / 2);
    StateReplay replay(space, std::nullopt);
    replay.append(rows.first(rows.size() - appended));
    figures.appendUs = 1000 / static_cast<double>(appended) * millisecondsOf([&] {
                           for (const auto &row : rows.last(appended))
                               replay.append({row});
                       });

    QRandomGenerator random(20261103);
    const auto asked = commonQuestions();
    const auto &strict = replay.under(RuleSet::Strict);
    const auto randomMoment = [&] {
        return static_cast<Moment>(random.bounded(static_cast<quint32>(rows.size() + 1)));
    };
    std::vector<double> times;
    for (int i = 0; i < moments; ++i) {
        const auto moment = randomMoment();
        const auto &member = members.at(random.bounded(static_cast<quint32>(members.size())));
        times.push_back(millisecondsOf([&] {
            replay.standingUnder(QString(), moment);
            replay.summary(moment);
            strict.decide({member, asked.front().operation, asked.front().resource},
                          replay.circumstancesAt(moment));
        }));
    }
    figures.momentMs = median(times);
    figures.worstMomentMs = *std::max_element(times.begin(), times.end());

    times.clear();
    for (int i = 0; i < matrices; ++i) {
        const auto moment = randomMoment();
        times.push_back(
            millisecondsOf([&] { strict.accessMatrix(members, asked, replay.circumstancesAt(moment)); }));
    }
    figures.matrixMs = median(times);
    return figures;
}

} // namespace reeeductio::bench
