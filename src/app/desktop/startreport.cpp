// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/startreport.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFile>
#include <QTextStream>
#include <QTimer>
#include <QWidget>

#include <chrono>
#include <ctime>

using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr auto settled = 1500ms; //!< what is stored is shown, and what TLS needs has been read

QByteArray residentKib()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return "0";
    const auto lines = status.readAll().split('\n');
    for (const auto &line : lines) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').front();
    }
    return "0";
}

} // namespace

qint64 monotonicNs()
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

StartReport::StartReport(QWidget &window) : QObject(&window)
{
    window.installEventFilter(this);
}

bool StartReport::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && !m_isPainted) {
        m_isPainted = true;
        // Behind this event: its children have been painted by then, and all of it given to the screen.
        QMetaObject::invokeMethod(this, &StartReport::tellFirstPaint, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void StartReport::tellFirstPaint()
{
    QTextStream(stdout) << "first-paint " << monotonicNs() << Qt::endl;
    QTimer::singleShot(settled, this, &StartReport::tellResident);
}

void StartReport::tellResident()
{
    QTextStream(stdout) << "resident " << residentKib() << Qt::endl;
    QCoreApplication::quit();
}

} // namespace reeeductio
