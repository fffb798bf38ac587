// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/checks.h"
#include "cli/command.h"
#include "cli/messageform.h"

#include <QCoreApplication>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::StateCommands)
};

CommandSpec stateSpec(const QString &name, const QString &summary)
{
    return {.group = u"state"_s,
            .name = name,
            .summary = summary,
            .access = Access::Space,
            .root = RootUse::Optional};
}

OptionSpec pathArgument(bool isRequired)
{
    return {.name = u"PATH"_s, .help = Words::tr("Names joined by /"), .isRequired = isRequired};
}

//! `--at`: the moment that state is looked at.
class AtMoment
{
public:
    static OptionSpec option()
    {
        return {.name = u"at"_s,
                .help = Words::tr("As it was at a time in milliseconds, or just after a message"),
                .valueName = u"MS|MESSAGE_ID"_s};
    }

    Checked<void> read(const Values &values)
    {
        if (!values.has(u"at"_s))
            return {};
        const auto at = values.of(u"at"_s);
        if (at.startsWith(u'M'))
            return checkedId<IdType::Message>(at, u"Message ID"_s).map([this](const MessageId &id) {
                m_message = id;
            });
        return checkedNumber(at, u"at"_s, 0, endOfTime).map([this](qint64 time) { m_timeMs = time; });
    }

    bool isPast() const { return m_message || m_timeMs; }

    //! NotFound when there is no such state message.
    Result<Moment> in(const StateReplay &replay) const
    {
        if (m_timeMs)
            return replay.momentAt(*m_timeMs);
        if (!m_message)
            return replay.log().size();
        if (const auto moment = replay.momentAfter(m_message->text()))
            return *moment;
        return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, m_message->toString());
    }

private:
    std::optional<qint64> m_timeMs = {};
    std::optional<MessageId> m_message = {};
};

//! What stood at each of these paths: what nobody was entitled to write stands nowhere.
using Standing = QList<qsizetype>;

//! Judged and decrypted, in the order of `standing`.
Pending<QList<JudgedMessage>> messagesOf(Workspace &workspace, const Standing &standing)
{
    return workspace.reader().stateMessages().then(&workspace,
                                                   [standing](const QList<JudgedMessage> &messages) {
                                                       QList<JudgedMessage> found;
                                                       for (const auto entry : standing)
                                                           found << messages.at(entry);
                                                       return found;
                                                   });
}

//! One path, plain or encrypted.
class StatePathCommand : public Command
{
public:
    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_isEncrypted = values.has(u"encrypted"_s);
        return checkedStatePath(values).map([this](const QString &path) { m_path = path; });
    }

    Checked<void> checkCredentials(const Credentials &credentials) const override
    {
        return m_isEncrypted ? requireRoot(credentials) : Checked<void>();
    }

protected:
    static OptionSpec encryptedFlag()
    {
        return {.name = u"encrypted"_s, .help = Words::tr("With the space's state key"), .isFlag = true};
    }

    Report written(const QString &what, const PostedMessage &posted) const
    {
        return {u"State %1: %2"_s.arg(what, m_path),
                {{u"path"_s, m_path},
                 {u"message_hash"_s, QString::fromLatin1(posted.message.hash)},
                 {u"server_timestamp"_s, posted.message.serverTimestamp}}};
    }

    QString m_path;
    bool m_isEncrypted = false;
};

class StateGet final : public StatePathCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = stateSpec(u"get"_s, Words::tr("Print the value at a path, and nothing else"));
        spec.arguments = {pathArgument(true)};
        spec.options = {encryptedFlag(), AtMoment::option()};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        return m_at.read(values).and_then(
            [this, &values, &terminal] { return StatePathCommand::prepare(values, terminal); });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return m_at.isPast() ? runInThePast(workspace) : runNow(workspace);
    }

private:
    Pending<Report> runNow(Workspace &workspace)
    {
        return workspace.signIn()
            .then(&workspace,
                  [this, &workspace] {
                      auto &state = workspace.space().state();
                      return m_isEncrypted ? state.encrypted(m_path) : state.plaintext(m_path);
                  })
            .then(&workspace, [this](const StateValue &found) -> Result<Report> {
                if (found.isDeleted())
                    return notThere();
                return shown(found.source, found.value);
            });
    }

    Pending<Report> runInThePast(Workspace &workspace)
    {
        return workspace.openReader()
            .then(&workspace,
                  [this, &workspace] {
                      return workspace.reader().authority().ask(
                          [at = m_at, path = m_path](const StateReplay &replay) {
                              return at.in(replay).map([&](Moment moment) {
                                  const auto entry = replay.standingAt(path, moment);
                                  return entry ? Standing{*entry} : Standing();
                              });
                          });
                  })
            .then(&workspace,
                  [&workspace](const Standing &standing) { return messagesOf(workspace, standing); })
            .then(&workspace, [this](const QList<JudgedMessage> &found) { return shownThen(found); });
    }

    Result<Report> shownThen(const QList<JudgedMessage> &found) const
    {
        if (found.isEmpty())
            return notThere();
        const auto &[message, verdict, plaintext] = found.front();
        if (m_isEncrypted && !plaintext)
            return fail(ErrorKind::Validation, ErrorCode::CannotDecrypt, m_path);
        if (m_isEncrypted)
            return shown(message, *plaintext);
        const auto value =
            QByteArray::fromBase64Encoding(message.data, QByteArray::AbortOnBase64DecodingErrors);
        if (!value)
            return fail(ErrorKind::Validation, ErrorCode::BadBase64, m_path);
        return shown(message, *value);
    }

    tl::unexpected<Error> notThere() const
    {
        return fail(ErrorKind::NotFound, ErrorCode::NotFoundOnServer, m_path);
    }

    Report shown(const Message &message, const QByteArray &value) const
    {
        QJsonObject json{{u"path"_s, m_path},
                         {u"message_hash"_s, QString::fromUtf8(message.hash)},
                         {u"sender"_s, QString::fromUtf8(message.sender)},
                         {u"server_timestamp"_s, message.serverTimestamp}};
        insertValue(json, value);
        return Report{{}, json, value};
    }

    AtMoment m_at;
};

class StateSet final : public StatePathCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = stateSpec(u"set"_s, Words::tr("Write a value at a path"));
        spec.changesSpace = true;
        spec.arguments = {pathArgument(true),
                          {.name = u"VALUE"_s,
                           .help = Words::tr("The value; - reads it from standard input as it is"),
                           .isRequired = true}};
        spec.options = {encryptedFlag()};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        m_value = valueOrInput(values.of(u"VALUE"_s), terminal);
        if (m_value.isEmpty() && !values.has(u"encrypted"_s))
            return misused(u"Invalid value for 'VALUE': an empty value deletes, which is 'state delete'"_s);
        return StatePathCommand::prepare(values, terminal);
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace,
                  [this, &workspace] {
                      auto &state = workspace.space().state();
                      return m_isEncrypted ? state.setEncrypted(m_path, m_value)
                                           : state.setPlaintext(m_path, m_value);
                  })
            .then(&workspace, [this](const PostedMessage &posted) { return written(u"written"_s, posted); });
    }

private:
    QByteArray m_value;
};

class StateDelete final : public StatePathCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = stateSpec(u"delete"_s, Words::tr("Empty a path; its history stays"));
        spec.changesSpace = true;
        spec.arguments = {pathArgument(true)};
        return spec;
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace, [this, &workspace] { return workspace.space().state().remove(m_path); })
            .then(&workspace, [this](const PostedMessage &posted) { return written(u"deleted"_s, posted); });
    }
};

class StateList final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec = stateSpec(u"list"_s, Words::tr("List paths and their values"));
        spec.arguments = {{.name = u"PREFIX"_s, .help = Words::tr("Only paths that begin so")}};
        spec.options = {AtMoment::option()};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_prefix = values.of(u"PREFIX"_s);
        return m_at.read(values);
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace,
                  [this, &workspace] {
                      return workspace.reader().authority().ask(
                          [at = m_at, prefix = m_prefix](const StateReplay &replay) {
                              return at.in(replay).map(
                                  [&](Moment moment) { return replay.standingUnder(prefix, moment); });
                          });
                  })
            .then(&workspace,
                  [&workspace](const Standing &standing) { return messagesOf(workspace, standing); })
            .then(&workspace, [](const QList<JudgedMessage> &messages) { return listed(messages); });
    }

private:
    static Report listed(const QList<JudgedMessage> &messages)
    {
        QJsonArray array;
        QStringList lines;
        for (const auto &judged : messages) {
            array << stateJson(judged);
            lines << stateLine(judged);
        }
        if (lines.isEmpty())
            lines << Words::tr("No state found");
        return {lines.join(u'\n'), {{u"entries"_s, array}}};
    }

    QString m_prefix;
    AtMoment m_at;
};

class StateHistory final : public Command
{
public:
    CommandSpec spec() const override
    {
        auto spec = stateSpec(u"history"_s, Words::tr("List every change, oldest first"));
        spec.arguments = {pathArgument(false)};
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &) override
    {
        if (!values.has(u"PATH"_s))
            return {};
        return checkedStatePath(values).map([this](const QString &path) { m_path = path; });
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.openReader()
            .then(&workspace, [&workspace] { return workspace.reader().stateMessages(); })
            .then(&workspace, [this](const QList<JudgedMessage> &messages) { return listed(messages); });
    }

private:
    Report listed(const QList<JudgedMessage> &messages) const
    {
        QJsonArray array;
        QStringList lines;
        for (const auto &judged : messages) {
            if (!m_path.isEmpty() && judged.message.type != m_path.toUtf8())
                continue;
            array << stateJson(judged);
            lines << u"%1  %2  %3"_s.arg(shownTime(judged.message.serverTimestamp),
                                         printableLine(QString::fromUtf8(judged.message.sender)),
                                         stateLine(judged));
        }
        if (lines.isEmpty())
            lines << Words::tr("No state found");
        return {lines.join(u'\n'), {{u"entries"_s, array}}};
    }

    QString m_path;
};

} // namespace

void addStateCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<StateGet>());
    commands.push_back(std::make_unique<StateSet>());
    commands.push_back(std::make_unique<StateDelete>());
    commands.push_back(std::make_unique<StateList>());
    commands.push_back(std::make_unique<StateHistory>());
}

} // namespace reeeductio
