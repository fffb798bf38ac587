// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "base/pending.h"

#include <QCoreApplication>
#include <QEvent>

namespace reeeductio::detail {

namespace {

QEvent::Type deliveryEvent()
{
    static const auto type = static_cast<QEvent::Type>(QEvent::registerEventType());
    return type;
}

} // namespace

EventRelay::EventRelay(QObject *context, UniqueFunction<void()> deliver,
                       UniqueFunction<void(EventRelay *)> contextGone)
    : QObject(context), m_deliver(std::move(deliver)), m_contextGone(std::move(contextGone))
{}

EventRelay::~EventRelay()
{
    m_contextGone(this);
}

void EventRelay::post()
{
    QCoreApplication::postEvent(this, new QEvent(deliveryEvent()));
}

void EventRelay::release()
{
    deleteLater();
}

bool EventRelay::event(QEvent *event)
{
    if (event->type() != deliveryEvent())
        return QObject::event(event);
    // The continuation may delete the context, and this relay with it: keep what is called, touch nothing
    // after.
    auto deliver = std::move(m_deliver);
    deleteLater();
    deliver();
    return true;
}

} // namespace reeeductio::detail
