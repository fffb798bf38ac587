// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/timer.h"

#include <QTimer>

namespace reeeductio {

Pending<void> completeAfter(std::chrono::milliseconds delay, QObject *context)
{
    PendingPair<void> pair;
    auto *timer = new QTimer(context);
    timer->setSingleShot(true);
    // Dropped early or not, the timer goes with its completer.
    pair.completer.onCancel([timer] { timer->deleteLater(); });
    auto completer = std::make_shared<Completer<void>>(std::move(pair.completer));
    QObject::connect(timer, &QTimer::timeout, timer, [timer, completer] {
        completer->complete({});
        timer->deleteLater();
    });
    timer->start(delay);
    return std::move(pair.pending);
}

} // namespace reeeductio
