// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace reeeductio {

//! An option or an argument of a command, as data: the parser, the help and the words for a missing one come
//! from it.
struct OptionSpec
{
    QString name; //!< without dashes: `cap-id`; an argument's is what help calls it: `USER_ID`
    QString help;
    QChar letter = {};
    bool isRequired = false;
    bool isFlag = false;
    QStringList choices = {};
    QString alias = {}; //!< a second long name
    QString valueName = QStringLiteral("TEXT");

    //! As they are typed: `-k`, `--space-key`, `--private-key`.
    QStringList typedNames() const
    {
        QStringList names;
        if (!letter.isNull())
            names << QStringLiteral("-") + letter;
        names << QStringLiteral("--") + name;
        if (!alias.isEmpty())
            names << QStringLiteral("--") + alias;
        return names;
    }
};

//! Whose key a command works with.
enum class Access {
    None,
    Visitor, //!< nobody yet, of a space
    Key,     //!< a key, for what follows from it; nothing is sent
    Admin,   //!< a member of the server's admin space
    Space,   //!< a member of a space
};

//! Whether a command of a space needs what opens its contents.
enum class RootUse { None, Optional, Required };

//! A command as the command line knows it.
struct CommandSpec
{
    QString group; //!< empty: it stands by itself
    QString name;
    QString summary;
    Access access = Access::None;
    RootUse root = RootUse::None;
    bool changesSpace = false; //!< its report ends in the space's id
    QList<OptionSpec> arguments = {};
    QList<OptionSpec> options = {}; //!< those of its access, and --output-format, are not repeated here

    QString title() const { return group.isEmpty() ? name : group + u' ' + name; }
};

//! What was typed, by the option's or argument's name; flags are there or not.
class Values
{
public:
    void insert(const QString &name, const QString &value) { m_values.insert(name, value); }
    bool has(const QString &name) const { return m_values.contains(name); }
    QString of(const QString &name) const { return m_values.value(name); }

private:
    QHash<QString, QString> m_values;
};

} // namespace reeeductio
