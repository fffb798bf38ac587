// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/data/datavaluedialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/role.h"
#include "models/statetext.h"
#include "protocol/names.h"
#include "ui_datavaluedialog.h"

#include <QFontDatabase>
#include <QPushButton>
#include <QStandardItemModel>

using namespace Qt::StringLiterals;

namespace reeeductio {

using Cover = DataDraft::Cover;

DataValueDialog::DataValueDialog(const DataCovers &covers, const QString &ownPlace, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::DataValueDialog>()), m_covers(covers), m_ownPlace(ownPlace)
{
    m_ui->setupUi(this);
    setWindowTitle(tr("New entry"));
    m_ui->entryText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    prepareButtons(*m_ui->buttons, tr("Save"), u"saveEntry"_s);
    auto *const choices = qobject_cast<QStandardItemModel *>(m_ui->entryCover->model());
    choices->item(static_cast<int>(Cover::Encrypted))->setEnabled(covers.canEncrypt);
    choices->item(static_cast<int>(Cover::Private))->setEnabled(covers.canKeepPrivate);
    m_ui->entryCover->setCurrentIndex(static_cast<int>(covers.canEncrypt ? Cover::Encrypted : Cover::Plain));
    connect(m_ui->entryPath, &QLineEdit::textChanged, this, &DataValueDialog::check);
    connect(m_ui->entryText, &QPlainTextEdit::textChanged, this, &DataValueDialog::check);
    connect(m_ui->entryCover, &QComboBox::currentIndexChanged, this, &DataValueDialog::check);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &DataValueDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] { Q_EMIT saveRequested(draft()); });
    check();
}

DataValueDialog::~DataValueDialog() = default;

void DataValueDialog::setEntry(const QString &path, const StateContent &content)
{
    setWindowTitle(tr("Edit an entry"));
    m_wasJson = isJson(content);
    const bool isPrivate =
        m_covers.canKeepPrivate && path.startsWith(m_ownPlace) && content.form == StateForm::Encrypted;
    m_ui->entryPath->setText(isPrivate ? path.sliced(m_ownPlace.size()) : path);
    m_ui->entryPath->setReadOnly(true);
    m_ui->entryPath->setFocusPolicy(Qt::NoFocus);
    m_ui->entryCover->setCurrentIndex(
        static_cast<int>(isPrivate                                                  ? Cover::Private
                         : content.form == StateForm::Plain || !m_covers.canEncrypt ? Cover::Plain
                                                                                    : Cover::Encrypted));
    m_ui->entryCover->setEnabled(!isPrivate); // the path would be another
    m_ui->entryText->setPlainText(editableText(content));
    m_ui->entryText->setFocus();
    check();
}

DataDraft DataValueDialog::draft() const
{
    return {m_ui->entryPath->text().trimmed(), m_ui->entryText->toPlainText().toUtf8(),
            static_cast<Cover>(m_ui->entryCover->currentIndex())};
}

void DataValueDialog::check()
{
    m_guard.reset();
    const auto draft = this->draft();
    const bool isPath = checkDataPath(draft.path).has_value();
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(isPath);
    const auto say = [this](const QString &role, const QString &text) {
        setRole(m_ui->entryHint, role);
        m_ui->entryHint->setText(text);
    };
    if (draft.path.isEmpty())
        return say(u"dim"_s, tr("A path names the entry, with / between its parts."));
    if (!isPath)
        return say(u"warn"_s, tr("That is no path: none of its parts may be . or .."));
    if (m_wasJson && !isJson({StateForm::Plain, draft.text}))
        return say(u"warn"_s, tr("This is not JSON any more. Programs that read it may stumble."));
    if (draft.cover == Cover::Private)
        return say(u"dim"_s, tr("It will be at %1.").arg(m_ownPlace + draft.path));
    say(u"dim"_s, tr("What stands there now is written over: data keeps no earlier versions."));
}

void DataValueDialog::reject()
{
    if (m_guard.mayLeave(*m_ui->bar, m_isBusy, m_ui->entryText->document()->isModified()))
        QDialog::reject();
}

void DataValueDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_guard.reset();
    m_ui->entryText->setEnabled(!isBusy);
    m_ui->entryPath->setEnabled(!isBusy);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!isBusy);
    if (isBusy)
        m_ui->bar->dismiss();
    else
        check();
}

void DataValueDialog::showError(const Error &error, const QString &hint)
{
    setBusy(false);
    const auto words = errorText(error, Occasion::Asked);
    m_ui->bar->showMessage(MessageBar::Severity::Error,
                           hint.isEmpty() ? words.both() : words.both() + u' ' + hint, words.details);
}

void DataValueDialog::showUnseen(const QString &what)
{
    setBusy(false);
    m_ui->bar->showMessage(
        MessageBar::Severity::Warning,
        //: A sentence before it
        tr("%1 Nothing is written yet. Save once more to write over it; what is there now will be lost.")
            .arg(what));
}

} // namespace reeeductio
