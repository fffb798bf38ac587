// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/statechangespanel.h"

#include "gui/shared/role.h"
#include "gui/state/statedelegates.h"

#include <QDateTimeEdit>
#include <QFormLayout>
#include <QLabel>
#include <QListView>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace reeeductio {

StateChangesPanel::StateChangesPanel(QWidget *parent)
    : QWidget(parent), m_since(new QDateTimeEdit(this)), m_until(new QLabel(this)),
      m_list(new QListView(this)), m_count(new QLabel(this))
{
    m_since->setObjectName(u"changesSince"_s);
    m_since->setCalendarPopup(true);
    m_since->setAccessibleName(tr("Changes since this time"));
    m_until->setObjectName(u"changesUntil"_s);
    m_until->setWordWrap(true);
    m_list->setObjectName(u"changeList"_s);
    m_list->setAccessibleName(tr("Changed values"));
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setItemDelegate(new StateDifferenceDelegate(this));
    m_count->setObjectName(u"changeCount"_s);
    m_count->setWordWrap(true);
    setRole(m_count, u"dim"_s);
    auto *const range = new QFormLayout;
    range->setHorizontalSpacing(8);
    auto *const since = new QLabel(tr("&Since"), this);
    since->setBuddy(m_since);
    range->addRow(since, m_since);
    range->addRow(new QLabel(tr("Until"), this), m_until);
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(range);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_count);
    connect(m_since, &QDateTimeEdit::dateTimeChanged, this,
            [this](const QDateTime &time) { Q_EMIT sinceChanged(time.toMSecsSinceEpoch()); });
}

void StateChangesPanel::setModel(StateDifferenceModel &differences)
{
    m_differences = &differences;
    m_list->setModel(&differences);
    connect(&differences, &QAbstractItemModel::modelReset, this, &StateChangesPanel::refresh);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    Q_EMIT pathChosen(m_differences->differenceAt(current.row()).change.path);
            });
    refresh();
}

qint64 StateChangesPanel::since() const
{
    return m_since->dateTime().toMSecsSinceEpoch();
}

void StateChangesPanel::setSince(qint64 timeMs)
{
    const QSignalBlocker quiet(m_since);
    m_since->setDateTime(QDateTime::fromMSecsSinceEpoch(timeMs));
}

void StateChangesPanel::setUntil(const QString &text)
{
    m_until->setText(text);
}

void StateChangesPanel::refresh()
{
    const auto count = m_differences->rowCount();
    m_count->setText(count == 0 ? tr("Nothing changed between these two.")
                                : tr("%n value(s) changed.", nullptr, count));
}

} // namespace reeeductio
