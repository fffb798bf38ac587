// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/statedelegates.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/statedifferencemodel.h"
#include "models/statehistorymodel.h"
#include "models/statetreemodel.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int rowPadding = 8;
constexpr int iconSize = 15;

template <class Role>
bool is(const QModelIndex &index, Role role)
{
    return index.data(static_cast<int>(role)).toBool();
}

} // namespace

QSize StateRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + rowPadding);
    return size;
}

void StateRowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const auto &colors = Theme::colorsFor(option->palette);
    option->palette.setColor(QPalette::Highlight, colors.accentSoft);
    setTextColor(*option, colors.text);
}

void StateRowDelegate::setIcon(QStyleOptionViewItem &option, const QString &name, const QColor &color)
{
    option.features |= QStyleOptionViewItem::HasDecoration;
    option.decorationSize = QSize(iconSize, iconSize);
    option.icon = lineIcon(name, color);
}

void StateRowDelegate::setTextColor(QStyleOptionViewItem &option, const QColor &color)
{
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option.palette.setColor(role, color);
}

void StateTreeDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateRowDelegate::initStyleOption(option, index);
    using Role = StateTreeModel::Role;
    const auto &colors = Theme::colorsFor(option->palette);
    if (!is(index, Role::HasValue)) {
        setIcon(*option, u"files"_s, colors.dim);
        option->text +=
            u"  %1"_s.arg(option->locale.toString(index.data(static_cast<int>(Role::Count)).toInt()));
        return;
    }
    if (is(index, Role::IsDeleted)) {
        setTextColor(*option, colors.dim);
        option->font.setStrikeOut(true);
    }
    if (is(index, Role::IsDoubtful))
        setIcon(*option, u"shield-alert"_s, colors.bad);
    else if (is(index, Role::IsPlain) || is(index, Role::IsDeleted))
        setIcon(*option, u"file"_s, colors.dim);
    else
        setIcon(*option, u"lock"_s, colors.ok);
}

void StateHistoryDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateRowDelegate::initStyleOption(option, index);
    using Role = StateHistoryModel::Role;
    const auto &colors = Theme::colorsFor(option->palette);
    const bool doesCount = is(index, Role::Counts);
    if (!doesCount)
        setTextColor(*option, colors.dim);
    option->font.setBold(is(index, Role::IsStanding));
    if (index.column() != StateHistoryModel::Check)
        return;
    setIcon(*option, doesCount ? u"check"_s : u"shield-alert"_s, doesCount ? colors.ok : colors.bad);
    setTextColor(*option, doesCount ? colors.ok : colors.bad);
}

void StateDifferenceDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    StateRowDelegate::initStyleOption(option, index);
    const auto &colors = Theme::colorsFor(option->palette);
    using Kind = PathChange::Kind;
    switch (static_cast<Kind>(index.data(static_cast<int>(StateDifferenceModel::Role::Kind)).toInt())) {
    case Kind::Added:
        return setIcon(*option, u"plus"_s, colors.ok);
    case Kind::Changed:
        return setIcon(*option, u"edit"_s, colors.accent);
    case Kind::Removed:
        setTextColor(*option, colors.dim);
        return setIcon(*option, u"minus"_s, colors.bad);
    }
}

} // namespace reeeductio
