// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/transferpanel.h"

#include "gui/files/transferdelegate.h"
#include "ui_transferpanel.h"

#include <QKeyEvent>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int mostRowsSeen = 3;

} // namespace

TransferPanel::TransferPanel(QWidget *parent)
    : QFrame(parent), m_ui(std::make_unique<Ui::TransferPanel>()), m_delegate(new TransferDelegate(this))
{
    m_ui->setupUi(this);
    m_ui->transferList->setItemDelegate(m_delegate);
    m_ui->transferList->installEventFilter(this);
    connect(m_ui->transferList, &QWidget::customContextMenuRequested, this, &TransferPanel::showMenu);
    connect(m_delegate, &TransferDelegate::removeRequested, this,
            [this](const QModelIndex &index) { remove(index); });
    connect(m_delegate, &TransferDelegate::retryRequested, this,
            [this](const QModelIndex &index) { retry(index); });
    connect(m_delegate, &TransferDelegate::showRequested, this, [this](const QModelIndex &index) {
        Q_EMIT showInFolderRequested(index.data(static_cast<int>(TransferListModel::Role::Path)).toString());
    });
    connect(m_ui->clearTransfers, &QPushButton::clicked, this, [this] { m_transfers->clearDone(); });
    hide();
}

TransferPanel::~TransferPanel() = default;

void TransferPanel::setTransfers(TransferListModel &transfers)
{
    m_transfers = &transfers;
    m_ui->transferList->setModel(&transfers);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&transfers, signal, this, &TransferPanel::refresh);
    connect(&transfers, &QAbstractItemModel::dataChanged, this, &TransferPanel::refresh);
    connect(&transfers, &QAbstractItemModel::rowsInserted, m_ui->transferList, &QListView::scrollToBottom,
            Qt::QueuedConnection);
    refresh();
}

void TransferPanel::refresh()
{
    const auto rows = m_transfers->rowCount();
    setVisible(rows > 0);
    m_ui->clearTransfers->setEnabled(m_transfers->hasDone());
    m_ui->transferTitle->setText(m_transfers->hasRunning() ? tr("Files under way") : tr("Sent and saved"));
    fitHeight();
}

void TransferPanel::fitHeight()
{
    if (!m_transfers || m_transfers->rowCount() == 0)
        return;
    const auto rows = std::min(m_transfers->rowCount(), mostRowsSeen);
    m_ui->transferList->setFixedHeight(rows * m_ui->transferList->sizeHintForRow(0) + 2);
}

// Both behind the event of which they are a part: the row may be gone then.

void TransferPanel::retry(const QModelIndex &index)
{
    const auto later = [this, row = QPersistentModelIndex(index)] {
        if (row.isValid())
            m_transfers->retry(row.row());
    };
    QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
}

void TransferPanel::remove(const QModelIndex &index)
{
    const auto later = [this, row = QPersistentModelIndex(index)] {
        if (row.isValid())
            m_transfers->remove(row.row());
    };
    QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
}

void TransferPanel::showMenu(const QPoint &position)
{
    const auto index = m_ui->transferList->indexAt(position);
    if (!index.isValid())
        return;
    const auto state = static_cast<TransferListModel::State>(
        index.data(static_cast<int>(TransferListModel::Role::State)).toInt());
    const QPersistentModelIndex row(index);
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (state == TransferListModel::State::Failed)
        menu->addAction(TransferDelegate::retryText(), this, [this, row] { retry(row); });
    const bool isUpload = index.data(static_cast<int>(TransferListModel::Role::IsUpload)).toBool();
    if (state == TransferListModel::State::Done && !isUpload)
        menu->addAction(TransferDelegate::showText(), this,
                        [this, row] { Q_EMIT m_delegate->showRequested(row); });
    menu->addAction(TransferDelegate::removeText(index), this, [this, row] { remove(row); });
    menu->popup(m_ui->transferList->viewport()->mapToGlobal(position));
}

bool TransferPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto key = static_cast<QKeyEvent *>(event)->key();
    const auto current = m_ui->transferList->currentIndex();
    if (key == Qt::Key_Delete && current.isValid())
        remove(current);
    else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && current.isValid())
        retry(current);
    else
        return QFrame::eventFilter(watched, event);
    return true;
}

void TransferPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
    QFrame::changeEvent(event);
}

} // namespace reeeductio
