// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/noticearea.h"

#include "gui/shared/errortext.h"

#include <QVBoxLayout>

namespace reeeductio {

namespace {

constexpr int mostBars = 4; //!< the oldest goes: a window of notices is no window

} // namespace

NoticeArea::NoticeArea(QWidget *parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(8, 6, 8, 6);
    m_layout->setSpacing(6);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void NoticeArea::show(MessageBar::Severity severity, const QString &text, const QString &details)
{
    add(severity, text, details);
}

void NoticeArea::showWithAction(MessageBar::Severity severity, const QString &text, const QString &action,
                                std::function<void()> act)
{
    auto *bar = add(severity, text, {});
    if (!bar)
        return;
    bar->setAction(action);
    connect(bar, &MessageBar::actionTriggered, this, [this, bar, act = std::move(act)] {
        remove(bar);
        act();
    });
}

void NoticeArea::showError(const Error &error)
{
    const auto words = errorText(error);
    add(MessageBar::Severity::Error, words.both(), words.details);
}

MessageBar *NoticeArea::add(MessageBar::Severity severity, const QString &text, const QString &details)
{
    if (texts().contains(text))
        return nullptr;
    while (m_bars.size() >= mostBars)
        remove(m_bars.front());
    auto *bar = new MessageBar(this);
    bar->setObjectName(QStringLiteral("notice"));
    m_bars << bar;
    m_layout->addWidget(bar);
    connect(bar, &MessageBar::dismissed, this, [this, bar] { remove(bar); });
    setVisible(true);
    bar->showMessage(severity, text, details);
    return bar;
}

void NoticeArea::remove(MessageBar *bar)
{
    m_bars.removeOne(bar);
    m_layout->removeWidget(bar);
    bar->hide();
    bar->deleteLater(); // it may be telling us about itself
    setVisible(!m_bars.isEmpty());
}

QStringList NoticeArea::texts() const
{
    QStringList texts;
    for (const auto *bar : m_bars)
        texts << bar->text();
    return texts;
}

} // namespace reeeductio
