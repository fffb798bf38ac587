// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/welcome/joindialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/growtofit.h"
#include "gui/shared/role.h"
#include "models/displaytext.h"
#include "models/jointext.h"
#include "ui_joindialog.h"

#include <QClipboard>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

using Step = AcceptInvitation::Step;

//! Programs break long lines; a link has no white space.
QString withoutSpaces(QString text)
{
    text.removeIf([](QChar c) { return c.isSpace(); });
    return text;
}

} // namespace

JoinDialog::JoinDialog(QWidget *parent) : QDialog(parent), m_ui(std::make_unique<Ui::JoinDialog>())
{
    m_ui->setupUi(this);
    m_look = prepareButtons(*m_ui->buttons, tr("&Look at it"), u"lookButton"_s);
    m_join = m_ui->buttons->addButton(tr("&Join"), QDialogButtonBox::AcceptRole);
    m_join->setObjectName(u"joinButton"_s);
    makePrimary(m_join);
    for (auto *label : {m_ui->spaceName, m_ui->joinServer, m_ui->inviter, m_ui->joinRole, m_ui->note})
        label->setTextFormat(Qt::PlainText); // strangers wrote it
    connect(m_ui->joinLink, &QLineEdit::textChanged, this, &JoinDialog::check);
    connect(m_ui->joinWords, &QLineEdit::textChanged, this, &JoinDialog::check);
    connect(m_ui->showLink, &QCheckBox::toggled, this, [this](bool isShown) {
        m_ui->joinLink->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
    });
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this, &JoinDialog::checkClipboard);
    connect(m_ui->clearClipboard, &QPushButton::clicked, this, [] { QGuiApplication::clipboard()->clear(); });
    connect(m_look, &QPushButton::clicked, this, &JoinDialog::submit);
    connect(m_join, &QPushButton::clicked, this, &JoinDialog::join);
    connect(m_ui->joinBar, &MessageBar::actionTriggered, this, &JoinDialog::showRequested);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setStage(Stage::Asking);
}

JoinDialog::~JoinDialog() = default;

void JoinDialog::setLink(const QString &link)
{
    m_ui->joinBar->dismiss();
    m_ui->joinWords->setText({});
    m_ui->joinLink->setText(link);
    if (m_ui->joinWords->isVisibleTo(this))
        m_ui->joinWords->setFocus();
}

Result<JoinLink> JoinDialog::readLink() const
{
    auto link = parseLink(withoutSpaces(m_ui->joinLink->text()));
    if (!link)
        return fail(link.error());
    auto *join = std::get_if<JoinLink>(&*link);
    if (!join)
        return fail(ErrorKind::Validation, ErrorCode::None); // it leads somewhere
    return std::move(*join);
}

QString JoinDialog::hintOf(const Result<JoinLink> &link) const
{
    if (!link && link.error().code == ErrorCode::None)
        return tr("This link only leads to a place in a space; it is no invitation.");
    if (!link)
        return linkFaultText(link.error());
    const auto host = displayName(link->server.host());
    if (link->wrappedRoot.isEmpty())
        return tr("An invitation to a space on %1. This link is the secret: whoever has it can join and read "
                  "the space. Pass it on to nobody.")
            .arg(host);
    return tr("An invitation to a space on %1. It opens with the six words that came by another way.")
        .arg(host);
}

void JoinDialog::check()
{
    const bool isEmpty = m_ui->joinLink->text().isEmpty();
    const auto link = readLink();
    m_ui->linkHint->setVisible(!isEmpty);
    m_ui->linkHint->setText(isEmpty ? QString() : hintOf(link));
    const bool isSafe = link && !link->wrappedRoot.isEmpty();
    setRole(m_ui->linkHint, isSafe ? u"dim"_s : link ? u"warn"_s : u"bad"_s);
    m_ui->linkForm->setRowVisible(m_ui->joinWords, isSafe);
    m_ui->linkForm->setRowVisible(m_ui->wordsHint, isSafe);
    const bool hasWords = !isSafe || checkWords();
    m_look->setEnabled(m_stage == Stage::Asking && link && hasWords);
    checkClipboard();
    growToFit(*this);
}

//! Whether the six are there, each one of the list.
bool JoinDialog::checkWords()
{
    const auto text = m_ui->joinWords->text();
    const auto words = tidyWords(text, invitationWordCount);
    if (words) {
        setRole(m_ui->wordsHint, u"ok"_s);
        m_ui->wordsHint->setText(tr("All six words are there."));
        return true;
    }
    const auto &fault = words.error();
    const bool isTyping = fault.cause == WordFault::Cause::UnknownWord &&
                          fault.position < invitationWordCount && !text.endsWith(u' ') &&
                          fault.position == text.simplified().count(u' ') + 1;
    const bool isFault = fault.cause != WordFault::Cause::WrongCount && !isTyping;
    setRole(m_ui->wordsHint, isFault ? u"bad"_s : u"dim"_s);
    m_ui->wordsHint->setText(
        isTyping ? wordFaultText({WordFault::Cause::WrongCount, fault.position - 1}, invitationWordCount)
                 : wordFaultText(fault, invitationWordCount));
    return false;
}

void JoinDialog::checkClipboard()
{
    const auto link = withoutSpaces(m_ui->joinLink->text());
    const auto kept = withoutSpaces(QGuiApplication::clipboard()->text());
    m_ui->clearClipboard->setVisible(!link.isEmpty() && kept == link);
}

void JoinDialog::submit()
{
    auto link = readLink();
    if (!link)
        return;
    auto words = std::make_shared<SecretBytes>();
    if (!link->wrappedRoot.isEmpty()) {
        auto tidy = tidyWords(m_ui->joinWords->text(), invitationWordCount);
        if (!tidy)
            return;
        *words = *std::move(tidy);
    }
    m_form = link->form;
    m_isRootInLink = link->wrappedRoot.isEmpty();
    begin(Stage::Looking, m_isRootInLink ? QList{Step::SigningIn, Step::ReadingState}
                                         : QList{Step::Unlocking, Step::SigningIn, Step::ReadingState});
    Q_EMIT lookRequested(std::make_shared<JoinLink>(*std::move(link)), words);
}

void JoinDialog::join()
{
    begin(Stage::Joining, m_form == JoinLink::Form::Tool
                              ? QList{Step::Joining}
                              : QList{Step::Joining, Step::TakingRole, Step::Checking});
    Q_EMIT joinRequested();
}

void JoinDialog::begin(Stage stage, const QList<Step> &steps)
{
    m_ui->joinBar->dismiss();
    m_steps = steps;
    setStage(stage);
    showStep(steps.front());
}

void JoinDialog::showStep(Step step)
{
    const auto place = m_steps.indexOf(step);
    if (place < 0) // a part of another one
        return;
    //: What is being done, which step that is, and of how many
    const auto text = m_steps.size() == 1
                          ? stepText(step)
                          : tr("%1 (%2 of %3)").arg(stepText(step)).arg(place + 1).arg(m_steps.size());
    m_ui->joinProgress->setText(text);
}

void JoinDialog::setStage(Stage stage)
{
    m_stage = stage;
    const bool isBusy = stage == Stage::Looking || stage == Stage::Joining;
    const bool isAtLink = stage == Stage::Asking || stage == Stage::Looking;
    m_ui->linkPage->setVisible(isAtLink);
    m_ui->linkPage->setEnabled(!isBusy);
    m_ui->previewPage->setVisible(!isAtLink);
    m_ui->joinProgress->setVisible(isBusy);
    m_look->setVisible(isAtLink);
    m_join->setVisible(!isAtLink);
    m_join->setEnabled(!isBusy && m_mayJoin);
    (isAtLink ? m_look : m_join)->setDefault(true);
    check();
    if (!isBusy)
        adjustSize();
}

void JoinDialog::showPreview(const InvitationPreview &preview)
{
    forget();
    const auto name = displayName(preview.spaceName);
    m_ui->spaceName->setText(name.isEmpty() ? tr("A space without a name") : name);
    m_ui->joinServer->setText(preview.server.toDisplayString());
    m_ui->fingerprint->setText(preview.fingerprint.join(u' '));
    m_ui->inviter->setText(inviterText(preview));
    m_ui->inviter->setToolTip(preview.invitation.inviter.toString());
    m_ui->joinRole->setText(displayName(preview.invitation.role));
    m_ui->roleTime->setText(roleTimeText(preview));
    m_ui->note->setText(displayName(preview.invitation.note));
    m_ui->previewForm->setRowVisible(m_ui->note, !preview.invitation.note.isEmpty());
    m_ui->expires->setText(expiryText(preview));
    m_ui->agrees->setVisible(preview.differences.isEmpty());
    for (const auto difference : preview.differences)
        addWarning(differenceText(difference, preview));
    if (m_isRootInLink)
        addWarning(tr("This link is the secret: whoever else has it can read the space."));
    m_mayJoin = !preview.obstacle;
    setStage(Stage::Deciding);
    if (preview.obstacle)
        m_ui->joinBar->showError(*preview.obstacle, Occasion::Asked);
    else
        m_join->setFocus();
    growToFit(*this);
}

void JoinDialog::addWarning(const QString &text)
{
    auto *const line = new QLabel(text, m_ui->joinCard);
    line->setObjectName(u"joinWarning"_s);
    line->setTextFormat(Qt::PlainText);
    line->setWordWrap(true);
    setRole(line, u"warn"_s);
    m_ui->warnings->addWidget(line);
}

void JoinDialog::showError(const Error &error)
{
    const bool isFinal = error.code == ErrorCode::InvitationSpent ||
                         error.code == ErrorCode::InvitationRevoked ||
                         error.code == ErrorCode::InvitationExpired || error.code == ErrorCode::OtherIdentity;
    m_mayJoin = m_mayJoin && !isFinal;
    setStage(m_stage == Stage::Joining ? Stage::Deciding : Stage::Asking);
    m_ui->joinBar->showError(error, Occasion::Asked);
    if (error.code == ErrorCode::WrongWords)
        m_ui->joinWords->setFocus();
}

void JoinDialog::showKnown()
{
    setStage(Stage::Asking);
    m_ui->joinBar->showMessage(MessageBar::Severity::Info, tr("You are in this space already."));
    m_ui->joinBar->setAction(tr("Show it"));
}

void JoinDialog::forget()
{
    for (auto *field : {m_ui->joinLink, m_ui->joinWords})
        field->setText({}); // and not clear(), which can be undone
}

void JoinDialog::done(int result)
{
    forget();
    QDialog::done(result);
}

} // namespace reeeductio
