// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/statevaluedialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/errortext.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/role.h"
#include "models/statetext.h"
#include "protocol/names.h"
#include "ui_statevaluedialog.h"

#include <QFontDatabase>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

enum Form { Encrypted, Plain };

//! What servers read themselves: it means nothing to them when it is encrypted.
bool isForServers(const QString &path)
{
    return path.startsWith("auth/"_L1);
}

} // namespace

StateValueDialog::StateValueDialog(bool canEncrypt, std::function<bool(const QString &)> isTaken,
                                   QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::StateValueDialog>()), m_canEncrypt(canEncrypt),
      m_isTaken(std::move(isTaken))
{
    m_ui->setupUi(this);
    setWindowTitle(tr("New value"));
    const auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    for (auto *const edit : {m_ui->newText, m_ui->theirText})
        edit->setFont(fixed);
    prepareButtons(*m_ui->buttons, tr("Save"), u"saveValue"_s);
    for (auto *const widget :
         std::initializer_list<QWidget *>{m_ui->theirLabel, m_ui->theirText, m_ui->takeTheirs})
        widget->hide();
    connect(m_ui->newPath, &QLineEdit::textChanged, this, &StateValueDialog::showForm);
    connect(m_ui->newText, &QPlainTextEdit::textChanged, this, &StateValueDialog::check);
    connect(m_ui->newForm, &QComboBox::currentIndexChanged, this, &StateValueDialog::check);
    connect(m_ui->takeTheirs, &QPushButton::clicked, this, &StateValueDialog::theirsTaken);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &StateValueDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] { Q_EMIT saveRequested(draft()); });
    showForm();
}

StateValueDialog::~StateValueDialog() = default;

void StateValueDialog::setValue(const QString &path, const StateContent &content)
{
    m_isNew = false;
    m_wasJson = isJson(content);
    setWindowTitle(tr("Edit a value"));
    m_ui->newPath->setText(path);
    m_ui->newPath->setReadOnly(true);
    m_ui->newPath->setFocusPolicy(Qt::NoFocus);
    if (content.form == StateForm::Plain)
        m_ui->newForm->setCurrentIndex(Plain);
    m_ui->newText->setPlainText(editableText(content));
    m_ui->newText->setFocus();
    showForm();
}

StateDraft StateValueDialog::draft() const
{
    return {m_ui->newPath->text(), m_ui->newText->toPlainText().toUtf8(),
            m_ui->newForm->currentIndex() == Encrypted};
}

void StateValueDialog::showForm()
{
    const bool mustBePlain = !m_canEncrypt || isForServers(m_ui->newPath->text());
    m_ui->newForm->setEnabled(!mustBePlain);
    m_ui->newForm->setToolTip(
        !mustBePlain   ? QString()
        : m_canEncrypt ? tr("Who may do what is written down where the server can read it: it decides by it.")
                       : tr("Your credentials have no key to this space's contents: you cannot encrypt."));
    if (mustBePlain)
        m_ui->newForm->setCurrentIndex(Plain);
    check();
}

void StateValueDialog::check()
{
    m_guard.reset();
    const auto draft = this->draft();
    const bool isPathWrong =
        m_isNew && (!checkStatePath(draft.path) || withoutOuterSlashes(draft.path) != draft.path);
    const bool isTaken = m_isNew && !m_isMerging && m_isTaken(draft.path);
    auto *const save = m_ui->buttons->button(QDialogButtonBox::Ok);
    save->setEnabled(!isPathWrong && !isTaken && !draft.text.isEmpty());
    if (m_isMerging)
        save->setText(m_ui->newText->toPlainText() == m_mine ? tr("Keep mine") : tr("Save merged"));
    const auto say = [this](const QString &role, const QString &text) {
        setRole(m_ui->valueHint, role);
        m_ui->valueHint->setText(text);
    };
    if (m_isNew && draft.path.isEmpty())
        return say(u"dim"_s, tr("A path names the value: words of letters, digits, dots, - and _, with / "
                                "between them."));
    if (isPathWrong)
        return say(u"warn"_s,
                   tr("That is no path: use letters, digits, dots, - and _, with / between words."));
    if (isTaken)
        return say(u"warn"_s,
                   tr("There is a value at this path already. Choose it in the list and edit it."));
    if (isForServers(draft.path))
        return say(u"warn"_s,
                   tr("Values under “auth/” say who may do what. Members and Roles are the place to "
                      "change that: they show what follows. A mistake here can lock people out."));
    if (draft.text.isEmpty() && !m_isNew)
        return say(u"dim"_s, tr("To have no value here, close this and choose Delete."));
    if (m_wasJson && !isJson({StateForm::Plain, draft.text}))
        return say(u"warn"_s, tr("This is not JSON any more. Programs that read it may stumble."));
    say(u"dim"_s, m_isMerging
                      ? tr("Keep mine writes yours over theirs. Theirs stays among the earlier versions.")
                      : tr("Earlier versions are kept, with who wrote them."));
}

void StateValueDialog::reject()
{
    if (m_guard.mayLeave(*m_ui->bar, m_isBusy, m_ui->newText->document()->isModified()))
        QDialog::reject();
}

void StateValueDialog::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    m_guard.reset();
    for (auto *const widget :
         std::initializer_list<QWidget *>{m_ui->newText, m_ui->newPath, m_ui->newForm, m_ui->takeTheirs})
        widget->setEnabled(!isBusy);
    m_ui->buttons->button(QDialogButtonBox::Ok)->setEnabled(!isBusy);
    if (isBusy)
        m_ui->bar->dismiss();
    else
        showForm();
}

void StateValueDialog::showError(const Error &error)
{
    setBusy(false);
    m_ui->bar->showError(error, Occasion::Asked);
}

void StateValueDialog::showTheirs(const QString &what, const StateContent &theirs)
{
    m_isMerging = true;
    m_mine = m_ui->newText->toPlainText();
    setWindowTitle(tr("Somebody else changed this value"));
    m_ui->newPath->setReadOnly(true);
    m_ui->theirLabel->setText(tr("Theirs"));
    m_ui->mineLabel->setText(tr("&Mine"));
    const auto text = comparableText(theirs);
    m_ui->theirText->setPlainText(theirs.form == StateForm::Sealed ? QString()
                                                                   : text.value_or(hexText(theirs)));
    m_ui->theirText->setPlaceholderText(theirs.form == StateForm::Sealed    ? tr("Encrypted with another key")
                                        : theirs.form == StateForm::Emptied ? tr("They deleted it")
                                                                            : QString());
    for (auto *const widget :
         std::initializer_list<QWidget *>{m_ui->theirLabel, m_ui->theirText, m_ui->takeTheirs})
        widget->show();
    setBusy(false);
    m_ui->bar->showMessage(MessageBar::Severity::Warning,
                           tr("%1 Nothing of yours has been written yet.", "a sentence before it").arg(what));
    if (width() < minimumWidth() * 3 / 2)
        resize(minimumWidth() * 3 / 2, height());
}

} // namespace reeeductio
