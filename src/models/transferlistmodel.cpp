// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/transferlistmodel.h"

#include "models/displaytext.h"
#include "models/messagetext.h"
#include "models/rolenames.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr double smoothing = 0.3; //!< how much the newest measurement counts

TransferListModel::State stateOf(Upload::State state)
{
    switch (state) {
    case Upload::State::Waiting:
        return TransferListModel::State::Waiting;
    case Upload::State::Running:
        return TransferListModel::State::Running;
    case Upload::State::Failed:
        return TransferListModel::State::Failed;
    }
    Q_UNREACHABLE();
}

TransferListModel::State stateOf(Download::State state)
{
    switch (state) {
    case Download::State::Waiting:
        return TransferListModel::State::Waiting;
    case Download::State::Running:
        return TransferListModel::State::Running;
    case Download::State::Done:
        return TransferListModel::State::Done;
    case Download::State::Failed:
        return TransferListModel::State::Failed;
    }
    Q_UNREACHABLE();
}

} // namespace

TransferListModel::TransferListModel(QObject *parent) : QAbstractListModel(parent)
{
    m_measuring.setInterval(250ms);
    connect(&m_measuring, &QTimer::timeout, this, &TransferListModel::measure);
}

void TransferListModel::addSpace(LiveSpace *space)
{
    auto &uploads = space->uploads();
    connect(&uploads, &Uploads::added, this, [this, space](qint64 id) { addUpload(space, id); });
    connect(&uploads, &Uploads::changed, this, [this, space](qint64 id) { takeUpload(space, id); });
    connect(&uploads, &Uploads::finished, this, [this, space](qint64 id) { markSent(space, id); });
    connect(&uploads, &Uploads::cancelled, this, [this, space](qint64 id) { drop(rowOf(space, id, true)); });
    auto &downloads = space->downloads();
    connect(&downloads, &Downloads::added, this, [this, space](qint64 id) { addDownload(space, id); });
    connect(&downloads, &Downloads::changed, this, [this, space](qint64 id) { takeDownload(space, id); });
    connect(&downloads, &Downloads::removed, this,
            [this, space](qint64 id) { drop(rowOf(space, id, false)); });
    for (const auto &upload : uploads.items())
        addUpload(space, upload.id);
    for (const auto &download : downloads.items())
        addDownload(space, download.id);
}

void TransferListModel::addUpload(LiveSpace *space, qint64 id)
{
    const auto upload = space->uploads().item(id);
    if (!upload || rowOf(space, id, true) >= 0)
        return;
    Entry entry{.space = space, .id = id, .isUpload = true};
    entry.name = upload->file.described.fileName;
    entry.topic = upload->topic;
    entry.path = upload->file.path;
    entry.state = stateOf(upload->state);
    entry.failure = upload->failure;
    entry.progress = upload->progress;
    append(std::move(entry));
}

void TransferListModel::addDownload(LiveSpace *space, qint64 id)
{
    const auto download = space->downloads().item(id);
    if (!download || rowOf(space, id, false) >= 0)
        return;
    Entry entry{.space = space, .id = id, .isUpload = false};
    entry.name = download->file.fileName;
    entry.topic = download->topic;
    entry.path = download->path;
    entry.state = stateOf(download->state);
    append(std::move(entry));
}

void TransferListModel::append(Entry entry)
{
    const auto row = rowCount();
    beginInsertRows({}, row, row);
    m_entries << std::move(entry);
    endInsertRows();
    measureWhileRunning();
}

void TransferListModel::takeUpload(LiveSpace *space, qint64 id)
{
    const auto row = rowOf(space, id, true);
    const auto upload = space->uploads().item(id);
    if (row >= 0 && upload)
        update(row, stateOf(upload->state), upload->failure, upload->progress);
}

void TransferListModel::takeDownload(LiveSpace *space, qint64 id)
{
    const auto row = rowOf(space, id, false);
    const auto download = space->downloads().item(id);
    if (row < 0 || !download)
        return;
    m_entries[row].path = download->path;
    update(row, stateOf(download->state), download->failure, download->progress);
}

void TransferListModel::markSent(LiveSpace *space, qint64 id)
{
    if (const auto row = rowOf(space, id, true); row >= 0)
        update(row, State::Done, {}, m_entries[row].progress);
}

void TransferListModel::update(int row, State state, const std::optional<Error> &failure,
                               const std::shared_ptr<const TransferProgress> &progress)
{
    auto &entry = m_entries[row];
    if (entry.progress != progress) {
        entry.speed = 0;
        entry.lastDone = 0;
    }
    entry.state = state;
    entry.failure = failure;
    entry.progress = progress;
    Q_EMIT dataChanged(index(row), index(row));
    measureWhileRunning();
}

void TransferListModel::measureWhileRunning()
{
    if (!hasRunning() || m_measuring.isActive())
        return;
    m_sinceMeasured.start();
    m_measuring.start();
}

void TransferListModel::measure()
{
    const auto seconds = static_cast<double>(m_sinceMeasured.restart()) / 1000;
    for (int row = 0; row < rowCount(); ++row) {
        auto &entry = m_entries[row];
        if (entry.state != State::Running || !entry.progress)
            continue;
        const auto done = entry.progress->done();
        const auto moved = entry.progress->isMoving() ? done - entry.lastDone : 0;
        entry.lastDone = entry.progress->isMoving() ? done : 0;
        if (moved >= 0 && seconds > 0) {
            const auto speed = static_cast<double>(moved) / seconds;
            entry.speed = entry.speed <= 0 ? speed : entry.speed + smoothing * (speed - entry.speed);
        }
        Q_EMIT dataChanged(index(row), index(row));
    }
    if (!hasRunning())
        m_measuring.stop();
}

bool TransferListModel::hasRunning() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry &entry) { return entry.state == State::Running; });
}

bool TransferListModel::hasDone() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry &entry) { return entry.state == State::Done; });
}

void TransferListModel::retry(int row)
{
    const auto &entry = m_entries.at(row);
    if (!entry.space || entry.state != State::Failed)
        return;
    if (entry.isUpload)
        entry.space->uploads().retry(entry.id);
    else
        entry.space->downloads().retry(entry.id);
}

void TransferListModel::remove(int row)
{
    const auto entry = m_entries.at(row);
    if (!entry.space || (entry.isUpload && entry.state == State::Done))
        return drop(row); // its own part knows nothing of it any more
    if (entry.isUpload)
        entry.space->uploads().cancel(entry.id);
    else
        entry.space->downloads().remove(entry.id);
}

void TransferListModel::clearDone()
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (m_entries[row].state == State::Done)
            remove(row);
    }
}

void TransferListModel::drop(int row)
{
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_entries.removeAt(row);
    endRemoveRows();
}

int TransferListModel::rowOf(const LiveSpace *space, qint64 id, bool isUpload) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const Entry &entry) {
        return entry.space == space && entry.id == id && entry.isUpload == isUpload;
    });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int TransferListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant TransferListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &entry = m_entries[index.row()];
    const auto done = entry.progress ? entry.progress->done() : 0;
    const auto total = entry.progress ? entry.progress->total() : -1;
    switch (role) {
    case Qt::DisplayRole:
    case static_cast<int>(Role::Name):
        return displayFileName(entry.name);
    case Qt::AccessibleTextRole:
        return accessibleText(entry);
    case static_cast<int>(Role::TopicName):
        return entry.space ? topicName(entry.space->authority().summary().topics.value(
                                 entry.topic, TopicInfo{entry.topic, {}, {}}))
                           : entry.topic;
    case static_cast<int>(Role::IsUpload):
        return entry.isUpload;
    case static_cast<int>(Role::State):
        return static_cast<int>(entry.state);
    case static_cast<int>(Role::Done):
        return done;
    case static_cast<int>(Role::Total):
        return total;
    case static_cast<int>(Role::IsReading):
        return entry.state == State::Running && entry.progress && !entry.progress->isMoving();
    case static_cast<int>(Role::Speed):
        return static_cast<qint64>(entry.speed);
    case static_cast<int>(Role::SecondsLeft):
        return entry.speed >= 1 && total > 0 ? static_cast<qint64>(double(total - done) / entry.speed)
                                             : qint64(-1);
    case static_cast<int>(Role::Failure):
        return entry.failure ? QVariant::fromValue(*entry.failure) : QVariant();
    case static_cast<int>(Role::Path):
        return entry.path;
    default:
        return {};
    }
}

QHash<int, QByteArray> TransferListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractListModel::roleNames());
}

QString TransferListModel::accessibleText(const Entry &entry) const
{
    const auto name = displayFileName(entry.name);
    switch (entry.state) {
    case State::Waiting:
        return tr("%1, waiting").arg(name);
    case State::Running:
        return entry.isUpload ? tr("%1, being sent").arg(name) : tr("%1, being saved").arg(name);
    case State::Done:
        return entry.isUpload ? tr("%1, sent").arg(name) : tr("%1, saved").arg(name);
    case State::Failed:
        return entry.isUpload ? tr("%1, not sent").arg(name) : tr("%1, not saved").arg(name);
    }
    Q_UNREACHABLE();
}

} // namespace reeeductio
