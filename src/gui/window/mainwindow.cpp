// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/mainwindow.h"

#include "gui/chat/chatpage.h"
#include "gui/files/filespage.h"
#include "gui/shared/icons.h"
#include "gui/shared/noticearea.h"
#include "gui/sidebar/sidebar.h"
#include "gui/sidebar/spacedelegate.h"
#include "gui/window/pageactions.h"
#include "models/spacelistmodel.h"
#include "ui_mainwindow.h"

#include <QActionGroup>
#include <QDataStream>
#include <QIODevice>

#include <utility>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr quint32 layoutVersion = 1;

} // namespace

MainWindow::MainWindow(QWidget *parent) : QMainWindow(parent), m_ui(std::make_unique<Ui::MainWindow>())
{
    m_ui->setupUi(this);
    setWindowIcon(QIcon(u":/icons/app.svg"_s));
    m_ui->spaceRailList->setItemDelegate(new SpaceDelegate(this));
    m_ui->splitter->setStretchFactor(m_ui->splitter->indexOf(m_ui->views), 1);
    m_ui->splitter->setSizes({230, 620, 270});
    auto *appearances = new QActionGroup(this);
    for (auto *action : {m_ui->actionFollowSystem, m_ui->actionLight, m_ui->actionDark})
        appearances->addAction(action);
    m_ui->actionDetails->setChecked(true);
    m_ui->statusLine->hide();
    m_ui->openingText->hide();
    m_pageActions = new PageActions(*m_ui->menuView, m_ui->pagesEnd, this);
    connectActions();
    connectViews();
    addPage(SpacePage::Files, [this] { return m_ui->filesPage; });
    setSpaceActionsEnabled(false);
    updateIcons();
}

MainWindow::~MainWindow() = default;

WelcomePage &MainWindow::welcome()
{
    return *m_ui->welcome;
}

Sidebar &MainWindow::sidebar()
{
    return *m_ui->sidebar;
}

ChatPage &MainWindow::chat()
{
    return *m_ui->chatPage;
}

FilesPage &MainWindow::files()
{
    return *m_ui->filesPage;
}

NoticeArea &MainWindow::notices()
{
    return *m_ui->notices;
}

MessageBar &MainWindow::connectionBar()
{
    return *m_ui->connectionBar;
}

void MainWindow::connectActions()
{
    const auto passOn = [this](QAction *action, void (MainWindow::*signal)()) {
        connect(action, &QAction::triggered, this, signal);
    };
    passOn(m_ui->actionNewTopic, &MainWindow::newTopicRequested);
    passOn(m_ui->actionAddSpace, &MainWindow::addSpaceRequested);
    passOn(m_ui->actionSaveCredentials, &MainWindow::saveCredentialsRequested);
    passOn(m_ui->actionSetPassword, &MainWindow::passwordRequested);
    passOn(m_ui->actionServerAdmin, &MainWindow::serverAdminRequested);
    passOn(m_ui->actionTopicById, &MainWindow::topicByIdRequested);
    passOn(m_ui->actionQuit, &MainWindow::quitRequested);
    passOn(m_ui->actionAbout, &MainWindow::aboutRequested);
    passOn(m_ui->actionShortcuts, &MainWindow::shortcutsRequested);
    connect(m_ui->actionCopy, &QAction::triggered, &chat(), &ChatPage::copyChosen);
    connect(m_ui->actionNewest, &QAction::triggered, &chat(), &ChatPage::showNewest);
    connect(m_ui->actionWrite, &QAction::triggered, &chat(), &ChatPage::focusComposer);
    connect(m_ui->actionAttach, &QAction::triggered, &chat(), &ChatPage::attachRequested);
    connect(m_ui->actionPreviousTopic, &QAction::triggered, this, [this] { sidebar().step(-1); });
    connect(m_ui->actionNextTopic, &QAction::triggered, this, [this] { sidebar().step(1); });
    connect(m_ui->actionNextUnread, &QAction::triggered, this, [this] { sidebar().stepToUnread(); });
    connect(m_ui->actionDetails, &QAction::toggled, this, &MainWindow::placeDetails);
    passOn(m_ui->actionTopicFiles, &MainWindow::filesRequested);
    passOn(m_ui->actionExplain, &MainWindow::explainRequested);
    const auto choose = [this](QAction *action, Theme::Appearance appearance) {
        connect(action, &QAction::triggered, this,
                [this, appearance] { Q_EMIT appearanceChosen(appearance); });
    };
    choose(m_ui->actionFollowSystem, Theme::Appearance::System);
    choose(m_ui->actionLight, Theme::Appearance::Light);
    choose(m_ui->actionDark, Theme::Appearance::Dark);
}

void MainWindow::connectViews()
{
    connect(m_ui->addSpace, &QToolButton::clicked, this, &MainWindow::addSpaceRequested);
    connect(&sidebar(), &Sidebar::newTopicRequested, this, &MainWindow::newTopicRequested);
    connect(&sidebar(), &Sidebar::pageRequested, this, &MainWindow::pageRequested);
    connect(m_pageActions, &PageActions::pageRequested, this, &MainWindow::pageRequested);
    connect(m_ui->menuSpace, &SpaceListMenu::spaceChosen, this, &MainWindow::spaceSelected);
    connect(&chat(), &ChatPage::filesRequested, this, &MainWindow::filesRequested);
    connect(m_ui->views, &SpaceViews::backRequested, this, &MainWindow::showMessages);
    connect(&chat(), &ChatPage::detailsRequested, this, [this] { m_ui->actionDetails->setChecked(true); });
    connect(&chat(), &ChatPage::messageChosen, this, [this](Topic *topic, const TopicRow *row) {
        if (topic && row)
            m_ui->details->show(m_space, topic, *row);
        else
            m_ui->details->clear();
    });
}

void MainWindow::setSpaces(SpaceListModel &spaces)
{
    m_spaces = &spaces;
    m_ui->spaceRailList->setModel(&spaces);
    connect(m_ui->spaceRailList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { Q_EMIT spaceSelected(current.row()); });
    m_ui->menuSpace->setSpaces(spaces);
}

void MainWindow::setSpaceActionsEnabled(bool isEnabled)
{
    for (auto *action :
         {m_ui->actionNewTopic, m_ui->actionSaveCredentials, m_ui->actionSetPassword, m_ui->actionTopicById,
          m_ui->actionCopy, m_ui->actionPreviousTopic, m_ui->actionNextTopic, m_ui->actionNextUnread,
          m_ui->actionNewest, m_ui->actionWrite, m_ui->actionAttach, m_ui->actionDetails,
          m_ui->actionTopicFiles, m_ui->actionExplain})
        action->setEnabled(isEnabled);
    m_pageActions->setEnabled(isEnabled);
}

void MainWindow::showWelcome()
{
    m_ui->pages->setCurrentWidget(m_ui->welcome);
    m_ui->statusLine->hide();
    setSpaceActionsEnabled(false);
    setWindowTitle(u"Reeeductio"_s);
}

void MainWindow::showOpening()
{
    m_ui->openingText->show();
}

void MainWindow::setProtection(Vault::Protection protection)
{
    m_ui->statusLine->setProtection(protection);
}

bool MainWindow::isShowingSpace() const
{
    return m_ui->pages->currentWidget() == m_ui->spacePage;
}

void MainWindow::showSpace(LiveSpace *space, const QString &fallbackName, bool isLocal)
{
    m_space = space;
    sidebar().setSpace(space, fallbackName);
    m_ui->statusLine->showSpace(space, isLocal);
    m_ui->pages->setCurrentWidget(m_ui->spacePage);
    setSpaceActionsEnabled(true);
}

void MainWindow::showTopic(LiveSpace *space, const QString &topic)
{
    chat().show(space, topic);
    showMessages();
    m_ui->statusLine->showTopic(topic);
    //: The window's title: a topic, then the program
    setWindowTitle(topic.isEmpty() ? u"Reeeductio"_s : tr("#%1 — Reeeductio").arg(topic));
}

void MainWindow::addPage(SpacePage page, SpaceViews::Factory make)
{
    m_ui->views->addPage(page, std::move(make));
}

void MainWindow::showPage(SpacePage page)
{
    auto *const view = m_ui->views->open(page);
    if (!view)
        return;
    placeDetails();
    sidebar().setElsewhere(true, page);
    view->setSpace(m_space);
}

void MainWindow::showFiles(LiveSpace *space, const QString &topic)
{
    m_ui->views->open(SpacePage::Files);
    placeDetails();
    sidebar().setElsewhere(true);
    files().show(space, topic);
}

void MainWindow::showMessages()
{
    if (m_ui->views->areMessagesShown())
        return;
    m_ui->views->showMessages();
    sidebar().setElsewhere(false);
    placeDetails();
    chat().focusComposer();
}

//! What belongs to messages.
void MainWindow::placeDetails()
{
    const bool areShown = m_ui->views->areMessagesShown();
    for (auto *const action : {m_ui->actionCopy, m_ui->actionNewest, m_ui->actionWrite, m_ui->actionAttach})
        action->setEnabled(areShown && isShowingSpace());
    m_ui->details->setVisible(m_ui->actionDetails->isChecked() && areShown);
}

void MainWindow::selectSpace(int row)
{
    m_ui->spaceRailList->setCurrentIndex(m_spaces->index(row));
}

void MainWindow::setAppearance(Theme::Appearance appearance)
{
    m_ui->actionFollowSystem->setChecked(appearance == Theme::Appearance::System);
    m_ui->actionLight->setChecked(appearance == Theme::Appearance::Light);
    m_ui->actionDark->setChecked(appearance == Theme::Appearance::Dark);
}

QByteArray MainWindow::layoutState() const
{
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << layoutVersion << saveGeometry() << m_ui->splitter->saveState()
           << m_ui->actionDetails->isChecked();
    return state;
}

void MainWindow::restoreLayout(const QByteArray &state)
{
    QDataStream stream(state);
    quint32 version = 0;
    QByteArray geometry, panes;
    bool showsDetails = true;
    stream >> version >> geometry >> panes >> showsDetails;
    if (stream.status() != QDataStream::Ok || version != layoutVersion)
        return;
    restoreGeometry(geometry); // brings the window back onto a screen that is there
    m_ui->splitter->restoreState(panes);
    m_ui->actionDetails->setChecked(showsDetails);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    Q_EMIT closing();
    QMainWindow::closeEvent(event);
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (!std::exchange(m_isPainted, true)) // its children are painted behind it
        QMetaObject::invokeMethod(this, &MainWindow::painted, Qt::QueuedConnection);
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        chat().markSeen();
    QMainWindow::changeEvent(event);
}

void MainWindow::updateIcons()
{
    m_ui->addSpace->setIcon(lineIcon(u"plus"_s, Theme::colorsFor(palette()).dim));
}

} // namespace reeeductio
