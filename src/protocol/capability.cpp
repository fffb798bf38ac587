// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/capability.h"

#include "protocol/json.h"
#include "protocol/names.h"

#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr std::array operationNames{"read"_L1, "create"_L1, "modify"_L1, "delete"_L1, "write"_L1};

QList<QStringView> segmentsOf(QStringView path)
{
    while (path.startsWith(u'/'))
        path = path.sliced(1);
    while (path.endsWith(u'/'))
        path.chop(1);
    return path.split(u'/');
}

bool segmentMatches(QStringView pattern, QStringView segment, QStringView member)
{
    if (pattern == u"{any}")
        return true;
    if (pattern == u"{self}")
        return segment == member;
    if (pattern == u"{other}")
        return segment != member;
    return pattern == segment;
}

bool segmentCovers(QStringView granted, QStringView requested)
{
    if (granted == u"{...}")
        return true;
    if (granted == u"{any}")
        return requested != u"{...}";
    return granted == requested;
}

//! Compares segment by segment; a final {...} in `pattern` takes any rest, none included.
template <class SegmentTest>
bool matchesWithRest(QList<QStringView> pattern, const QList<QStringView> &path, SegmentTest test)
{
    const bool takesRest = pattern.back() == u"{...}";
    if (takesRest)
        pattern.removeLast();
    if (pattern.size() > path.size() || (!takesRest && pattern.size() != path.size()))
        return false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (!test(pattern[i], path[i]))
            return false;
    }
    return true;
}

} // namespace

QLatin1StringView nameOf(Operation operation)
{
    return operationNames.at(static_cast<size_t>(operation));
}

std::optional<Operation> operationFromName(QStringView name)
{
    for (size_t i = 0; i < operationNames.size(); ++i) {
        if (name == operationNames[i])
            return static_cast<Operation>(i);
    }
    return std::nullopt;
}

Result<Capability> Capability::fromJson(const QJsonObject &object)
{
    const auto op = stringField(object, "op"_L1);
    if (!op)
        return fail(op.error());
    const auto path = stringField(object, "path"_L1);
    if (!path)
        return fail(path.error());
    Capability capability;
    capability.path = *path;
    const auto operation = operationFromName(*op);
    if (!operation)
        return fail(ErrorKind::Validation, ErrorCode::BadCapability, *op);
    capability.operation = *operation;
    if (const auto checked = checkCapabilityPath(*path); !checked)
        return fail(checked.error());
    if (object.contains("must_be_owner"_L1)) {
        const auto mustBeOwner = boolField(object, "must_be_owner"_L1);
        if (!mustBeOwner)
            return fail(mustBeOwner.error());
        capability.mustBeOwner = *mustBeOwner;
    }
    return capability;
}

QJsonObject Capability::toJson() const
{
    QJsonObject object{{u"op"_s, QString(nameOf(operation))}, {u"path"_s, path}};
    if (mustBeOwner)
        object.insert(u"must_be_owner"_s, true);
    return object;
}

bool operationCovers(Operation held, Operation asked)
{
    return held == Operation::Write || held == asked;
}

bool pathMatches(QStringView pattern, QStringView path, const MemberId &member)
{
    const auto memberText = member.toString();
    const auto patternSegments = segmentsOf(pattern);
    if (patternSegments.size() == 1 && patternSegments.front().isEmpty())
        return true; // the server takes an empty pattern for everything; it cannot be granted through its
                     // checks
    return matchesWithRest(patternSegments, segmentsOf(path), [&memberText](QStringView p, QStringView s) {
        return segmentMatches(p, s, memberText);
    });
}

bool patternCovers(QStringView granted, QStringView requested)
{
    return granted == requested || matchesWithRest(segmentsOf(granted), segmentsOf(requested), segmentCovers);
}

bool capabilityCovers(const Capability &granted, const Capability &requested)
{
    return patternCovers(granted.path, requested.path) &&
           operationCovers(granted.operation, requested.operation) &&
           (requested.mustBeOwner || !granted.mustBeOwner);
}

} // namespace reeeductio
