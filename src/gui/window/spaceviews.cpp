// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/spaceviews.h"

#include <utility>

namespace reeeductio {

void SpaceViews::addPage(SpacePage page, Factory make)
{
    m_factories.insert(page, std::move(make));
}

SpaceView *SpaceViews::open(SpacePage page)
{
    auto *const view = made(page);
    if (!view)
        return nullptr;
    if (view != m_shown)
        leave();
    m_shown = view;
    setCurrentWidget(view);
    return view;
}

void SpaceViews::showMessages()
{
    setCurrentIndex(0);
    leave();
}

void SpaceViews::leave()
{
    if (auto *const left = std::exchange(m_shown, nullptr))
        left->setSpace(nullptr);
}

SpaceView *SpaceViews::made(SpacePage page)
{
    if (auto *const there = m_pages.value(page))
        return there;
    const auto make = m_factories.value(page);
    auto *const view = make ? make() : nullptr;
    if (!view)
        return nullptr;
    if (indexOf(view) < 0)
        addWidget(view);
    m_pages.insert(page, view);
    connect(view, &SpaceView::backRequested, this, &SpaceViews::backRequested);
    return view;
}

} // namespace reeeductio
