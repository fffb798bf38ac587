// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/commandline.h"

#include "cli/credentialsource.h"

#include <QCoreApplication>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <list>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::CommandLine)

public:
    static QString forGroup(const QString &group);
};

QString Words::forGroup(const QString &group)
{
    static const QHash<QString, const char *> summaries{
        {u"space"_s, QT_TR_NOOP("Make spaces and look at them")},
        {u"key"_s, QT_TR_NOOP("Make keys and look at identifiers")},
        {u"blob"_s, QT_TR_NOOP("Store files, get them, remove them")},
        {u"auth"_s, QT_TR_NOOP("Try to sign in")},
        {u"user"_s, QT_TR_NOOP("Who belongs to a space")},
        {u"tool"_s, QT_TR_NOOP("Bots and integrations of a space")},
        {u"role"_s, QT_TR_NOOP("Named sets of rights")},
        {u"opaque"_s, QT_TR_NOOP("Keys that come back by name and password")},
        {u"access"_s, QT_TR_NOOP("Who may do what, and who could become administrator")},
        {u"invite"_s, QT_TR_NOOP("Invite people to a space, and join one")},
        {u"topic"_s, QT_TR_NOOP("The topics of a space")},
        {u"message"_s, QT_TR_NOOP("Read and post messages")},
        {u"state"_s, QT_TR_NOOP("The state of a space and its history")},
        {u"data"_s, QT_TR_NOOP("Values without history")},
    };
    return tr(summaries.value(group, ""));
}

QString programSummary()
{
    return Words::tr("Reeeductio admin CLI: spaces, members, messages and state of a rEEEductio server");
}

QStringList outputForms()
{
    return {u"text"_s, u"json"_s};
}

QList<OptionSpec> globalOptions()
{
    return {
        {.name = u"base-url"_s,
         .help = Words::tr(
             "The server; unless it is named the space's own with --space, else http://localhost:8000"),
         .letter = u'u'},
        {.name = u"output"_s,
         .help = Words::tr("text for people, json for programs"),
         .letter = u'o',
         .choices = outputForms()},
        {.name = u"credentials-file"_s,
         .help = Words::tr("Keys, server and space as JSON or as they were printed; - to read it"),
         .letter = u'f',
         .valueName = u"FILE"_s},
        {.name = u"verbose"_s,
         .help = Words::tr("Say on stderr what happens"),
         .letter = u'v',
         .isFlag = true},
        {.name = u"version"_s, .help = Words::tr("Print the version and end"), .isFlag = true},
    };
}

QList<OptionSpec> optionsOf(const CommandSpec &spec)
{
    return spec.options + credentialOptions(spec) +
           QList<OptionSpec>{
               {.name = u"output-format"_s, .help = Words::tr("As --output"), .choices = outputForms()}};
}

std::string helpText(const OptionSpec &option)
{
    return (option.isRequired ? option.help + Words::tr(" [required]") : option.help).toStdString();
}

//! As published: `'--cap-id' / '-c'`.
QString missingName(const OptionSpec &option)
{
    const auto name = u"'--%1'"_s.arg(option.name);
    return option.letter.isNull() ? name : name + u" / '-%1'"_s.arg(option.letter);
}

//! What of an unknown argument can be repeated: a value glued to an option could be a key, and so could
//! anything long.
QString repeatable(const QString &argument)
{
    constexpr qsizetype longestName = 24;
    const auto name = argument.section(u'=', 0, 0);
    return name.startsWith("--"_L1) && name.size() <= longestName ? name : name.left(2);
}

Checked<void> checkChoice(const OptionSpec &option, const QString &name, const QString &value)
{
    if (option.choices.isEmpty() || option.choices.contains(value))
        return {};
    return misused(
        u"Invalid value for '%1': it is not one of '%2'."_s.arg(name, option.choices.join(u"', '"_s)));
}

//! Null when there is none of that name.
CLI::App *subcommand(CLI::App &app, const std::string &name)
{
    const auto found =
        app.get_subcommands([&name](const CLI::App *each) { return each->get_name() == name; });
    return found.empty() ? nullptr : found.front();
}

} // namespace

//! An option, and where the parser puts what was typed.
struct CommandLine::Bound
{
    OptionSpec spec;
    CLI::Option *option = nullptr;
    std::string value = {};
};

struct CommandLine::Grammar
{
    //! A command and its part of the grammar.
    struct Leaf
    {
        Command *command = nullptr;
        CommandSpec spec;
        CLI::App *app = nullptr;
        std::list<Bound> arguments = {}; //!< a list: the parser keeps pointers into it
        std::list<Bound> options = {};
    };

    CLI::App program{programSummary().toStdString(), "reeeductio-admin"};
    CLI::App *helpCommand = nullptr;
    std::vector<std::string> helpOf;
    std::list<Bound> globals;
    std::list<Leaf> leaves;

    void bind(CLI::App &app, std::list<Bound> &list, const OptionSpec &spec)
    {
        auto &bound = list.emplace_back(Bound{spec});
        const auto help = helpText(spec);
        if (spec.isFlag) {
            bound.option = app.add_flag(spec.typedNames().join(u',').toStdString(), help);
            return;
        }
        bound.option =
            app.add_option(spec.typedNames().join(u',').toStdString(), bound.value, help)->take_last();
        const auto choices = u"[%1]"_s.arg(spec.choices.join(u'|'));
        bound.option->type_name((spec.choices.isEmpty() ? spec.valueName : choices).toStdString());
    }

    void bindArgument(CLI::App &app, std::list<Bound> &list, const OptionSpec &spec)
    {
        auto &bound = list.emplace_back(Bound{spec});
        bound.option = app.add_option(spec.name.toStdString(), bound.value, helpText(spec));
        bound.option->type_name("");
    }

    CLI::App *group(const QString &name)
    {
        if (name.isEmpty())
            return &program;
        if (auto *existing = subcommand(program, name.toStdString()))
            return existing;
        auto *app = program.add_subcommand(name.toStdString(), Words::forGroup(name).toStdString());
        app->require_subcommand(0, 1);
        app->fallthrough();
        return app;
    }

    Leaf *selected()
    {
        const auto found =
            std::find_if(leaves.begin(), leaves.end(), [](const Leaf &leaf) { return leaf.app->parsed(); });
        return found == leaves.end() ? nullptr : &*found;
    }
};

CommandLine::CommandLine(const CommandList &commands) : m_grammar(std::make_unique<Grammar>())
{
    auto &program = m_grammar->program;
    program.set_help_flag("--help", Words::tr("Print this help and end").toStdString());
    program.require_subcommand(0, 1);
    for (const auto &option : globalOptions())
        m_grammar->bind(program, m_grammar->globals, option);
    for (const auto &command : commands) {
        auto &leaf = m_grammar->leaves.emplace_back();
        leaf.command = command.get();
        leaf.spec = command->spec();
        leaf.app = m_grammar->group(leaf.spec.group)
                       ->add_subcommand(leaf.spec.name.toStdString(), leaf.spec.summary.toStdString());
        leaf.app->fallthrough();
        for (const auto &argument : leaf.spec.arguments)
            m_grammar->bindArgument(*leaf.app, leaf.arguments, argument);
        for (const auto &option : optionsOf(leaf.spec))
            m_grammar->bind(*leaf.app, leaf.options, option);
    }
    m_grammar->helpCommand =
        program.add_subcommand("help", Words::tr("Print help of a command").toStdString());
    m_grammar->helpCommand->fallthrough();
    m_grammar->helpCommand->add_option("COMMAND", m_grammar->helpOf, Words::tr("The command").toStdString());
}

CommandLine::~CommandLine() = default;

ProgramSpec CommandLine::programOf(const CommandList &commands)
{
    ProgramSpec program{u"reeeductio-admin"_s, programSummary(), globalOptions(), {}};
    for (const auto &command : commands) {
        auto spec = command->spec();
        spec.options = optionsOf(spec);
        const auto isOfGroup = [&spec](const ProgramSpec::Group &group) { return group.name == spec.group; };
        auto group = std::find_if(program.groups.begin(), program.groups.end(), isOfGroup);
        if (group == program.groups.end())
            group =
                program.groups.insert(program.groups.end(), {spec.group, Words::forGroup(spec.group), {}});
        group->commands << spec;
    }
    return program;
}

Checked<ParsedLine> CommandLine::parse(const QStringList &arguments)
{
    auto &program = m_grammar->program;
    std::vector<std::string> reversed;
    for (auto argument = arguments.crbegin(); argument != arguments.crend(); ++argument)
        reversed.push_back(argument->toStdString());
    try {
        program.parse(std::move(reversed));
    } catch (const CLI::CallForHelp &) {
        return ParsedLine{.values = {}, .help = QString::fromStdString(program.help())};
    } catch (const CLI::ExtrasError &) {
        return unknownArgument();
    } catch (const CLI::ArgumentMismatch &mismatch) {
        return misused(QString::fromUtf8(mismatch.what())); // names the option, not its value
    } catch (const CLI::ParseError &) {
        return misused(u"The command line cannot be understood."_s);
    }
    return understood();
}

Checked<ParsedLine> CommandLine::understood()
{
    ParsedLine line;
    for (const auto &global : m_grammar->globals) {
        if (const auto checked = take(global, line.values); !checked)
            return tl::unexpected(checked.error());
    }
    if (line.values.has(u"version"_s)) {
        line.wantsVersion = true;
        return line;
    }
    if (m_grammar->helpCommand->parsed()) {
        auto asked = helpAsked();
        if (!asked)
            return tl::unexpected(asked.error());
        line.help = *std::move(asked);
        return line;
    }
    const auto *leaf = m_grammar->selected();
    if (!leaf) {
        UsageError error{u"Missing command."_s, QString::fromStdString(m_grammar->program.help())};
        return tl::unexpected(std::move(error));
    }
    line.command = leaf->command;
    for (const auto &argument : leaf->arguments) {
        if (argument.spec.isRequired && argument.option->count() == 0)
            return misused(u"Missing argument '%1'."_s.arg(argument.spec.name));
        if (const auto taken = take(argument, line.values); !taken)
            return tl::unexpected(taken.error());
    }
    for (const auto &option : leaf->options) {
        if (option.spec.isRequired && option.option->count() == 0)
            return misused(u"Missing option %1."_s.arg(missingName(option.spec)));
        if (const auto taken = take(option, line.values); !taken)
            return tl::unexpected(taken.error());
    }
    return line;
}

Checked<void> CommandLine::take(const Bound &bound, Values &values)
{
    if (bound.option->count() == 0)
        return {};
    const auto value = QString::fromStdString(bound.value);
    values.insert(bound.spec.name, value);
    const auto &name = bound.spec.name;
    return checkChoice(bound.spec, bound.option->get_positional() ? name : u"--"_s + name, value);
}

Checked<QString> CommandLine::helpAsked() const
{
    auto *app = &m_grammar->program;
    auto title = app->get_name();
    for (const auto &name : m_grammar->helpOf) {
        app = subcommand(*app, name);
        if (!app)
            return misused(u"No such command '%1'."_s.arg(QString::fromStdString(name)));
        title += ' ' + name;
    }
    // App::help() would be of `help`, which is the command that is selected.
    return QString::fromStdString(app->get_formatter()->make_help(app, title, CLI::AppFormatMode::Normal));
}

tl::unexpected<UsageError> CommandLine::unknownArgument() const
{
    const auto extras = m_grammar->program.remaining(true);
    const auto first = extras.empty() ? QString() : QString::fromStdString(extras.front());
    if (first.startsWith(u'-') && first.size() > 1)
        return misused(u"No such option: %1"_s.arg(repeatable(first)));
    constexpr qsizetype longestName = 20; // what is longer is no command, and may be a key
    if (m_grammar->selected() || m_grammar->helpCommand->parsed() || first.size() > longestName)
        return misused(u"Got an unexpected extra argument."_s);
    return misused(u"No such command '%1'."_s.arg(first));
}

QString CommandLine::commandTitle() const
{
    auto title = u"reeeductio-admin"_s;
    for (const auto *app = &m_grammar->program; app && !app->get_subcommands().empty();) {
        app = app->get_subcommands().front();
        title += u' ' + QString::fromStdString(app->get_name());
    }
    return title;
}

bool CommandLine::wantsJson(const QStringList &arguments)
{
    bool isJson = false;
    QString option;
    for (const auto &argument : arguments) {
        if (argument == "--"_L1)
            break;
        if (option == "-o"_L1 || option == "--output"_L1 || option == "--output-format"_L1)
            isJson = argument == "json"_L1;
        else if (argument == "-ojson"_L1 || argument == "--output=json"_L1 ||
                 argument == "--output-format=json"_L1)
            isJson = true;
        option = argument;
    }
    return isJson;
}

bool CommandLine::wantsVerbose(const QStringList &arguments)
{
    const auto options = arguments.first(std::max<qsizetype>(arguments.indexOf(u"--"_s), 0));
    const auto &searched = arguments.contains(u"--"_s) ? options : arguments;
    return searched.contains(u"-v"_s) || searched.contains(u"--verbose"_s);
}

} // namespace reeeductio
