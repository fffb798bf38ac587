// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/deadpattern.h"

#include "protocol/names.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Reason = DeadPattern::Reason;

const auto any = u"{any}"_s;
const auto rest = u"{...}"_s;

Capability with(Capability right, const QString &path)
{
    right.path = path;
    return right;
}

//! Topics are read and posted in as `topics/{topic}/messages`, and nothing else is done with them.
std::optional<DeadPattern> deadTopic(const Capability &right, const QStringList &below)
{
    const auto mayBeTopic = [](const QString &segment) {
        return segment == any || segment == u"{other}"_s || checkTopicId(segment);
    };
    QStringList fixed = below;
    const bool hasRest = !fixed.isEmpty() && fixed.back() == rest;
    if (hasRest)
        fixed.removeLast();
    const bool isDeepEnough = hasRest ? fixed.size() <= 2 : fixed.size() == 2;
    const bool isTopic = fixed.isEmpty() || mayBeTopic(fixed[0]); // a member's own id is none
    const bool isMessages =
        fixed.size() < 2 || fixed[1] == u"messages"_s || fixed[1] == any || fixed[1] == u"{other}"_s;
    if (!isDeepEnough || !isTopic || !isMessages) {
        const auto topic = !fixed.isEmpty() && isTopic ? fixed[0] : any;
        return DeadPattern{Reason::NoSuchResource, with(right, u"topics/"_s + topic + u"/messages"_s)};
    }
    if (right.operation == Operation::Modify || right.operation == Operation::Delete) {
        auto posting = right;
        posting.operation = Operation::Create;
        return DeadPattern{Reason::NoSuchOperation, posting};
    }
    if (right.mustBeOwner && right.operation == Operation::Read) {
        auto open = right;
        open.mustBeOwner = false;
        return DeadPattern{Reason::OwnerOfNoMessage, open};
    }
    return std::nullopt;
}

//! What has any path below `resource`: wanted is at least one segment, and {...} at the end only.
std::optional<DeadPattern> deadPath(const Capability &right, const QString &resource,
                                    const QStringList &below)
{
    QStringList segments;
    for (const auto &segment : below) {
        if (!segment.isEmpty())
            segments << segment;
        if (segment == rest)
            break; // elsewhere than at the end it stands for itself
    }
    if (segments.isEmpty())
        segments << rest;
    if (segments == below)
        return std::nullopt;
    return DeadPattern{Reason::NoSuchResource, with(right, resource + u'/' + segments.join(u'/'))};
}

std::optional<DeadPattern> deadData(const Capability &right, const QStringList &below)
{
    if (auto dead = deadPath(right, u"data"_s, below))
        return dead;
    if (right.operation == Operation::Read)
        return std::nullopt;
    // A path for one that would be written at the root of everything: only as deep as the pattern was meant.
    const bool isOneSegment = below.size() == 1 && below.front() != rest;
    return DeadPattern{Reason::DataIsWrittenBare, with(right, isOneSegment ? any : rest)};
}

} // namespace

std::optional<DeadPattern> findDeadPattern(const Capability &right)
{
    auto below = withoutOuterSlashes(right.path).toString().split(u'/');
    const auto resource = below.takeFirst();
    if (resource == u"state"_s)
        return deadPath(right, resource, below);
    if (resource == u"data"_s)
        return deadData(right, below);
    if (resource == u"topics"_s)
        return deadTopic(right, below);
    if (resource == u"blobs"_s)
        return DeadPattern{Reason::NeverAsked};
    if (resource == any && right.operation == Operation::Read) // one segment: only data is written at one
        return DeadPattern{Reason::NoSuchResource, with(right, rest)};
    return std::nullopt;
}

} // namespace reeeductio
