// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/serverregister.h"

#include "protocol/authentication.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr auto prefix = "spaces/"_L1;

bool isProven(const StateReplay &replay, qsizetype entry, const SpaceId &space)
{
    const auto &found = replay.log().at(entry);
    const auto writer = MemberId::parse(QByteArrayView(found.message.sender));
    return writer && found.json && replay.wasEntitled(entry).value_or(false) &&
           checkSpaceRegistration(space, *writer, *found.json).has_value();
}

} // namespace

ServerRegister serverRegisterOf(const StateReplay &replay, RuleSet serverRules, qint64 nowMs)
{
    const auto &log = replay.log();
    const auto &authorizer = replay.under(serverRules);
    const Circumstances now{.moment = log.size(), .nowMs = nowMs};
    ServerRegister found{.adminSpace = log.space(), .spaces = {}, .admins = {}};
    const auto entries = log.newestUnder(
        prefix, log.size(), [&log](qsizetype entry) { return log.at(entry).seal == Seal::Good; });
    for (const auto entry : entries) {
        const auto &registration = log.at(entry);
        const auto space = SpaceId::parse(QStringView(registration.path).mid(prefix.size()));
        if (space && !registration.isEmpty())
            found.spaces << RegisteredSpace{*space, registration.message.sender,
                                            registration.message.serverTimestamp,
                                            isProven(replay, entry, *space)};
    }
    const auto roster = authorizer.roster(now);
    for (const auto &member : roster.members) {
        if (member.isEmptied || !member.isTrusted)
            continue;
        const Question registering{member.id, Operation::Create, u"state/spaces/{any}"_s};
        found.admins << ServerAdmin{member.id, member.description, member.isOwner,
                                    authorizer.decide(registering, now).allowed};
    }
    return found;
}

} // namespace reeeductio
