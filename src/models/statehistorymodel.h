// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/statebrowsing.h"
#include "models/linediff.h"

#include <QAbstractTableModel>

#include <functional>

namespace reeeductio {

//! A version of a value, with what it changed.
struct ListedVersion
{
    StateVersion version;
    //! The row of what stood before it; nothing when nothing did, or it is not listed.
    std::optional<int> before = {};
    QString change = {}; //!< in words
};

//! What was written to one path, as it is listed. Pure, for any thread: versions are compared.
QList<ListedVersion> listedVersions(const PathHistory &history);

//! The versions of one path, newest first: when, who, what changed, and whether it counts.
class StateHistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Sender, Change, Check, ColumnCount };

    enum class Role {
        Entry = Qt::UserRole, //!< in the log, from 0
        IsStanding,
        Counts,
    };
    Q_ENUM(Role)

    //! A member's name.
    using Names = std::function<QString(const QByteArray &sender)>;

    explicit StateHistoryModel(QObject *parent = nullptr);

    void show(PathHistory history, QList<ListedVersion> versions, Names names);
    void clear() { show({}, {}, {}); }

    //! Its versions are those of versionAt().
    const PathHistory &history() const { return m_history; }
    const StateVersion &versionAt(int row) const { return m_versions[row].version; }
    //! What stood before; null when nothing did, or it is not listed.
    const StateVersion *versionBefore(int row) const;
    //! Null when nothing stands.
    const StateVersion *standing() const;
    QString senderNameOf(const StateVersion &version) const
    {
        return m_names ? m_names(version.sender) : QString();
    }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QString text(int row, int column) const;

    PathHistory m_history;
    QList<ListedVersion> m_versions;
    Names m_names;
};

} // namespace reeeductio
