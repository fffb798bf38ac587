// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/statebrowsing.h"

#include "authz/serverjson.h"

#include <algorithm>

namespace reeeductio {

namespace {

bool counts(const StateReplay &replay, qsizetype entry)
{
    return replay.log().at(entry).seal == Seal::Good && replay.under(RuleSet::Strict).wasEntitled(entry);
}

//! An emptied one too.
std::optional<qsizetype> newestThatCounts(const StateReplay &replay, const QString &path, Moment moment)
{
    return replay.log().newest(path, moment, [&replay](qsizetype entry) { return counts(replay, entry); });
}

QByteArray headOf(const StateLog &log)
{
    return log.size() > 0 ? log.at(log.size() - 1).message.hash : QByteArray();
}

Verdict verdictOf(const StateReplay &replay, qsizetype entry)
{
    const auto &found = replay.log().at(entry);
    RowFlags flags;
    flags.setFlag(RowFlag::BadHash, found.seal == Seal::BadHash);
    flags.setFlag(RowFlag::BadSignature, found.seal == Seal::BadSignature);
    flags.setFlag(RowFlag::Unlinked, found.link == StateLink::Missing);
    flags.setFlag(RowFlag::Fork, found.link == StateLink::Forked);
    return verdictOn(flags, false, replay.wasEntitled(entry), true);
}

StateVersion versionOf(const StateReplay &replay, qsizetype entry, const SymmetricKey *stateKey)
{
    const auto &message = replay.log().at(entry).message;
    StateVersion version{.entry = entry,
                         .hash = message.hash,
                         .sender = message.sender,
                         .time = message.serverTimestamp,
                         .verdict = verdictOf(replay, entry),
                         .counts = counts(replay, entry),
                         .content = contentOf(message, stateKey)};
    version.stored = version.content.form == StateForm::Encrypted
                         ? decodeAsServer(message.data).value_or(message.data)
                         : version.content.bytes; // there may be many, and large ones
    return version;
}

} // namespace

StateSnapshot snapshotOf(const StateReplay &replay, Moment moment)
{
    const auto &log = replay.log();
    StateSnapshot snapshot;
    snapshot.size = log.size();
    snapshot.moment = std::clamp<Moment>(moment, 0, log.size());
    snapshot.head = headOf(log);
    snapshot.isWhole = log.isWholeAt(snapshot.moment);
    if (snapshot.moment > 0)
        snapshot.time = log.at(snapshot.moment - 1).time;
    const auto newest = log.newestUnder({}, snapshot.moment);
    snapshot.paths.reserve(newest.size());
    for (const auto last : newest) {
        StatePath path{.path = log.at(last).path};
        path.entry = counts(replay, last) ? last : newestThatCounts(replay, path.path, last);
        path.isDoubtful = path.entry != last;
        const auto &shown = log.at(path.entry.value_or(last));
        path.sender = shown.message.sender;
        path.time = shown.message.serverTimestamp;
        path.isEmptied = !path.entry || shown.isEmpty();
        path.isPlain = !path.isEmptied &&
                       isReadableText(decodeAsServer(shown.message.data).value_or(shown.message.data));
        snapshot.paths << path;
    }
    return snapshot;
}

std::optional<Moment> pastMomentAt(const StateReplay &replay, qint64 timeMs)
{
    const auto moment = replay.momentAt(timeMs);
    return moment < replay.log().size() ? std::optional(moment) : std::nullopt;
}

PathHistory historyOf(const StateReplay &replay, const QString &path, Moment moment,
                      const SymmetricKey *stateKey, qsizetype most)
{
    const auto &log = replay.log();
    PathHistory history{.path = path, .versions = {}};
    history.head = headOf(log);
    auto entries = log.history(path);
    entries.removeIf([moment](qsizetype entry) { return entry >= moment; });
    const auto standing = newestThatCounts(replay, path, moment);
    for (auto entry = entries.crbegin(); entry != entries.crend() && history.versions.size() < most;
         ++entry) {
        if (standing == *entry)
            history.standing = history.versions.size();
        history.versions << versionOf(replay, *entry, stateKey);
    }
    history.older = entries.size() - history.versions.size();
    return history;
}

QList<StateDifference> differencesBetween(const StateReplay &replay, Moment from, Moment to)
{
    const auto end = std::min(to, replay.log().size());
    QList<StateDifference> differences;
    if (from >= end)
        return differences;
    const auto changes = replay.changes(from, end);
    for (const auto &change : changes) {
        const auto &last = replay.log().at(*newestThatCounts(replay, change.path, end)).message;
        differences << StateDifference{change, last.sender, last.serverTimestamp};
    }
    return differences;
}

} // namespace reeeductio
