// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/manual.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

const auto bash = u"bash"_s;
const auto zsh = u"zsh"_s;
const auto fish = u"fish"_s;

bool takesPath(const OptionSpec &option)
{
    return option.valueName == "FILE"_L1 || option.valueName == "DIR"_L1 || option.name == "FILE"_L1;
}

QStringList allNames(const QList<OptionSpec> &options)
{
    QStringList names;
    for (const auto &option : options)
        names << option.typedNames();
    return names;
}

//! Names of options that are followed by a value.
QStringList namesWithValue(const QList<OptionSpec> &options)
{
    QStringList names;
    for (const auto &option : options) {
        if (!option.isFlag)
            names << option.typedNames();
    }
    return names;
}

//! `case`'s branches: what may follow each option that has a value.
QString valueBranches(const QString &command, const QList<OptionSpec> &options)
{
    QString text;
    for (const auto &option : options) {
        if (option.isFlag)
            continue;
        const auto what =
            takesPath(option) ? u"COMPREPLY=($(compgen -f -- \"$cur\"))"_s
            : option.choices.isEmpty()
                ? u":"_s
                : u"COMPREPLY=($(compgen -W '%1' -- \"$cur\"))"_s.arg(option.choices.join(u' '));
        QStringList patterns;
        const auto names = option.typedNames();
        for (const auto &name : names)
            patterns << u"\"%1 %2\""_s.arg(command, name);
        text += u"        %1) %2; return ;;\n"_s.arg(patterns.join(u'|'), what);
    }
    return text;
}

QString functionOf(const ProgramSpec &program)
{
    auto name = program.name;
    return name.replace(u'-', u'_').prepend(u'_');
}

QString bashScript(const ProgramSpec &program)
{
    QStringList first{u"help"_s};
    QStringList alone; // commands that stand by themselves
    QString words;
    QString values = valueBranches(u"*"_s, program.globals).replace(u"\"* "_s, u"*\" "_s);
    QString options;
    QString files;
    QStringList withValue = namesWithValue(program.globals);
    for (const auto &group : program.groups) {
        QStringList names;
        for (const auto &command : group.commands) {
            names << command.name;
            withValue << namesWithValue(command.options);
            values += valueBranches(command.title(), command.options);
            options += u"        \"%1\") words+=' %2' ;;\n"_s.arg(command.title(),
                                                                  allNames(command.options).join(u' '));
            if (std::any_of(command.arguments.begin(), command.arguments.end(), takesPath))
                files += u"        \"%1\") COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"_s.arg(command.title());
        }
        if (group.name.isEmpty()) {
            first << names;
            alone << names;
        } else {
            first << group.name;
            words += u"        \"%1\") words='%2' ;;\n"_s.arg(group.name, names.join(u' '));
        }
    }
    withValue.removeDuplicates();
    // Which words are the command: those that are neither options nor their values.
    return u"%1()\n"
           "{\n"
           "    local cur=\"${COMP_WORDS[COMP_CWORD]}\" prev=\"${COMP_WORDS[COMP_CWORD-1]}\" said=() words "
           "i\n"
           "    COMPREPLY=()\n"
           "    for ((i = 1; i < COMP_CWORD; ++i)); do\n"
           "        case \"${COMP_WORDS[i]}\" in\n"
           "        %3) ((++i)) ;;\n"
           "        -*) ;;\n"
           "        *) said+=(\"${COMP_WORDS[i]}\") ;;\n"
           "        esac\n"
           "    done\n"
           "    local command=\"${said[*]:0:2}\"\n"
           "    case \"${said[0]}\" in\n"
           "    %10) command=\"${said[0]}\" ;;\n"
           "    esac\n"
           "    case \"$command $prev\" in\n"
           "%4"
           "    esac\n"
           "    if [[ $cur == -* ]]; then\n"
           "        words='%5'\n"
           "        case \"$command\" in\n"
           "%6"
           "        esac\n"
           "    elif [[ ${#said[@]} -eq 0 ]]; then\n"
           "        words='%7'\n"
           "    else\n"
           "        words=''\n"
           "        case \"${said[*]}\" in\n"
           "%8"
           "        esac\n"
           "        case \"$command\" in\n"
           "%9"
           "        esac\n"
           "        [[ -z $words ]] && return\n"
           "    fi\n"
           "    COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
           "}\n"
           "complete -F %1 %2\n"_s
               .arg(functionOf(program), program.name, withValue.join(u'|'), values,
                    (allNames(program.globals) << u"--help"_s).join(u' '), options, first.join(u' '), words,
                    files)
               .arg(alone.join(u'|'));
}

QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + text + u'\'';
}

QString fishOption(const QString &program, const QString &condition, const OptionSpec &option)
{
    auto line = u"complete -c %1"_s.arg(program);
    if (!condition.isEmpty())
        line += u" -n "_s + quoted(condition);
    if (!option.letter.isNull())
        line += u" -s "_s + option.letter;
    line += u" -l "_s + option.name;
    if (!option.alias.isEmpty())
        line += u" -l "_s + option.alias;
    if (!option.isFlag)
        line += takesPath(option) ? u" -r -F"_s : u" -x"_s;
    if (!option.choices.isEmpty())
        line += u" -a "_s + quoted(option.choices.join(u' '));
    return line + u" -d "_s + quoted(option.help) + u'\n';
}

QString fishScript(const ProgramSpec &program)
{
    auto text = u"complete -c %1 -f\n"_s.arg(program.name);
    for (const auto &option : program.globals)
        text += fishOption(program.name, {}, option);
    const auto word = [&](const QString &condition, const QString &name, const QString &help) {
        text +=
            u"complete -c %1 -n %2 -a %3 -d %4\n"_s.arg(program.name, quoted(condition), name, quoted(help));
    };
    const auto nothingYet = u"__fish_use_subcommand"_s;
    for (const auto &group : program.groups) {
        QStringList names;
        for (const auto &command : group.commands)
            names << command.name;
        if (!group.name.isEmpty())
            word(nothingYet, group.name, group.summary);
        const auto inGroup = u"__fish_seen_subcommand_from "_s + group.name;
        const auto notYet = inGroup + u"; and not __fish_seen_subcommand_from "_s + names.join(u' ');
        for (const auto &command : group.commands) {
            word(group.name.isEmpty() ? nothingYet : notYet, command.name, command.summary);
            const auto here = u"__fish_seen_subcommand_from "_s + command.name;
            const auto condition = group.name.isEmpty() ? here : inGroup + u"; and "_s + here;
            for (const auto &option : command.options)
                text += fishOption(program.name, condition, option);
            if (std::any_of(command.arguments.begin(), command.arguments.end(), takesPath))
                text += u"complete -c %1 -n %2 -F\n"_s.arg(program.name, quoted(condition));
        }
    }
    return text;
}

} // namespace

QStringList completionShells()
{
    return {bash, zsh, fish};
}

QString completionScript(const ProgramSpec &program, const QString &shell)
{
    if (shell == fish)
        return fishScript(program);
    if (shell == zsh) // read for its first Tab, it also answers that
        return u"#compdef %1\nautoload -U +X bashcompinit && bashcompinit\n"_s.arg(program.name) +
               bashScript(program) +
               u"[[ ${funcstack[1]} != _%1 ]] || _bash_complete -F %2\n"_s.arg(program.name,
                                                                               functionOf(program));
    return bashScript(program);
}

} // namespace reeeductio
