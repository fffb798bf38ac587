// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"

#include <QAbstractTableModel>
#include <QMap>
#include <QPointer>

namespace reeeductio {

//! What the audit of a space found, as it finds it: in chain order, and before the rest what was taken back.
//! A server that lets anything in can make any number of them: the first five hundred are listed, all are
//! counted.
class AuditModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr qsizetype mostListed = 500;

    enum Column { Event, Time, Who, Path, Wrong, ColumnCount };

    enum class Role {
        Hash = Qt::UserRole,
        Rule, //!< AuditFinding::Rule
    };
    Q_ENUM(Role)

    //! A finding, and what is made of it once rather than at each look.
    struct Row
    {
        AuditFinding finding;
        QString wrong;    //!< in a sentence
        QString searched; //!< what it is looked for by, beside the sender's name
    };

    explicit AuditModel(QObject *parent = nullptr);
    ~AuditModel() override;

    //! Null shows nothing.
    void setSpace(LiveSpace *space);
    LiveSpace *space() const { return m_space; }

    const Row &at(int row) const { return m_rows[row]; }
    const QString &senderNameOf(const AuditFinding &finding) const;
    //! How many there are of a rule, listed or not.
    int countOf(AuditFinding::Rule rule) const { return m_counts.value(rule); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    void reset();
    void add(qsizetype count);
    void showMissing();
    Row rowOf(const AuditFinding &finding) const;
    QVariant text(const Row &row, int column) const;

    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns the space
    QList<Row> m_rows;
    QMap<AuditFinding::Rule, int> m_counts;
    bool m_showsMissing = false; //!< in the first row
    mutable QHash<QByteArray, QString> m_senderNames;
};

} // namespace reeeductio
