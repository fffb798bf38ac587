// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/chat/messagedelegate.h"

#include "gui/shared/errortext.h"
#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/displaytext.h"
#include "models/messagetext.h"

#include <QAbstractItemView>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int stateIconSize = 14;
constexpr int pictureRadius = 8;
constexpr int missingIconSize = 28;
constexpr qsizetype mostHeights = 2000; //!< of rows long out of the window

QString keyOf(const QModelIndex &index)
{
    return index.data(static_cast<int>(TimelineModel::Role::Key)).toString();
}

//! Everything about one painting, so that the parts can be functions.
class MessagePainter
{
public:
    MessagePainter(QPainter *painter, const QStyleOptionViewItem &option, const MessageLayout &layout,
                   QImage picture)
        : m_painter(painter), m_option(option), m_layout(layout), m_content(layout.content()),
          m_picture(std::move(picture)), m_colors(Theme::colorsFor(option.palette))
    {}

    void paint()
    {
        paintBackground();
        if (!m_layout.separator().isEmpty())
            paintSeparator();
        if (m_content.showsSender) {
            paintAvatar();
            paintSenderLine();
        }
        if (m_content.isAccused())
            paintAccusation();
        const bool isFirm = m_content.delivery == TimelineModel::Delivery::Stored && !m_content.isAccused();
        m_painter->setPen(isFirm ? m_colors.text : m_colors.dim);
        m_layout.drawText(m_painter, placed(m_layout.text()).topLeft());
        if (!m_content.showsSender && m_content.delivery == TimelineModel::Delivery::Sending)
            paintIcon(u"clock"_s, m_colors.dim, trailingSpot());
        if (m_content.delivery == TimelineModel::Delivery::Failed)
            paintFailure();
        if (!m_layout.picture().isEmpty())
            paintPicture();
        if (m_content.bringsFile) {
            paintLink(m_layout.saveLink(), MessageLayout::saveText());
            paintLink(m_layout.saveAsLink(), MessageLayout::saveAsText());
            paintLink(m_layout.openLink(),
                      m_content.isViewable ? MessageLayout::viewText() : MessageLayout::openText());
        }
    }

private:
    QRect placed(const QRect &rect) const
    {
        return QStyle::visualRect(m_option.direction, m_option.rect,
                                  rect.translated(m_option.rect.topLeft()));
    }

    QRect trailingSpot() const
    {
        return {m_layout.text().left() - stateIconSize - 10, m_layout.text().top() + 2, stateIconSize,
                stateIconSize};
    }

    void paintIcon(const QString &name, const QColor &color, const QRect &spot)
    {
        const auto ratio = m_painter->device()->devicePixelRatio();
        m_painter->drawPixmap(placed(spot), linePixmap(name, color, spot.width(), ratio));
    }

    void paintBackground()
    {
        auto area = m_option.rect;
        if (!m_layout.separator().isEmpty())
            area.setTop(area.top() + m_layout.separator().bottom());
        const bool isCurrent = m_option.state.testFlag(QStyle::State_Selected);
        if (isCurrent || m_option.state.testFlag(QStyle::State_MouseOver))
            m_painter->fillRect(area, isCurrent ? m_colors.accentSoft : m_colors.side);
        if (isCurrent && hasKeyboardFocus(m_option)) {
            m_painter->setPen(QPen(m_colors.accent, 2));
            m_painter->setBrush(Qt::NoBrush);
            m_painter->drawRect(area.adjusted(1, 1, -1, -1));
        }
    }

    void paintSeparator()
    {
        const auto area = placed(m_layout.separator());
        const auto text = m_content.beginsUnread ? MessageDelegate::tr("New") : m_content.separator;
        const auto color = m_content.beginsUnread ? m_colors.bad : m_colors.dim;
        m_painter->setFont(MessageLayout::smallFont(m_option.font));
        const auto half = m_painter->fontMetrics().horizontalAdvance(text) / 2 + 12;
        const auto y = area.center().y();
        m_painter->setPen(m_content.beginsUnread ? m_colors.bad : m_colors.line);
        m_painter->drawLine(area.left(), y, area.center().x() - half, y);
        m_painter->drawLine(area.center().x() + half, y, area.right(), y);
        m_painter->setPen(color);
        m_painter->drawText(area, Qt::AlignCenter, text);
    }

    void paintAvatar()
    {
        m_painter->setPen(Qt::NoPen);
        m_painter->setBrush(m_content.verdict == Verdict::BadSignature
                                ? m_colors.dim
                                : Theme::memberColor(m_content.senderId));
        const auto circle = placed(m_layout.avatar());
        m_painter->drawEllipse(circle);
        auto font = m_option.font;
        font.setBold(true);
        m_painter->setFont(font);
        m_painter->setPen(Qt::white);
        const auto initial =
            m_content.verdict == Verdict::BadSignature ? u"?"_s : initialOf(m_content.senderName);
        m_painter->drawText(circle, Qt::AlignCenter, initial);
    }

    void paintSenderLine()
    {
        auto area = m_layout.senderLine();
        auto bold = m_option.font;
        bold.setBold(true);
        const QFontMetrics metrics(bold);
        const auto name = metrics.elidedText(m_content.senderName, Qt::ElideRight, area.width() * 2 / 3);
        m_painter->setFont(bold);
        m_painter->setPen(m_colors.text);
        m_painter->drawText(placed(area), Qt::AlignLeading | Qt::AlignVCenter, name);
        area.setLeft(area.left() + metrics.horizontalAdvance(name) + 8);
        const auto small = MessageLayout::smallFont(m_option.font);
        m_painter->setFont(small);
        m_painter->setPen(m_colors.dim);
        m_painter->drawText(placed(area), Qt::AlignLeading | Qt::AlignVCenter, m_content.time);
        area.setLeft(area.left() + QFontMetrics(small).horizontalAdvance(m_content.time) + 6);
        const QRect spot(area.left(), area.center().y() - stateIconSize / 2 + 1, stateIconSize,
                         stateIconSize);
        paintState(spot);
        m_painter->setFont(m_option.font);
    }

    void paintState(const QRect &spot)
    {
        switch (m_content.delivery) {
        case TimelineModel::Delivery::Sending:
            return paintIcon(u"clock"_s, m_colors.dim, spot);
        case TimelineModel::Delivery::Sent:
            return paintIcon(u"check"_s, m_colors.dim, spot);
        case TimelineModel::Delivery::Failed:
            return paintIcon(u"warning"_s, m_colors.bad, spot);
        case TimelineModel::Delivery::Stored:
            break;
        }
        switch (m_content.verdict) {
        case Verdict::Checking:
            return paintIcon(u"clock"_s, m_colors.dim, spot);
        case Verdict::Verified:
            return paintIcon(u"shield-check"_s, m_colors.ok, spot);
        case Verdict::Undecryptable:
            return paintIcon(u"lock"_s, m_colors.warn, spot);
        default:
            return paintIcon(u"shield-alert"_s, m_colors.bad, spot);
        }
    }

    void paintAccusation()
    {
        m_painter->setPen(m_colors.bad);
        m_painter->setBrush(m_colors.badSoft);
        m_painter->drawRoundedRect(QRectF(placed(m_layout.box())).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
        const auto notice = m_layout.notice();
        paintIcon(u"shield-alert"_s, m_colors.bad, {m_layout.box().left() + 10, notice.top(), 18, 18});
        auto bold = m_option.font;
        bold.setBold(true);
        m_painter->setFont(bold);
        m_painter->setPen(m_colors.bad);
        const auto lineHeight = QFontMetrics(m_option.font).height();
        m_painter->drawText(placed({notice.left(), notice.top(), notice.width(), lineHeight}),
                            Qt::AlignLeading | Qt::AlignVCenter, verdictTitle(m_content.verdict));
        m_painter->setFont(MessageLayout::smallFont(m_option.font));
        m_painter->setPen(m_colors.text);
        m_painter->drawText(placed(notice.adjusted(0, lineHeight, 0, 0)), Qt::AlignLeading | Qt::TextWordWrap,
                            m_content.notice);
        m_painter->setFont(m_option.font);
    }

    void paintFailure()
    {
        const auto small = MessageLayout::smallFont(m_option.font);
        m_painter->setFont(small);
        m_painter->setPen(m_colors.bad);
        m_painter->drawText(placed(m_layout.notice()), Qt::AlignLeading | Qt::TextWordWrap, m_content.notice);
        paintLink(m_layout.retryLink(), MessageLayout::retryText());
        paintLink(m_layout.takeBackLink(), MessageLayout::takeBackText());
        if (m_content.hasReason)
            paintLink(m_layout.whyLink(), whyText());
    }

    void paintPicture()
    {
        const auto area = placed(m_layout.picture());
        QPainterPath shape;
        shape.addRoundedRect(area, pictureRadius, pictureRadius);
        m_painter->fillPath(shape, m_colors.chip);
        if (m_picture.isNull()) {
            QRect middle(0, 0, missingIconSize, missingIconSize);
            middle.moveCenter(m_layout.picture().center());
            return paintIcon(u"image"_s, m_colors.dim, middle);
        }
        QRect whole({}, m_picture.size().scaled(area.size(), Qt::KeepAspectRatio));
        whole.moveCenter(area.center());
        m_painter->save();
        m_painter->setClipPath(shape);
        m_painter->setRenderHint(QPainter::SmoothPixmapTransform);
        m_painter->drawImage(whole, m_picture);
        m_painter->restore();
    }

    void paintLink(const QRect &area, const QString &text)
    {
        auto linked = MessageLayout::smallFont(m_option.font);
        linked.setUnderline(true);
        m_painter->setFont(linked);
        m_painter->setPen(m_colors.accent);
        m_painter->drawText(placed(area), Qt::AlignCenter, text);
    }

    QPainter *m_painter;
    const QStyleOptionViewItem &m_option;
    const MessageLayout &m_layout;
    const MessageLayout::Content &m_content;
    QImage m_picture; //!< null while there is none
    const ThemeColors &m_colors;
};

} // namespace

MessageDelegate::MessageDelegate(QObject *parent) : QStyledItemDelegate(parent), m_layouts(700)
{}

const MessageLayout &MessageDelegate::layoutFor(const QStyleOptionViewItem &option,
                                                const QModelIndex &index) const
{
    const auto key = keyOf(index);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    auto content = MessageLayout::contentOf(index);
    if (const auto *kept = m_layouts.object(key);
        kept && kept->width() == width && kept->content() == content)
        return *kept;
    auto *layout = new MessageLayout(std::move(content), option.font, width);
    m_layouts.insert(key, layout);
    return *layout;
}

void MessageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    const auto &layout = layoutFor(option, index);
    MessagePainter(painter, option, layout, pictureFor(layout, index)).paint();
    painter->restore();
}

QImage MessageDelegate::pictureFor(const MessageLayout &layout, const QModelIndex &index) const
{
    if (layout.picture().isEmpty() || !m_thumbnails)
        return {};
    const auto file = index.data(static_cast<int>(TimelineModel::Role::File)).value<FilePayload>();
    return m_thumbnails->image(keyOf(index), file);
}

QSize MessageDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    if (m_heights.size() > mostHeights)
        m_heights.clear();
    auto known = m_heights.constFind(keyOf(index));
    if (known == m_heights.cend())
        known = m_heights.insert(keyOf(index), layoutFor(option, index).height());
    return {width, *known};
}

void MessageDelegate::forget(const QModelIndex &index)
{
    m_heights.remove(keyOf(index));
}

void MessageDelegate::forgetAll()
{
    m_heights.clear();
    m_layouts.clear();
}

bool MessageDelegate::editorEvent(QEvent *event, QAbstractItemModel *, const QStyleOptionViewItem &option,
                                  const QModelIndex &index)
{
    if (event->type() != QEvent::MouseButtonRelease ||
        static_cast<QMouseEvent *>(event)->button() != Qt::LeftButton)
        return false;
    const auto &layout = layoutFor(option, index);
    const auto position = static_cast<QMouseEvent *>(event)->position().toPoint();
    const auto hits = [&](const QRect &rect) {
        return !rect.isEmpty() &&
               QStyle::visualRect(option.direction, option.rect, rect.translated(option.rect.topLeft()))
                   .contains(position);
    };
    const auto id = index.data(static_cast<int>(TimelineModel::Role::OutboxId)).toLongLong();
    const auto file = [&index] {
        return index.data(static_cast<int>(TimelineModel::Role::File)).value<FilePayload>();
    };
    if (hits(layout.retryLink()))
        Q_EMIT retryRequested(id);
    else if (hits(layout.takeBackLink()))
        Q_EMIT takeBackRequested(id);
    else if (hits(layout.whyLink()))
        Q_EMIT whyRequested(id);
    else if (hits(layout.saveLink()))
        Q_EMIT saveRequested(file());
    else if (hits(layout.saveAsLink()))
        Q_EMIT saveAsRequested(file());
    else if (layout.content().isOpenable && hits(layout.openLink()))
        Q_EMIT openRequested(file());
    else if (layout.content().isViewable && (hits(layout.openLink()) || hits(layout.picture())))
        Q_EMIT viewRequested(index.data(static_cast<int>(TimelineModel::Role::Hash)).toByteArray(), file());
    else
        return false;
    return true;
}

} // namespace reeeductio
