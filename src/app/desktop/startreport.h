// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QObject>

QT_BEGIN_NAMESPACE
class QWidget;
QT_END_NAMESPACE

namespace reeeductio {

//! For reeeductio-bench: tells stdout when the window was first painted (`first-paint` and the monotonic
//! clock's nanoseconds) and what the program weighs a while later (`resident` and KiB), then ends the
//! program. Belongs to the window.
class StartReport : public QObject
{
    Q_OBJECT

public:
    explicit StartReport(QWidget &window);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void tellFirstPaint();
    void tellResident();

    bool m_isPainted = false;
};

//! Nanoseconds of the clock that StartReport tells by: the same in every process of a machine.
qint64 monotonicNs();

} // namespace reeeductio
