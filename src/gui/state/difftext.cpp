// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/difftext.h"

#include "gui/shared/theme.h"

#include <QCoreApplication>
#include <QPlainTextEdit>
#include <QTextBlock>
#include <QTextCursor>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype around = 3;
constexpr int mostLines = 1000;
constexpr qsizetype longestLine = 1000; //!< a view lays out a whole line at once

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::DiffText)
};

QList<bool> nearChanges(const QList<DiffLine> &lines)
{
    QList<bool> isNear(lines.size(), false);
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == DiffLine::Kind::Same)
            continue;
        for (auto at = std::max<qsizetype>(0, i - around); at < std::min(lines.size(), i + around + 1); ++at)
            isNear[at] = true;
    }
    return isNear;
}

} // namespace

void showDiff(QPlainTextEdit &view, const QList<DiffLine> &lines)
{
    const auto &colors = Theme::colorsFor(view.palette());
    view.clear();
    QTextCursor cursor(view.document());
    cursor.beginEditBlock();
    const auto isNear = nearChanges(lines);
    int written = 0;
    const auto write = [&](const QString &text, const QBrush &background) {
        if (written++ > 0)
            cursor.insertBlock();
        QTextBlockFormat format;
        format.setBackground(background);
        cursor.setBlockFormat(format);
        cursor.insertText(text);
    };
    bool isBehindGap = false;
    for (qsizetype i = 0; i < lines.size() && written < mostLines; ++i) {
        if (!isNear[i]) {
            isBehindGap = true;
            continue;
        }
        if (std::exchange(isBehindGap, false))
            write(u"  …"_s, Qt::NoBrush);
        const auto &line = lines[i];
        const auto text = line.text.size() <= longestLine ? line.text : line.text.first(longestLine) + u'…';
        switch (line.kind) {
        case DiffLine::Kind::Same:
            write(u"  "_s + text, Qt::NoBrush);
            break;
        case DiffLine::Kind::Removed:
            write(u"− "_s + text, colors.badSoft);
            break;
        case DiffLine::Kind::Added:
            write(u"+ "_s + text, colors.accentSoft);
            break;
        }
    }
    if (written >= mostLines)
        write(Words::tr("  … and more"), Qt::NoBrush);
    cursor.endEditBlock();
    view.moveCursor(QTextCursor::Start);
}

} // namespace reeeductio
