// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"

#include <QDialog>
#include <QStringList>

#include <memory>

namespace Ui {
class NewTopicDialog;
}

namespace reeeductio {

//! Asks for a topic's name and shows, while it is typed, the id it gets and what is wrong with it.
class NewTopicDialog : public QDialog
{
    Q_OBJECT

public:
    //! `taken`: ids that exist.
    explicit NewTopicDialog(QStringList taken, QWidget *parent = nullptr);
    ~NewTopicDialog() override;

    void setBusy(bool isBusy);
    void showError(const Error &error);

Q_SIGNALS:
    //! The dialog stays until whoever makes the topic accepts it.
    void topicRequested(const QString &id, const QString &name, const QString &description);
    //! That was refused for want of a right, and a person wants to know why.
    void whyRequested(const QString &id);

private:
    QString id() const;
    void check();

    std::unique_ptr<Ui::NewTopicDialog> m_ui;
    QStringList m_taken;
};

} // namespace reeeductio
