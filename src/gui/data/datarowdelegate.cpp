// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/data/datarowdelegate.h"

#include "gui/data/datalook.h"
#include "gui/shared/icons.h"
#include "models/datalistmodel.h"

namespace reeeductio {

namespace {

DataStatus statusAt(const QModelIndex &index)
{
    return static_cast<DataStatus>(index.data(static_cast<int>(DataListModel::Role::Status)).toInt());
}

} // namespace

void DataRowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::initStyleOption(option, index);
    option->textElideMode = index.column() == DataListModel::Path ? Qt::ElideMiddle : Qt::ElideRight;
    if (index.column() != DataListModel::Status)
        return;
    const auto look = lookOf(statusAt(index), Theme::colorsFor(option->palette));
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(15, 15);
    option->icon = lineIcon(look.icon, look.color);
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, look.color);
}

bool DataRowDelegate::isDim(const QModelIndex &index) const
{
    const auto status = statusAt(index);
    return index.column() != DataListModel::Path || status == DataStatus::Deleted ||
           status == DataStatus::KnownGone;
}

} // namespace reeeductio
