// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/datatext.h"

#include <QAbstractTableModel>
#include <QPointer>

#include <memory>

namespace reeeductio {

//! The data entries of a space that were met so far, by path. Lives in the GUI thread; reads nothing by
//! itself but what is remembered.
class DataListModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Path, Signer, SignedAt, Status, ColumnCount };

    enum class Role {
        Status = Qt::UserRole, //!< a DataStatus
        IsAlarm,
        SignedAt, //!< milliseconds, to be sorted by
    };
    Q_ENUM(Role)

    explicit DataListModel(QObject *parent = nullptr);
    ~DataListModel() override;

    //! Null shows nothing.
    void setSpace(LiveSpace *space);
    LiveSpace *space() const { return m_space; }
    //! Whether what is remembered has been read.
    bool isLoaded() const { return m_space && m_space->dataLedger().isLoaded(); }

    const DataRecord &recordAt(int row) const { return m_records[row]; }
    //! -1 when none is listed.
    int rowOf(const QString &path) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    //! isLoaded(), or that failed.
    void loaded();
    void loadFailed(const reeeductio::Error &error);

private:
    void fill();
    void take(const QString &path);
    QString text(const DataRecord &record, int column) const;
    QString spokenText(const DataRecord &record) const;

    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns the space
    QList<DataRecord> m_records;      //!< by path
};

} // namespace reeeductio
