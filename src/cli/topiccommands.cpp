// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::TopicCommands)
};

Pending<SpaceSummary> readSummary(Workspace &workspace)
{
    return workspace.openReader().then(&workspace, [&workspace] {
        return workspace.reader().authority().ask([](const StateReplay &replay) { return replay.summary(); });
    });
}

class TopicList final : public Command
{
public:
    CommandSpec spec() const override
    {
        return {.group = u"topic"_s,
                .name = u"list"_s,
                .summary = Words::tr("List the topics that the space's state names"),
                .access = Access::Space,
                .root = RootUse::Optional};
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return readSummary(workspace).then(&workspace, [&workspace](const SpaceSummary &summary) {
            return listed(workspace.space().id().toString(), summary.topics.values());
        });
    }

private:
    static Report listed(const QString &space, const QList<TopicInfo> &topics)
    {
        QJsonArray array;
        auto text =
            topics.isEmpty() ? u"No topics found in space "_s + space : u"Topics in space %1:"_s.arg(space);
        for (const auto &topic : topics) {
            array << QJsonObject{
                {u"topic_id"_s, topic.id}, {u"name"_s, topic.name}, {u"description"_s, topic.description}};
            text += u"\n  "_s + topic.id;
            for (const auto &words : {topic.name, topic.description}) {
                if (!words.isEmpty())
                    text += u"  "_s + printableLine(words);
            }
        }
        return {text, {{u"topics"_s, array}}};
    }
};

//! Writes a topic's entry in the directory after a look at what it says now.
class TopicEntryCommand : public Command
{
public:
    Checked<void> prepare(const Values &values, Terminal &) override
    {
        return checkedTopic(values).map([this](const QString &topic) { m_topic = topic; });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return readSummary(workspace)
            .then(&workspace,
                  [this](const SpaceSummary &summary) {
                      const auto now = summary.topics.constFind(m_topic);
                      return entryAfter(m_topic,
                                        now == summary.topics.cend() ? std::nullopt : std::optional(*now));
                  })
            .then(&workspace,
                  [this, &workspace](const TopicInfo &entry) {
                      m_name = entry.name;
                      return workspace.space().state().describeTopic(m_topic, entry.name, entry.description);
                  })
            .then(&workspace, [this](const PostedMessage &posted) {
                return Report{u"Topic %1: %2"_s.arg(done(), m_topic),
                              {{u"topic_id"_s, m_topic},
                               {u"name"_s, m_name},
                               {u"message_hash"_s, QString::fromLatin1(posted.message.hash)}}};
            });
    }

protected:
    static CommandSpec entrySpec(const QString &name, const QString &summary)
    {
        return {.group = u"topic"_s,
                .name = name,
                .summary = summary,
                .access = Access::Space,
                .root = RootUse::Required,
                .changesSpace = true,
                .arguments = {topicArgument()}};
    }

    //! `now`: when the space's state names the topic.
    virtual Result<TopicInfo> entryAfter(const QString &id, const std::optional<TopicInfo> &now) const = 0;
    virtual QString done() const = 0;

private:
    QString m_topic;
    QString m_name;
};

class TopicCreate final : public TopicEntryCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = entrySpec(u"create"_s, Words::tr("Describe a new topic, so that others see it"));
        spec.options = {{.name = u"name"_s, .help = Words::tr("What people call it; its id unless given")},
                        {.name = u"description"_s, .help = Words::tr("What it is for"), .letter = u'd'}};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        m_newName = values.of(u"name"_s);
        m_description = values.of(u"description"_s);
        return TopicEntryCommand::prepare(values, terminal);
    }

protected:
    Result<TopicInfo> entryAfter(const QString &id, const std::optional<TopicInfo> &now) const override
    {
        if (now && now->hasEntry)
            return fail(ErrorKind::Conflict, ErrorCode::AlreadyExists, id);
        return TopicInfo{id, m_newName.isEmpty() ? id : m_newName, m_description};
    }
    QString done() const override { return u"created"_s; }

private:
    QString m_newName;
    QString m_description;
};

class TopicRename final : public TopicEntryCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = entrySpec(u"rename"_s, Words::tr("Give a topic another name; its id stays"));
        spec.arguments << OptionSpec{
            .name = u"NAME"_s, .help = Words::tr("What people call it from now on"), .isRequired = true};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        m_newName = values.of(u"NAME"_s);
        if (m_newName.trimmed().isEmpty())
            return misused(u"Invalid value for 'NAME': it is empty"_s);
        return TopicEntryCommand::prepare(values, terminal);
    }

protected:
    Result<TopicInfo> entryAfter(const QString &id, const std::optional<TopicInfo> &now) const override
    {
        if (!now)
            return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, id);
        if (now->isSealed) // its description would be lost
            return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt, id);
        return TopicInfo{id, m_newName, now->description};
    }
    QString done() const override { return u"renamed"_s; }

private:
    QString m_newName;
};

} // namespace

void addTopicCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<TopicList>());
    commands.push_back(std::make_unique<TopicCreate>());
    commands.push_back(std::make_unique<TopicRename>());
}

} // namespace reeeductio
