// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statebrowsing.h"

#include <QFrame>

QT_BEGIN_NAMESPACE
class QDateTimeEdit;
class QLabel;
class QPushButton;
class QSlider;
QT_END_NAMESPACE

namespace reeeductio {

//! "As of now", "As of 3 May 10:00, event 117 of 512".
QString momentText(const StateSnapshot &snapshot);

//! Where in a state's history a person stands: a slider over its events, and a date.
class StateTimeBar : public QFrame
{
    Q_OBJECT

public:
    explicit StateTimeBar(QWidget *parent = nullptr);

    void show(const StateSnapshot &snapshot, bool isNow);
    void setShowingChanges(bool areShown);
    //! Where nobody asks what changed.
    void hideChanges();

Q_SIGNALS:
    //! Nothing is now.
    void momentChosen(std::optional<reeeductio::Moment> moment);
    void timeChosen(qint64 timeMs);
    void changesToggled(bool areShown);

private:
    QLabel *m_label;
    QSlider *m_slider;
    QDateTimeEdit *m_time;
    QPushButton *m_changes;
};

} // namespace reeeductio
