// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/membership.h"

#include "authz/authpath.h"

#include <QSet>

namespace reeeductio {

namespace {

//! The real server's chain of trust: from newest entry to its sender, up to the owner. Self-sent entries and
//! circles of members who sent each other's lead nowhere.
bool leadsToOwner(const StateView &view, MemberId member, Moment moment)
{
    QSet<QByteArray> passed;
    while (!hasOwnersKey(member, view.log().space())) {
        const auto index = view.at(entryPath(member), moment);
        if (!index || passed.contains(member.text()))
            return false;
        passed.insert(member.text());
        const auto &entry = view.log().at(*index);
        const auto sender = MemberId::parse(QByteArrayView(entry.message.sender));
        if (entry.seal != Seal::Good || !sender)
            return false;
        member = *sender;
    }
    return true;
}

} // namespace

bool hasOwnersKey(const MemberId &member, const SpaceId &space)
{
    return member.payload() == space.payload();
}

Membership membershipOf(const StateView &view, const MemberId &member, Moment moment)
{
    if (hasOwnersKey(member, view.log().space()))
        return Membership::Trusted;
    if (!view.at(entryPath(member), moment))
        return Membership::Stranger;
    // What counts at all was written by somebody trusted at that time.
    if (view.rules().judgedWhenWritten || leadsToOwner(view, member, moment))
        return Membership::Trusted;
    return Membership::Untrusted;
}

} // namespace reeeductio
