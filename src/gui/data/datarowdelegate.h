// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/rowdelegate.h"

namespace reeeductio {

//! Rows of a DataListModel: what is known of each has an icon and a colour beside its words.
class DataRowDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool isDim(const QModelIndex &index) const override;
};

} // namespace reeeductio
