// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/transferlistmodel.h"

#include <QFrame>

#include <memory>

namespace Ui {
class TransferPanel;
}

namespace reeeductio {

class TransferDelegate;

//! The files that go up and down, with what a person can do about each: cancel, try again, clear, show where
//! it was saved. There only while there are any.
class TransferPanel : public QFrame
{
    Q_OBJECT

public:
    explicit TransferPanel(QWidget *parent = nullptr);
    ~TransferPanel() override;

    //! It outlives this.
    void setTransfers(TransferListModel &transfers);

Q_SIGNALS:
    //! A person wants to see the file on this computer.
    void showInFolderRequested(const QString &path);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fitHeight();
    void showMenu(const QPoint &position);
    void retry(const QModelIndex &index);
    void remove(const QModelIndex &index);

    std::unique_ptr<Ui::TransferPanel> m_ui;
    TransferDelegate *m_delegate;
    TransferListModel *m_transfers = nullptr;
};

} // namespace reeeductio
