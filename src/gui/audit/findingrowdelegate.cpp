// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/audit/findingrowdelegate.h"

#include "models/auditmodel.h"

namespace reeeductio {

void FindingRowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    RowDelegate::initStyleOption(option, index);
    // A path is told by its ends, a sentence by its beginning.
    option->textElideMode = index.column() == AuditModel::Path ? Qt::ElideMiddle : Qt::ElideRight;
}

bool FindingRowDelegate::isDim(const QModelIndex &index) const
{
    return index.column() == AuditModel::Time || index.column() == AuditModel::Who;
}

} // namespace reeeductio
