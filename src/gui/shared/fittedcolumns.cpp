// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/fittedcolumns.h"

#include <QHeaderView>
#include <QResizeEvent>

#include <algorithm>

namespace reeeductio {

namespace {

constexpr int rowsLookedAt = 20; //!< beside those in sight

} // namespace

FittedColumns::FittedColumns(QTreeView &view, QList<int> columns)
    : QObject(&view), m_view(view), m_columns(std::move(columns))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &FittedColumns::fit);
    auto *const header = view.header();
    header->setResizeContentsPrecision(rowsLookedAt);
    for (const int column : std::as_const(m_columns))
        header->setSectionResizeMode(column, QHeaderView::Interactive);
    const auto *const model = view.model();
    connect(model, &QAbstractItemModel::modelReset, this, [this] { fitLater(true); });
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, [this] { fitLater(false); });
    connect(model, &QAbstractItemModel::dataChanged, this, [this] { fitLater(false); });
    view.viewport()->installEventFilter(this);
    m_timer.start();
}

bool FittedColumns::eventFilter(QObject *watched, QEvent *event)
{
    if (m_yielding >= 0 && event->type() == QEvent::Resize) {
        const auto *const resize = static_cast<QResizeEvent *>(event);
        if (resize->size().width() != resize->oldSize().width())
            fitLater(true);
    }
    return QObject::eventFilter(watched, event);
}

void FittedColumns::fitLater(bool isAnew)
{
    m_isAnew = m_isAnew || isAnew;
    m_timer.start();
}

void FittedColumns::fit()
{
    const bool isAnew = std::exchange(m_isAnew, m_view.model()->rowCount() == 0);
    auto *const header = m_view.header();
    bool hasGrown = false;
    for (const int column : std::as_const(m_columns)) {
        if (header->isSectionHidden(column))
            continue;
        auto &known = m_needed[column];
        const auto width = needed(column);
        if (!isAnew && width <= known) // it is as wide as it was made, by a person maybe
            continue;
        known = width;
        header->resizeSection(column, std::max(width, isAnew ? 0 : header->sectionSize(column)));
        hasGrown = true;
    }
    if (m_yielding < 0 || !hasGrown)
        return;
    const auto least = header->sectionSizeHint(m_yielding);
    const auto width = std::min(header->sectionSize(m_yielding), std::max(least, spaceFor(m_yielding)));
    header->resizeSection(m_yielding, width);
}

int FittedColumns::needed(int column) const
{
    // The tree makes it protected; what it overrides is not.
    const auto content = static_cast<const QAbstractItemView &>(m_view).sizeHintForColumn(column);
    return std::max(content, m_view.header()->sectionSizeHint(column));
}

//! What the others leave of the view.
int FittedColumns::spaceFor(int column) const
{
    const auto *const header = m_view.header();
    int left = m_view.viewport()->width();
    for (int other = 0; other < header->count(); ++other) {
        if (other != column && !header->isSectionHidden(other))
            left -= m_columns.contains(other) ? header->sectionSize(other) : needed(other);
    }
    return left;
}

} // namespace reeeductio
