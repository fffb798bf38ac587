// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"
#include "cli/messageform.h"
#include "client/topicfeed.h"
#include "protocol/payload.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QStringDecoder>

#include <limits>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::MessageCommands)
};

const auto textType = u"chat.text"_s;

CommandSpec topicSpec(const QString &name, const QString &summary)
{
    return {.group = u"message"_s,
            .name = name,
            .summary = summary,
            .access = Access::Space,
            .root = RootUse::Required,
            .arguments = {topicArgument()}};
}

class MessagePost final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec = topicSpec(u"post"_s, Words::tr("Post an encrypted message"));
        spec.changesSpace = true;
        spec.arguments << OptionSpec{
            .name = u"TEXT"_s, .help = Words::tr("What it says; - or nothing reads it from standard input")};
        spec.options = {{.name = u"type"_s, .help = Words::tr("Its type; chat.text unless given")},
                        {.name = u"reply-to"_s,
                         .help = Words::tr("The message it answers; for chat.text"),
                         .valueName = u"MESSAGE_ID"_s}};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        const auto topic = checkedTopic(values);
        if (!topic)
            return tl::unexpected(topic.error());
        m_topic = *topic;
        const auto type = values.has(u"type"_s) ? values.of(u"type"_s) : textType;
        if (type.isEmpty())
            return misused(u"Invalid value for '--type': it is empty"_s);
        m_type = type.toUtf8();
        std::optional<MessageId> replyTo;
        if (values.has(u"reply-to"_s)) {
            const auto id = checkedId<IdType::Message>(values.of(u"reply-to"_s), u"Message ID"_s);
            if (!id)
                return tl::unexpected(id.error());
            if (type != textType)
                return misused(u"Invalid value for '--reply-to': only %1 can be an answer"_s.arg(textType));
            replyTo = *id;
        }
        m_plaintext = valueOrInput(values.has(u"TEXT"_s) ? values.of(u"TEXT"_s) : u"-"_s, terminal);
        if (type != textType)
            return {};
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        QString text = decoder(m_plaintext);
        if (decoder.hasError())
            return misused(u"Invalid value for 'TEXT': it is not UTF-8"_s);
        text.replace("\r\n"_L1, "\n"_L1);
        if (text.endsWith(u'\n')) // what ended the line that was typed is no part of what was said
            text.chop(1);
        if (text.isEmpty())
            return misused(u"Invalid value for 'TEXT': it is empty"_s);
        m_plaintext = writePayload(TextPayload{.text = text, .mentions = {}, .replyTo = replyTo});
        return {};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace,
                  [this, &workspace] {
                      return workspace.space().messages().postEncrypted(m_topic, m_type, m_plaintext);
                  })
            .then(&workspace, [this](const PostedMessage &posted) {
                const auto hash = QString::fromLatin1(posted.message.hash);
                return Report{u"Message posted: "_s + hash,
                              {{u"message_hash"_s, hash},
                               {u"topic_id"_s, m_topic},
                               {u"type"_s, QString::fromUtf8(m_type)},
                               {u"server_timestamp"_s, posted.message.serverTimestamp}}};
            });
    }

private:
    QString m_topic;
    QByteArray m_type;
    QByteArray m_plaintext;
};

class MessageList final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec = topicSpec(u"list"_s, Words::tr("List a topic's messages, oldest first, each verified"));
        spec.options = {
            {.name = u"limit"_s, .help = Words::tr("How many; 100 unless given"), .valueName = u"N"_s},
            {.name = u"from"_s,
             .help = Words::tr("The first time, in milliseconds since 1970; after --to: newest first"),
             .valueName = u"MS"_s},
            {.name = u"to"_s, .help = Words::tr("The last time, that one included"), .valueName = u"MS"_s}};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        const auto topic = checkedTopic(values);
        if (!topic)
            return tl::unexpected(topic.error());
        m_topic = *topic;
        const auto take = [&values](const QString &option, qint64 least, qint64 most,
                                    auto &target) -> Checked<void> {
            if (!values.has(option))
                return {};
            return checkedNumber(values.of(option), option, least, most).map([&target](qint64 number) {
                target = static_cast<std::remove_reference_t<decltype(target)>>(number);
            });
        };
        return take(u"limit"_s, 1, std::numeric_limits<int>::max(), m_range.limit)
            .and_then([&] { return take(u"from"_s, 0, endOfTime, m_range.from); })
            .and_then([&] { return take(u"to"_s, 0, endOfTime, m_range.to); });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace, [this, &workspace] { return workspace.reader().list(m_topic, m_range); })
            .then(&workspace, [&workspace](const JudgedPage &page) {
                return workspace.reader()
                    .authority()
                    .ask([](const StateReplay &replay) { return replay.summary().names; })
                    .then(&workspace,
                          [page](const QHash<QByteArray, QString> &names) { return listed(page, names); });
            });
    }

private:
    static Report listed(const JudgedPage &page, const QHash<QByteArray, QString> &names)
    {
        QJsonArray array;
        QStringList lines;
        for (const auto &judged : page.messages) {
            array << messageJson(judged);
            const auto sender = QString::fromUtf8(judged.message.sender);
            const auto name = names.value(judged.message.sender);
            lines << messageLine(judged, name.isEmpty() ? sender : u"%1 (%2)"_s.arg(name, sender));
        }
        if (page.hasMore)
            lines << Words::tr("(there are more: --limit, --from and --to choose)");
        if (lines.isEmpty())
            lines << Words::tr("No messages found");
        return {lines.join(u'\n'), {{u"messages"_s, array}, {u"has_more"_s, page.hasMore}}};
    }

    QString m_topic;
    MessageRange m_range;
};

//! Goes on until it is interrupted, or cannot: the handle completes with an error only.
class MessageTail final : public Command
{
public:
    CommandSpec spec() const override
    {
        return topicSpec(u"tail"_s, Words::tr("Print new messages as they come, one JSON object a line"));
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        return checkedTopic(values).map([this](const QString &topic) { m_topic = topic; });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        workspace.output().beginStream();
        PendingPair<Report> pair;
        m_end = std::move(pair.completer);
        workspace.signIn()
            .then(&workspace, [this, &workspace] { return follow(workspace); })
            .done(&workspace, [this](const Result<void> &started) {
                if (!started)
                    m_end.fail(started.error());
            });
        return std::move(pair.pending);
    }

private:
    Pending<void> follow(Workspace &workspace)
    {
        auto &output = workspace.output();
        auto *feed = new TopicFeed(workspace.space(), workspace.reader(), m_topic, &workspace);
        QObject::connect(feed, &TopicFeed::messagesArrived, feed,
                         [this, &output](const QList<JudgedMessage> &messages) {
                             for (const auto &message : messages) {
                                 if (!output.streamed(messageJson(message)))
                                     return m_end.fail(*output.writeFailure());
                             }
                         });
        QObject::connect(feed, &TopicFeed::listening, feed, [&output, topic = m_topic] {
            output.note(Words::tr("Listening to %1").arg(topic));
        });
        QObject::connect(feed, &TopicFeed::interrupted, feed, [&output](const Error &) {
            output.warn(Words::tr("The connection was lost; trying again"));
        });
        QObject::connect(feed, &TopicFeed::failed, feed, [this](const Error &error) { m_end.fail(error); });
        return feed->start();
    }

    QString m_topic;
    Completer<Report> m_end;
};

} // namespace

void addMessageCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<MessagePost>());
    commands.push_back(std::make_unique<MessageList>());
    commands.push_back(std::make_unique<MessageTail>());
}

} // namespace reeeductio
