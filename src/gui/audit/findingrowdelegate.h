// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/rowdelegate.h"

namespace reeeductio {

//! Rows of an AuditModel.
class FindingRowDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool isDim(const QModelIndex &index) const override;
};

} // namespace reeeductio
