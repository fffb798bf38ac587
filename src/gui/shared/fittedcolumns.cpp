// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/fittedcolumns.h"

#include <QHeaderView>

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
    m_timer.start();
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
    for (const int column : std::as_const(m_columns)) {
        // The tree makes it protected; what it overrides is not.
        const auto content = static_cast<const QAbstractItemView &>(m_view).sizeHintForColumn(column);
        const auto needed = std::max(content, header->sectionSizeHint(column));
        if (isAnew || needed > header->sectionSize(column))
            header->resizeSection(column, needed);
    }
}

} // namespace reeeductio
