// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/messagelayout.h"

#include "gui/shared/errortext.h"
#include "models/filekinds.h"
#include "models/messagetext.h"
#include "models/thumbnails.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QPainter>

#include <cmath>

namespace reeeductio {

namespace {

constexpr int sideMargin = 16;
constexpr int avatarSize = 34;
constexpr int avatarGap = 12;
constexpr int separatorHeight = 32;
constexpr int boxPadding = 10;
constexpr int iconGap = 26;
constexpr int linkGap = 16;
constexpr QSize largestPicture(360, 270);
constexpr QSize unknownPicture(240, 180);
constexpr QSize smallestPicture(48, 48); //!< whatever a sender says
constexpr qreal lineSpacing = 1.2;       //!< of a line's own height: long texts are read, not only seen

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::MessageLayout)
};

QVariant roleOf(const QModelIndex &index, TimelineModel::Role role)
{
    return index.data(static_cast<int>(role));
}

QString dayText(const QDate &day)
{
    const auto today = QDate::currentDate();
    if (day == today)
        return Words::tr("Today");
    if (day == today.addDays(-1))
        return Words::tr("Yesterday");
    return QLocale().toString(day, QLocale::LongFormat);
}

int textHeight(const QString &text, const QFont &font, int width)
{
    return QFontMetrics(font).boundingRect(QRect(0, 0, width, 1 << 20), Qt::TextWordWrap, text).height();
}

} // namespace

MessageLayout::Content MessageLayout::contentOf(const QModelIndex &index)
{
    const auto time = roleOf(index, TimelineModel::Role::Time).toDateTime();
    Content content;
    if (roleOf(index, TimelineModel::Role::BeginsDay).toBool())
        content.separator = dayText(time.date());
    content.beginsUnread = roleOf(index, TimelineModel::Role::BeginsUnread).toBool();
    content.showsSender = !roleOf(index, TimelineModel::Role::ContinuesSender).toBool();
    content.senderName = roleOf(index, TimelineModel::Role::SenderName).toString();
    content.senderId = roleOf(index, TimelineModel::Role::SenderId).toString().toUtf8();
    content.time = QLocale().toString(time.time(), QLocale::ShortFormat);
    content.text = roleOf(index, TimelineModel::Role::Text).toString();
    content.verdict = static_cast<Verdict>(roleOf(index, TimelineModel::Role::Verdict).toInt());
    content.delivery =
        static_cast<TimelineModel::Delivery>(roleOf(index, TimelineModel::Role::Delivery).toInt());
    if (const auto role = roleOf(index, TimelineModel::Role::File); role.isValid()) {
        const auto file = role.value<FilePayload>();
        content.bringsFile = content.delivery == TimelineModel::Delivery::Stored && !content.isAccused();
        content.isViewable = content.bringsFile && file.isImage && file.key;
        content.isOpenable = content.bringsFile && !file.isImage && isSafeToOpen(safeFileName(file));
        // A box is kept free before its picture is there; published clients do not say how large it is.
        const bool isThere = !content.isAccused() && Thumbnails::isExpected(file);
        if (isThere)
            content.pixels = file.width > 0 ? QSize(file.width, file.height) : unknownPicture;
    }
    if (content.delivery == TimelineModel::Delivery::Failed) {
        const auto failure = roleOf(index, TimelineModel::Role::Failure).value<Error>();
        content.notice = Words::tr("Not sent: %1").arg(errorText(failure).what);
        content.hasReason = hasReason(failure);
    } else if (content.isAccused()) {
        content.notice = verdictExplanation(content.verdict);
        if (content.verdict == Verdict::BadSignature)
            content.senderName = roleOf(index, TimelineModel::Role::IsOwn).toBool()
                                     ? Words::tr("Claims to be you")
                                     : Words::tr("Claims to be %1").arg(content.senderName);
    }
    return content;
}

MessageLayout::MessageLayout(Content content, const QFont &font, int width)
    : m_content(std::move(content)), m_width(width)
{
    const QFontMetrics metrics(font);
    int y = 0;
    if (!m_content.separator.isEmpty() || m_content.beginsUnread) {
        m_separator = {sideMargin, y, width - 2 * sideMargin, separatorHeight};
        y += separatorHeight;
    }
    y += m_content.showsSender ? 6 : 1;
    const int left = sideMargin + avatarSize + avatarGap;
    const int textWidth = std::max(80, width - left - sideMargin);
    if (m_content.showsSender) {
        m_avatar = {sideMargin, y, avatarSize, avatarSize};
        m_senderLine = {left, y, textWidth, metrics.height()};
        y += metrics.height() + 2;
    }
    if (m_content.isAccused()) {
        const int inner = textWidth - 2 * boxPadding - iconGap;
        const int top = y + 2;
        y = top + boxPadding;
        m_notice = {left + boxPadding + iconGap, y, inner,
                    metrics.height() + textHeight(m_content.notice, smallFont(font), inner)};
        y = m_notice.bottom() + 6;
        layOutText(font, left + boxPadding + iconGap, inner, y);
        y += boxPadding;
        m_box = {left, top, textWidth, y - top};
        y += 4;
    } else {
        layOutPicture(left, textWidth, y);
        layOutText(font, left, textWidth, y);
    }
    if (m_content.delivery == TimelineModel::Delivery::Failed) {
        m_notice = {left, y + 2, textWidth, textHeight(m_content.notice, smallFont(font), textWidth)};
        y = m_notice.bottom() + 4;
        if (m_content.hasReason)
            layOutLinks(smallFont(font), left, y,
                        {{whyText(), m_why}, {retryText(), m_retry}, {takeBackText(), m_takeBack}});
        else
            layOutLinks(smallFont(font), left, y, {{retryText(), m_retry}, {takeBackText(), m_takeBack}});
    } else if (m_content.isOpenable || m_content.isViewable) {
        layOutLinks(smallFont(font), left, y,
                    {{m_content.isViewable ? viewText() : openText(), m_open},
                     {saveText(), m_save},
                     {saveAsText(), m_saveAs}});
    } else if (m_content.bringsFile) {
        layOutLinks(smallFont(font), left, y, {{saveText(), m_save}, {saveAsText(), m_saveAs}});
    }
    if (m_content.showsSender)
        y = std::max(y, m_avatar.bottom() + 2);
    m_height = y + 3;
}

void MessageLayout::layOutPicture(int left, int width, int &y)
{
    if (m_content.pixels.isEmpty())
        return;
    const QSize most(std::min(width, largestPicture.width()), largestPicture.height());
    auto size = m_content.pixels.boundedTo(most) == m_content.pixels
                    ? m_content.pixels
                    : m_content.pixels.scaled(most, Qt::KeepAspectRatio);
    size = size.expandedTo(smallestPicture).boundedTo(most);
    m_picture = {QPoint(left, y + 2), size};
    y = m_picture.bottom() + 5;
}

void MessageLayout::layOutText(const QFont &font, int left, int width, int &y)
{
    auto text = m_content.text;
    text.replace(u'\n', QChar::LineSeparator); // one paragraph: QTextLayout breaks it there
    m_textLayout = std::make_unique<QTextLayout>(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_textLayout->setTextOption(option);
    m_textLayout->setCacheEnabled(true);
    qreal height = 0;
    m_textLayout->beginLayout();
    while (true) {
        auto line = m_textLayout->createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const auto spaced = line.height() * lineSpacing;
        line.setPosition({0, height + (spaced - line.height()) / 2});
        height += spaced;
    }
    m_textLayout->endLayout();
    m_text = {left, y, width, static_cast<int>(std::ceil(height))};
    y += m_text.height();
}

void MessageLayout::layOutLinks(const QFont &font, int left, int &y, std::initializer_list<Link> links)
{
    const QFontMetrics metrics(font);
    for (const auto &[text, link] : links) {
        link = {left, y, metrics.horizontalAdvance(text), metrics.height()};
        left = link.right() + linkGap;
    }
    y += metrics.height() + 4;
}

void MessageLayout::drawText(QPainter *painter, QPoint topLeft) const
{
    m_textLayout->draw(painter, topLeft);
}

QFont MessageLayout::smallFont(const QFont &font)
{
    auto small = font;
    small.setPointSizeF(font.pointSizeF() * 0.9);
    return small;
}

QString MessageLayout::retryText()
{
    return Words::tr("Try again");
}

QString MessageLayout::takeBackText()
{
    return Words::tr("Take back");
}

QString MessageLayout::saveText()
{
    return Words::tr("Save");
}

QString MessageLayout::openText()
{
    return Words::tr("Open");
}

QString MessageLayout::viewText()
{
    return Words::tr("View");
}

QString MessageLayout::saveAsText()
{
    return Words::tr("Save as…");
}

} // namespace reeeductio
