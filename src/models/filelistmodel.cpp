// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/filelistmodel.h"

#include "models/displaytext.h"
#include "models/filekinds.h"
#include "models/messagetext.h"
#include "models/rolenames.h"

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr int rowsAtOnce = 200;
constexpr qint64 mostBelieved = qint64(1) << 40; //!< of what strangers say of a size, in bytes
constexpr qsizetype mostWithPictures = 300;      //!< each up to 16 KiB

} // namespace

FileListModel::FileListModel(QObject *parent) : QAbstractTableModel(parent)
{
    // Rows come by the hundred while a topic is fetched.
    m_rereading.setSingleShot(true);
    m_rereading.setInterval(400ms);
    connect(&m_rereading, &QTimer::timeout, this, [this] {
        for (const auto &topic : std::exchange(m_changed, {}))
            want(topic);
    });
}

FileListModel::~FileListModel() = default;

void FileListModel::show(LiveSpace *space, const QString &topic)
{
    if (m_shown && m_space == space && m_topic == topic)
        return;
    beginResetModel();
    m_shown = std::make_unique<QObject>();
    m_space = space;
    m_topic = topic;
    m_files.clear();
    m_watched.clear();
    m_toRead.clear();
    m_reading.clear();
    m_changed.clear();
    m_removed.clear();
    m_senderNames.clear();
    m_rereading.stop();
    endResetModel();
    if (!space)
        return;
    connect(space, &LiveSpace::topicsChanged, m_shown.get(), [this] { addTopics(); });
    connect(space, &LiveSpace::summaryChanged, m_shown.get(), [this] {
        m_senderNames.clear();
        if (!m_files.isEmpty())
            Q_EMIT dataChanged(index(0, Sender), index(rowCount() - 1, TopicName));
    });
    connect(&space->files(), &StoredFiles::removed, m_shown.get(), [this](const BlobId &blob) {
        m_removed << blob;
        if (!m_files.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
    addTopics();
}

void FileListModel::addTopics()
{
    const auto topics = m_space->topics();
    for (const auto &info : topics) {
        auto *const topic = m_space->topic(info.id);
        if (topic && (m_topic.isEmpty() || m_topic == info.id) && !m_watched.contains(info.id))
            watch(topic);
    }
}

void FileListModel::watch(Topic *topic)
{
    const auto id = topic->id();
    m_watched << id;
    const auto noteChange = [this, id] {
        m_changed << id;
        if (!m_rereading.isActive())
            m_rereading.start();
    };
    connect(topic, &Topic::rowsAdded, m_shown.get(), noteChange);
    connect(topic, &Topic::rowsChanged, m_shown.get(), noteChange);
    connect(topic, &Topic::progressChanged, m_shown.get(), [this] { Q_EMIT progressed(); });
    want(id);
}

void FileListModel::want(const QString &topic)
{
    if (m_toRead.contains(topic)) { // once more, when it has been read
        if (m_toRead.front() == topic)
            m_changed << topic;
        return;
    }
    m_toRead << topic;
    if (m_toRead.size() == 1)
        readNext();
}

void FileListModel::readNext()
{
    Q_EMIT progressed();
    if (!m_toRead.isEmpty()) {
        m_isFirstReading = !isListed(m_toRead.front());
        return readBelow(m_toRead.front(), RowPlace::behindAll());
    }
    if (!m_changed.isEmpty())
        m_rereading.start();
}

bool FileListModel::isListed(const QString &topic) const
{
    return std::any_of(m_files.begin(), m_files.end(),
                       [&topic](const ListedFile &file) { return file.topic == topic; });
}

void FileListModel::readBelow(const QString &id, RowPlace place)
{
    auto *const topic = m_space->topic(id);
    auto rows = topic ? topic->filesBelow(place, rowsAtOnce) : Pending<QList<TopicRow>>::resolved({});
    rows.done(m_shown.get(), [this, id](const Result<QList<TopicRow>> &read) {
        if (!read) {
            Q_EMIT readFailed(read.error());
            return finishTopic();
        }
        take(id, *read);
        if (read->size() == rowsAtOnce)
            return readBelow(id, read->front().place());
        if (!m_isFirstReading)
            merge(id);
        finishTopic();
    });
}

void FileListModel::take(const QString &topic, const QList<TopicRow> &rows)
{
    QList<ListedFile> files;
    for (auto row = rows.crbegin(); row != rows.crend(); ++row) {
        const auto *const file = std::get_if<FilePayload>(&row->payload);
        if (!file)
            continue;
        files << ListedFile{topic, row->hash, row->sender, row->time, row->verdict, *file};
        auto &listed = files.back();
        listed.name = safeFileName(*file);
        listed.folded = listed.name.toCaseFolded();
        const auto before = m_isFirstReading ? m_files.size() : m_reading.size();
        if (before + files.size() > mostWithPictures)
            listed.file.thumbnail.clear();
    }
    if (m_isFirstReading)
        append(files);
    else
        m_reading += files;
}

//! Rows of the topic that were not read again, neighbours at once.
void FileListModel::dropMissing(const QString &topic)
{
    QSet<QByteArray> read;
    for (const auto &file : std::as_const(m_reading))
        read << file.hash;
    const auto isGone = [&](int row) {
        return m_files[row].topic == topic && !read.contains(m_files[row].hash);
    };
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (!isGone(last))
            continue;
        int first = last;
        while (first > 0 && isGone(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_files.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }
}

void FileListModel::append(const QList<ListedFile> &files)
{
    if (files.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(files.size()) - 1);
    m_files += files;
    endInsertRows();
}

void FileListModel::finishTopic()
{
    m_reading.clear();
    m_toRead.removeFirst();
    readNext();
}

//! What was read of a topic takes the place of what is listed of it, rows that are in both staying where they
//! are.
void FileListModel::merge(const QString &topic)
{
    QHash<QByteArray, ListedFile> read;
    for (auto &file : m_reading)
        read.insert(file.hash, file);
    int firstChanged = rowCount(), lastChanged = -1;
    for (int row = 0; row < rowCount(); ++row) {
        const auto found = m_files[row].topic == topic ? read.find(m_files[row].hash) : read.end();
        if (found == read.end())
            continue;
        if (m_files[row].verdict != found->verdict) {
            firstChanged = std::min(firstChanged, row);
            lastChanged = row;
        }
        m_files[row] = *found;
        read.erase(found);
    }
    if (lastChanged >= 0)
        Q_EMIT dataChanged(index(firstChanged, 0), index(lastChanged, ColumnCount - 1));
    dropMissing(topic);
    QList<ListedFile> added;
    for (const auto &file : std::as_const(m_reading)) {
        if (read.contains(file.hash))
            added << file;
    }
    append(added);
}

bool FileListModel::isOwn(const ListedFile &file) const
{
    return m_space && file.sender == m_space->space().member().text();
}

const QString &FileListModel::senderNameOf(const ListedFile &file) const
{
    auto known = m_senderNames.constFind(file.sender);
    if (known == m_senderNames.cend())
        known = m_senderNames.insert(
            file.sender,
            senderName(file.sender, m_space ? m_space->nameOf(file.sender) : QString(), isOwn(file)));
    return *known;
}

QString FileListModel::topicNameOf(const ListedFile &file) const
{
    const auto topics = m_space ? m_space->authority().summary().topics : QMap<QString, TopicInfo>();
    return u'#' + topicName(topics.value(file.topic, TopicInfo{file.topic, {}, {}}));
}

bool FileListModel::isComplete() const
{
    return m_toRead.isEmpty() && std::all_of(m_watched.begin(), m_watched.end(), [this](const QString &id) {
               const auto *const topic = m_space ? m_space->topic(id) : nullptr;
               return topic && topic->progress().isComplete;
           });
}

qint64 FileListModel::totalSize() const
{
    qint64 sum = 0;
    for (const auto &file : m_files)
        sum += std::clamp<qint64>(file.file.size, 0, mostBelieved);
    return sum;
}

int FileListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_files.size());
}

int FileListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FileListModel::text(const ListedFile &file, int column) const
{
    switch (column) {
    case Name:
        return file.name;
    case Size:
        if (isRemoved(file))
            return tr("Removed");
        return file.file.size >= 0 ? sizeText(file.file.size) : tr("Not said");
    case Sender:
        return senderNameOf(file);
    case TopicName:
        return topicNameOf(file);
    case Time:
        return timeText(file.time);
    default:
        return {};
    }
}

QVariant FileListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &file = m_files[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(file, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == Size ? int(Qt::AlignTrailing | Qt::AlignVCenter)
                                      : int(Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return file.isAccused() && index.column() == Name
                   ? QVariant(u"%1: %2"_s.arg(file.name, verdictTitle(file.verdict)))
                   : QVariant();
    case static_cast<int>(Role::Key):
        return file.hash;
    case static_cast<int>(Role::IsImage):
        return file.file.isImage;
    case static_cast<int>(Role::IsAccused):
        return file.isAccused();
    case static_cast<int>(Role::IsRemoved):
        return isRemoved(file);
    default:
        return {};
    }
}

QVariant FileListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name:
        return tr("Name");
    case Size:
        return tr("Size");
    case Sender:
        return tr("From");
    case TopicName:
        return tr("Topic");
    case Time:
        return tr("Date");
    default:
        return {};
    }
}

QHash<int, QByteArray> FileListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractTableModel::roleNames());
}

} // namespace reeeductio
