// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/spacepage.h"

#include <QAction>

QT_BEGIN_NAMESPACE
class QMenu;
QT_END_NAMESPACE

namespace reeeductio {

//! An entry of a menu for each page of a space.
class PageActions : public QObject
{
    Q_OBJECT

public:
    //! Into `menu`, before `end`.
    PageActions(QMenu &menu, QAction *end, QObject *parent = nullptr);

    void setEnabled(bool areEnabled);

Q_SIGNALS:
    void pageRequested(reeeductio::SpacePage page);

private:
    QList<QAction *> m_actions;
};

} // namespace reeeductio
