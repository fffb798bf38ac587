// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/window/statusline.h"

#include "gui/shared/errortext.h"
#include "gui/shared/role.h"

#include <QLabel>

using namespace Qt::StringLiterals;

namespace reeeductio {

StatusLine::StatusLine(QWidget *parent)
    : QStatusBar(parent), m_connection(addLabel(u"connectionState"_s)), m_server(addLabel(u"serverName"_s)),
      m_progress(addLabel(u"topicProgress"_s)), m_outbox(addLabel(u"outboxState"_s, true)),
      m_protection(addLabel(u"keyProtection"_s, true))
{
    setSizeGripEnabled(false);
    showSpace(nullptr, false);
}

StatusLine::~StatusLine() = default;

QLabel *StatusLine::addLabel(const QString &name, bool isAtEnd)
{
    auto *label = new QLabel(this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    isAtEnd ? addPermanentWidget(label) : addWidget(label);
    return label;
}

void StatusLine::showSpace(LiveSpace *space, bool isLocal)
{
    m_space = space;
    m_topic.clear();
    m_shownTopic.reset();
    m_shownSpace = std::make_unique<QObject>();
    if (space) {
        m_server->setText(isLocal ? tr("only on this computer") : space->server().host());
        m_server->setToolTip(
            isLocal ? tr("Nobody else can reach this space: its server runs inside this program.")
                    : space->server().toString());
        auto &outbox = space->outbox();
        const auto changed = [this] { updateOutbox(); };
        connect(space, &LiveSpace::connectionChanged, m_shownSpace.get(), [this] { updateConnection(); });
        connect(&outbox, &Outbox::itemAdded, m_shownSpace.get(), changed);
        connect(&outbox, &Outbox::itemSent, m_shownSpace.get(), changed);
        connect(&outbox, &Outbox::itemFailed, m_shownSpace.get(), changed);
        connect(&outbox, &Outbox::itemRetried, m_shownSpace.get(), changed);
        connect(&outbox, &Outbox::itemDiscarded, m_shownSpace.get(), changed);
        connect(&outbox, &Outbox::troubleChanged, m_shownSpace.get(), changed);
    }
    setVisible(space != nullptr);
    updateConnection();
    updateProgress();
    updateOutbox();
}

void StatusLine::showTopic(const QString &topic)
{
    m_topic = topic;
    m_shownTopic = std::make_unique<QObject>();
    if (const auto *shown = m_space ? m_space->topic(topic) : nullptr)
        connect(shown, &Topic::progressChanged, m_shownTopic.get(), [this] { updateProgress(); });
    updateProgress();
}

void StatusLine::updateConnection()
{
    if (!m_space)
        return;
    switch (m_space->connection()) {
    case Stream::Status::Connected:
        m_connection->setText(tr("● Connected"));
        return setRole(m_connection, u"ok"_s);
    case Stream::Status::Waiting:
    case Stream::Status::Refused:
        m_connection->setText(tr("○ Offline: showing the local copy"));
        return setRole(m_connection, u"warn"_s);
    case Stream::Status::Connecting:
    case Stream::Status::Stopped:
        m_connection->setText(tr("○ Connecting…"));
        return setRole(m_connection, u"dim"_s);
    }
}

void StatusLine::updateProgress()
{
    const auto *topic = m_space ? m_space->topic(m_topic) : nullptr;
    if (!topic)
        return m_progress->clear();
    const auto &progress = topic->progress();
    if (progress.stored == 0)
        return m_progress->clear();
    const auto count = tr("%n message(s) checked", nullptr, static_cast<int>(progress.stored));
    m_progress->setText(progress.isWorking && !progress.isComplete ? tr("%1, fetching more…").arg(count)
                                                                   : count);
}

void StatusLine::updateOutbox()
{
    m_outbox->setToolTip({});
    if (!m_space)
        return m_outbox->clear();
    const auto &outbox = m_space->outbox();
    const auto failed = static_cast<int>(outbox.failedCount());
    const auto waiting = static_cast<int>(outbox.count()) - failed;
    setRole(m_outbox, failed > 0 ? u"bad"_s : u"dim"_s);
    if (failed > 0)
        return m_outbox->setText(tr("%n message(s) not sent", nullptr, failed));
    m_outbox->setText(waiting == 0 ? QString() : tr("%n message(s) waiting to be sent", nullptr, waiting));
    if (waiting > 0 && outbox.trouble())
        m_outbox->setToolTip(errorText(*outbox.trouble()).both());
}

void StatusLine::setProtection(Vault::Protection protection)
{
    switch (protection) {
    case Vault::Protection::None:
        return m_protection->clear();
    case Vault::Protection::Keychain:
        m_protection->setText(tr("keys in your keychain"));
        return m_protection->setToolTip(
            tr("Your keys are encrypted; what opens them is in the system keychain."));
    case Vault::Protection::KeyFile:
        m_protection->setText(tr("keys in a file"));
        return m_protection->setToolTip(
            tr("There is no system keychain here: what opens your keys is in a file that only you may read, "
               "beside them. Whoever can read your files has them."));
    }
}

} // namespace reeeductio
