// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/sidebar/topicbyiddialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/errortext.h"
#include "gui/shared/role.h"
#include "protocol/names.h"
#include "ui_topicbyiddialog.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

TopicByIdDialog::TopicByIdDialog(QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::TopicByIdDialog>())
{
    m_ui->setupUi(this);
    prepareButtons(*m_ui->buttons, tr("Show topic"), u"showTopicButton"_s);
    connect(m_ui->topicId, &QLineEdit::textChanged, this, &TopicByIdDialog::check);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT topicChosen(m_ui->topicId->text());
        accept();
    });
    check();
}

TopicByIdDialog::~TopicByIdDialog() = default;

void TopicByIdDialog::check()
{
    const auto id = m_ui->topicId->text();
    const auto valid = checkTopicId(id);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(valid && id != stateTopic);
    const bool isWrong = !id.isEmpty() && !valid;
    m_ui->topicIdHint->setText(isWrong ? errorText(valid.error()).what
                                       : tr("For a topic that is on the server but in no list here."));
    setRole(m_ui->topicIdHint, isWrong ? u"warn"_s : u"dim"_s);
}

} // namespace reeeductio
