// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/profile.h"
#include "gui/shared/theme.h"
#include "gui/window/spaceviews.h"

#include <QMainWindow>

#include <memory>

namespace Ui {
class MainWindow;
}

namespace reeeductio {

class ChatPage;
class FilesPage;
class LiveSpace;
class MessageBar;
class NoticeArea;
class PageActions;
class Sidebar;
class SpaceListModel;
class WelcomePage;

//! Hosts the views and says what a person asked for; what becomes of it a WindowController decides.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
    ~MainWindow() override;

    WelcomePage &welcome();
    Sidebar &sidebar();
    ChatPage &chat();
    FilesPage &files();
    //! What concerns the whole program, whatever page is shown.
    NoticeArea &notices();
    //! What concerns the way to the space's server.
    MessageBar &connectionBar();

    void setSpaces(SpaceListModel &spaces);
    void showWelcome();
    //! That the profile is still being opened.
    void showOpening();
    //! Where the keys lie, shown as what it is.
    void setProtection(Vault::Protection protection);
    bool isShowingSpace() const;
    //! `fallbackName`: the person's own, while the space has none.
    void showSpace(LiveSpace *space, const QString &fallbackName, bool isLocal);
    void showTopic(LiveSpace *space, const QString &topic);
    //! What showPage() shows; before that it is not made.
    void addPage(SpacePage page, SpaceViews::Factory make);
    //! Of the space that is shown, until showTopic() or showMessages().
    void showPage(SpacePage page);
    //! The files of one topic; until showTopic() or showMessages().
    void showFiles(LiveSpace *space, const QString &topic);
    //! Of the topic that was shown before.
    void showMessages();
    //! -1 chooses none.
    void selectSpace(int row);
    void setAppearance(Theme::Appearance appearance);

    //! Geometry, panes, whether the details are shown; as restoreLayout() takes it.
    QByteArray layoutState() const;
    //! Empty or malformed state leaves the layout as it is.
    void restoreLayout(const QByteArray &state);

Q_SIGNALS:
    void spaceSelected(int row);
    void addSpaceRequested();
    void newTopicRequested();
    void topicByIdRequested();
    void saveCredentialsRequested();
    void passwordRequested();
    void serverAdminRequested();
    //! Of the topic that is shown.
    void filesRequested();
    void pageRequested(reeeductio::SpacePage page);
    //! Who may do what in the space shown.
    void explainRequested();
    void quitRequested();
    void aboutRequested();
    void shortcutsRequested();
    void appearanceChosen(reeeductio::Theme::Appearance appearance);
    //! For the first time, all of it.
    void painted();
    //! The window is about to be gone: its layout can be kept.
    void closing();

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void connectActions();
    void connectViews();
    void updateIcons();
    void setSpaceActionsEnabled(bool isEnabled);
    void placeDetails();

    std::unique_ptr<Ui::MainWindow> m_ui;
    SpaceListModel *m_spaces = nullptr;
    LiveSpace *m_space = nullptr;
    PageActions *m_pageActions;
    bool m_isPainted = false;
};

} // namespace reeeductio
