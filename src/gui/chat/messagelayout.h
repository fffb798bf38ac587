// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/timelinemodel.h"

#include <QStyleOptionViewItem>
#include <QTextLayout>

#include <memory>

namespace reeeductio {

//! Where the parts of one message go at one width: measured once, painted often. Leading edges are on the
//! left here; whoever paints mirrors them.
class MessageLayout
{
public:
    //! What a message looks like depends on this and on nothing else.
    struct Content
    {
        QString separator; //!< a day, or empty
        bool beginsUnread = false;
        bool showsSender = true;
        QString senderName;
        QByteArray senderId;
        QString time;
        QString text;
        Verdict verdict = Verdict::Checking;
        TimelineModel::Delivery delivery = TimelineModel::Delivery::Stored;
        QString notice;          //!< why it is not sent, or what is wrong with it
        bool hasReason = false;  //!< and whoever asks *Why?* can be told
        bool bringsFile = false; //!< that can be had
        bool isOpenable = false; //!< and may be opened once it is here
        bool isViewable = false; //!< an image, to be looked at here
        QSize pixels = {};       //!< of an image it brings, as its sender says; empty: none

        bool isAccused() const { return verdict >= Verdict::NotEntitled; }
        friend bool operator==(const Content &, const Content &) = default;
    };

    static Content contentOf(const QModelIndex &index);

    MessageLayout(Content content, const QFont &font, int width);

    const Content &content() const { return m_content; }
    int width() const { return m_width; }
    int height() const { return m_height; }

    //! From the item's top left.
    QRect separator() const { return m_separator; }
    QRect avatar() const { return m_avatar; }
    QRect senderLine() const { return m_senderLine; }
    QRect box() const { return m_box; } //!< around what is accused; empty otherwise
    QRect notice() const { return m_notice; }
    QRect text() const { return m_text; }
    //! Where an image is seen, kept free before it is there; empty when there is none.
    QRect picture() const { return m_picture; }
    //! What can be clicked on a message that failed.
    QRect retryLink() const { return m_retry; }
    QRect takeBackLink() const { return m_takeBack; }
    QRect whyLink() const { return m_why; }
    //! And on one that brings a file.
    QRect saveLink() const { return m_save; }
    QRect saveAsLink() const { return m_saveAs; }
    QRect openLink() const { return m_open; }

    void drawText(QPainter *painter, QPoint topLeft) const;

    static QFont smallFont(const QFont &font);
    static QString retryText();
    static QString takeBackText();
    static QString saveText();
    static QString saveAsText();
    static QString openText();
    static QString viewText();

private:
    void layOutPicture(int left, int width, int &y);
    void layOutText(const QFont &font, int left, int width, int &y);
    struct Link
    {
        QString text;
        QRect &place;
    };
    static void layOutLinks(const QFont &font, int left, int &y, std::initializer_list<Link> links);

    Content m_content;
    int m_width;
    int m_height = 0;
    QRect m_separator, m_avatar, m_senderLine, m_box, m_notice, m_text, m_retry, m_takeBack, m_why, m_save,
        m_saveAs, m_open, m_picture;
    std::unique_ptr<QTextLayout> m_textLayout;
};

} // namespace reeeductio
