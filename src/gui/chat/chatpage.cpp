// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/chatpage.h"

#include "gui/chat/messagedelegate.h"
#include "ui_chatpage.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QString draftKey(LiveSpace *space, const QString &topic)
{
    return space ? space->space().id().toString() + space->space().member().toString() + topic : QString();
}

} // namespace

ChatPage::ChatPage(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::ChatPage>())
{
    m_ui->setupUi(this);
    setAttribute(Qt::WA_StyledBackground);
    m_ui->timeline->setTimeline(&m_timeline);
    connect(m_ui->timeline, &TimelineView::messageActivated, this, &ChatPage::choose);
    connect(m_ui->timeline, &TimelineView::detailsRequested, this, &ChatPage::detailsRequested);
    connect(m_ui->timeline, &TimelineView::endReached, this, &ChatPage::markSeen);
    connect(&m_ui->timeline->delegate(), &MessageDelegate::retryRequested, this, [this](qint64 id) {
        if (m_space)
            m_space->outbox().retry(id);
    });
    connect(&m_ui->timeline->delegate(), &MessageDelegate::discardRequested, this, [this](qint64 id) {
        if (m_space)
            m_space->outbox().discard(id);
    });
    connect(m_ui->composer, &Composer::sendRequested, this, &ChatPage::send);
    connect(&m_timeline, &TimelineModel::readFailed, m_ui->bar, &MessageBar::showError);
    for (const auto signal : {&TimelineModel::loaded, &TimelineModel::hasNewestChanged})
        connect(&m_timeline, signal, this, &ChatPage::updateEmptyState);
    connect(&m_timeline, &QAbstractItemModel::rowsInserted, this, &ChatPage::updateEmptyState);
    connect(&m_timeline, &QAbstractItemModel::rowsRemoved, this, &ChatPage::updateEmptyState);
    show(nullptr, {});
}

ChatPage::~ChatPage() = default;

void ChatPage::show(LiveSpace *space, const QString &topicId)
{
    auto *topic = space ? space->topic(topicId) : nullptr;
    if (m_shown && m_space == space && m_topicId == topicId && m_timeline.topic() == topic)
        return;
    if (m_space)
        m_drafts.insert(draftKey(m_space, m_topicId), m_ui->composer->text());
    m_shown = std::make_unique<QObject>();
    m_space = space;
    m_topicId = topicId;
    m_ui->bar->dismiss();
    m_timeline.show(space, topic);
    m_ui->composer->setText(m_drafts.value(draftKey(space, topicId)));
    m_ui->composer->setVisible(topic != nullptr);
    Q_EMIT messageChosen(nullptr, nullptr);
    updateHeader();
    updateEmptyState();
    if (!topic)
        return;
    connect(topic, &Topic::progressChanged, m_shown.get(), [this] { updateEmptyState(); });
    connect(space, &LiveSpace::topicsChanged, m_shown.get(), [this] { updateHeader(); });
    connect(space, &LiveSpace::summaryChanged, m_shown.get(), [this] {
        updateHeader();
        askWhetherItMayPost();
    });
    m_ui->composer->setMayPost(true);
    askWhetherItMayPost();
}

QString ChatPage::topicName() const
{
    if (!m_space)
        return {};
    const auto name = m_space->authority().summary().topics.value(m_topicId).name;
    return name.isEmpty() ? m_topicId : name;
}

void ChatPage::updateHeader()
{
    m_ui->topicHeader->setVisible(!m_topicId.isEmpty());
    if (!m_space)
        return;
    const auto info = m_space->authority().summary().topics.value(m_topicId);
    m_ui->topicTitle->setText(u"# "_s + topicName());
    m_ui->topicTitle->setToolTip(u'#' + m_topicId);
    m_ui->topicAbout->setText(info.description);
    m_ui->composer->setTopic(topicName());
    m_ui->composer->setIdentity(m_space->nameOf(m_space->space().member().text()));
}

void ChatPage::updateEmptyState()
{
    const auto *topic = m_timeline.topic();
    QString text;
    if (!topic) {
        text = m_space ? tr("Choose a topic at the left, or make one.") : QString();
    } else if (m_timeline.rowCount() == 0) {
        const auto &progress = topic->progress();
        const bool isRefused = progress.failure && progress.failure->code == ErrorCode::PermissionDenied;
        if (isRefused)
            text = tr("You may not read #%1. Ask who administers this space.").arg(topicName());
        else if (m_timeline.isLoading() || (progress.isWorking && !progress.isCaughtUp))
            text = tr("Looking for messages…");
        else
            text = tr("No messages yet. Everything you write is encrypted before it leaves this window.");
    }
    m_ui->emptyText->setText(text);
    m_ui->content->setCurrentWidget(text.isEmpty() ? m_ui->timelinePage : m_ui->emptyPage);
}

void ChatPage::askWhetherItMayPost()
{
    const Question question{m_space->space().member(), Operation::Create, topicResource(m_topicId)};
    m_space->authority()
        .decide(m_space->serverRules(), question)
        .done(m_shown.get(), [this](const Result<Decision> &decision) {
            // While the state is not all here nobody is told that they may not.
            const bool isRefused = decision && !decision->allowed && m_space->authority().isCurrent();
            m_ui->composer->setMayPost(!isRefused, tr("You may not write in #%1.").arg(topicName()));
        });
}

void ChatPage::send(const QString &text)
{
    if (!m_timeline.topic())
        return m_ui->composer->refused();
    const auto plaintext = writePayload(TextPayload{.text = text, .mentions = {}, .replyTo = {}});
    m_space->outbox()
        .add(m_topicId, "chat.text", plaintext)
        .done(this, [this, text, key = draftKey(m_space, m_topicId)](const Result<OutboxItem> &item) {
            if (key != draftKey(m_space, m_topicId)) { // the person has gone on to another topic
                auto &draft = m_drafts[key];
                if (item && draft.startsWith(text))
                    draft.remove(0, text.size());
                return;
            }
            if (item) {
                m_ui->composer->taken();
                m_ui->bar->dismiss();
                m_ui->timeline->showNewest();
            } else {
                m_ui->composer->refused();
                m_ui->bar->showError(item.error());
            }
        });
}

void ChatPage::choose(const QModelIndex &index)
{
    Q_EMIT messageChosen(m_timeline.topic(), m_timeline.rowAt(index.row()));
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

void ChatPage::markSeen()
{
    const bool isSeen = isActiveWindow() && isVisible() && m_timeline.topic() && m_timeline.hasNewest();
    const auto *newest = isSeen ? m_timeline.newestStored() : nullptr;
    if (newest && m_ui->timeline->isAtEnd())
        m_timeline.topic()->markRead(*newest);
}

} // namespace reeeductio
