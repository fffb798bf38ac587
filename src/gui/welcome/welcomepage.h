// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/error.h"

#include <QWidget>

#include <memory>

namespace Ui {
class WelcomePage;
}

namespace reeeductio {

//! What a newcomer sees: ways to begin, without an account.
class WelcomePage : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePage(QWidget *parent = nullptr);
    ~WelcomePage() override;

    //! While something is being made nothing else can be begun.
    void setBusy(bool isBusy);
    //! Until the profile is open nothing can be begun.
    void setReady(bool isReady);
    //! A way back, for who has a space already.
    void setCanGoBack(bool canGoBack);
    void showError(const Error &error);
    //! The profile could not be opened: with a way to try again.
    void showOpeningError(const Error &error);
    void dismissError();

Q_SIGNALS:
    void tryItRequested();
    void invitationRequested();
    void connectRequested();
    void backRequested();
    //! To open the profile once more.
    void retryRequested();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateIcon();

    std::unique_ptr<Ui::WelcomePage> m_ui;
};

} // namespace reeeductio
