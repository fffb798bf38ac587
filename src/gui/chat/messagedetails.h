// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QPointer>
#include <QWidget>

#include <memory>

namespace Ui {
class MessageDetails;
}

namespace reeeductio {

//! One message, and why it can be believed: its seal, who let its sender post, its place in the topic.
class MessageDetails : public QWidget
{
    Q_OBJECT

public:
    explicit MessageDetails(QWidget *parent = nullptr);
    ~MessageDetails() override;

    void show(LiveSpace *space, Topic *topic, const TopicRow &row);
    //! Nothing chosen.
    void clear();

protected:
    void changeEvent(QEvent *event) override;

private:
    void showSeal(Verdict verdict);
    void showRight(LiveSpace *space, const QString &topic, const TopicRow &row);
    void showHeight(Topic *topic, const TopicRow &row);

    std::unique_ptr<Ui::MessageDetails> m_ui;
    std::unique_ptr<QObject> m_shown; //!< context of what is still being asked about the message
    QString m_hash;
    Verdict m_verdict = Verdict::Checking;
};

} // namespace reeeductio
