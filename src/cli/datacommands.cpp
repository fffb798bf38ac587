// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/command.h"
#include "protocol/dataentry.h"
#include "protocol/names.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::DataCommands)
};

enum class Cover {
    Plain,
    Encrypted, //!< with the space's data key
    Private,   //!< this member's own
};

class DataCommand : public Command
{
public:
    Checked<void> prepare(const Values &values, Terminal &) override
    {
        m_path = values.of(u"PATH"_s);
        if (m_path.isEmpty())
            return misused(u"Invalid value for 'PATH': it is empty"_s);
        if (!checkDataPath(m_path))
            return misused(u"Invalid value for 'PATH': . and .. are no names"_s);
        const bool isPrivate = values.has(u"private"_s);
        if (isPrivate && values.has(u"encrypted"_s))
            return misused(u"--encrypted and --private exclude each other"_s);
        if (isPrivate || values.has(u"encrypted"_s))
            m_cover = isPrivate ? Cover::Private : Cover::Encrypted;
        return {};
    }

    Checked<void> checkCredentials(const Credentials &credentials) const override
    {
        if (m_cover == Cover::Private && !credentials.userKey)
            return misused(u"Missing option '--user-key'."_s);
        return m_cover == Cover::Encrypted ? requireRoot(credentials) : Checked<void>();
    }

protected:
    static CommandSpec dataSpec(const QString &name, const QString &summary)
    {
        return {
            .group = u"data"_s,
            .name = name,
            .summary = summary,
            .access = Access::Space,
            .root = RootUse::Optional,
            .arguments = {{.name = u"PATH"_s, .help = Words::tr("Names joined by /"), .isRequired = true}},
            .options = {privateFlag()}};
    }

    static QList<OptionSpec> keyOptions()
    {
        return {{.name = u"encrypted"_s, .help = Words::tr("With the space's data key"), .isFlag = true},
                privateFlag(),
                {.name = u"user-key"_s,
                 .help = Words::tr("The member's own key for --private: 64 hex characters, - to read it")}};
    }

    QString m_path;
    Cover m_cover = Cover::Plain;

private:
    static OptionSpec privateFlag()
    {
        return {.name = u"private"_s,
                .help = Words::tr("This member's own, under a key nobody shares"),
                .isFlag = true};
    }
};

class DataGet final : public DataCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = dataSpec(u"get"_s, Words::tr("Print the value at a path, and nothing else"));
        spec.options = keyOptions();
        return spec;
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace, [this, &workspace] { return read(workspace.space().data()); })
            .then(&workspace, [this](const DataValue &found) {
                QJsonObject json{{u"path"_s, m_path},
                                 {u"signed_by"_s, found.signedBy.toString()},
                                 {u"signed_at"_s, found.signedAt}};
                insertValue(json, found.value);
                return Report{{}, json, found.value};
            });
    }

private:
    Pending<DataValue> read(Data &data) const
    {
        switch (m_cover) {
        case Cover::Plain:
            return data.plaintext(m_path);
        case Cover::Encrypted:
            return data.encrypted(m_path);
        case Cover::Private:
            return data.userPrivate(m_path);
        }
        Q_UNREACHABLE();
    }
};

class DataSet final : public DataCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = dataSpec(u"set"_s, Words::tr("Write a signed value at a path"));
        spec.changesSpace = true;
        spec.arguments << OptionSpec{.name = u"VALUE"_s,
                                     .help = Words::tr("The value; - reads it from standard input as it is"),
                                     .isRequired = true};
        spec.options = keyOptions();
        return spec;
    }

    Checked<void> prepare(const Values &values, Terminal &terminal) override
    {
        m_value = valueOrInput(values.of(u"VALUE"_s), terminal);
        return DataCommand::prepare(values, terminal);
    }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace, [this, &workspace] { return write(workspace.space().data()); })
            .then(&workspace, [this](qint64 signedAt) {
                return Report{u"Data written: "_s + m_path,
                              {{u"path"_s, m_path}, {u"signed_at"_s, signedAt}}};
            });
    }

private:
    Pending<qint64> write(Data &data) const
    {
        switch (m_cover) {
        case Cover::Plain:
            return data.setPlaintext(m_path, m_value);
        case Cover::Encrypted:
            return data.setEncrypted(m_path, m_value);
        case Cover::Private:
            return data.setUserPrivate(m_path, m_value);
        }
        Q_UNREACHABLE();
    }

    QByteArray m_value;
};

class DataDelete final : public DataCommand
{
public:
    CommandSpec spec() const override
    {
        auto spec = dataSpec(u"delete"_s, Words::tr("Remove the value at a path"));
        spec.changesSpace = true;
        return spec;
    }

    //! Removing needs no key to read by.
    Checked<void> checkCredentials(const Credentials &) const override { return {}; }

    Pending<Report> run(Workspace &workspace) override
    {
        return workspace.signIn()
            .then(&workspace,
                  [this, &workspace] {
                      const auto &member = workspace.space().member();
                      const auto path = m_cover == Cover::Private ? userDataPath(member, m_path) : m_path;
                      return workspace.space().data().remove(path);
                  })
            .then(&workspace, [this] {
                return Report{u"Data deleted: "_s + m_path, {{u"path"_s, m_path}}};
            });
    }
};

} // namespace

void addDataCommands(CommandList &commands)
{
    commands.push_back(std::make_unique<DataGet>());
    commands.push_back(std::make_unique<DataSet>());
    commands.push_back(std::make_unique<DataDelete>());
}

} // namespace reeeductio
