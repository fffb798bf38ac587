// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/rowdelegate.h"

namespace reeeductio {

//! Rows of a FileListModel: what kind of file it is, and that one is not what it should be, or gone.
class FileRowDelegate : public RowDelegate
{
    Q_OBJECT

public:
    using RowDelegate::RowDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool isDim(const QModelIndex &index) const override;
};

} // namespace reeeductio
