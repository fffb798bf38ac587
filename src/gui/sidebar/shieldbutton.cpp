// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/sidebar/shieldbutton.h"

#include "gui/audit/auditlook.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"
#include "models/displaytext.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int iconWidth = 14;
constexpr int besideText = 20; //!< padding, border and what is between icon and text

} // namespace

ShieldButton::ShieldButton(QWidget *parent) : QPushButton(parent)
{
    setIconSize({iconWidth, iconWidth});
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    refresh();
}

ShieldButton::~ShieldButton() = default;

void ShieldButton::setSpace(LiveSpace *space)
{
    m_space = space;
    m_watched = std::make_unique<QObject>();
    if (space) {
        connect(&space->audit(), &Audit::changed, m_watched.get(), [this] { refresh(); });
        connect(space, &LiveSpace::connectionChanged, m_watched.get(), [this] { refresh(); });
    }
    refresh();
}

void ShieldButton::refresh()
{
    setEnabled(m_space != nullptr);
    if (!m_space)
        return;
    const auto verdict = auditVerdict(*m_space);
    const auto color = colorOf(verdict.level, Theme::colorsFor(palette()));
    setIcon(QIcon(linePixmap(iconOf(verdict.level), color, iconWidth, devicePixelRatioF())));
    setToolTip(plainToolTip(
        //: A few words, then a sentence that explains them
        tr("%1. %2 Click to see the audit.").arg(verdict.headline, verdict.explanation)));
    setAccessibleName(verdict.headline);
    setAccessibleDescription(verdict.explanation);
    m_words = verdict.headline;
    if (const auto role = roleOf(verdict.level); property("role").toString() != role)
        setRole(this, role);
    elide();
}

void ShieldButton::elide()
{
    const auto shown = fontMetrics().elidedText(m_words, Qt::ElideRight, width() - iconWidth - besideText);
    setText(QString(shown).replace(u'&', u"&&"_s));
}

QSize ShieldButton::minimumSizeHint() const
{
    return {iconWidth + besideText, QPushButton::minimumSizeHint().height()};
}

void ShieldButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        refresh();
    QPushButton::changeEvent(event);
}

void ShieldButton::resizeEvent(QResizeEvent *event)
{
    elide();
    QPushButton::resizeEvent(event);
}

} // namespace reeeductio
