// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/accessjson.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString scriptName(DormantPower::Kind kind)
{
    switch (kind) {
    case DormantPower::Kind::UnlimitedTool:
        return u"unlimited-tool"_s;
    case DormantPower::Kind::UnusedInvitation:
        return u"unused-invitation"_s;
    case DormantPower::Kind::UnheldRole:
        return u"unheld-role"_s;
    }
    Q_UNREACHABLE();
}

QString nameOf(const MemberId &member, const SpaceOverview &space)
{
    if (const auto name = space.names.value(member.text()); !name.isEmpty())
        return name;
    const auto *known = space.roster.member(member);
    return known ? known->description : QString();
}

//! A cell of a table. What strangers wrote must not become a formula in whoever's spreadsheet.
QByteArray csvCell(QString text)
{
    constexpr QStringView formulas = u"=+-@\t\r";
    if (!text.isEmpty() && formulas.contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        text = u'"' + text.replace(u'"', u"\"\""_s) + u'"';
    return text.toUtf8();
}

QByteArray csvLine(const QStringList &cells)
{
    QByteArrayList line;
    for (const auto &cell : cells)
        line << csvCell(cell);
    return line.join(',') + "\r\n";
}

QJsonArray becauseJson(const AccessVerdict &verdict)
{
    QJsonArray because;
    for (const auto &right : verdict.because) {
        QJsonObject object = right.held.capability.toJson();
        if (!right.held.role.isEmpty())
            object.insert(u"role"_s, right.held.role);
        if (right.granted)
            object.insert(u"entry"_s, right.granted->path);
        because << object;
    }
    return because;
}

QJsonObject stepJson(const EscalationStep &step)
{
    return {{u"signer"_s, step.signer.toString()},
            {u"op"_s, QString(nameOf(step.operation))},
            {u"path"_s, step.edit.path},
            {u"value"_s, QJsonDocument::fromJson(step.edit.value).object()}};
}

} // namespace

QString scriptName(Reason reason)
{
    switch (reason) {
    case Reason::Owner:
        return u"owner"_s;
    case Reason::HeldByRight:
        return u"held-by-right"_s;
    case Reason::AnyMember:
        return u"any-member"_s;
    case Reason::NotAMember:
        return u"not-a-member"_s;
    case Reason::TrustBroken:
        return u"trust-broken"_s;
    case Reason::NoRight:
        return u"no-right"_s;
    case Reason::BrokenRight:
        return u"broken-right"_s;
    }
    Q_UNREACHABLE();
}

QJsonObject matrixJson(const AccessOverview &overview)
{
    const auto &matrix = overview.matrix;
    QJsonArray questions;
    for (const auto &[operation, resource] : matrix.questions())
        questions << QJsonObject{{u"op"_s, QString(nameOf(operation))}, {u"path"_s, resource}};
    QJsonArray members;
    for (qsizetype row = 0; row < matrix.members().size(); ++row) {
        QJsonArray allowed;
        for (qsizetype column = 0; column < matrix.questions().size(); ++column)
            allowed << matrix.cell(row, column).allowed;
        const auto &member = matrix.members().at(row);
        members << QJsonObject{{u"id"_s, member.toString()},
                               {u"name"_s, nameOf(member, overview.space)},
                               {u"allowed"_s, allowed}};
    }
    return {{u"questions"_s, questions}, {u"members"_s, members}};
}

QByteArray matrixCsv(const AccessOverview &overview)
{
    const auto &matrix = overview.matrix;
    QStringList titles{u"member"_s, u"name"_s};
    for (const auto &[operation, resource] : matrix.questions())
        titles << QString(nameOf(operation)) + u' ' + resource;
    auto text = csvLine(titles);
    for (qsizetype row = 0; row < matrix.members().size(); ++row) {
        const auto &member = matrix.members().at(row);
        QStringList cells{member.toString(), nameOf(member, overview.space)};
        for (qsizetype column = 0; column < matrix.questions().size(); ++column)
            cells << (matrix.cell(row, column).allowed ? u"yes"_s : u"no"_s);
        text += csvLine(cells);
    }
    return text;
}

QJsonObject whoMayJson(const AccessQuestion &question, const QList<AccessAnswer> &answers)
{
    QJsonArray members;
    for (const auto &answer : answers)
        members << QJsonObject{{u"id"_s, answer.question.member.toString()},
                               {u"reason"_s, scriptName(answer.server.reason)},
                               {u"because"_s, becauseJson(answer.server)}};
    return {{u"op"_s, QString(nameOf(question.operation))},
            {u"path"_s, question.resource},
            {u"members"_s, members}};
}

QJsonObject escalationJson(const EscalationMap &map)
{
    QJsonArray administrators;
    for (const auto &member : map.administrators)
        administrators << member.toString();
    QJsonArray ways;
    for (const auto &way : map.ways) {
        QJsonArray steps;
        for (const auto &step : way.steps)
            steps << stepJson(step);
        ways << QJsonObject{{u"member"_s, way.member.toString()},
                            {u"administrator"_s, way.administrator.toString()},
                            {u"steps"_s, steps}};
    }
    QJsonArray dormant;
    for (const auto &power : map.dormant) {
        QJsonObject object{{u"kind"_s, scriptName(power.kind)}};
        if (power.tool)
            object.insert(u"tool"_s, power.tool->toString());
        else
            object.insert(u"role"_s, power.role);
        dormant << object;
    }
    return {{u"administrators"_s, administrators}, {u"ways"_s, ways}, {u"dormant"_s, dormant}};
}

} // namespace reeeductio
