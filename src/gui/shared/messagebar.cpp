// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/messagebar.h"

#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"

#include <QAccessible>
#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_details(new QPushButton(this)),
      m_action(new QPushButton(this)), m_close(new QToolButton(this))
{
    setObjectName(u"messageBar"_s);
    m_icon->setFixedSize(20, 20);
    m_text->setObjectName(u"messageBarText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // may hold what strangers wrote
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setObjectName(u"messageBarDetails"_s);
    m_details->setText(tr("Copy details"));
    m_action->setObjectName(u"messageBarAction"_s);
    m_close->setObjectName(u"messageBarClose"_s);
    m_close->setAutoRaise(true);
    m_close->setToolTip(tr("Dismiss"));
    m_close->setAccessibleName(tr("Dismiss this message"));

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_details);
    layout->addWidget(m_action);
    layout->addWidget(m_close);

    connect(m_details, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_detailsText); });
    connect(m_action, &QPushButton::clicked, this, &MessageBar::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        dismiss();
        Q_EMIT dismissed();
    });
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void MessageBar::showMessage(Severity severity, const QString &text, const QString &details)
{
    constexpr std::array names{"info", "warning", "error"};
    m_severity = severity;
    m_detailsText = details;
    m_text->setText(text);
    setAccessibleName(text);
    setProperty("severity", QString::fromLatin1(names.at(static_cast<size_t>(severity))));
    restyle(this);
    m_details->setVisible(!details.isEmpty());
    m_action->hide();
    updateIcon();
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::showError(const Error &error, Occasion occasion)
{
    const auto words = errorText(error, occasion);
    showMessage(Severity::Error, words.both(), words.details);
}

void MessageBar::setAction(const QString &text)
{
    m_action->setText(text);
    m_action->show();
}

void MessageBar::dismiss()
{
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    QFrame::changeEvent(event);
}

void MessageBar::updateIcon()
{
    const auto &colors = Theme::colorsFor(palette());
    const auto draw = [this](QLabel *label, const QString &name, const QColor &color) {
        label->setPixmap(linePixmap(name, color, 20, devicePixelRatioF()));
    };
    switch (m_severity) {
    case Severity::Info:
        draw(m_icon, u"info"_s, colors.accent);
        break;
    case Severity::Warning:
        draw(m_icon, u"warning"_s, colors.warn);
        break;
    case Severity::Error:
        draw(m_icon, u"shield-alert"_s, colors.bad);
        break;
    }
    m_close->setIcon(lineIcon(u"cross"_s, colors.dim));
}

} // namespace reeeductio
