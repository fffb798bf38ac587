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

//! The segments of a path one by one; there is always a first, if an empty one.
class Segments
{
public:
    explicit Segments(QStringView path) : m_rest(withoutOuterSlashes(path)) {}

    bool atEnd() const { return !m_rest; }

    QStringView take()
    {
        const auto slash = m_rest->indexOf(u'/');
        const auto segment = slash < 0 ? *m_rest : m_rest->first(slash);
        m_rest = slash < 0 ? std::nullopt : std::optional(m_rest->sliced(slash + 1));
        return segment;
    }

private:
    std::optional<QStringView> m_rest;
};

bool segmentMatches(QStringView pattern, QStringView segment, QLatin1StringView member)
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
bool matchesWithRest(Segments pattern, Segments path, SegmentTest test)
{
    while (!pattern.atEnd()) {
        const auto wanted = pattern.take();
        if (pattern.atEnd() && wanted == u"{...}")
            return true;
        if (path.atEnd() || !test(wanted, path.take()))
            return false;
    }
    return path.atEnd();
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
    if (withoutOuterSlashes(pattern).isEmpty())
        return true; // the server takes an empty pattern for everything; it cannot be granted through its
                     // checks
    const QLatin1StringView memberText(member.text());
    return matchesWithRest(Segments(pattern), Segments(path), [memberText](QStringView p, QStringView s) {
        return segmentMatches(p, s, memberText);
    });
}

bool patternCovers(QStringView granted, QStringView requested)
{
    return granted == requested || matchesWithRest(Segments(granted), Segments(requested), segmentCovers);
}

bool capabilityCovers(const Capability &granted, const Capability &requested)
{
    return patternCovers(granted.path, requested.path) &&
           operationCovers(granted.operation, requested.operation) &&
           (requested.mustBeOwner || !granted.mustBeOwner);
}

} // namespace reeeductio
