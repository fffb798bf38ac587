// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/composer.h"

#include "gui/shared/errortext.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"
#include "models/displaytext.h"
#include "protocol/message.h"
#include "ui_composer.h"

#include <QEvent>
#include <QKeyEvent>
#include <QTextDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int mostLines = 8;
//! What is left of a message's longest data once it is encrypted: 28 bytes of framing, base64 above it.
constexpr qsizetype longestText = maxDataSize / 4 * 3 - 28;

} // namespace

Composer::Composer(QWidget *parent) : QFrame(parent), m_ui(std::make_unique<Ui::Composer>())
{
    m_ui->setupUi(this);
    m_ui->composerText->installEventFilter(this);
    m_ui->composerText->document()->setDocumentMargin(2);
    connect(m_ui->composerText, &QPlainTextEdit::textChanged, this, &Composer::check);
    connect(m_ui->composerText, &MessageEdit::filesPasted, this, &Composer::filesPasted);
    connect(m_ui->composerText, &MessageEdit::imagePasted, this, &Composer::imagePasted);
    m_ui->composerText->setAcceptDrops(false); // the page takes them, files and texts alike
    connect(m_ui->send, &QPushButton::clicked, this, &Composer::submit);
    connect(m_ui->attach, &QToolButton::clicked, this, &Composer::attachRequested);
    connect(m_ui->why, &QPushButton::clicked, this, &Composer::whyRequested);
    m_ui->why->setText(whyText());
    m_ui->why->hide();
    check();
}

Composer::~Composer() = default;

void Composer::setTopic(const QString &name)
{
    //: The empty message box of a topic
    m_ui->composerText->setPlaceholderText(tr("Message #%1").arg(name));
    m_ui->composerText->viewport()->update(); // a placeholder that is seen is not drawn anew by itself
    m_ui->composerText->setAccessibleName(tr("Message to #%1").arg(name));
}

void Composer::setIdentity(const QString &name)
{
    m_identity = name;
    check();
}

void Composer::setMayPost(bool mayPost, const QString &reason, bool hasMore)
{
    m_mayPost = mayPost;
    m_ui->composerText->setTakesFiles(mayPost);
    m_refusal = reason;
    m_ui->why->setVisible(!mayPost && hasMore);
    check();
}

QString Composer::text() const
{
    return m_ui->composerText->toPlainText();
}

void Composer::append(const QString &text)
{
    m_ui->composerText->moveCursor(QTextCursor::End);
    m_ui->composerText->insertPlainText(text);
}

void Composer::setText(const QString &text)
{
    m_sendsRest = false;
    m_handedOut.clear(); // whoever took it answers for the text that was here
    m_ui->composerText->setPlainText(text);
    m_ui->composerText->moveCursor(QTextCursor::End);
}

QString Composer::unsentText() const
{
    return text().startsWith(m_handedOut) ? text().sliced(m_handedOut.size()) : text();
}

void Composer::giveBack(const QString &text)
{
    const auto rest = this->text();
    setText(rest.isEmpty() ? text : text + u'\n' + rest);
}

void Composer::focusText()
{
    m_ui->composerText->setFocus(Qt::OtherFocusReason);
}

bool Composer::isSendable() const
{
    return m_mayPost && m_handedOut.isEmpty() && !text().trimmed().isEmpty() &&
           text().toUtf8().size() <= longestText;
}

void Composer::submit()
{
    if (!m_handedOut.isEmpty())
        m_sendsRest = true; // whoever writes fast need not press twice
    if (!isSendable())
        return;
    m_handedOut = text();
    check();
    Q_EMIT sendRequested(m_handedOut);
}

void Composer::taken()
{
    const auto sent = std::exchange(m_handedOut, {});
    const bool sendsRest = m_sendsRest;
    if (text().startsWith(sent))
        setText(text().sliced(sent.size()));
    check();
    m_sendsRest = false;
    if (sendsRest)
        submit();
}

void Composer::refused()
{
    m_handedOut.clear();
    m_sendsRest = false;
    check();
}

void Composer::check()
{
    const auto surplus = text().toUtf8().size() - longestText;
    auto role = u"dim"_s;
    if (!m_mayPost) {
        m_ui->composerHint->setText(m_refusal);
        role = u"warn"_s;
    } else if (surplus > 0) {
        const auto size = sizeText(surplus);
        m_ui->composerHint->setText(tr("%1 too long for one message.").arg(size));
        role = u"bad"_s;
    } else if (m_identity.isEmpty()) {
        m_ui->composerHint->setText(tr("encrypted for this space"));
    } else {
        m_ui->composerHint->setText(tr("as %1 · encrypted for this space").arg(m_identity));
    }
    setRole(m_ui->composerHint, role);
    m_ui->send->setEnabled(isSendable());
    m_ui->attach->setEnabled(m_mayPost);
    fitHeight();
}

void Composer::fitHeight()
{
    auto *edit = m_ui->composerText;
    const auto lineHeight = edit->fontMetrics().lineSpacing();
    // A plain text document counts its height in lines.
    const auto lines = std::clamp(static_cast<int>(edit->document()->size().height()), 1, mostLines);
    edit->setFixedHeight(lines * lineHeight + 16);
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        setProperty("focused", event->type() == QEvent::FocusIn);
        restyle(this);
    }
    if (event->type() == QEvent::Resize)
        fitHeight();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isEnter || key->modifiers().testFlag(Qt::ShiftModifier))
        return QFrame::eventFilter(watched, event);
    submit();
    return true;
}

void Composer::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        const auto &colors = Theme::colorsFor(palette());
        m_ui->attach->setIcon(lineIcon(u"paperclip"_s, colors.dim));
        m_ui->send->setIcon(lineIcon(u"send"_s, colors.onAccent));
    }
    QFrame::changeEvent(event);
}

} // namespace reeeductio
