// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/timelineview.h"

#include "gui/chat/messagedelegate.h"
#include "gui/shared/errortext.h"
#include "gui/shared/icons.h"
#include "gui/shared/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int nearAnEnd = 600; //!< pixels: fetched before a person gets there
constexpr int atTheEnd = 4;
constexpr int remeasuredAtOnce = 40; //!< a few milliseconds

} // namespace

TimelineView::TimelineView(QWidget *parent)
    : QListView(parent), m_delegate(new MessageDelegate(this)),
      m_jump(new QPushButton(tr("Newest messages"), this))
{
    m_jump->setObjectName(u"jumpToNewest"_s);
    m_jump->setCursor(Qt::PointingHandCursor);
    m_jump->hide();
    m_remeasure.setInterval(0);
    connect(&m_remeasure, &QTimer::timeout, this, &TimelineView::remeasureSome);
    connect(m_jump, &QPushButton::clicked, this, &TimelineView::showNewest);
    setItemDelegate(m_delegate);
    setLayoutMode(QListView::SinglePass);
    setResizeMode(QListView::Adjust);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    verticalScrollBar()->setSingleStep(24);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &TimelineView::scrolled);
    // The range changes when rows are laid out: only then can the end be scrolled to.
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] {
        if (m_staysAtEnd)
            scrollToEnd();
    });
}

void TimelineView::setTimeline(TimelineModel *model)
{
    m_timeline = model;
    // Before the base class hears of it: what is at the top must be known as it was.
    connect(model, &QAbstractItemModel::rowsAboutToBeInserted, this, &TimelineView::remember);
    connect(model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &TimelineView::remember);
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &TimelineView::remember);
    setModel(model);
    // What a row looks like depends on the one before it, too.
    connect(model, &QAbstractItemModel::rowsRemoved, this, [this](const QModelIndex &, int first) {
        m_delegate->forget(m_timeline->index(first));
        m_nextToRemeasure = 0;
        restore();
    });
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_delegate->forgetAll();
        restore();
    });
    connect(model, &TimelineModel::loaded, this, [this] {
        m_staysAtEnd = true;
        restore();
    });
}

bool TimelineView::isAtEnd() const
{
    return verticalScrollBar()->value() >= verticalScrollBar()->maximum() - atTheEnd;
}

void TimelineView::scrollToEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    scrolled();
}

void TimelineView::showNewest()
{
    if (!m_timeline)
        return;
    m_staysAtEnd = true;
    if (m_timeline->hasNewest())
        scrollToEnd();
    else
        m_timeline->showNewest();
}

void TimelineView::placeJump()
{
    constexpr int distance = 16;
    m_jump->setIcon(lineIcon(u"down"_s, Theme::colorsFor(palette()).accent));
    m_jump->adjustSize();
    const auto area = viewport()->geometry();
    m_jump->move(area.center().x() - m_jump->width() / 2, area.bottom() - m_jump->height() - distance);
    m_jump->setVisible(!m_staysAtEnd && m_timeline && m_timeline->rowCount() > 0);
}

void TimelineView::remember()
{
    const auto top = indexAt(QPoint(viewport()->width() / 2, 1));
    m_anchor = {};
    if (top.isValid())
        m_anchor = {top.data(static_cast<int>(TimelineModel::Role::Key)).toString(), visualRect(top).top()};
}

void TimelineView::restore()
{
    if (!m_timeline || m_isRestoring)
        return;
    m_isRestoring = true;
    doItemsLayout();
    if (m_staysAtEnd) {
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    } else if (const int row = m_timeline->rowOf(m_anchor.key); row >= 0) {
        const auto now = visualRect(m_timeline->index(row)).top();
        verticalScrollBar()->setValue(verticalScrollBar()->value() + now - m_anchor.offset);
    }
    m_isRestoring = false;
    scrolled();
}

void TimelineView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    m_delegate->forget(model()->index(end + 1, 0));
    QListView::rowsInserted(parent, start, end);
    restore();
}

void TimelineView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                               const QList<int> &roles)
{
    if (roles == QList<int>{static_cast<int>(TimelineModel::Role::SenderName)})
        return viewport()->update(); // on a line of its own, of one height
    remember();
    remeasure(topLeft.row(), bottomRight.row() + 1); // the next one looks as it does because of these
    QListView::dataChanged(topLeft, bottomRight, roles);
    restore();
}

void TimelineView::remeasure(int first, int last)
{
    if (last - first > remeasuredAtOnce) { // what can be seen now, the rest bit by bit
        first = std::max(0, indexAt({0, 1}).row());
        const auto bottom = indexAt(viewport()->rect().bottomLeft() - QPoint(0, 1)).row();
        last = bottom < 0 ? first + remeasuredAtOnce : bottom;
        m_nextToRemeasure = 0;
        m_remeasure.start();
    }
    for (int row = first; row <= last; ++row)
        m_delegate->forget(m_timeline->index(row));
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    remember();
    if (event->size().width() != event->oldSize().width() && m_timeline)
        remeasure(0, m_timeline->rowCount() - 1);
    QListView::resizeEvent(event);
    restore();
    placeJump();
}

void TimelineView::remeasureSome()
{
    const int end = std::min(m_nextToRemeasure + remeasuredAtOnce, m_timeline->rowCount());
    remember();
    for (; m_nextToRemeasure < end; ++m_nextToRemeasure)
        m_delegate->forget(m_timeline->index(m_nextToRemeasure));
    restore();
    if (end == m_timeline->rowCount())
        m_remeasure.stop();
}

void TimelineView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        m_delegate->forgetAll();
    QListView::changeEvent(event);
}

void TimelineView::scrolled()
{
    if (!m_timeline || m_isRestoring)
        return;
    const auto *bar = verticalScrollBar();
    m_staysAtEnd = isAtEnd() && m_timeline->hasNewest();
    m_timeline->setFollowing(m_staysAtEnd);
    placeJump();
    if (bar->value() < nearAnEnd)
        m_timeline->fetchOlder();
    if (bar->maximum() - bar->value() < nearAnEnd)
        m_timeline->fetchNewer();
    if (m_staysAtEnd)
        Q_EMIT endReached();
}

void TimelineView::copyCurrent()
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(
            currentIndex().data(static_cast<int>(TimelineModel::Role::Text)).toString());
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::MoveToEndOfDocument))
        return showNewest();
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid())
        return Q_EMIT detailsRequested();
    QListView::keyPressEvent(event);
}

void TimelineView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const auto index = isByKeyboard ? currentIndex() : indexAt(event->pos());
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy text"), this, &TimelineView::copyCurrent);
    const auto hash = index.data(static_cast<int>(TimelineModel::Role::Hash)).toString();
    if (!hash.isEmpty())
        menu->addAction(tr("Copy message ID"), this, [hash] { QGuiApplication::clipboard()->setText(hash); });
    menu->addAction(tr("Details"), this, &TimelineView::detailsRequested);
    const auto file = index.data(static_cast<int>(TimelineModel::Role::File));
    if (file.isValid()) {
        menu->addSeparator();
        addLookingActions(*menu, index);
        menu->addAction(MessageLayout::saveText(), this,
                        [this, file] { Q_EMIT m_delegate->saveRequested(file.value<FilePayload>()); });
        menu->addAction(MessageLayout::saveAsText(), this,
                        [this, file] { Q_EMIT m_delegate->saveAsRequested(file.value<FilePayload>()); });
    }
    const auto delivery = static_cast<TimelineModel::Delivery>(
        index.data(static_cast<int>(TimelineModel::Role::Delivery)).toInt());
    if (delivery == TimelineModel::Delivery::Failed) {
        const auto id = index.data(static_cast<int>(TimelineModel::Role::OutboxId)).toLongLong();
        menu->addSeparator();
        if (MessageLayout::contentOf(index).hasReason)
            menu->addAction(whyText(), this, [this, id] { Q_EMIT m_delegate->whyRequested(id); });
        menu->addAction(MessageLayout::retryText(), this,
                        [this, id] { Q_EMIT m_delegate->retryRequested(id); });
        menu->addAction(MessageLayout::takeBackText(), this,
                        [this, id] { Q_EMIT m_delegate->takeBackRequested(id); });
    }
    menu->popup(isByKeyboard ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

//! At a file: an image here, another elsewhere, if it is harmless.
void TimelineView::addLookingActions(QMenu &menu, const QModelIndex &index)
{
    const auto content = MessageLayout::contentOf(index);
    const auto file = index.data(static_cast<int>(TimelineModel::Role::File)).value<FilePayload>();
    if (content.isOpenable)
        menu.addAction(MessageLayout::openText(), this,
                       [this, file] { Q_EMIT m_delegate->openRequested(file); });
    if (content.isViewable) {
        const auto hash = index.data(static_cast<int>(TimelineModel::Role::Hash)).toByteArray();
        menu.addAction(MessageLayout::viewText(), this,
                       [this, hash, file] { Q_EMIT m_delegate->viewRequested(hash, file); });
    }
}

void TimelineView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (current.isValid())
        Q_EMIT messageActivated(current);
}

} // namespace reeeductio
