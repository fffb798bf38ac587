// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/auditmodel.h"

#include <QSortFilterProxyModel>

namespace reeeductio {

//! The findings a person looks for, in the order they chose; in chain order at first.
class AuditFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit AuditFilterModel(AuditModel &findings, QObject *parent = nullptr);

    //! Nothing for all of them.
    void setRule(std::optional<AuditFinding::Rule> rule);
    //! Every word of it is in the path, an id, the sender's name or what is wrong.
    void setText(const QString &text);

    const AuditFinding &findingAt(const QModelIndex &index) const
    {
        return m_findings.at(mapToSource(index).row()).finding;
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    AuditModel &m_findings;
    std::optional<AuditFinding::Rule> m_rule;
    QStringList m_words;
};

} // namespace reeeductio
