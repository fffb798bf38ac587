// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/linediff.h"

#include <QStringList>

#include <algorithm>
#include <iterator>
#include <vector>

namespace reeeductio {

namespace {

constexpr qsizetype mostCells = 2'500'000;

using Lines = QList<QStringView>;

Lines linesOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    auto lines = QStringView(text).split(u'\n');
    if (lines.back().isEmpty())
        lines.removeLast(); // a line end at the end begins no line
    return lines;
}

void take(QList<DiffLine> &diff, DiffLine::Kind kind, const Lines &lines, qsizetype from, qsizetype to)
{
    for (auto i = from; i < to; ++i)
        diff << DiffLine{kind, lines[i].toString()};
}

//! Lengths of the longest common subsequences of the ends of `a` and `b`: row by row, one more than lines.
std::vector<quint16> commonEnds(const Lines &a, const Lines &b)
{
    const auto width = static_cast<size_t>(b.size()) + 1;
    std::vector<quint16> lengths(static_cast<size_t>(a.size() + 1) * width);
    for (auto i = a.size() - 1; i >= 0; --i) {
        for (auto j = b.size() - 1; j >= 0; --j) {
            const auto at = static_cast<size_t>(i) * width + static_cast<size_t>(j);
            lengths[at] = a[i] == b[j] ? static_cast<quint16>(lengths[at + width + 1] + 1)
                                       : std::max(lengths[at + width], lengths[at + 1]);
        }
    }
    return lengths;
}

void takeDifferent(QList<DiffLine> &diff, const Lines &a, const Lines &b)
{
    qsizetype i = 0;
    qsizetype j = 0;
    if ((a.size() + 1) * (b.size() + 1) <= mostCells) {
        const auto lengths = commonEnds(a, b);
        const auto width = static_cast<size_t>(b.size()) + 1;
        while (i < a.size() && j < b.size()) {
            const auto at = static_cast<size_t>(i) * width + static_cast<size_t>(j);
            if (a[i] == b[j]) {
                diff << DiffLine{DiffLine::Kind::Same, a[i++].toString()};
                ++j;
            } else if (lengths[at + width] >= lengths[at + 1]) {
                diff << DiffLine{DiffLine::Kind::Removed, a[i++].toString()};
            } else {
                diff << DiffLine{DiffLine::Kind::Added, b[j++].toString()};
            }
        }
    }
    take(diff, DiffLine::Kind::Removed, a, i, a.size());
    take(diff, DiffLine::Kind::Added, b, j, b.size());
}

} // namespace

QList<DiffLine> lineDiff(const QString &before, const QString &after)
{
    const auto a = linesOf(before);
    const auto b = linesOf(after);
    const auto shorter = std::min(a.size(), b.size());
    qsizetype head = 0;
    while (head < shorter && a[head] == b[head])
        ++head;
    qsizetype tail = 0;
    while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    QList<DiffLine> diff;
    take(diff, DiffLine::Kind::Same, a, 0, head);
    takeDifferent(diff, a.sliced(head, a.size() - head - tail), b.sliced(head, b.size() - head - tail));
    take(diff, DiffLine::Kind::Same, a, a.size() - tail, a.size());
    return diff;
}

int countOf(const QList<DiffLine> &lines, DiffLine::Kind kind)
{
    return static_cast<int>(std::count_if(lines.begin(), lines.end(),
                                          [kind](const DiffLine &line) { return line.kind == kind; }));
}

} // namespace reeeductio
