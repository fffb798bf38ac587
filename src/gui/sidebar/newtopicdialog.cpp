// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/sidebar/newtopicdialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/errortext.h"
#include "gui/shared/role.h"
#include "protocol/names.h"
#include "ui_newtopicdialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

NewTopicDialog::NewTopicDialog(QStringList taken, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::NewTopicDialog>()), m_taken(std::move(taken))
{
    m_ui->setupUi(this);
    prepareButtons(*m_ui->buttons, tr("Create topic"), u"createTopicButton"_s);
    connect(m_ui->topicName, &QLineEdit::textChanged, this, &NewTopicDialog::check);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT topicRequested(id(), m_ui->topicName->text().trimmed(),
                              m_ui->topicDescription->text().trimmed());
    });
    connect(m_ui->bar, &MessageBar::actionTriggered, this, [this] { Q_EMIT whyRequested(id()); });
    check();
}

NewTopicDialog::~NewTopicDialog() = default;

QString NewTopicDialog::id() const
{
    return topicIdFromName(m_ui->topicName->text());
}

void NewTopicDialog::check()
{
    const auto topic = id();
    const auto valid = checkTopicId(topic);
    const bool isTaken = m_taken.contains(topic) || topic == stateTopic;
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(valid && !isTaken);
    if (m_ui->topicName->text().isEmpty())
        m_ui->topicHint->setText(tr("Everybody in this space who may read it will see it."));
    else if (!valid)
        m_ui->topicHint->setText(errorText(valid.error()).what);
    else if (isTaken)
        m_ui->topicHint->setText(tr("There is a topic #%1 already.").arg(topic));
    else
        m_ui->topicHint->setText(tr("Its address in this space: #%1").arg(topic));
    const bool isWrong = !m_ui->topicName->text().isEmpty() && (!valid || isTaken);
    setRole(m_ui->topicHint, isWrong ? u"warn"_s : u"dim"_s);
}

void NewTopicDialog::setBusy(bool isBusy)
{
    m_ui->topicName->setEnabled(!isBusy);
    m_ui->topicDescription->setEnabled(!isBusy);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!isBusy);
}

void NewTopicDialog::showError(const Error &error)
{
    setBusy(false);
    m_ui->bar->showError(error, Occasion::Asked);
    if (hasReason(error))
        m_ui->bar->setAction(whyText());
}

} // namespace reeeductio
