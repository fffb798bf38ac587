// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/filestosendmodel.h"

#include "models/displaytext.h"
#include "models/rolenames.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

FilesToSendModel::FilesToSendModel(WorkerPool &files, qint64 largest, QObject *parent)
    : QAbstractListModel(parent), m_files(files), m_largest(largest)
{}

void FilesToSendModel::add(const QStringList &paths)
{
    for (const auto &path : paths) {
        const bool isKnown = std::any_of(m_entries.begin(), m_entries.end(),
                                         [&path](const Entry &entry) { return entry.path == path; });
        if (isKnown)
            continue;
        append(path, QFileInfo(path).fileName(),
               [path, largest = m_largest] { return factsOf(path, largest); });
    }
    Q_EMIT changed();
}

void FilesToSendModel::add(const PastedImage &image, const QString &name)
{
    append({}, name, [image, largest = m_largest] { return factsOf(image, largest); });
    Q_EMIT changed();
}

void FilesToSendModel::append(const QString &path, const QString &name, std::function<FileFacts()> look)
{
    const auto id = ++m_lastId;
    const auto row = rowCount();
    beginInsertRows({}, row, row);
    m_entries << Entry{id, path, name};
    endInsertRows();
    m_files.run(std::move(look)).done(this, [this, id](const Result<FileFacts> &facts) {
        if (facts)
            take(id, *facts);
    });
}

void FilesToSendModel::take(int id, const FileFacts &facts)
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_entries[row].id != id)
            continue;
        m_entries[row].facts = facts;
        Q_EMIT dataChanged(index(row), index(row));
    }
    Q_EMIT changed();
}

void FilesToSendModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_entries.removeAt(row);
    endRemoveRows();
    Q_EMIT changed();
}

int FilesToSendModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant FilesToSendModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return displayFileName(entry.name);
    case Qt::EditRole:
    case static_cast<int>(Role::Name):
        return entry.name;
    case Qt::ToolTipRole:
        return plainToolTip(entry.path.isEmpty() ? entry.name : entry.path);
    case Qt::AccessibleTextRole:
        return accessibleText(entry);
    case static_cast<int>(Role::Size):
        return sizeOf(entry);
    case static_cast<int>(Role::IsStripped):
        return isStripped(entry);
    case static_cast<int>(Role::Thumbnail):
        return entry.facts ? QVariant::fromValue(entry.facts->thumbnail) : QVariant();
    case static_cast<int>(Role::Problem):
        return entry.facts && entry.facts->problem ? QVariant::fromValue(*entry.facts->problem) : QVariant();
    case static_cast<int>(Role::IsFolder):
        return entry.facts && entry.facts->isFolder;
    case static_cast<int>(Role::IsPasted):
        return entry.path.isEmpty();
    case static_cast<int>(Role::Largest):
        return largestOf(entry);
    default:
        return {};
    }
}

bool FilesToSendModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const auto name = value.toString().trimmed();
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid) || name.isEmpty() ||
        name.contains(u'/'))
        return false;
    m_entries[index.row()].name = name;
    Q_EMIT dataChanged(index, index);
    return true;
}

Qt::ItemFlags FilesToSendModel::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsEditable | Qt::ItemNeverHasChildren : flags;
}

QHash<int, QByteArray> FilesToSendModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractListModel::roleNames());
}

QString FilesToSendModel::accessibleText(const Entry &entry) const
{
    const auto name = displayFileName(entry.name);
    if (!entry.facts)
        return name;
    if (entry.facts->problem)
        return tr("%1: cannot be sent").arg(name);
    return tr("%1, %2").arg(name, sizeText(sizeOf(entry)));
}

void FilesToSendModel::setStripping(bool isStripping)
{
    m_isStripping = isStripping;
    if (!m_entries.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    Q_EMIT changed();
}

bool FilesToSendModel::hasStrippable() const
{
    return std::any_of(m_entries.begin(), m_entries.end(),
                       [](const Entry &entry) { return entry.facts && entry.facts->strippedSize >= 0; });
}

bool FilesToSendModel::isStripped(const Entry &entry) const
{
    return m_isStripping && entry.facts && entry.facts->strippedSize >= 0;
}

qint64 FilesToSendModel::sizeOf(const Entry &entry) const
{
    if (!entry.facts)
        return -1;
    return isStripped(entry) ? entry.facts->strippedSize : entry.facts->size;
}

qint64 FilesToSendModel::largestOf(const Entry &entry) const
{
    return entry.path.isEmpty() ? std::min(m_largest, largestPastedImage) : m_largest;
}

bool FilesToSendModel::isReady() const
{
    return !m_entries.isEmpty() && std::all_of(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.facts && !entry.facts->problem;
    });
}

qint64 FilesToSendModel::totalSize() const
{
    qint64 total = 0;
    for (const auto &entry : m_entries)
        total += std::max<qint64>(sizeOf(entry), 0);
    return total;
}

QList<FileToSend> FilesToSendModel::files() const
{
    QList<FileToSend> list;
    for (const auto &entry : m_entries) {
        FileToSend file{.path = entry.path};
        file.described.fileName = entry.name;
        if (entry.facts) {
            file.bytes = entry.facts->bytes;
            file.isStripped = isStripped(entry);
            file.described.size = sizeOf(entry);
            file.described.contentType = entry.facts->contentType;
            file.described.isImage = entry.facts->isImage();
            file.described.width = entry.facts->pixels.width();
            file.described.height = entry.facts->pixels.height();
            file.described.thumbnail = entry.facts->thumbnailData;
        }
        list << file;
    }
    return list;
}

} // namespace reeeductio
