// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/role.h"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace reeeductio {

void setRole(QWidget *widget, const QString &role)
{
    if (widget->property("role") == role)
        return;
    widget->setProperty("role", role);
    restyle(widget);
}

void makePrimary(QWidget *button)
{
    button->setProperty("primary", true);
    restyle(button);
}

void restyle(QWidget *widget)
{
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace reeeductio
