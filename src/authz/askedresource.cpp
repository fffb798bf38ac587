// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/askedresource.h"

#include "authz/patternform.h"
#include "protocol/names.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Kind = AskedResource::Kind;
using Answer = tl::expected<AskedResource, NeverAsked>;

bool isChange(Operation operation)
{
    return operation == Operation::Modify || operation == Operation::Delete;
}

Answer never(NeverAsked why)
{
    return tl::unexpected(why);
}

Answer topicAsked(Operation operation, const QStringList &segments)
{
    const auto topic = segments.value(1);
    if (topic != u"{any}" && !checkTopicId(topic)) // any at all
        return never(NeverAsked::Resource);
    const bool isState = topic == stateTopic; // what is written there is asked for path by path
    if (isChange(operation) || (isState && operation != Operation::Read))
        return never(NeverAsked::Operation);
    return AskedResource{Kind::Right, u"topics/%1/messages"_s.arg(topic)};
}

Answer fileAsked(Operation operation, const QString &path)
{
    if (isChange(operation))
        return never(operation == Operation::Delete ? NeverAsked::Uploader : NeverAsked::Operation);
    return AskedResource{Kind::AnyMember, path};
}

Answer stateAsked(Operation operation, const QString &path)
{
    if (path == u"state")
        return operation == Operation::Read ? Answer(AskedResource{Kind::AnyMember, path})
                                            : never(NeverAsked::Resource);
    return AskedResource{Kind::Right, path};
}

Answer dataAsked(Operation operation, const QString &path)
{
    const auto below = path.section(u'/', 1);
    if (below.isEmpty())
        return never(NeverAsked::Resource);
    return operation == Operation::Read ? AskedResource{Kind::Right, path}
                                        : AskedResource{Kind::DataWrite, below};
}

Answer asked(Operation operation, const QStringList &segments)
{
    const auto path = segments.join(u'/');
    const auto &area = segments.front();
    if (area == u"topics")
        return topicAsked(operation, segments);
    if (area == u"blobs")
        return fileAsked(operation, path);
    if (area == u"state")
        return stateAsked(operation, path);
    if (area == u"data")
        return dataAsked(operation, path);
    if (area == u"auth" || area == u"profiles")
        return stateAsked(operation, u"state/"_s + path);
    if (operation != Operation::Read)
        return path.isEmpty() ? never(NeverAsked::Resource) : AskedResource{Kind::DataWrite, path};
    return segments.size() == 1 ? topicAsked(operation, {u"topics"_s, area}) : never(NeverAsked::Resource);
}

} // namespace

QString AskedResource::wholePath() const
{
    return kind == Kind::DataWrite ? u"data/"_s + path : path;
}

tl::expected<AskedResource, NeverAsked> resourceAsked(Operation operation, const QString &typed)
{
    const auto path = withoutOuterSlashes(typed).toString();
    auto segments = path.split(u'/');
    // Below state and data there may be any name at all.
    if (segments.front() != u"state" && segments.front() != u"data")
        segments = respelled(path).split(u'/');
    auto answer = asked(operation, segments);
    if (answer) {
        const bool isBelowData = answer->kind == Kind::DataWrite && path == u"data/"_s + answer->path;
        answer->isCorrected = answer->path != path && !isBelowData;
    }
    return answer;
}

} // namespace reeeductio
