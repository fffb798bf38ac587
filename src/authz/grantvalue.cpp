// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/grantvalue.h"

#include <QJsonArray>

#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

//! What Python takes for true.
bool isTruthy(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return value.toBool();
    case QJsonValue::Double:
        return value.toDouble() != 0;
    case QJsonValue::String:
        return !value.toString().isEmpty();
    case QJsonValue::Array:
        return !value.toArray().isEmpty();
    case QJsonValue::Object:
        return !value.toObject().isEmpty();
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return false;
}

//! A number that is not comparable to any other is never reached, like one too large.
qint64 clamped(double number)
{
    using Limits = std::numeric_limits<qint64>;
    constexpr double tooLarge = 9.2e18;
    if (!(number < tooLarge))
        return Limits::max();
    return number <= -tooLarge ? Limits::min() : static_cast<qint64>(number);
}

//! An integer to compare in the value's place; nothing when the server cannot compare it. `round` is for
//! fractions.
template <class Round>
std::optional<qint64> comparable(const QJsonValue &value, Round round)
{
    if (value.isBool())
        return value.toBool() ? 1 : 0;
    if (!value.isDouble())
        return std::nullopt;
    const double number = value.toDouble();
    return std::floor(number) == number && std::abs(number) < 9e15 ? value.toInteger()
                                                                   : clamped(round(number));
}

} // namespace

RightValue RightValue::read(const QJsonObject &object)
{
    RightValue right;
    right.op = object.value("op"_L1);
    const auto path = object.value("path"_L1);
    right.isReadable = !right.op.isUndefined() && path.isString();
    right.operation = operationFromName(right.op.toString());
    right.path = path.toString();
    right.mustBeOwner = isTruthy(object.value("must_be_owner"_L1));
    return right;
}

bool rightCovers(const RightValue &granted, const RightValue &requested)
{
    const bool sameOperation =
        granted.operation == requested.operation && (granted.operation || granted.op == requested.op);
    return (granted.operation == Operation::Write || sameOperation) &&
           (requested.mustBeOwner || !granted.mustBeOwner) && patternCovers(granted.path, requested.path);
}

std::optional<AssignmentValue> AssignmentValue::read(const QJsonObject &object)
{
    AssignmentValue assignment;
    const auto role = object.value("role_id"_L1);
    if (!isTruthy(role))
        return std::nullopt;
    assignment.role = role.toVariant().toString();
    const auto expiry = object.value("expires_at"_L1);
    if (isTruthy(expiry)) {
        // An integer lies after a fraction exactly when it lies after its floor.
        assignment.expiresAt = comparable(expiry, [](double number) { return std::floor(number); });
        if (!assignment.expiresAt)
            return std::nullopt;
    }
    return assignment;
}

std::optional<qint64> useLimitOf(const QJsonObject &toolEntry)
{
    const auto limit = toolEntry.value("use_limit"_L1);
    if (limit.isUndefined() || limit.isNull())
        return std::nullopt;
    return comparable(limit, [](double number) { return std::ceil(number); }).value_or(0);
}

} // namespace reeeductio
