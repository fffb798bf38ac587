// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QList>
#include <QString>

namespace reeeductio {

//! A line of two texts laid beside each other.
struct DiffLine
{
    enum class Kind : quint8 { Same, Removed, Added };

    Kind kind = Kind::Same;
    QString text;

    friend bool operator==(const DiffLine &, const DiffLine &) = default;
};

//! What became of `before`, line by line: as few lines as can be are removed and added, the removed ones of a
//! place first. Of texts with more than some 1,500 changed lines everything between the first and the last
//! change counts as changed: the time is bounded (about 10 ms). Pure.
QList<DiffLine> lineDiff(const QString &before, const QString &after);

//! How many lines of a kind.
int countOf(const QList<DiffLine> &lines, DiffLine::Kind kind);

} // namespace reeeductio
