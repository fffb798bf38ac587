// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/spaceview.h"

#include <QKeyEvent>

namespace reeeductio {

SpaceView::SpaceView(QWidget *parent) : QWidget(parent)
{
    setAttribute(Qt::WA_StyledBackground);
    setProperty("spaceView", true);
}

void SpaceView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return Q_EMIT backRequested();
    QWidget::keyPressEvent(event);
}

} // namespace reeeductio
