// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QWidget>

namespace reeeductio {

//! Bars side by side, the tallest as high as there is room: how much happened when.
class ActivityStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ActivityStrip(QWidget *parent = nullptr);

    static constexpr int barCount = 40;
    //! `barCount` of them, oldest first.
    void setBars(const QList<int> &bars);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<int> m_bars;
};

} // namespace reeeductio
