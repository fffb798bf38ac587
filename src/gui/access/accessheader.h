// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QHeaderView>

namespace reeeductio {

//! A header of the access matrix whose sections are all of one size, painted without the style sheet: Qt's
//! own measures two hundred of them at each layout, which with the painting was an event of 14 ms.
class AccessHeader : public QHeaderView
{
    Q_OBJECT

public:
    AccessHeader(Qt::Orientation orientation, const QSize &section, QWidget *parent = nullptr);

protected:
    QSize sectionSizeFromContents(int logicalIndex) const override;
    void paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const override;

private:
    QSize m_section;
};

} // namespace reeeductio
