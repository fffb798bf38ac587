// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/windowcontroller.h"

#include "gui/chat/chatpage.h"
#include "gui/shared/errortext.h"
#include "gui/shared/noticearea.h"
#include "gui/sidebar/sidebar.h"
#include "gui/welcome/welcomepage.h"
#include "gui/window/mainwindow.h"
#include "gui/window/noticetext.h"
#include "models/jointext.h"

#include <QApplication>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

QString idOf(LiveSpace *space)
{
    return space->space().id().toString();
}

} // namespace

WindowController::WindowController(MainWindow &window, Profile &profile, FileDialogs &dialogs,
                                   QObject *parent)
    : QObject(parent), m_window(window), m_profile(profile), m_spaces(profile),
      m_beginning(window.welcome(), profile, dialogs), m_joining(window, profile),
      m_serverAdmin(window, profile, dialogs), m_actions(window, profile, dialogs),
      m_files(window, profile, dialogs), m_filePage(window), m_admin(window, profile, dialogs),
      m_invite(window, profile), m_auditPage(window, profile, dialogs),
      m_accessPage(window, profile, dialogs), m_explain(window), m_statePage(window), m_dataPage(window)
{
    m_window.setSpaces(m_spaces);
    connect(&m_window, &MainWindow::spaceSelected, this, &WindowController::showSpace);
    connect(&m_window, &MainWindow::addSpaceRequested, this, [this] {
        m_window.welcome().setCanGoBack(m_space != nullptr);
        m_window.showWelcome();
    });
    connect(&m_window.welcome(), &WelcomePage::backRequested, this, [this] { showSpaceOf(m_space); });
    connect(&m_window.welcome(), &WelcomePage::retryRequested, this, &WindowController::start);
    connect(&m_window.sidebar(), &Sidebar::topicSelected, this, &WindowController::showTopic);
    connect(&m_window.sidebar(), &Sidebar::filesDropped, this,
            [this](const QString &topic, const QStringList &paths) {
                wish(m_space, topic);
                m_files.offer(paths);
            });
    connect(&m_window, &MainWindow::filesRequested, this,
            [this] { m_window.showFiles(m_space, m_window.chat().topicId()); });
    connect(&m_window, &MainWindow::pageRequested, &m_window, &MainWindow::showPage);
    connect(&m_beginning, &Beginning::spaceReady, this, [this](LiveSpace *space) {
        m_focusesComposer = true;
        showSpaceOf(space);
    });
    connect(&m_window.welcome(), &WelcomePage::invitationRequested, &m_joining, &Joining::open);
    connect(&m_joining, &Joining::joined, this, &WindowController::welcomeTo);
    connect(&m_joining, &Joining::failed, &m_window.notices(), &NoticeArea::showError);
    connect(&m_joining, &Joining::spaceWanted, this, &WindowController::showSpaceOf);
    connect(&m_serverAdmin, &ServerAdminActions::spaceReady, this, &WindowController::showSpaceOf);
    connect(&m_actions, &SpaceActions::topicReady, this, [this](LiveSpace *space, const QString &topic) {
        if (space != m_space)
            return;
        m_focusesComposer = true;
        wish(space, topic);
    });
    connect(&m_actions, &SpaceActions::whyRequested, &m_explain, &ExplainActions::explain);
    connect(&m_files, &FileActions::whyRequested, this,
            [this](const Question &question) { m_explain.explain(question); });
    connect(&m_accessPage, &AccessPageActions::whyRequested, this,
            [this](const Question &question) { m_explain.explain(question); });
    connect(&m_explain, &ExplainActions::grantRequested, &m_admin, &AdminActions::giveRight);
    connect(
        &m_admin, &AdminActions::explainRequested, this, [this](LiveSpace *space, const MemberId &member) {
            const auto topics = space->topics();
            m_explain.explainIn(space, {member, Operation::Create,
                                        topicResource(topics.isEmpty() ? u"general"_s : topics.front().id)});
        });
    connect(&m_window.connectionBar(), &MessageBar::actionTriggered, this, [this] { m_space->retryNow(); });
    connect(&m_window.connectionBar(), &MessageBar::dismissed, this, [this] { m_isTroubleDismissed = true; });
    connect(&m_profile, &Profile::failed, &m_window.notices(), &NoticeArea::showError);
    m_slowOpening.setSingleShot(true);
    m_slowOpening.setInterval(300ms); // sooner it would only flicker
    connect(&m_slowOpening, &QTimer::timeout, &m_window, &MainWindow::showOpening);
}

WindowController::~WindowController() = default;

void WindowController::start()
{
    m_slowOpening.start();
    m_profile.open().done(this, [this](const Result<void> &opened) {
        m_slowOpening.stop();
        m_window.welcome().setReady(opened.has_value()); // what is on the disk is left alone
        if (opened)
            return showProfile();
        m_window.showWelcome();
        m_window.welcome().showOpeningError(opened.error());
    });
}

void WindowController::showProfile()
{
    m_window.welcome().dismissError();
    m_window.setProtection(m_profile.protection());
    showNotices();
    m_joining.setReady();
    if (m_spaces.rowCount() == 0)
        return m_window.showWelcome();
    int row = 0;
    for (int i = 0; i < m_spaces.rowCount(); ++i) {
        if (idOf(m_spaces.spaceAt(i)) == m_firstSpace)
            row = i;
    }
    showSpace(row);
}

void WindowController::showNotices()
{
    const auto &notices = m_profile.notices();
    for (const auto &notice : notices)
        m_window.notices().show(MessageBar::Severity::Warning, noticeText(notice));
}

void WindowController::setPlace(const QString &place)
{
    m_firstSpace = place.section(u' ', 0, 0);
    m_wanted.insert(m_firstSpace, place.section(u' ', 1));
}

QString WindowController::place() const
{
    const auto space = m_space ? idOf(m_space) : m_firstSpace;
    return space + u' ' + m_wanted.value(space);
}

void WindowController::showSpaceOf(LiveSpace *space)
{
    if (space)
        showSpace(static_cast<int>(m_profile.spaces().indexOf(space)));
}

void WindowController::showSpace(int row)
{
    auto *space = m_spaces.spaceAt(row);
    if (!space || (space == m_space && m_window.isShowingSpace()))
        return;
    m_focusesComposer = m_focusesComposer || m_window.chat().hasComposerFocus();
    m_space = space;
    m_isTroubleDismissed = false;
    m_shown = std::make_unique<QObject>();
    const auto name = m_spaces.index(row).data(static_cast<int>(SpaceListModel::Role::Name)).toString();
    m_window.showSpace(space, name, m_profile.isLocal(space));
    m_window.selectSpace(row);
    m_window.showTopic(space, {});
    m_files.setPlace(space, {});
    m_actions.setSpace(space);
    m_invite.setSpace(space);
    m_explain.setSpace(space);
    connect(space, &LiveSpace::topicsChanged, m_shown.get(), [this] { chooseTopic(); });
    connect(space, &LiveSpace::summaryChanged, m_shown.get(), [this] {
        chooseTopic();
        warnOfLongState();
    });
    connect(space, &LiveSpace::connectionChanged, m_shown.get(), [this] { showConnection(); });
    showConnection();
    chooseTopic();
    warnOfLongState();
}

void WindowController::warnOfLongState()
{
    const auto count = m_space->authority().summary().stateMessages;
    if (count < longState || m_profile.isLocal(m_space) || m_warned.contains(idOf(m_space)))
        return;
    m_warned.insert(idOf(m_space));
    m_window.notices().show(
        MessageBar::Severity::Warning,
        tr("“%1” has %n changes to its state. Published servers look at the first 10,000 of "
           "them for rights: what is given or taken away after that has no effect there. "
           "Move to a new space in time.",
           nullptr, static_cast<int>(count))
            .arg(m_spaces.index(m_profile.spaces().indexOf(m_space))
                     .data(static_cast<int>(SpaceListModel::Role::Name))
                     .toString()));
}

void WindowController::chooseTopic()
{
    if (!m_window.chat().topicId().isEmpty())
        return;
    const auto wanted = m_wanted.value(idOf(m_space));
    if (!wanted.isEmpty() && m_space->topic(wanted))
        return wish(m_space, wanted);
    const auto topics = m_space->topics();
    // The one that is wanted may not have been read yet; once the state is all here, it is not coming.
    if (!topics.isEmpty() && (wanted.isEmpty() || m_space->authority().isCurrent()))
        wish(m_space, topics.front().id);
}

void WindowController::wish(LiveSpace *space, const QString &topic)
{
    m_wanted.insert(idOf(space), topic);
    m_window.sidebar().selectTopic(topic);
    showTopic(topic); // the list may have had it selected already
}

void WindowController::showTopic(const QString &topic)
{
    if (!m_space)
        return;
    m_wanted.insert(idOf(m_space), topic);
    const bool isTyping =
        m_focusesComposer || QApplication::focusWidget() == nullptr || m_window.chat().hasComposerFocus();
    m_focusesComposer = false;
    m_window.showTopic(m_space, topic);
    m_files.setPlace(m_space, topic);
    if (isTyping)
        m_window.chat().focusComposer();
}

void WindowController::showConnection()
{
    auto &bar = m_window.connectionBar();
    const auto &trouble = m_space->trouble();
    if (!trouble) {
        m_isTroubleDismissed = false;
        return bar.dismiss();
    }
    const auto words = errorText(*trouble);
    const bool isShown = bar.isVisible() && bar.text() == words.both();
    // That it will not be tried again is another thing than what was dismissed.
    const bool isUnwanted = m_isTroubleDismissed && m_space->connection() != Stream::Status::Refused;
    if (isShown || isUnwanted) // said again at every try it would take the focus, and the reader's ear
        return;
    bar.showMessage(MessageBar::Severity::Warning, words.both(), words.details);
    bar.setAction(tr("Try now"));
}

void WindowController::offerLink(const QString &text)
{
    auto &notices = m_window.notices();
    const auto link = parseLink(text);
    if (!link)
        return notices.show(MessageBar::Severity::Error, linkFaultText(link.error()));
    const auto *open = std::get_if<OpenLink>(&*link);
    if (!open)
        return m_joining.openWith(text); // nothing is sent before the person says so
    const auto question = open->topic.isEmpty() ? tr("A link asks to show a space.")
                                                : tr("A link asks to show #%1.").arg(open->topic);
    notices.showWithAction(MessageBar::Severity::Info, question, tr("Show it"),
                           [this, where = *open] { follow(where); });
}

void WindowController::welcomeTo(LiveSpace *space, bool waitsForRole)
{
    m_focusesComposer = true;
    showSpaceOf(space);
    if (waitsForRole)
        m_window.notices().show(
            MessageBar::Severity::Info,
            tr("You are in. Your role is given when an administrator's program sees this."));
}

void WindowController::follow(const OpenLink &link)
{
    const auto spaces = m_profile.spaces();
    const auto found = std::find_if(spaces.begin(), spaces.end(),
                                    [&link](LiveSpace *space) { return space->space().id() == link.space; });
    if (found == spaces.end())
        return m_window.notices().show(MessageBar::Severity::Warning,
                                       tr("You are not in the space this link leads to."));
    showSpaceOf(*found);
    if (link.topic.isEmpty())
        return;
    if (!(*found)->topic(link.topic))
        (*found)->addTopicByHand(link.topic); // the person said so
    wish(*found, link.topic);
}

} // namespace reeeductio
