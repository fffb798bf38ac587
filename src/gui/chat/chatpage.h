// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/pastedimage.h"
#include "models/thumbnails.h"
#include "models/timelinemodel.h"

#include <QHash>
#include <QWidget>

#include <memory>

QT_BEGIN_NAMESPACE
class QLabel;
QT_END_NAMESPACE

namespace Ui {
class ChatPage;
}

namespace reeeductio {

class TransferPanel;

//! One topic: its messages, and where the next one is written. What was begun in a topic is still there when
//! a person comes back to it.
class ChatPage : public QWidget
{
    Q_OBJECT

public:
    explicit ChatPage(QWidget *parent = nullptr);
    ~ChatPage() override;

    //! Null shows that no topic is chosen.
    void show(LiveSpace *space, const QString &topic);
    QString topicId() const { return m_topicId; }

    void focusComposer();
    bool hasComposerFocus() const;
    //! The text of the chosen message, to the clipboard.
    void copyChosen();
    void showNewest();
    //! The person looks at the window again: what can be seen has been read.
    void markSeen();

    //! Whether something can be sent to the topic shown.
    bool mayReceive() const;
    //! That nothing can be is for want of a right.
    bool lacksRight() const { return m_lacksRight; }
    //! What goes up and down, in all spaces.
    TransferPanel &transfers();

Q_SIGNALS:
    //! A person wants to see the topic's files.
    void filesRequested();
    //! A person wants to choose files to be sent here.
    void attachRequested();
    //! Or has brought some.
    void filesOffered(const QStringList &paths);
    void imageOffered(const reeeductio::PastedImage &image);
    void saveRequested(const reeeductio::FilePayload &file);
    void saveAsRequested(const reeeductio::FilePayload &file);
    void openRequested(const reeeductio::FilePayload &file);
    void viewRequested(const QByteArray &message, const reeeductio::FilePayload &file);
    //! Null for one that is not on the server yet.
    void messageChosen(reeeductio::Topic *topic, const reeeductio::TopicRow *row);
    void detailsRequested();
    //! Something was refused, and a person wants to know why.
    void whyRequested(const reeeductio::Question &question);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void watchSpace();
    void updateHeader();
    void updateEmptyState();
    void updateAlarm();
    void askWhetherItMayPost();
    void askWhy(Operation operation);
    void askWhyNotSent(qint64 id);
    void send(const QString &text);
    void noteTaken(const QString &key, const QString &text);
    void noteRefused(const QString &key, const QString &text, const Error &error);
    void takeBack(qint64 id);
    void choose(const QModelIndex &index);
    void chooseAgain(const QModelIndex &first, const QModelIndex &last);
    TopicInfo info() const;

    std::unique_ptr<Ui::ChatPage> m_ui;
    QLabel *m_dropHint; //!< over everything, while something hangs over it
    TimelineModel m_timeline;
    Thumbnails m_thumbnails;
    QPointer<LiveSpace> m_space;
    QString m_topicId;
    bool m_lacksRight = false;        //!< to post there, as far as is known
    std::unique_ptr<QObject> m_shown; //!< context of everything that concerns the topic shown
    QHash<QString, QString> m_drafts; //!< what was begun, by space and topic
    QString m_alarm;                  //!< which one the alarm bar tells, or told until it was dismissed
    QHash<QString, Error> m_failures; //!< what is to be told when the topic is shown again
};

} // namespace reeeductio
