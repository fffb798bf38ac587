// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/statebrowser.h"

#include "models/messagetext.h"
#include "models/wordsearch.h"

#include <limits>

namespace reeeductio {

namespace {

constexpr Moment now = std::numeric_limits<Moment>::max();

} // namespace

StateBrowser::StateBrowser(QObject *parent) : QObject(parent)
{}

StateBrowser::~StateBrowser() = default;

void StateBrowser::show(LiveSpace *space)
{
    m_shown = std::make_unique<QObject>();
    m_space = space;
    m_key.reset();
    m_moment.reset();
    m_wish = {};
    m_path.clear();
    m_changesSince.reset();
    m_isRead = false;
    m_treeTurn = m_historyTurn = m_differencesTurn = {};
    m_tree.setTree(std::make_shared<StateTree>());
    m_history.clear();
    m_differences.show({});
    if (!space)
        return;
    if (const auto &keys = space->space().context().keys)
        m_key = std::make_shared<const SymmetricKey>(keys->stateKey().clone());
    connect(&space->authority(), &Authority::changed, m_shown.get(), [this] { readAll(); });
    readTree();
}

void StateBrowser::setMoment(std::optional<Moment> moment)
{
    if (moment == m_moment)
        return;
    m_moment = moment;
    readAll();
}

void StateBrowser::setTime(qint64 timeMs)
{
    if (!m_space)
        return;
    m_space->authority()
        .ask([timeMs](const StateReplay &replay) { return pastMomentAt(replay, timeMs); })
        .done(m_shown.get(), [this](const Result<std::optional<Moment>> &moment) {
            if (!moment)
                return;
            m_moment = *moment;
            readAll();
        });
}

void StateBrowser::setText(const QString &text)
{
    m_wish.words = searchWords(text);
    readTree();
}

void StateBrowser::setShowingDeleted(bool isShowing)
{
    m_wish.showsDeleted = isShowing;
    readTree();
}

void StateBrowser::setPath(const QString &path)
{
    if (path == m_path)
        return;
    m_path = path;
    m_history.clear();
    readHistory();
}

void StateBrowser::setChangesSince(std::optional<qint64> timeMs)
{
    m_changesSince = timeMs;
    readDifferences();
}

void StateBrowser::readAll()
{
    readTree();
    readHistory();
    readDifferences();
}

template <class Question, class Take>
void StateBrowser::ask(Turn &turn, void (StateBrowser::*again)(), Question question, Take take)
{
    if (!m_space)
        return;
    if (turn.isAsking) {
        turn.isStale = true;
        return;
    }
    turn = {.isAsking = true};
    m_space->authority()
        .ask(std::move(question))
        .done(m_shown.get(), [this, &turn, again, take = std::move(take)](auto answer) {
            const bool isStale = turn.isStale;
            turn = {};
            if (answer)
                take(*std::move(answer));
            if (isStale && !turn.isAsking)
                (this->*again)();
        });
}

void StateBrowser::readTree()
{
    ask(
        m_treeTurn, &StateBrowser::readTree,
        [moment = m_moment.value_or(now), wish = m_wish](const StateReplay &replay) {
            return std::shared_ptr<const StateTree>(
                std::make_shared<StateTree>(snapshotOf(replay, moment), wish));
        },
        [this](std::shared_ptr<const StateTree> tree) {
            m_isRead = true;
            m_tree.setTree(std::move(tree));
            Q_EMIT treeRead();
        });
}

void StateBrowser::readHistory()
{
    if (m_path.isEmpty())
        return;
    using Listed = std::pair<PathHistory, QList<ListedVersion>>;
    ask(
        m_historyTurn, &StateBrowser::readHistory,
        [path = m_path, moment = m_moment.value_or(now), key = m_key](const StateReplay &replay) {
            auto history = historyOf(replay, path, moment, key.get());
            auto versions = listedVersions(history);
            return Listed(std::move(history), std::move(versions));
        },
        [this](Listed listed) {
            if (listed.first.path != m_path)
                return readHistory();
            m_history.show(std::move(listed.first), std::move(listed.second),
                           [space = m_space](const QByteArray &sender) {
                               return space ? senderName(sender, space->nameOf(sender),
                                                         sender == space->space().member().text())
                                            : QString();
                           });
            Q_EMIT historyRead();
        });
}

void StateBrowser::readDifferences()
{
    if (!m_changesSince)
        return;
    ask(
        m_differencesTurn, &StateBrowser::readDifferences,
        [since = *m_changesSince, moment = m_moment.value_or(now)](const StateReplay &replay) {
            return differencesBetween(replay, replay.momentAt(since), moment);
        },
        [this](QList<StateDifference> differences) {
            m_differences.show(std::move(differences));
            Q_EMIT differencesRead();
        });
}

} // namespace reeeductio
