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

EventRelay::EventRelay(QObject *context, std::shared_ptr<PendingCore> state)
    : QObject(context), m_state(std::move(state))
{}

EventRelay::~EventRelay()
{
    m_state->contextGone(this);
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
    const auto state = m_state;
    deleteLater();
    state->deliver();
    return true;
}

} // namespace reeeductio::detail
