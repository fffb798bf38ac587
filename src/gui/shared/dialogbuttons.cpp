// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/dialogbuttons.h"

#include "gui/shared/role.h"

#include <QPushButton>

using namespace Qt::StringLiterals;

namespace reeeductio {

QPushButton *prepareButtons(QDialogButtonBox &box, const QString &okText, const QString &okName)
{
    if (auto *cancel = box.button(QDialogButtonBox::Cancel))
        cancel->setObjectName(u"cancelButton"_s);
    if (auto *close = box.button(QDialogButtonBox::Close))
        close->setObjectName(u"closeButton"_s);
    auto *ok = box.button(QDialogButtonBox::Ok);
    if (ok) {
        ok->setText(okText);
        ok->setObjectName(okName);
        makePrimary(ok);
    }
    return ok;
}

} // namespace reeeductio
