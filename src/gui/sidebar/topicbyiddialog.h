// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QDialog>

#include <memory>

namespace Ui {
class TopicByIdDialog;
}

namespace reeeductio {

//! Asks for the id of a topic that exists on the server and that nothing here names.
class TopicByIdDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TopicByIdDialog(QWidget *parent = nullptr);
    ~TopicByIdDialog() override;

Q_SIGNALS:
    void topicChosen(const QString &topic);

private:
    void check();

    std::unique_ptr<Ui::TopicByIdDialog> m_ui;
};

} // namespace reeeductio
