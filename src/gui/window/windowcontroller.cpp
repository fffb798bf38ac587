// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/windowcontroller.h"

#include "gui/chat/chatpage.h"
#include "gui/shared/errortext.h"
#include "gui/shared/messagebar.h"
#include "gui/sidebar/newtopicdialog.h"
#include "gui/sidebar/sidebar.h"
#include "gui/sidebar/topicbyiddialog.h"
#include "gui/welcome/connectdialog.h"
#include "gui/welcome/welcomepage.h"
#include "gui/window/mainwindow.h"
#include "gui/window/noticetext.h"

#include <QApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

WindowController::WindowController(MainWindow &window, Profile &profile, FileDialogs &dialogs,
                                   QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile), m_dialogs(dialogs), m_spaces(profile)
{
    m_window.setSpaces(m_spaces);
    connect(&m_window, &MainWindow::spaceSelected, this, &WindowController::showSpace);
    connect(&m_window, &MainWindow::addSpaceRequested, this, [this] {
        m_window.welcome().setCanGoBack(m_space != nullptr);
        m_window.showWelcome();
    });
    connect(&m_window, &MainWindow::newTopicRequested, this, &WindowController::newTopic);
    connect(&m_window, &MainWindow::topicByIdRequested, this, &WindowController::topicById);
    connect(&m_window, &MainWindow::saveCredentialsRequested, this, &WindowController::saveCredentials);
    connect(&m_window.welcome(), &WelcomePage::tryItRequested, this, &WindowController::tryItHere);
    connect(&m_window.welcome(), &WelcomePage::connectRequested, this, &WindowController::connectWithKeys);
    connect(&m_window.welcome(), &WelcomePage::backRequested, this, [this] {
        if (m_space)
            showSpaceOf(m_space);
    });
    connect(&m_window.sidebar(), &Sidebar::topicSelected, this, &WindowController::showTopic);
    connect(&m_window.connectionBar(), &MessageBar::actionTriggered, this, [this] {
        if (m_space)
            m_space->retryNow();
    });
    connect(&m_window.noticeBar(), &MessageBar::actionTriggered, this, [this] {
        if (m_offered)
            follow(*std::exchange(m_offered, {}));
    });
    connect(&m_profile, &Profile::failed, &m_window.noticeBar(), &MessageBar::showError);
}

WindowController::~WindowController() = default;

void WindowController::start()
{
    m_profile.open().done(this, [this](const Result<void> &opened) {
        if (!opened)
            return reportOpening(opened.error());
        m_isOpen = true;
        showNotices();
        m_window.welcome().setReady(true);
        if (m_spaces.rowCount() == 0)
            return m_window.showWelcome();
        const auto wanted = m_place.section(u' ', 0, 0);
        int row = 0;
        for (int i = 0; i < m_spaces.rowCount(); ++i) {
            if (m_spaces.spaceAt(i)->space().id().toString() == wanted)
                row = i;
        }
        m_topicOf.insert(m_spaces.spaceAt(row), m_place.section(u' ', 1));
        m_window.selectSpace(row);
    });
}

void WindowController::reportOpening(const Error &error)
{
    m_window.showWelcome();
    m_window.welcome().setReady(false); // what is on the disk is left alone
    m_window.welcome().showError(error);
}

void WindowController::showNotices()
{
    const auto &notices = m_profile.notices();
    if (notices.isEmpty())
        return;
    QStringList texts;
    for (const auto &notice : notices)
        texts << noticeText(notice);
    m_window.noticeBar().showMessage(MessageBar::Severity::Warning, texts.join(u'\n'));
    if (m_spaces.rowCount() == 0)
        m_window.welcome().showNotice(texts.join(u'\n'));
}

QString WindowController::place() const
{
    return m_space ? m_space->space().id().toString() + u' ' + m_window.chat().topicId() : m_place;
}

void WindowController::showSpaceOf(LiveSpace *space)
{
    const auto row = static_cast<int>(m_profile.spaces().indexOf(space));
    m_window.selectSpace(row);
    if (m_space != space || !m_window.isShowingSpace())
        showSpace(row); // it was the current one already
}

void WindowController::showSpace(int row)
{
    auto *space = m_spaces.spaceAt(row);
    if (!space)
        return;
    if (m_space && m_space != space)
        m_topicOf.insert(m_space, m_window.chat().topicId());
    m_space = space;
    m_shown = std::make_unique<QObject>();
    const auto name = m_spaces.index(row).data(static_cast<int>(SpaceListModel::Role::Name)).toString();
    m_window.showSpace(space, name, m_profile.isLocal(space));
    m_window.showTopic(space, {});
    connect(space, &LiveSpace::topicsChanged, m_shown.get(), [this] { chooseFirstTopic(); });
    connect(space, &LiveSpace::connectionChanged, m_shown.get(), [this] { showConnection(); });
    showConnection();
    chooseFirstTopic();
}

void WindowController::chooseFirstTopic()
{
    if (!m_window.chat().topicId().isEmpty())
        return;
    const auto topics = m_space->topics();
    if (topics.isEmpty())
        return;
    const auto last = m_topicOf.value(m_space);
    const auto topic = m_space->topic(last) ? last : topics.front().id;
    m_window.sidebar().selectTopic(topic);
    showTopic(topic); // the list may have had it selected already
}

void WindowController::showTopic(const QString &topic)
{
    if (!m_space)
        return;
    const bool isTyping = QApplication::focusWidget() == nullptr || m_window.chat().hasComposerFocus();
    m_window.showTopic(m_space, topic);
    if (isTyping)
        m_window.chat().focusComposer();
}

void WindowController::showConnection()
{
    auto &bar = m_window.connectionBar();
    const auto &trouble = m_space->trouble();
    if (!trouble)
        return bar.dismiss();
    const auto words = errorText(*trouble);
    bar.showMessage(MessageBar::Severity::Warning, words.both(), words.details);
    bar.setAction(tr("Try now"));
}

void WindowController::tryItHere()
{
    m_window.welcome().setBusy(true);
    //: The name of the space a newcomer gets, and of its first topic
    m_profile.tryItHere(tr("My notebook"), tr("General"))
        .done(this, [this](const Result<LiveSpace *> &space) {
            m_window.welcome().setBusy(false);
            if (!space)
                return m_window.welcome().showError(space.error());
            showSpaceOf(*space);
            m_window.chat().focusComposer();
        });
}

void WindowController::connectWithKeys()
{
    auto *dialog = new ConnectDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_connectDialog = dialog;
    connect(dialog, &ConnectDialog::connectRequested, this, &WindowController::connectTo);
    connect(dialog, &ConnectDialog::fileRequested, this, [this, dialog] {
        m_dialogs.openFile(dialog, tr("Open a credentials file"), [this, dialog](const QString &file) {
            m_profile.readCredentials(file).done(
                dialog, [dialog](const Result<std::shared_ptr<Credentials>> &credentials) {
                    if (credentials)
                        dialog->fill(**credentials);
                    else
                        dialog->showError(credentials.error());
                });
        });
    });
    dialog->open();
}

void WindowController::connectTo(const std::shared_ptr<Credentials> &credentials, const QString &name)
{
    m_connectDialog->setBusy(true);
    m_profile.connectTo(credentials->clone(), name)
        .done(m_connectDialog, [this](const Result<LiveSpace *> &space) {
            m_connectDialog->setBusy(false);
            if (!space)
                return m_connectDialog->showError(space.error());
            m_connectDialog->accept();
            showSpaceOf(*space);
        });
}

void WindowController::newTopic()
{
    if (!m_space)
        return;
    QStringList taken;
    const auto topics = m_space->topics();
    for (const auto &topic : topics)
        taken << topic.id;
    auto *dialog = new NewTopicDialog(taken, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        dialog, &NewTopicDialog::topicRequested, this,
        [this, dialog, space = m_space](const QString &id, const QString &name, const QString &description) {
            if (!space)
                return dialog->reject();
            dialog->setBusy(true);
            space->createTopic(id, name, description)
                .done(dialog, [this, dialog, id, space](const auto &made) {
                    if (!made)
                        return dialog->showError(made.error());
                    dialog->accept();
                    if (space != m_space)
                        return;
                    m_window.sidebar().selectTopic(id);
                    m_window.chat().focusComposer();
                });
        });
    dialog->open();
}

void WindowController::topicById()
{
    auto *dialog = new TopicByIdDialog(&m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TopicByIdDialog::topicChosen, this, [this, space = m_space](const QString &topic) {
        if (!space || space != m_space)
            return;
        space->addTopicByHand(topic);
        m_window.sidebar().selectTopic(topic);
    });
    dialog->open();
}

void WindowController::saveCredentials()
{
    if (!m_space)
        return;
    const auto suggestion =
        u"reeeductio-%1.json"_s.arg(m_profile.nameOf(m_space).simplified().replace(u' ', u'-'));
    m_dialogs.saveFile(
        &m_window, tr("Save credentials file"), suggestion, [this, space = m_space](const QString &file) {
            if (!space)
                return;
            m_profile.saveCredentials(space, file).done(this, [this, file](const Result<void> &saved) {
                if (!saved)
                    return m_window.noticeBar().showError(saved.error());
                m_window.noticeBar().showMessage(
                    MessageBar::Severity::Info,
                    tr("Saved as %1. Whoever has this file is you in this space: keep it to yourself.")
                        .arg(file));
            });
        });
}

void WindowController::offerLink(const QString &text)
{
    m_offered.reset();
    auto &bar = m_window.noticeBar();
    const auto link = parseLink(text);
    if (!link)
        return bar.showError(link.error());
    const auto *open = std::get_if<OpenLink>(&*link);
    if (!open)
        return bar.showMessage(MessageBar::Severity::Info,
                               tr("This link is an invitation. This version cannot accept invitations yet."));
    //: %1 is a topic, or nothing
    bar.showMessage(MessageBar::Severity::Info, open->topic.isEmpty()
                                                    ? tr("A link asks to show a space.")
                                                    : tr("A link asks to show #%1.").arg(open->topic));
    bar.setAction(tr("Show it"));
    m_offered = *open;
}

void WindowController::follow(const OpenLink &link)
{
    const auto spaces = m_profile.spaces();
    const auto found = std::find_if(spaces.begin(), spaces.end(),
                                    [&link](LiveSpace *space) { return space->space().id() == link.space; });
    if (found == spaces.end())
        return m_window.noticeBar().showMessage(MessageBar::Severity::Warning,
                                                tr("You are not in the space this link leads to."));
    m_window.noticeBar().dismiss();
    if (*found != m_space)
        showSpaceOf(*found);
    if (!link.topic.isEmpty())
        m_window.sidebar().selectTopic(link.topic);
}

} // namespace reeeductio
