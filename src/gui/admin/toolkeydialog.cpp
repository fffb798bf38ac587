// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/toolkeydialog.h"

#include "gui/shared/messagebar.h"
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
        tr("Save its key for the program that shall use it. It is shown nowhere again: without the "
           "file the tool is of no use, and a new one has to be made. Whoever has the file is "
           "the tool."));
    layout->addWidget(m_text);
    auto *const buttons = new QDialogButtonBox(this);
    auto *const save = buttons->addButton(tr("&Save key…"), QDialogButtonBox::ActionRole);
    save->setObjectName(u"saveToolKey"_s);
    makePrimary(save);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setObjectName(u"closeToolKey"_s);
    layout->addWidget(buttons);
    connect(save, &QPushButton::clicked, this, &ToolKeyDialog::saveRequested);
    connect(buttons, &QDialogButtonBox::rejected, this, &ToolKeyDialog::close);
}

void ToolKeyDialog::showSaved(const QString &file)
{
    m_isSaved = true;
    m_bar->showMessage(MessageBar::Severity::Info, tr("Saved as %1, readable by you only.").arg(file));
}

//! The first time unsaved it only warns.
void ToolKeyDialog::close()
{
    if (m_isSaved || m_isWarned)
        return reject();
    m_isWarned = true;
    m_close->setText(tr("Close without the key"));
    m_bar->showMessage(MessageBar::Severity::Warning, tr("The key was not saved yet."));
}

} // namespace reeeductio
