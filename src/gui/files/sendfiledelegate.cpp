// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/sendfiledelegate.h"

#include "gui/files/filepainting.h"
#include "gui/files/filetext.h"
#include "models/displaytext.h"
#include "models/filestosendmodel.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int margin = 10;
constexpr int pictureSize = 44;
constexpr int rowHeight = pictureSize + 2 * 6;

QVariant roleOf(const QModelIndex &index, FilesToSendModel::Role role)
{
    return index.data(static_cast<int>(role));
}

//! Right of the picture.
QRect textArea(const QRect &row)
{
    return row.adjusted(margin + pictureSize + margin, 6, -margin, -6);
}

} // namespace

void SendFileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                             const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    FileRowPainter row(painter, option);
    row.paintBackground();
    const auto &area = option.rect;
    row.paintPicture(
        {area.left() + margin, area.center().y() - pictureSize / 2 + 1, pictureSize, pictureSize},
        roleOf(index, FilesToSendModel::Role::Thumbnail).value<QImage>(), u"file"_s);
    const auto text = textArea(area);
    const auto half = text.height() / 2;
    row.paintLine({text.left(), text.top(), text.width(), half}, index.data().toString(), option.font,
                  row.colors().text);
    const QRect below(text.left(), text.top() + half, text.width(), half);
    const auto small = FileRowPainter::smallFont(option.font);
    const auto size = roleOf(index, FilesToSendModel::Role::Size).toLongLong();
    if (const auto problem = problemOf(index); !problem.isEmpty())
        row.paintLine(below, problem, small, row.colors().bad);
    else
        row.paintLine(below, size < 0 ? tr("Being looked at…") : sizeText(size), small, row.colors().dim);
    painter->restore();
}

QString SendFileDelegate::problemOf(const QModelIndex &index)
{
    if (roleOf(index, FilesToSendModel::Role::IsFolder).toBool())
        return tr("This is a folder. Only files can be sent.");
    const auto problem = roleOf(index, FilesToSendModel::Role::Problem);
    if (!problem.isValid())
        return {};
    const auto largest = roleOf(index, FilesToSendModel::Role::Largest).toLongLong();
    return roleOf(index, FilesToSendModel::Role::IsPasted).toBool()
               ? pastedImageProblem(problem.value<Error>(), largest)
               : fileProblem(problem.value<Error>(), largest);
}

QSize SendFileDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {200, std::max(rowHeight, 2 * option.fontMetrics.height() + 16)};
}

QWidget *SendFileDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                        const QModelIndex &index) const
{
    auto *const editor = new QLineEdit(parent);
    editor->setObjectName(u"fileNameEdit"_s);
    editor->setAccessibleName(tr("Name of the file as others see it"));
    // What people change is the name, not what kind of file it is.
    const auto name = index.data(Qt::EditRole).toString();
    const auto dot = name.lastIndexOf(u'.');
    QMetaObject::invokeMethod(
        editor, [editor, end = dot > 0 ? dot : name.size()] { editor->setSelection(0, int(end)); },
        Qt::QueuedConnection);
    return editor;
}

void SendFileDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                            const QModelIndex &) const
{
    auto area = textArea(option.rect);
    const auto height = editor->sizeHint().height();
    area.setTop(area.center().y() - height / 2);
    area.setHeight(height);
    editor->setGeometry(QStyle::visualRect(option.direction, option.rect, area));
}

} // namespace reeeductio
