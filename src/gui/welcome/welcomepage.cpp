// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/welcome/welcomepage.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "ui_welcomepage.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace reeeductio {

WelcomePage::WelcomePage(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::WelcomePage>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_StyledBackground);
    auto title = m_ui->title->font();
    title.setPointSizeF(title.pointSizeF() * 1.7);
    title.setBold(true);
    m_ui->title->setFont(title);
    m_ui->busy->hide();
    m_ui->back->hide();
    setReady(false);
    updateIcon();
    connect(m_ui->tryIt, &CardButton::clicked, this, &WelcomePage::tryItRequested);
    connect(m_ui->haveInvitation, &CardButton::clicked, this, &WelcomePage::invitationRequested);
    connect(m_ui->connectToServer, &CardButton::clicked, this, &WelcomePage::connectRequested);
    connect(m_ui->back, &QPushButton::clicked, this, &WelcomePage::backRequested);
    connect(m_ui->bar, &MessageBar::actionTriggered, this, &WelcomePage::retryRequested);
}

WelcomePage::~WelcomePage() = default;

void WelcomePage::setBusy(bool isBusy)
{
    m_ui->busy->setVisible(isBusy);
    setReady(!isBusy);
    if (isBusy)
        m_ui->bar->dismiss();
}

void WelcomePage::setReady(bool isReady)
{
    m_ui->tryIt->setEnabled(isReady);
    m_ui->haveInvitation->setEnabled(isReady);
    m_ui->connectToServer->setEnabled(isReady);
}

void WelcomePage::setCanGoBack(bool canGoBack)
{
    m_ui->back->setVisible(canGoBack);
}

void WelcomePage::showOpeningError(const Error &error)
{
    m_ui->bar->showError(error, Occasion::Asked);
    m_ui->bar->setAction(tr("Try again"));
}

void WelcomePage::dismissError()
{
    m_ui->bar->dismiss();
}

void WelcomePage::showError(const Error &error)
{
    m_ui->bar->showError(error, Occasion::Asked);
}

void WelcomePage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    QWidget::changeEvent(event);
}

void WelcomePage::updateIcon()
{
    m_ui->icon->setPixmap(
        linePixmap(u"shield-check"_s, Theme::colorsFor(palette()).accent, 48, devicePixelRatioF()));
}

} // namespace reeeductio
