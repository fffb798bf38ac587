// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "protocol/json.h"
#include "protocol/message.h"
#include "support/faketransport.h"

#include <QJsonArray>
#include <QSet>
#include <QUrlQuery>

#include <algorithm>

namespace reeeductio::test {

//! What a server answers of one topic, for a FakeTransport: honest, unless the test says otherwise.
class ScriptedTopic
{
public:
    using Instead = std::function<std::optional<HttpResponse>(const HttpRequest &)>;

    QList<Message> messages;    //!< in the server's order
    QSet<QByteArray> unlisted;  //!< in no list
    QSet<QByteArray> withheld;  //!< in no list, and not given by hash either
    int longestPage = 1000;     //!< whatever limit is asked for
    Instead instead = nullptr;  //!< the test's own answer comes first
    QByteArray poster = "none"; //!< who posts

    HttpResponse answer(const HttpRequest &request)
    {
        if (instead) {
            if (const auto own = instead(request))
                return *own;
        }
        const auto path = request.url.path();
        if (path.endsWith(u"/auth/challenge"))
            return FakeTransport::json(R"({"challenge":"Y2hhbGxlbmdl","expires_at":1})");
        if (path.endsWith(u"/auth/verify"))
            return FakeTransport::json(R"({"token":"t","expires_at":9999999999999})");
        if (isPost(request))
            return posted(request);
        return path.endsWith(u"/messages") ? listed(request) : given(path);
    }

    static HttpResponse page(const QList<Message> &messages, bool hasMore)
    {
        QJsonArray array;
        for (const auto &message : messages)
            array << toJson(message);
        return FakeTransport::json(
            compactJson({{QStringLiteral("messages"), array}, {QStringLiteral("has_more"), hasMore}}));
    }
    static HttpResponse single(const Message &message)
    {
        return FakeTransport::json(compactJson(toJson(message)));
    }

    static bool isList(const HttpRequest &request)
    {
        return request.method == HttpRequest::Method::Get && request.url.path().endsWith(u"/messages");
    }
    static bool isPost(const HttpRequest &request)
    {
        return request.method == HttpRequest::Method::Post && request.url.path().endsWith(u"/messages");
    }
    //! Asks for one message; which one is the path's last part.
    static bool isByHash(const HttpRequest &request) { return request.url.path().contains(u"/messages/"); }
    static qint64 number(const HttpRequest &request, const QString &name)
    {
        return QUrlQuery(request.url).queryItemValue(name).toLongLong();
    }

private:
    HttpResponse listed(const HttpRequest &request) const
    {
        const auto from = number(request, QStringLiteral("from"));
        const auto to = number(request, QStringLiteral("to"));
        QList<Message> found;
        for (const auto &message : messages) {
            const auto time = message.serverTimestamp;
            if (time >= std::min(from, to) && time <= std::max(from, to) &&
                !unlisted.contains(message.hash) && !withheld.contains(message.hash))
                found << message;
        }
        if (from > to)
            std::reverse(found.begin(), found.end());
        const auto limit = std::min<qsizetype>(number(request, QStringLiteral("limit")), longestPage);
        return page(found.first(std::min(limit, found.size())), found.size() > limit);
    }

    HttpResponse given(const QString &path) const
    {
        for (const auto &message : messages) {
            if (path.endsWith(QString::fromLatin1(message.hash)) && !withheld.contains(message.hash))
                return single(message);
        }
        return FakeTransport::detail(404, "Message not found");
    }

    HttpResponse posted(const HttpRequest &request)
    {
        auto body = *parseJsonObject(request.body);
        const auto head = messages.isEmpty() ? QByteArray() : messages.back().hash;
        if (body.value(u"prev_hash").toString().toUtf8() != head)
            return FakeTransport::detail(409, "prev_hash is not the head");
        const auto time = messages.isEmpty() ? 1 : messages.back().serverTimestamp + 1;
        body.insert(QStringLiteral("topic_id"), request.url.path().section(u'/', -2, -2));
        body.insert(QStringLiteral("sender"), QString::fromLatin1(poster));
        body.insert(QStringLiteral("server_timestamp"), time);
        messages << *messageFromJson(body);
        return FakeTransport::json(compactJson({{QStringLiteral("message_hash"), body.value(u"message_hash")},
                                                {QStringLiteral("server_timestamp"), time}}),
                                   201);
    }
};

} // namespace reeeductio::test
