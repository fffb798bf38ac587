// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "support/filecalls.h"

#include <QByteArray>
#include <QEvent>
#include <QList>
#include <QObject>

#include <time.h>

#include <array>
#include <chrono>
#include <utility>

namespace reeeductio::test {

//! What the calling thread has cost the processor.
std::chrono::nanoseconds threadCpuTime();

//! What one event cost the GUI thread in its own CPU time: wall time on a shared machine proves nothing.
struct EventCost
{
    std::chrono::nanoseconds cpu{0};
    QByteArray receiver; //!< its class, and its parent's
    int type = QEvent::None;
    QByteArray where; //!< where it was when it had become dear, innermost first; empty when it never did
};

//! The rule of the GUI thread (ARCHITECTURE.md "Threads"), watched: what each event costs there, and that it
//! touches no file and no SQL. From its making to its end, for the thread it is made in; one at a time.
//! Events are seen by a WatchedApplication, files by a program that links test_filecalls.
class GuiThreadWatch
{
public:
    GuiThreadWatch();
    ~GuiThreadWatch();
    Q_DISABLE_COPY_MOVE(GuiThreadWatch)

    qint64 eventCount() const { return m_eventCount; }
    //! The dearest first, ten at most.
    const QList<EventCost> &dearest() const { return m_dearest; }
    //! "pwrite /tmp/x/cache.db, in MetaCall to Topic", with where it came from; the first hundred.
    const QByteArrayList &trespasses() const { return m_trespasses; }

    //! All that is wrong, for a failing test's output; empty when nothing is.
    QByteArray complaints(std::chrono::nanoseconds mostPerEvent) const;

private:
    template <class>
    friend class WatchedApplication;
    class Measurement;

    static int seeFileCall(const FileCall &call);
    static void seeTimer(int signal);
    void arm(std::chrono::nanoseconds cpu);
    void note(const EventCost &cost);

    qint64 m_eventCount = 0;
    QList<EventCost> m_dearest;
    QByteArrayList m_trespasses;
    Measurement *m_current = nullptr;
    timer_t m_timer{};
    bool m_hasTimer = false;
};

//! One event's delivery, nested ones included.
class GuiThreadWatch::Measurement
{
public:
    Measurement(const QObject *receiver, const QEvent *event);
    ~Measurement();
    Q_DISABLE_COPY_MOVE(Measurement)

    const EventCost &soFar() const { return m_cost; }

private:
    void seeStack();
    friend class GuiThreadWatch;

    static constexpr int mostFrames = 192;
    GuiThreadWatch *m_watch; //!< null when nobody watches, or within another event
    EventCost m_cost;
    std::chrono::nanoseconds m_begin{0};
    std::array<void *, mostFrames> m_frames{}; //!< filled by a signal
    volatile int m_frameCount = 0;
};

//! QCoreApplication, QGuiApplication or QApplication with a watch on each event.
template <class Application>
class WatchedApplication final : public Application
{
public:
    using Application::Application;

    bool notify(QObject *receiver, QEvent *event) override
    {
        const GuiThreadWatch::Measurement measurement(receiver, event);
        return Application::notify(receiver, event);
    }
};

} // namespace reeeductio::test
