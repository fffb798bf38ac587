// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "models/answertext.h"

#include <QDialog>
#include <QPointer>

#include <memory>

QT_BEGIN_NAMESPACE
class QComboBox;
QT_END_NAMESPACE

namespace Ui {
class ExplainDialog;
}

namespace reeeductio {

//! “Can [Bea] [post to] [#alerts]?”: the answer, what it rests on, and what would turn it. Follows the
//! space's state while it is open; closes with the space.
class ExplainDialog : public QDialog
{
    Q_OBJECT

public:
    //! The space outlives the dialog, or the dialog closes.
    explicit ExplainDialog(LiveSpace &space, QWidget *parent = nullptr);
    ~ExplainDialog() override;

    //! Filled in and answered.
    void ask(const Question &question);
    const Question &question() const { return m_question; }

    //! Whether a no can be turned from here: somebody takes grantRequested().
    void setCanGrant(bool canGrant);

Q_SIGNALS:
    //! A person wants a member to have this right. The dialog stays, and shows what comes of it.
    void grantRequested(const reeeductio::MemberId &member, const reeeductio::Capability &right);

protected:
    void changeEvent(QEvent *event) override;

private:
    void readQuestion();
    void readTyped(Operation operation, const QString &typed);
    void reload();
    void show(const AccessAnswer &answer, const Roster &roster);
    void showQuestion(const Roster &roster);
    void showMembers(const Roster &roster);
    void showObjects();
    void showAnswer();
    void showVerdict(const QString &word, const QString &role, const AnswerText &text);
    void showLine(const AnswerLine &line);
    void showLines(const QList<AnswerLine> &lines);
    void updateIcon();
    SpaceNames names() const;

    std::unique_ptr<Ui::ExplainDialog> m_ui;
    QPointer<LiveSpace> m_space;
    Question m_question;
    std::optional<tl::expected<AskedResource, NeverAsked>> m_asked; //!< of what a person typed
    std::optional<AccessAnswer> m_answer;
    QList<AnswerLine> m_lines;
    QStringList m_roles;
    quint64 m_round = 0; //!< of the question asked last: an answer to an earlier one comes too late
    bool m_canGrant = false;
};

} // namespace reeeductio
