// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/names.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace reeeductio {

namespace {

bool isLowerAlnum(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

bool isSegmentCharacter(QChar c)
{
    return isLowerAlnum(c) || (c >= u'A' && c <= u'Z') || c == u'.' || c == u'_' || c == u'-';
}

bool isSegment(QStringView segment)
{
    return !segment.isEmpty() && std::all_of(segment.begin(), segment.end(), isSegmentCharacter);
}

Result<void> badPath(QStringView path)
{
    return fail(ErrorKind::Validation, ErrorCode::BadPath, path.left(200).toString());
}

bool isWildcard(QStringView segment)
{
    constexpr std::array wildcards{u"{any}", u"{self}", u"{other}", u"{...}"};
    return std::any_of(wildcards.begin(), wildcards.end(),
                       [segment](auto w) { return segment == QStringView(w); });
}

} // namespace

QStringView withoutOuterSlashes(QStringView path)
{
    while (path.startsWith(u'/'))
        path = path.sliced(1);
    while (path.endsWith(u'/'))
        path.chop(1);
    return path;
}

Result<void> checkTopicId(QStringView topic)
{
    const auto isInner = [](QChar c) { return isLowerAlnum(c) || c == u'_' || c == u'-'; };
    const bool valid = topic.size() >= 2 && topic.size() <= 64 && isLowerAlnum(topic.front()) &&
                       isLowerAlnum(topic.back()) && std::all_of(topic.begin(), topic.end(), isInner);
    if (!valid)
        return fail(ErrorKind::Validation, ErrorCode::BadTopicName, topic.left(80).toString());
    return {};
}

QString topicIdFromName(QStringView name)
{
    QString id;
    const auto decomposed = name.toString().normalized(QString::NormalizationForm_KD).toLower();
    for (const QChar c : decomposed) {
        if (isLowerAlnum(c) || c == u'_')
            id += c;
        else if ((c.isSpace() || c == u'-') && !id.isEmpty() && !id.endsWith(u'-'))
            id += u'-';
    }
    id.truncate(64);
    const auto isEdge = [](QChar c) { return c == u'-' || c == u'_'; };
    while (!id.isEmpty() && isEdge(id.back()))
        id.chop(1);
    while (!id.isEmpty() && isEdge(id.front()))
        id.remove(0, 1);
    return id;
}

bool hasDotSegment(QStringView path)
{
    const auto segments = path.split(u'/');
    return std::any_of(segments.begin(), segments.end(),
                       [](QStringView segment) { return segment == u"." || segment == u".."; });
}

Result<void> checkServedStatePath(QStringView path)
{
    const auto segments = withoutOuterSlashes(path).split(u'/');
    return std::all_of(segments.begin(), segments.end(), isSegment) ? Result<void>() : badPath(path);
}

Result<void> checkStatePath(QStringView path)
{
    return hasDotSegment(path) ? badPath(path) : checkServedStatePath(path);
}

Result<void> checkDataPath(QStringView path)
{
    return path.isEmpty() || hasDotSegment(path) ? badPath(path) : Result<void>();
}

Result<void> checkCapabilityPath(QStringView path)
{
    const auto invalid = [path] {
        return fail(ErrorKind::Validation, ErrorCode::BadCapability, path.left(200).toString());
    };
    const auto inner = withoutOuterSlashes(path);
    if (inner == u"{any}" || inner == u"{...}")
        return {};
    const auto segments = inner.split(u'/');
    constexpr std::array resources{u"state", u"data", u"topics", u"blobs"};
    if (std::none_of(resources.begin(), resources.end(),
                     [&](auto resource) { return segments.front() == QStringView(resource); }))
        return invalid();
    for (qsizetype i = 1; i < segments.size(); ++i) {
        const auto segment = segments[i];
        if (!segment.isEmpty() && !isSegment(segment) &&
            !isWildcard(segment)) // the server skips empty segments
            return invalid();
    }
    return {};
}

} // namespace reeeductio
