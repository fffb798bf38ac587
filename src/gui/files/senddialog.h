// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/filestosendmodel.h"

#include <QDialog>

#include <memory>

namespace Ui {
class SendDialog;
}

namespace reeeductio {

//! Shows what is about to be sent and where, and asks whether it shall be. Files can be named and taken out.
class SendDialog : public QDialog
{
    Q_OBJECT

public:
    //! `target`: the topic in words. `files` and `largest` as FilesToSendModel takes them.
    SendDialog(const QString &target, WorkerPool &files, qint64 largest, QWidget *parent = nullptr);
    ~SendDialog() override;

    void add(const QStringList &paths);
    void add(const PastedImage &image, const QString &name);
    //! The first of those that are left is safe: it goes from the dialog. They are taken in their order.
    void noteFirstTaken();
    void noteCaptionTaken();
    //! The rest could not be taken: it stays as it is.
    void showError(const Error &error);

Q_SIGNALS:
    //! The dialog stays until whoever takes them accepts it. `caption` may be empty.
    void sendRequested(const QList<reeeductio::FileToSend> &files, const QString &caption);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void prepareToAsk();
    void check();
    void setBusy(bool isBusy);
    void removeCurrent();

    std::unique_ptr<Ui::SendDialog> m_ui;
    FilesToSendModel m_files;
    bool m_isBusy = false;
};

} // namespace reeeductio
