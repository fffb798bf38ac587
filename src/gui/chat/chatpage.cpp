// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/chatpage.h"

#include "gui/chat/messagedelegate.h"
#include "gui/files/droppedfiles.h"
#include "gui/shared/errortext.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "protocol/names.h"
#include "ui_chatpage.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QLabel>
#include <QMimeData>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString draftKey(LiveSpace *space, const QString &topic)
{
    return space ? space->space().id().toString() + space->space().member().toString() + topic : QString();
}

} // namespace

ChatPage::ChatPage(QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::ChatPage>()), m_dropHint(new QLabel(this))
{
    m_ui->setupUi(this);
    setAcceptDrops(true);
    m_dropHint->setObjectName(u"dropHint"_s);
    m_dropHint->setAlignment(Qt::AlignCenter);
    m_dropHint->setTextFormat(Qt::PlainText);
    m_dropHint->hide();
    setAttribute(Qt::WA_StyledBackground);
    m_ui->timeline->setTimeline(&m_timeline);
    m_ui->timeline->delegate().setThumbnails(m_thumbnails);
    connect(&m_thumbnails, &Thumbnails::ready, this, [this](const QString &key) {
        if (const auto row = m_timeline.rowOf(key); row >= 0)
            m_ui->timeline->update(m_timeline.index(row));
    });
    connect(m_ui->timeline, &TimelineView::messageActivated, this, &ChatPage::choose);
    connect(m_ui->timeline, &TimelineView::detailsRequested, this, &ChatPage::detailsRequested);
    connect(m_ui->timeline, &TimelineView::endReached, this, &ChatPage::markSeen);
    connect(&m_ui->timeline->delegate(), &MessageDelegate::retryRequested, this, [this](qint64 id) {
        if (m_space)
            m_space->outbox().retry(id);
    });
    connect(&m_ui->timeline->delegate(), &MessageDelegate::takeBackRequested, this, &ChatPage::takeBack);
    connect(&m_ui->timeline->delegate(), &MessageDelegate::whyRequested, this, &ChatPage::askWhyNotSent);
    connect(&m_timeline, &QAbstractItemModel::dataChanged, this, &ChatPage::chooseAgain);
    connect(m_ui->topicFiles, &QPushButton::clicked, this, &ChatPage::filesRequested);
    connect(m_ui->composer, &Composer::sendRequested, this, &ChatPage::send);
    connect(m_ui->composer, &Composer::whyRequested, this, [this] { askWhy(Operation::Create); });
    connect(m_ui->emptyWhy, &QPushButton::clicked, this, [this] { askWhy(Operation::Read); });
    m_ui->emptyWhy->setText(whyText());
    connect(m_ui->composer, &Composer::attachRequested, this, &ChatPage::attachRequested);
    connect(m_ui->composer, &Composer::filesPasted, this, &ChatPage::filesOffered);
    connect(m_ui->composer, &Composer::imagePasted, this, &ChatPage::imageOffered);
    connect(&m_ui->timeline->delegate(), &MessageDelegate::saveRequested, this, &ChatPage::saveRequested);
    connect(&m_ui->timeline->delegate(), &MessageDelegate::saveAsRequested, this, &ChatPage::saveAsRequested);
    connect(&m_ui->timeline->delegate(), &MessageDelegate::openRequested, this, &ChatPage::openRequested);
    connect(&m_ui->timeline->delegate(), &MessageDelegate::viewRequested, this, &ChatPage::viewRequested);
    connect(&m_timeline, &TimelineModel::readFailed, this,
            [this](const Error &error) { m_ui->bar->showError(error); });
    for (const auto signal : {&TimelineModel::loaded, &TimelineModel::hasNewestChanged})
        connect(&m_timeline, signal, this, &ChatPage::updateEmptyState);
    connect(&m_timeline, &QAbstractItemModel::rowsInserted, this, &ChatPage::updateEmptyState);
    connect(&m_timeline, &QAbstractItemModel::rowsRemoved, this, &ChatPage::updateEmptyState);
    auto heading = m_ui->topicTitle->font();
    heading.setPointSizeF(heading.pointSizeF() * 1.2);
    heading.setBold(true);
    m_ui->topicTitle->setFont(heading);
    show(nullptr, {});
}

ChatPage::~ChatPage() = default;

void ChatPage::show(LiveSpace *space, const QString &topicId)
{
    auto *topic = space ? space->topic(topicId) : nullptr;
    if (m_shown && m_space == space && m_topicId == topicId && m_timeline.topic() == topic)
        return;
    if (m_space)
        m_drafts.insert(draftKey(m_space, m_topicId), m_ui->composer->unsentText());
    m_shown = std::make_unique<QObject>();
    m_space = space;
    m_topicId = topicId;
    m_thumbnails.setSpace(space);
    m_ui->bar->dismiss();
    if (const auto failure = m_failures.constFind(draftKey(space, topicId)); failure != m_failures.cend()) {
        m_ui->bar->showError(*failure);
        m_failures.erase(failure);
    }
    m_timeline.show(space, topic);
    m_ui->composer->setText(m_drafts.value(draftKey(space, topicId)));
    m_ui->composer->setVisible(topic != nullptr);
    Q_EMIT messageChosen(nullptr, nullptr);
    updateHeader();
    updateEmptyState();
    updateAlarm();
    if (space)
        watchSpace();
    if (!topic)
        return;
    connect(topic, &Topic::progressChanged, m_shown.get(), [this] { updateEmptyState(); });
    m_lacksRight = false;
    m_ui->composer->setMayPost(true);
    askWhetherItMayPost();
}

void ChatPage::watchSpace()
{
    connect(m_space, &LiveSpace::topicsChanged, m_shown.get(), [this] { updateHeader(); });
    for (const auto signal : {&LiveSpace::alarmRaised, &LiveSpace::alarmEnded}) {
        connect(m_space, signal, m_shown.get(), [this] {
            updateAlarm();
            askWhetherItMayPost();
        });
    }
    connect(m_space, &LiveSpace::summaryChanged, m_shown.get(), [this] {
        updateHeader();
        updateAlarm();
        askWhetherItMayPost();
    });
}

TopicInfo ChatPage::info() const
{
    return m_space ? m_space->authority().summary().topics.value(m_topicId, {m_topicId, {}, {}})
                   : TopicInfo();
}

void ChatPage::updateHeader()
{
    m_ui->topicHeader->setVisible(!m_topicId.isEmpty());
    if (!m_space)
        return;
    m_ui->topicTitle->setText(u"# "_s + topicName(info()));
    m_ui->topicTitle->setToolTip(u'#' + m_topicId);
    m_ui->topicAbout->setText(displayName(info().description));
    m_ui->topicAbout->setToolTip(plainToolTip(info().description));
    m_ui->composer->setTopic(topicName(info()));
    m_ui->composer->setIdentity(displayName(m_space->nameOf(m_space->space().member().text())));
}

void ChatPage::updateEmptyState()
{
    const auto *topic = m_timeline.topic();
    QString text;
    bool isRefused = false;
    if (!topic) {
        text = m_space ? tr("Choose a topic at the left, or make one.") : QString();
    } else if (m_timeline.rowCount() == 0) {
        const auto &progress = topic->progress();
        isRefused = progress.failure && progress.failure->code == ErrorCode::PermissionDenied;
        if (isRefused)
            text = tr("You may not read #%1. Ask who administers this space.").arg(topicName(info()));
        else if (m_timeline.isLoading() || (progress.isWorking && !progress.isCaughtUp))
            text = tr("Looking for messages…");
        else
            text = tr("No messages yet. Everything you write is encrypted before it leaves this window.");
    }
    m_ui->emptyText->setText(text);
    m_ui->emptyWhy->setVisible(isRefused);
    m_ui->content->setCurrentWidget(text.isEmpty() ? m_ui->timelinePage : m_ui->emptyPage);
}

void ChatPage::updateAlarm()
{
    const auto ofTopic = m_space ? m_space->alarm(m_topicId) : std::nullopt;
    const auto alarm = ofTopic || !m_space ? ofTopic : m_space->alarm(stateTopic);
    const auto key = alarm ? draftKey(m_space, ofTopic ? m_topicId : QString(stateTopic)) +
                                 QString::fromLatin1(alarm->missing.hash)
                           : QString();
    if (key == m_alarm)
        return; // a person who has dismissed it has read it
    m_alarm = key;
    if (!alarm)
        return m_ui->alarmBar->dismiss();
    const auto text =
        ofTopic ? tr("This server has gone back: it no longer shows the newest message you had here (%1). "
                     "This computer keeps it. Ask who runs the server; writing here is off meanwhile.")
                : tr("This server has gone back: it no longer shows a change to this space that was verified "
                     "here (%1). Who has which rights cannot be told. Ask who runs the server.");
    m_ui->alarmBar->showMessage(MessageBar::Severity::Error, text.arg(timeText(alarm->missing.time)));
}

void ChatPage::askWhetherItMayPost()
{
    if (!m_timeline.topic())
        return;
    if (m_space->alarm(m_topicId)) {
        m_lacksRight = false;
        return m_ui->composer->setMayPost(
            false, tr("Writing in #%1 is off: the server has gone back.").arg(topicName(info())));
    }
    const Question question{m_space->space().member(), Operation::Create, topicResource(m_topicId)};
    m_space->authority()
        .decide(m_space->serverRules(), question)
        .done(m_shown.get(), [this](const Result<Decision> &decision) {
            if (m_space->alarm(m_topicId))
                return; // raised meanwhile, and told
            // While the state is not all here nobody is told that they may not.
            const bool isRefused = decision && !decision->allowed && m_space->authority().isCurrent();
            m_lacksRight = isRefused;
            m_ui->composer->setMayPost(!isRefused, tr("You may not write in #%1.").arg(topicName(info())),
                                       isRefused);
        });
}

void ChatPage::askWhy(Operation operation)
{
    if (m_space)
        Q_EMIT whyRequested({m_space->space().member(), operation, topicResource(m_topicId)});
}

void ChatPage::askWhyNotSent(qint64 id)
{
    const auto items = m_space->outbox().items(m_topicId);
    const auto found =
        std::find_if(items.begin(), items.end(), [id](const OutboxItem &item) { return item.id == id; });
    if (found != items.end() && found->failure)
        askWhy(found->failure->code == ErrorCode::HeadUnreadable ? Operation::Read : Operation::Create);
}

void ChatPage::send(const QString &text)
{
    if (!m_timeline.topic())
        return m_ui->composer->refused();
    const auto plaintext = writePayload(TextPayload{.text = text, .mentions = {}, .replyTo = {}});
    m_space->outbox()
        .add(m_topicId, "chat.text", plaintext)
        .done(this, [this, text, key = draftKey(m_space, m_topicId)](const Result<OutboxItem> &item) {
            if (item)
                noteTaken(key, text);
            else
                noteRefused(key, text, item.error());
        });
}

void ChatPage::noteTaken(const QString &key, const QString &text)
{
    if (key != draftKey(m_space, m_topicId) || !m_ui->composer->isHandedOut(text))
        return; // the person went elsewhere meanwhile; the text was not among what stayed here
    m_ui->composer->taken();
    m_ui->bar->dismiss();
    m_ui->timeline->showNewest();
}

void ChatPage::noteRefused(const QString &key, const QString &text, const Error &error)
{
    if (key != draftKey(m_space, m_topicId)) {
        m_drafts[key].prepend(text);
        m_failures.insert(key, error);
        return;
    }
    if (m_ui->composer->isHandedOut(text))
        m_ui->composer->refused();
    else
        m_ui->composer->giveBack(text);
    m_ui->bar->showError(error);
}

void ChatPage::takeBack(qint64 id)
{
    const auto items = m_space->outbox().items(m_topicId);
    const auto found =
        std::find_if(items.begin(), items.end(), [id](const OutboxItem &item) { return item.id == id; });
    if (found == items.end() || !found->failure)
        return;
    const auto payload = readPayload(found->type, found->plaintext);
    if (const auto *text = std::get_if<TextPayload>(&payload))
        m_ui->composer->giveBack(text->text); // nothing a person wrote is thrown away
    m_space->outbox().discard(id);
    m_ui->composer->focusText();
}

void ChatPage::choose(const QModelIndex &index)
{
    Q_EMIT messageChosen(m_timeline.topic(), m_timeline.rowAt(index.row()));
}

void ChatPage::chooseAgain(const QModelIndex &first, const QModelIndex &last)
{
    const auto current = m_ui->timeline->currentIndex();
    if (current.isValid() && current.row() >= first.row() && current.row() <= last.row())
        choose(current);
}

void ChatPage::focusComposer()
{
    m_ui->composer->focusText();
}

bool ChatPage::hasComposerFocus() const
{
    return m_ui->composer->isAncestorOf(QApplication::focusWidget());
}

void ChatPage::copyChosen()
{
    m_ui->timeline->copyCurrent();
}

void ChatPage::showNewest()
{
    m_ui->timeline->showNewest();
}

TransferPanel &ChatPage::transfers()
{
    return *m_ui->transfers;
}

bool ChatPage::mayReceive() const
{
    return m_timeline.topic() && m_ui->composer->mayPost();
}

void ChatPage::dragEnterEvent(QDragEnterEvent *event)
{
    const bool bringsFiles = !localFilesOf(event->mimeData()).isEmpty() || bringsImage(event->mimeData());
    if (!mayReceive() || (!bringsFiles && !event->mimeData()->hasText()))
        return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m_dropHint->setText(bringsFiles ? tr("Drop to send to #%1").arg(topicName(info()))
                                    : tr("Drop to write it in #%1").arg(topicName(info())));
    m_dropHint->setGeometry(rect());
    m_dropHint->raise();
    m_dropHint->show();
}

void ChatPage::dragLeaveEvent(QDragLeaveEvent *)
{
    m_dropHint->hide();
}

void ChatPage::dropEvent(QDropEvent *event)
{
    m_dropHint->hide();
    event->setDropAction(Qt::CopyAction); // what is dropped stays where it came from
    event->accept();
    if (const auto files = localFilesOf(event->mimeData()); !files.isEmpty())
        return Q_EMIT filesOffered(files);
    if (const auto image = imageOf(event->mimeData()); !image.isNull())
        return Q_EMIT imageOffered(image);
    m_ui->composer->append(event->mimeData()->text());
    focusComposer();
}

void ChatPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_dropHint->setGeometry(rect());
}

void ChatPage::markSeen()
{
    const auto *topic = m_timeline.topic();
    const bool isMarkComing = topic && topic->isFindingReadMark() && topic->progress().isWorking;
    const bool isSeen = isActiveWindow() && isVisible() && topic && m_timeline.hasNewest() && !isMarkComing;
    const auto *newest = isSeen ? m_timeline.newestStored() : nullptr;
    if (newest && m_ui->timeline->isAtEnd())
        m_timeline.topic()->markRead(*newest);
}

} // namespace reeeductio
