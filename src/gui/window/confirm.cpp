// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/confirm.h"

#include "gui/shared/icons.h"
#include "gui/shared/theme.h"

#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

void confirm(QWidget *parent, const QString &question, const QString &consequences, const QString &verb,
             std::function<void()> confirmed)
{
    auto *const box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"confirmBox"_s);
    constexpr int iconSize = 32;
    box->setIconPixmap(linePixmap(u"warning"_s, Theme::colorsFor(parent->palette()).warn, iconSize,
                                  parent->devicePixelRatioF()));
    box->setTextFormat(Qt::PlainText); // names of strangers' are among the words
    box->setText(question);
    box->setInformativeText(consequences);
    auto *const button = box->addButton(verb, QMessageBox::AcceptRole);
    button->setObjectName(u"confirmButton"_s);
    box->addButton(QMessageBox::Cancel)->setObjectName(u"cancelButton"_s);
    box->setDefaultButton(QMessageBox::Cancel);
    QObject::connect(button, &QPushButton::clicked, box, std::move(confirmed));
    box->open();
}

} // namespace reeeductio
