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
#include <string_view>
#include <time.h>
#include <typeinfo>

namespace reeeductio::test {

namespace {

constexpr qsizetype keptCosts = 10;
constexpr qsizetype keptTrespasses = 100;

//! The watch of the GUI thread; null in every other thread.
thread_local GuiThreadWatch *theWatch = nullptr;

//! What the libraries below us touch by themselves. None is a disk's: they cannot make an event wait.
constexpr std::array<std::string_view, 3> allowed{
    "/proc/", // made up by the kernel
    "/sys/",  // likewise
    "/dev/",  // random numbers, shared memory, terminals
};

bool isAllowed(const FileCall &call, std::string_view path)
{
    return call.kind != FileCall::Kind::Sql &&
           std::any_of(allowed.begin(), allowed.end(),
                       [path](std::string_view prefix) { return path.starts_with(prefix); });
}

std::chrono::nanoseconds cpuTime()
{
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
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

//! Where we are, without the frames of the watch itself.
QByteArray callers()
{
    constexpr int ours = 4;
    std::array<void *, 28> frames{};
    const int count = ::backtrace(frames.data(), static_cast<int>(frames.size()));
    const std::unique_ptr<char *, decltype(&std::free)> names(::backtrace_symbols(frames.data(), count),
                                                              &std::free);
    QByteArray text;
    for (int i = ours; i < count; ++i)
        text += QByteArray("\n      ") + names.get()[i];
    return text;
}

} // namespace

GuiThreadWatch::GuiThreadWatch()
{
    Q_ASSERT(!theWatch);
    theWatch = this;
    setFileHook(&GuiThreadWatch::seeFileCall);
}

GuiThreadWatch::~GuiThreadWatch()
{
    setFileHook(nullptr);
    theWatch = nullptr;
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
                    " ms of CPU in " + describe(cost);
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
    m_begin = cpuTime();
}

GuiThreadWatch::Measurement::~Measurement()
{
    if (!m_watch)
        return;
    m_cost.cpu = cpuTime() - m_begin;
    m_watch->m_current = nullptr;
    m_watch->note(m_cost);
}

} // namespace reeeductio::test
