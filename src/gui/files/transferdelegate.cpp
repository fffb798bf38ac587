// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/transferdelegate.h"

#include "gui/files/filepainting.h"
#include "gui/files/filetext.h"
#include "gui/shared/errortext.h"
#include "models/displaytext.h"
#include "models/transferlistmodel.h"

#include <QMouseEvent>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int margin = 12;
constexpr int pictureSize = 32;
constexpr int barHeight = 4;
constexpr int linkGap = 14;

using Role = TransferListModel::Role;
using Stage = TransferListModel::State;

QVariant roleOf(const QModelIndex &index, Role role)
{
    return index.data(static_cast<int>(role));
}

Stage stageOf(const QModelIndex &index)
{
    return static_cast<Stage>(roleOf(index, Role::State).toInt());
}

QString durationText(qint64 seconds)
{
    if (seconds < 90)
        return TransferDelegate::tr("%n second(s) left", nullptr, static_cast<int>(seconds));
    return TransferDelegate::tr("%n minute(s) left", nullptr, static_cast<int>((seconds + 30) / 60));
}

QString progressText(const QModelIndex &index)
{
    const auto total = roleOf(index, Role::Total).toLongLong();
    const auto done = sizeText(roleOf(index, Role::Done).toLongLong());
    if (roleOf(index, Role::IsReading).toBool())
        return TransferDelegate::tr("Reading it…");
    auto text = total > 0 ? TransferDelegate::tr("%1 of %2").arg(done, sizeText(total)) : done;
    const auto speed = roleOf(index, Role::Speed).toLongLong();
    if (speed > 0)
        text += u" · "_s + TransferDelegate::tr("%1/s").arg(sizeText(speed));
    const auto left = roleOf(index, Role::SecondsLeft).toLongLong();
    return left > 0 ? text + u" · "_s + durationText(left) : text;
}

} // namespace

QString TransferDelegate::removeText(const QModelIndex &index)
{
    return stageOf(index) == Stage::Done ? tr("Clear") : tr("Cancel");
}

QString TransferDelegate::retryText()
{
    return tr("Try again");
}

QString TransferDelegate::showText()
{
    return tr("Show in folder");
}

QString TransferDelegate::statusText(const QModelIndex &index)
{
    const auto failure = roleOf(index, Role::Failure);
    const bool isUpload = roleOf(index, Role::IsUpload).toBool();
    switch (stageOf(index)) {
    case Stage::Waiting:
        return failure.isValid() ? tr("Waiting: %1").arg(errorText(failure.value<Error>()).what)
                                 : tr("Waiting");
    case Stage::Running:
        return progressText(index);
    case Stage::Done:
        return isUpload ? tr("Sent") : tr("Saved, and exactly what was sent");
    case Stage::Failed:
        return fileProblem(failure.value<Error>());
    }
    Q_UNREACHABLE();
}

TransferDelegate::Links TransferDelegate::linksIn(const QRect &row, const QFont &font,
                                                  const QModelIndex &index)
{
    const QFontMetrics metrics(FileRowPainter::smallFont(font));
    const auto remove = metrics.horizontalAdvance(removeText(index));
    Links links;
    links.remove = {row.right() - margin - remove, row.top(), remove, row.height()};
    const bool isSaved = stageOf(index) == Stage::Done && !roleOf(index, Role::IsUpload).toBool();
    if (stageOf(index) != Stage::Failed && !isSaved)
        return links;
    const auto other = metrics.horizontalAdvance(isSaved ? showText() : retryText());
    links.other = {links.remove.left() - linkGap - other, row.top(), other, row.height()};
    return links;
}

void TransferDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    FileRowPainter row(painter, option);
    row.paintBackground();
    const auto &area = option.rect;
    const bool isUpload = roleOf(index, Role::IsUpload).toBool();
    row.paintPicture(
        {area.left() + margin, area.center().y() - pictureSize / 2 + 1, pictureSize, pictureSize}, {},
        isUpload ? u"send"_s : u"download"_s);
    const auto links = linksIn(area, option.font, index);
    const auto right = (links.other.isEmpty() ? links.remove : links.other).left() - linkGap;
    const auto left = area.left() + 2 * margin + pictureSize;
    const auto small = FileRowPainter::smallFont(option.font);
    const auto lineHeight = QFontMetrics(option.font).height();
    const auto top = area.center().y() - lineHeight - 1;
    const auto topic = roleOf(index, Role::TopicName).toString();
    const auto name = isUpload ? tr("%1 to #%2") : tr("%1 from #%2");
    row.paintLine({left, top, right - left, lineHeight}, name.arg(index.data().toString(), topic),
                  option.font, row.colors().text);
    row.paintLine({left, top + lineHeight, right - left, lineHeight}, statusText(index), small,
                  stageOf(index) == Stage::Failed ? row.colors().bad : row.colors().dim);
    const auto total = roleOf(index, Role::Total).toLongLong();
    if (stageOf(index) == Stage::Running && total > 0) {
        QRectF bar(row.mirrored({left, top + 2 * lineHeight + 3, right - left, barHeight}));
        painter->setPen(Qt::NoPen);
        painter->setBrush(row.colors().chip);
        painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
        const auto part = std::min(1.0, roleOf(index, Role::Done).toDouble() / static_cast<double>(total));
        const auto filled = bar.width() * part;
        if (option.direction == Qt::RightToLeft)
            bar.setLeft(bar.right() - filled);
        else
            bar.setWidth(filled);
        painter->setBrush(row.colors().accent);
        painter->drawRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    }
    auto linked = small;
    linked.setUnderline(true);
    row.paintLine(links.remove.adjusted(0, 0, 2, 0), removeText(index), linked, row.colors().accent);
    if (!links.other.isEmpty())
        row.paintLine(links.other.adjusted(0, 0, 2, 0),
                      stageOf(index) == Stage::Failed ? retryText() : showText(), linked,
                      row.colors().accent);
    painter->restore();
}

QSize TransferDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, 2 * option.fontMetrics.height() + 22};
}

bool TransferDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option,
                                   const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease ||
        static_cast<QMouseEvent *>(event)->button() != Qt::LeftButton)
        return false;
    const auto links = linksIn(option.rect, option.font, index);
    const auto position = static_cast<QMouseEvent *>(event)->position().toPoint();
    const auto hits = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect).contains(position);
    };
    if (hits(links.remove))
        Q_EMIT removeRequested(index);
    else if (!links.other.isEmpty() && hits(links.other) && stageOf(index) == Stage::Failed)
        Q_EMIT retryRequested(index);
    else if (!links.other.isEmpty() && hits(links.other))
        Q_EMIT showRequested(index);
    else
        return false;
    return true;
}

} // namespace reeeductio
