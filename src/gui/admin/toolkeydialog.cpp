// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/toolkeydialog.h"

#include "gui/shared/growtofit.h"
#include "gui/shared/role.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace reeeductio {

ToolKeyDialog::ToolKeyDialog(const QString &tool, QWidget *parent)
    : QDialog(parent), m_bar(new MessageBar(this)), m_text(new QLabel(this))
{
    setObjectName(u"toolKeyDialog"_s);
    setWindowTitle(tr("The key of “%1”").arg(tool));
    setMinimumWidth(460);
    auto *const layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    m_bar->setObjectName(u"toolKeyBar"_s);
    layout->addWidget(m_bar);
    m_text->setObjectName(u"toolKeyText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setText(
        tr("Save its key for the program that shall use it, or copy it. It can be had nowhere again: "
           "without it the tool is of no use, and a new one has to be made. Whoever has the key is the "
           "tool."));
    layout->addWidget(m_text);
    auto *const buttons = new QDialogButtonBox(this);
    auto *const save = buttons->addButton(tr("&Save key…"), QDialogButtonBox::ActionRole);
    save->setObjectName(u"saveToolKey"_s);
    makePrimary(save);
    auto *const copy = buttons->addButton(tr("&Copy key"), QDialogButtonBox::ActionRole);
    copy->setObjectName(u"copyToolKey"_s);
    copy->setToolTip(tr("The private key as 64 hexadecimal digits, without anything else"));
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setObjectName(u"closeToolKey"_s);
    layout->addWidget(buttons);
    connect(save, &QPushButton::clicked, this, &ToolKeyDialog::saveRequested);
    connect(copy, &QPushButton::clicked, this, &ToolKeyDialog::copyRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &ToolKeyDialog::reject);
}

void ToolKeyDialog::say(MessageBar::Severity severity, const QString &text)
{
    m_bar->showMessage(severity, text);
    growToFit(*this);
}

void ToolKeyDialog::showSaved(const QString &file)
{
    m_isGiven = true;
    say(MessageBar::Severity::Info, tr("Saved as %1, readable by you only.").arg(file));
}

void ToolKeyDialog::showCopied()
{
    m_isGiven = true;
    say(MessageBar::Severity::Info, tr("Copied. It leaves the clipboard in half a minute."));
}

void ToolKeyDialog::showError(const Error &error)
{
    m_bar->showError(error, Occasion::Asked);
    growToFit(*this);
}

void ToolKeyDialog::reject()
{
    if (m_isGiven || m_isWarned)
        return QDialog::reject();
    m_isWarned = true;
    m_close->setText(tr("Close without the key"));
    say(MessageBar::Severity::Warning, tr("The key was neither saved nor copied yet."));
}

} // namespace reeeductio
