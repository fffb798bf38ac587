// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/guithreadwatch.h"

#include <QMetaEnum>

#include <algorithm>
#include <array>
#include <cstring>
#include <cxxabi.h>
#include <execinfo.h>
#include <memory>
#include <signal.h>
#include <span>
#include <string_view>
#include <time.h>
#include <typeinfo>
#include <unistd.h>

namespace reeeductio::test {

namespace {

constexpr qsizetype keptCosts = 10;
constexpr qsizetype keptTrespasses = 100;

//! From when on it is of interest what an event does; the kernel looks at each tick only.
constexpr std::chrono::nanoseconds dear = std::chrono::milliseconds(8);
const int timerSignal = SIGRTMIN + 1;

//! The watch of the GUI thread; null in every other thread.
thread_local GuiThreadWatch *theWatch = nullptr;

//! What the libraries below us touch by themselves. But for fonts none is a disk's: they cannot make an event
//! wait.
constexpr std::array<std::string_view, 4> allowed{
    "/proc/",           // made up by the kernel
    "/sys/",            // likewise
    "/dev/",            // random numbers, shared memory, terminals
    "/usr/share/fonts/" // one each time a letter needs another font: Qt can do it nowhere else
};

bool isAllowed(const FileCall &call, std::string_view path)
{
    return call.kind != FileCall::Kind::Sql &&
           std::any_of(allowed.begin(), allowed.end(),
                       [path](std::string_view prefix) { return path.starts_with(prefix); });
}

QByteArray className(const QObject &object)
{
    const auto &type = typeid(object);
    int status = 0;
    const std::unique_ptr<char, decltype(&std::free)> name(
        abi::__cxa_demangle(type.name(), nullptr, nullptr, &status), &std::free);
    return name ? QByteArray(name.get()).replace("reeeductio::", "") : QByteArray(type.name());
}

QByteArray describe(const EventCost &cost)
{
    const auto *name = QMetaEnum::fromType<QEvent::Type>().valueToKey(cost.type);
    return (name ? QByteArray(name) : "event " + QByteArray::number(cost.type)) + " to " + cost.receiver;
}

QByteArray namesOf(std::span<void *const> frames)
{
    const std::unique_ptr<char *, decltype(&std::free)> names(
        ::backtrace_symbols(frames.data(), static_cast<int>(frames.size())), &std::free);
    constexpr std::string_view painting("QWidgetPrivate"); // from a window to its parts, some fifty deep
    QByteArray text;
    for (const char *name : std::span(names.get(), frames.size())) {
        if (std::string_view(name).find(painting) == std::string_view::npos)
            text += QByteArray("\n      ") + name;
    }
    return text;
}

//! Where we are, without the frames of the watch itself.
QByteArray callers()
{
    constexpr int ours = 4;
    std::array<void *, 28> frames{};
    const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    return namesOf(std::span(frames).first(static_cast<std::size_t>(count)).subspan(ours));
}

} // namespace

std::chrono::nanoseconds threadCpuTime()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

GuiThreadWatch::GuiThreadWatch()
{
    Q_ASSERT(!theWatch);
    theWatch = this;
    callers(); // the first one loads a library, which no signal may
    struct sigaction action = {};
    action.sa_handler = &GuiThreadWatch::seeTimer;
    action.sa_flags = SA_RESTART;
    ::sigaction(timerSignal, &action, nullptr);
    sigevent to = {};
    to.sigev_notify = SIGEV_THREAD_ID;
    to.sigev_signo = timerSignal;
    to._sigev_un._tid = ::gettid();
    m_hasTimer = ::timer_create(CLOCK_THREAD_CPUTIME_ID, &to, &m_timer) == 0;
    setFileHook(&GuiThreadWatch::seeFileCall);
}

GuiThreadWatch::~GuiThreadWatch()
{
    setFileHook(nullptr);
    if (m_hasTimer)
        ::timer_delete(m_timer);
    theWatch = nullptr;
}

//! Zero puts it to rest.
void GuiThreadWatch::arm(std::chrono::nanoseconds cpu)
{
    itimerspec when = {};
    when.it_value.tv_nsec = cpu.count();
    if (m_hasTimer)
        ::timer_settime(m_timer, 0, &when, nullptr);
}

void GuiThreadWatch::seeTimer(int /*signal*/)
{
    if (theWatch && theWatch->m_current)
        theWatch->m_current->seeStack();
}

int GuiThreadWatch::seeFileCall(const FileCall &call)
{
    auto *watch = theWatch;
    if (!watch || call.isDone)
        return 0;
    const char *path = call.path ? call.path : (call.descriptor >= 0 ? fileOf(call.descriptor) : "");
    if (isAllowed(call, path) || watch->m_trespasses.size() >= keptTrespasses)
        return 0;
    const auto where =
        watch->m_current ? describe(watch->m_current->soFar()) : QByteArray("no event: the test itself");
    watch->m_trespasses << QByteArray(call.function) + ' ' + path + ", in " + where + callers();
    return 0;
}

void GuiThreadWatch::note(const EventCost &cost)
{
    ++m_eventCount;
    const auto place = std::find_if(m_dearest.begin(), m_dearest.end(),
                                    [&cost](const EventCost &other) { return cost.cpu > other.cpu; });
    if (place == m_dearest.end() && m_dearest.size() >= keptCosts)
        return;
    m_dearest.insert(place, cost);
    if (m_dearest.size() > keptCosts)
        m_dearest.removeLast();
}

QByteArray GuiThreadWatch::complaints(std::chrono::nanoseconds mostPerEvent) const
{
    QByteArray text;
    for (const auto &cost : m_dearest) {
        if (cost.cpu > mostPerEvent)
            text += "\n  " + QByteArray::number(static_cast<double>(cost.cpu.count()) / 1e6, 'f', 1) +
                    " ms of CPU in " + describe(cost) + cost.where;
    }
    for (const auto &trespass : m_trespasses)
        text += "\n  " + trespass;
    return text;
}

GuiThreadWatch::Measurement::Measurement(const QObject *receiver, const QEvent *event)
    : m_watch(theWatch && !theWatch->m_current ? theWatch : nullptr)
{
    if (!m_watch)
        return;
    m_cost.receiver = className(*receiver);
    if (receiver->parent())
        m_cost.receiver += " of " + className(*receiver->parent());
    m_cost.type = event->type();
    m_watch->m_current = this;
    m_watch->arm(dear);
    m_begin = threadCpuTime();
}

void GuiThreadWatch::Measurement::seeStack()
{
    m_frameCount = ::backtrace(m_frames.data(), mostFrames);
}

GuiThreadWatch::Measurement::~Measurement()
{
    if (!m_watch)
        return;
    m_cost.cpu = threadCpuTime() - m_begin;
    m_watch->arm({});
    m_watch->m_current = nullptr;
    const auto count = static_cast<std::size_t>(m_frameCount);
    constexpr std::size_t ofTheSignal = 3;
    if (count > ofTheSignal)
        m_cost.where = namesOf(std::span(m_frames).first(count).subspan(ofTheSignal));
    m_watch->note(m_cost);
}

} // namespace reeeductio::test
