// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/manual.h"

#include "cli/credentialsource.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::Manual)
};

//! A text as roff shows it: ASCII only, dashes that can be copied, and no line that begins with a command.
QString escaped(const QString &text)
{
    QString written;
    const auto characters = text.toUcs4();
    for (const auto character : characters) {
        if (character == u'\\')
            written += u"\\e"_s;
        else if (character == u'-')
            written += u"\\-"_s;
        else if (character > 127)
            written +=
                u"\\[u%1]"_s.arg(character, 4, 16, QLatin1Char('0')).toUpper().replace(u"[U"_s, u"[u"_s);
        else
            written += QChar(character);
    }
    if (written.startsWith(u'.') || written.startsWith(u'\''))
        written.prepend(u"\\&"_s);
    return written;
}

//! `-c, --cap-id TEXT`
QString heading(const OptionSpec &option)
{
    auto names = option.typedNames();
    for (auto &name : names)
        name = u"\\fB%1\\fR"_s.arg(escaped(name));
    const auto value = option.choices.isEmpty() ? option.valueName : option.choices.join(u'|');
    return names.join(u", "_s) + (option.isFlag ? QString() : u" \\fI%1\\fR"_s.arg(escaped(value)));
}

QString paragraphs(const QList<OptionSpec> &options)
{
    QString text;
    for (const auto &option : options)
        text += u".TP\n%1\n%2\n"_s.arg(heading(option), escaped(option.help));
    return text;
}

QString synopsis(const CommandSpec &command)
{
    auto text = u"\\fB%1\\fR"_s.arg(escaped(command.title()));
    for (const auto &argument : command.arguments)
        text += (argument.isRequired ? u" \\fI%1\\fR"_s : u" [\\fI%1\\fR]"_s).arg(escaped(argument.name));
    return text;
}

QString section(const ProgramSpec::Group &group)
{
    auto text = group.name.isEmpty() ? QString() : u".SS %1\n%2.\n"_s.arg(group.name, escaped(group.summary));
    for (const auto &command : group.commands) {
        text += u".TP\n%1\n%2.\n"_s.arg(synopsis(command), escaped(command.summary));
        if (command.arguments.isEmpty() && command.options.isEmpty())
            continue;
        text += u".RS\n"_s;
        for (const auto &argument : command.arguments)
            text += u".TP\n\\fI%1\\fR\n%2\n"_s.arg(escaped(argument.name), escaped(argument.help));
        text += paragraphs(command.options) + u".RE\n"_s;
    }
    return text;
}

} // namespace

QString manualPage(const ProgramSpec &program)
{
    const auto name = escaped(program.name);
    auto text = u".TH %1 1\n"_s.arg(program.name.toUpper());
    text += u".SH NAME\n%1 \\- %2\n"_s.arg(name, escaped(program.summary));
    text += u".SH SYNOPSIS\n\\fB%1\\fR [\\fIOPTIONS\\fR] \\fICOMMAND\\fR [\\fIARGUMENTS\\fR]\n"_s.arg(name);
    text += u".SH OPTIONS\n"_s + paragraphs(program.globals);
    text += u".SH COMMANDS\n"_s;
    for (const auto &group : program.groups)
        text += section(group);
    text += u".SH \"EXIT STATUS\"\n"_s +
            escaped(Words::tr(
                "0 when it was done; 1 when it failed, or what was found is not as it should be; 2 when the "
                "command line cannot be meant.")) +
            u'\n';
    text += u".SH ENVIRONMENT\n"_s;
    for (const auto &[variable, help] : credentialVariables())
        text += u".TP\n\\fB%1\\fR\n%2\n"_s.arg(escaped(variable), escaped(help));
    return text;
}

} // namespace reeeductio
