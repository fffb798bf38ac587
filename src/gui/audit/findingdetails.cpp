// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/audit/findingdetails.h"

#include "client/auditjson.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"
#include "models/audittext.h"
#include "ui_findingdetails.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace reeeductio {

FindingDetails::FindingDetails(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::FindingDetails>())
{
    m_ui->setupUi(this);
    setRole(m_ui->findingTitle, u"title"_s);
    connect(m_ui->copyEvent, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_finding.hash)); });
    connect(m_ui->copyBefore, &QToolButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(QString::fromUtf8(m_finding.previous)); });
    updateIcons();
}

FindingDetails::~FindingDetails() = default;

void FindingDetails::show(const AuditFinding &finding, const QString &sender)
{
    if (finding == m_finding && sender == m_sender)
        return;
    m_finding = finding;
    m_sender = sender;
    const auto kind = ruleTitle(finding.rule);
    m_ui->findingTitle->setText(finding.entry < 0
                                    ? kind
                                    //: An event's number in its space, and what is wrong in a word or two
                                    : tr("Event %1: %2").arg(QLocale().toString(finding.entry + 1), kind));
    m_ui->findingTitle->setToolTip(scriptName(finding.rule));
    m_ui->findingWrong->setText(whatIsWrong(finding));
    m_ui->findingDue->setText(whatWasDue(finding));
    const auto asServer = whatTheServerDoes(finding);
    m_ui->findingServer->setText(asServer);
    m_ui->findingServer->setVisible(!asServer.isEmpty());
    m_ui->serverIcon->setVisible(!asServer.isEmpty());
    setRole(m_ui->findingServer, finding.isHonoured ? u"bad"_s : u"dim"_s);
    const auto id = QString::fromUtf8(finding.sender);
    m_ui->findingPath->setText(pathText(finding.path));
    //: A sender's name, then its ID
    m_ui->findingSender->setText(
        id.isEmpty() || sender.contains(u'…') ? pathText(id) : tr("%1 · %2").arg(sender, pathText(id)));
    m_ui->findingEvent->setText(pathText(QString::fromUtf8(finding.hash)));
    m_ui->findingBefore->setText(finding.previous.isEmpty() ? tr("None: it is the first")
                                                            : pathText(QString::fromUtf8(finding.previous)));
    const bool isHere = finding.entry >= 0;
    for (auto *const widget : {m_ui->pathTitle, m_ui->findingPath, m_ui->senderTitle, m_ui->findingSender,
                               m_ui->beforeTitle, m_ui->findingBefore})
        widget->setVisible(isHere);
    m_ui->copyBefore->setVisible(isHere && !finding.previous.isEmpty());
    updateIcons();
}

void FindingDetails::updateIcons()
{
    const auto &colors = Theme::colorsFor(palette());
    for (auto *const button : {m_ui->copyEvent, m_ui->copyBefore})
        button->setIcon(lineIcon(u"copy"_s, colors.dim));
    m_ui->serverIcon->setPixmap(m_finding.isHonoured
                                    ? linePixmap(u"warning"_s, colors.bad, 16, devicePixelRatioF())
                                    : linePixmap(u"info"_s, colors.dim, 16, devicePixelRatioF()));
}

void FindingDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
    QFrame::changeEvent(event);
}

} // namespace reeeductio
