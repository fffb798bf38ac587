// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/pageheader.h"

#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

PageHeader::PageHeader(QWidget *parent)
    : QFrame(parent), m_layout(new QHBoxLayout(this)), m_back(new QToolButton(this)),
      m_title(new QLabel(this)), m_about(new QLabel(this))
{
    m_back->setObjectName(u"backToMessages"_s);
    m_back->setToolTip(tr("Back to the messages (Escape)"));
    m_back->setAccessibleName(tr("Back to the messages"));
    m_title->setObjectName(u"pageTitle"_s);
    m_title->setTextFormat(Qt::PlainText);
    auto heading = m_title->font();
    heading.setPointSizeF(heading.pointSizeF() * 1.2);
    heading.setBold(true);
    m_title->setFont(heading);
    m_about->setObjectName(u"pageAbout"_s);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // it gives way to the title
    setRole(m_about, u"dim"_s);
    m_layout->setSpacing(12);
    m_layout->setContentsMargins(8, 0, 12, 0);
    m_layout->addWidget(m_back);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_about, 1);
    setMinimumHeight(48);
    setFocusProxy(m_back);
    connect(m_back, &QToolButton::clicked, this, &PageHeader::backRequested);
    updateIcon();
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setAbout(const QString &about)
{
    m_about->setText(about);
}

void PageHeader::addControl(QWidget *control)
{
    m_layout->addWidget(control);
}

void PageHeader::updateIcon()
{
    m_back->setIcon(lineIcon(u"left"_s, Theme::colorsFor(palette()).text));
}

void PageHeader::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    QFrame::changeEvent(event);
}

} // namespace reeeductio
