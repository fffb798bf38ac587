// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/helpdialogs.h"

#include "gui/shared/dialogbuttons.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::HelpDialogs)
};

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

void showAbout(QWidget *parent)
{
    auto *box = new QMessageBox(parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setObjectName(u"aboutBox"_s);
    box->setWindowTitle(Words::tr("About Reeeductio"));
    box->setText(Words::tr("Reeeductio Desktop %1").arg(QCoreApplication::applicationVersion()));
    box->setInformativeText(
        Words::tr("Chat and administration for rEEEductio, an end-to-end encrypted store for "
                  "groups. Every message is checked on this computer.\n\nApache License 2.0. "
                  "Built on Qt %1, libsodium and OpenSSL.")
            .arg(QString::fromLatin1(qVersion())));
    box->setStandardButtons(QMessageBox::Close);
    box->button(QMessageBox::Close)->setObjectName(u"closeButton"_s);
    box->open();
}

void showShortcuts(QWidget *window)
{
    auto *dialog = new QDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(u"shortcutsDialog"_s);
    dialog->setWindowTitle(Words::tr("Keyboard shortcuts"));
    auto *outer = new QVBoxLayout(dialog);
    auto *rows = new QFormLayout;
    rows->setHorizontalSpacing(32);
    const auto add = [&](const QString &what, const QString &keys) {
        rows->addRow(plainLabel(what, dialog), plainLabel(keys, dialog));
    };
    add(Words::tr("Send the message"), QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText));
    add(Words::tr("Begin a new line"), QKeySequence(u"Shift+Return"_s).toString(QKeySequence::NativeText));
    const auto actions = window->findChildren<QAction *>();
    for (const auto *action : actions) {
        if (!action->shortcut().isEmpty())
            add(action->text().remove(u'&').remove(u'…'),
                action->shortcut().toString(QKeySequence::NativeText));
    }
    outer->addLayout(rows);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    prepareButtons(*buttons);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    outer->addWidget(buttons);
    dialog->open();
}

} // namespace reeeductio
