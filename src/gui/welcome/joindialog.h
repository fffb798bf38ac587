// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/acceptinvitation.h"

#include <QDialog>

#include <memory>

namespace Ui {
class JoinDialog;
}

namespace reeeductio {

//! Accepting an invitation: first its link and words, then what it is, and only then a button that joins.
//! Link and words are forgotten once they have been of use.
class JoinDialog : public QDialog
{
    Q_OBJECT

public:
    explicit JoinDialog(QWidget *parent = nullptr);
    ~JoinDialog() override;

    //! Whether a link can be put in, or another one.
    bool isAskingForLink() const { return m_stage == Stage::Asking; }
    void setLink(const QString &link);

    void showStep(AcceptInvitation::Step step);
    void showPreview(const InvitationPreview &preview);
    //! Of looking or joining: what can be tried again may be.
    void showError(const Error &error);
    //! The person is in that space already.
    void showKnown();

    void done(int result) override;

Q_SIGNALS:
    //! `words`: as tidyWords() writes them; empty where the link needs none.
    void lookRequested(const std::shared_ptr<reeeductio::JoinLink> &link,
                       const std::shared_ptr<reeeductio::SecretBytes> &words);
    void joinRequested();
    //! To see the space that the person is in already.
    void showRequested();

private:
    enum class Stage { Asking, Looking, Deciding, Joining };

    void setStage(Stage stage);
    void begin(Stage stage, const QList<AcceptInvitation::Step> &steps);
    Result<JoinLink> readLink() const;
    void check();
    QString hintOf(const Result<JoinLink> &link) const;
    bool checkWords();
    void checkClipboard();
    void submit();
    void join();
    void addWarning(const QString &text);
    void forget();

    std::unique_ptr<Ui::JoinDialog> m_ui;
    QPushButton *m_look;
    QPushButton *m_join;
    Stage m_stage = Stage::Asking;
    QList<AcceptInvitation::Step> m_steps; //!< of what is being done
    JoinLink::Form m_form = JoinLink::Form::Tool;
    bool m_isRootInLink = false;
    bool m_mayJoin = false;
};

} // namespace reeeductio
