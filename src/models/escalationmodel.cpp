// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/escalationmodel.h"

#include "models/accesstext.h"
#include "models/displaytext.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString areaOf(const MemberId &member)
{
    return member.isTool() ? u"tools"_s : u"users"_s;
}

} // namespace

EscalationModel::EscalationModel(QObject *parent) : QStandardItemModel(0, ColumnCount, parent)
{
    setHorizontalHeaderLabels({tr("What could happen"), tr("What is written for it")});
}

QStandardItem *EscalationModel::addHeading(const QString &text)
{
    auto *const heading = new QStandardItem(text);
    auto font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    heading->setEditable(false);
    appendRow({heading, new QStandardItem});
    item(rowCount() - 1, Written)->setEditable(false);
    return heading;
}

QStandardItem *EscalationModel::addLine(QStandardItem *parent, const QString &text, const QString &written,
                                        const QString &area, const QString &subject)
{
    auto *const line = new QStandardItem(text);
    auto *const path = new QStandardItem(written);
    for (auto *const each : {line, path}) {
        each->setEditable(false);
        each->setToolTip(plainToolTip(each->text()));
        each->setData(subject, static_cast<int>(Role::Subject));
        each->setData(area, static_cast<int>(Role::Area));
    }
    parent->appendRow({line, path});
    return line;
}

void EscalationModel::setMap(const EscalationMap &map, const SpaceOverview &space, const MemberId &self)
{
    const EscalationNames names{space, self};
    removeRows(0, rowCount());
    auto *heading = addHeading(map.ways.isEmpty() ? tr("Nobody else could become administrator without help")
                                                  : tr("Who could become administrator, and how"));
    for (const auto &way : map.ways) {
        auto *const title =
            addLine(heading, wayTitle(way, names), {}, areaOf(way.member), way.member.toString());
        int number = 0;
        for (const auto &step : way.steps)
            //: The number of a step, and what is done in it
            addLine(title, tr("%1. %2").arg(QLocale().toString(++number), stepText(step, names)),
                    displayName(step.edit.path), step.edit.path.section(u'/', 1, 1),
                    step.edit.path.section(u'/', 2, 2));
        addLine(title, wayEnd(way, names), {}, areaOf(way.administrator), way.administrator.toString());
    }
    if (!map.dormant.isEmpty()) {
        heading = addHeading(tr("What gives power to nobody yet"));
        for (const auto &power : map.dormant)
            addLine(heading, dormantText(power, names), {}, power.tool ? u"tools"_s : u"roles"_s,
                    power.tool ? power.tool->toString() : power.role);
    }
    heading = addHeading(tr("Who may change everything today"));
    for (const auto &member : map.administrators)
        addLine(heading, names.nameOf(member), {}, areaOf(member), member.toString());
}

} // namespace reeeductio
