// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/sidebar/sidebar.h"

#include "gui/files/droppedfiles.h"
#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "gui/sidebar/topicdelegate.h"
#include "ui_sidebar.h"

#include <QDropEvent>
#include <QItemSelectionModel>
#include <QPushButton>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

Sidebar::Sidebar(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::Sidebar>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_StyledBackground);
    m_ui->topicList->setModel(&m_topics);
    m_ui->topicList->setItemDelegate(new TopicDelegate(this));
    connect(m_ui->topicList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) {
                if (current.isValid())
                    Q_EMIT topicSelected(current.data(static_cast<int>(TopicListModel::Role::Id)).toString());
            });
    m_ui->topicList->viewport()->setAcceptDrops(true);
    m_ui->topicList->viewport()->installEventFilter(this);
    m_hovering.setSingleShot(true);
    m_hovering.setInterval(700ms);
    connect(&m_hovering, &QTimer::timeout, this, [this] {
        if (m_hovered.isValid())
            m_ui->topicList->setCurrentIndex(m_hovered);
    });
    connect(m_ui->newTopic, &QPushButton::clicked, this, &Sidebar::newTopicRequested);
    connect(m_ui->shield, &ShieldButton::clicked, this, [this] { Q_EMIT pageRequested(SpacePage::Audit); });
    addPages();
    // Back to the topic that is chosen already.
    connect(m_ui->topicList, &QListView::clicked, this, [this](const QModelIndex &index) {
        if (m_isElsewhere)
            Q_EMIT topicSelected(index.data(static_cast<int>(TopicListModel::Role::Id)).toString());
    });
    updateHeader();
}

Sidebar::~Sidebar() = default;

void Sidebar::addPages()
{
    const auto entries = spacePageEntries();
    QWidget *before = m_ui->newTopic;
    for (const auto &entry : entries) {
        auto *const button = new QPushButton(entry.label, this);
        button->setObjectName(u"space"_s + entry.name);
        button->setCheckable(true);
        button->setProperty("flatLink", true);
        button->setToolTip(u"%1 (%2)"_s.arg(entry.about, entry.shortcut.toString(QKeySequence::NativeText)));
        connect(button, &QPushButton::clicked, this, [this, button, page = entry.page] {
            button->setChecked(true); // until it is told otherwise
            Q_EMIT pageRequested(page);
        });
        m_ui->pageButtons->addWidget(button);
        m_pages.insert(entry.page, button);
        setTabOrder(std::exchange(before, button), button);
    }
}

void Sidebar::setSpace(LiveSpace *space, const QString &fallbackName)
{
    if (m_space)
        m_space->disconnect(this);
    m_space = space;
    m_fallbackName = fallbackName;
    m_topics.setSpace(space);
    m_ui->shield->setSpace(space);
    if (space)
        connect(space, &LiveSpace::summaryChanged, this, &Sidebar::updateHeader);
    updateHeader();
}

bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::DragLeave)
        hoverOver({});
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove &&
        event->type() != QEvent::Drop)
        return QWidget::eventFilter(watched, event);
    auto *const drop = static_cast<QDropEvent *>(event);
    const auto files = localFilesOf(drop->mimeData());
    const auto index = m_ui->topicList->indexAt(drop->position().toPoint());
    if (event->type() == QEvent::Drop) {
        hoverOver({});
        if (index.isValid() && !files.isEmpty())
            Q_EMIT filesDropped(index.data(static_cast<int>(TopicListModel::Role::Id)).toString(), files);
    } else {
        hoverOver(index);
    }
    drop->setDropAction(Qt::CopyAction);
    // Nothing can be dropped between topics, but the way over them is free.
    const bool isTaken = !files.isEmpty() && (index.isValid() || event->type() == QEvent::DragEnter);
    drop->setAccepted(isTaken);
    return true;
}

void Sidebar::hoverOver(const QModelIndex &index)
{
    if (index == m_hovered)
        return;
    m_hovered = index;
    if (index.isValid())
        m_hovering.start();
    else
        m_hovering.stop();
}

QString Sidebar::currentTopic() const
{
    return m_ui->topicList->currentIndex().data(static_cast<int>(TopicListModel::Role::Id)).toString();
}

void Sidebar::selectTopic(const QString &topic)
{
    const auto index = m_topics.indexOf(topic);
    if (index.isValid())
        m_ui->topicList->setCurrentIndex(index);
}

void Sidebar::step(int by)
{
    const auto count = m_topics.rowCount();
    if (count == 0)
        return;
    const auto row = std::clamp(m_ui->topicList->currentIndex().row() + by, 0, count - 1);
    m_ui->topicList->setCurrentIndex(m_topics.index(row));
}

void Sidebar::setElsewhere(bool isElsewhere, std::optional<SpacePage> page)
{
    m_isElsewhere = isElsewhere;
    for (const auto &[its, button] : m_pages.asKeyValueRange())
        button->setChecked(its == page);
}

void Sidebar::stepToUnread()
{
    const auto count = m_topics.rowCount();
    for (int i = 1; i <= count; ++i) {
        const auto index = m_topics.index((m_ui->topicList->currentIndex().row() + i) % count);
        if (index.data(static_cast<int>(TopicListModel::Role::UnreadCount)).toInt() > 0)
            return m_ui->topicList->setCurrentIndex(index);
    }
}

void Sidebar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateHeader();
    QWidget::changeEvent(event);
}

void Sidebar::updateHeader()
{
    const auto &colors = Theme::colorsFor(palette());
    m_ui->newTopic->setIcon(lineIcon(u"plus"_s, colors.dim));
    m_ui->newTopic->setEnabled(m_space != nullptr);
    const auto entries = spacePageEntries();
    for (const auto &entry : entries) {
        m_pages[entry.page]->setIcon(lineIcon(entry.icon, colors.dim));
        m_pages[entry.page]->setEnabled(m_space != nullptr);
    }
    if (!m_space)
        return;
    const auto &summary = m_space->authority().summary();
    m_ui->spaceName->setText(summary.name.isEmpty() ? m_fallbackName : summary.name);
    m_ui->spaceName->setToolTip(m_space->space().id().toString());
}

} // namespace reeeductio
