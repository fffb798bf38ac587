// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/datalistmodel.h"

#include "models/displaytext.h"
#include "models/rolenames.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

auto lowerBound(const QList<DataRecord> &records, const QString &path)
{
    return std::lower_bound(
        records.begin(), records.end(), path,
        [](const DataRecord &record, const QString &wanted) { return record.path < wanted; });
}

} // namespace

DataListModel::DataListModel(QObject *parent) : QAbstractTableModel(parent)
{}

DataListModel::~DataListModel() = default;

void DataListModel::setSpace(LiveSpace *space)
{
    m_shown = std::make_unique<QObject>();
    m_space = space;
    fill();
    if (!space)
        return;
    auto &ledger = space->dataLedger();
    connect(&ledger, &DataLedger::changed, m_shown.get(), [this](const QString &path) { take(path); });
    connect(space, &LiveSpace::summaryChanged, m_shown.get(), [this] { // people may have other names
        if (!m_records.isEmpty())
            Q_EMIT dataChanged(index(0, Signer), index(rowCount() - 1, Signer));
    });
    ledger.load().done(m_shown.get(), [this](const Result<void> &read) {
        if (!read)
            return Q_EMIT loadFailed(read.error());
        fill();
        Q_EMIT loaded();
    });
}

void DataListModel::fill()
{
    beginResetModel();
    m_records = m_space ? m_space->dataLedger().records().values() : QList<DataRecord>();
    endResetModel();
}

void DataListModel::take(const QString &path)
{
    const auto record = m_space->dataLedger().record(path);
    if (!record)
        return;
    const auto at = static_cast<int>(lowerBound(m_records, path) - m_records.cbegin());
    if (at < rowCount() && m_records[at].path == path) {
        m_records[at] = *record;
        return Q_EMIT dataChanged(index(at, 0), index(at, ColumnCount - 1));
    }
    beginInsertRows({}, at, at);
    m_records.insert(at, *record);
    endInsertRows();
}

int DataListModel::rowOf(const QString &path) const
{
    const auto found = lowerBound(m_records, path);
    return found != m_records.cend() && found->path == path ? static_cast<int>(found - m_records.cbegin())
                                                            : -1;
}

int DataListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int DataListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString DataListModel::text(const DataRecord &record, int column) const
{
    switch (column) {
    case Path:
        return displayText(record.path);
    case Signer:
        return record.isUnreadable ? QString() : signerName(*m_space, record.newest.signedBy);
    case SignedAt:
        return record.isUnreadable ? QString() : timeText(record.newest.signedAt);
    case Status:
        return statusTitle(statusOf(record));
    default:
        return {};
    }
}

QString DataListModel::spokenText(const DataRecord &record) const
{
    QStringList parts;
    for (int column = 0; column < ColumnCount; ++column)
        parts << text(record, column);
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

QVariant DataListModel::data(const QModelIndex &index, int role) const
{
    if (!m_space || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &record = m_records[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(record, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Path ? QVariant(spokenText(record)) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Path     ? plainToolTip(displayText(record.path))
               : index.column() == Signer ? plainToolTip(QString::fromUtf8(record.newest.signedBy))
                                          : QVariant();
    case static_cast<int>(Role::Status):
        return static_cast<int>(statusOf(record));
    case static_cast<int>(Role::IsAlarm):
        return isAlarm(statusOf(record));
    case static_cast<int>(Role::SignedAt):
        return record.newest.signedAt;
    default:
        return {};
    }
}

QVariant DataListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Path:
        return tr("Path");
    case Signer:
        return tr("Signed by");
    case SignedAt:
        return tr("Signed on");
    case Status:
        return tr("State");
    default:
        return {};
    }
}

QHash<int, QByteArray> DataListModel::roleNames() const
{
    return withRoleNames<Role>(QAbstractTableModel::roleNames());
}

} // namespace reeeductio
