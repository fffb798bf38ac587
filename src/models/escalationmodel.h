// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/escalation.h"
#include "client/spaceoverview.h"

#include <QStandardItemModel>

namespace reeeductio {

//! The ways to power as a tree: who could become administrator, the shortest way first, each with its steps;
//! what is dormant; who administers today.
class EscalationModel : public QStandardItemModel
{
    Q_OBJECT

public:
    enum Column { What, Written, ColumnCount };

    enum class Role {
        Subject = Qt::UserRole + 1, //!< the id of the member or role it is about; empty for a heading
        Area,                       //!< `users`, `tools` or `roles`
    };
    Q_ENUM(Role)

    explicit EscalationModel(QObject *parent = nullptr);

    //! `self`: who looks at it.
    void setMap(const EscalationMap &map, const SpaceOverview &space, const MemberId &self);

private:
    QStandardItem *addLine(QStandardItem *parent, const QString &text, const QString &written,
                           const QString &area, const QString &subject);
    QStandardItem *addHeading(const QString &text);
};

} // namespace reeeductio
