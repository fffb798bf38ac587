// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QWidget>

namespace reeeductio {

class LiveSpace;

//! A page of a space, shown where its messages would be. Escape leads back to them.
class SpaceView : public QWidget
{
    Q_OBJECT

public:
    explicit SpaceView(QWidget *parent = nullptr);

    //! Shown from now on; null shows nothing, and reads nothing.
    virtual void setSpace(LiveSpace *space) = 0;

Q_SIGNALS:
    void backRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace reeeductio
