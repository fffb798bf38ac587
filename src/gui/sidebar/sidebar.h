// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/shared/spacepage.h"
#include "models/topiclistmodel.h"

#include <QMap>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class Sidebar;
}

namespace reeeductio {

//! One space: its name, what checking its state found, its topics, its pages.
class Sidebar : public QWidget
{
    Q_OBJECT

public:
    explicit Sidebar(QWidget *parent = nullptr);
    ~Sidebar() override;

    //! Null shows nothing. `fallbackName`: the person's own, while the space has none.
    void setSpace(LiveSpace *space, const QString &fallbackName);
    //! Empty when no topic is chosen.
    QString currentTopic() const;
    void selectTopic(const QString &topic);
    //! Down the list for positive numbers; stays at its ends.
    void step(int by);
    //! The next topic with something new, from the top again after the last.
    void stepToUnread();
    //! Something else than a topic's messages is shown: choosing the topic again leads back to them. `page`:
    //! which, unless it belongs to a topic.
    void setElsewhere(bool isElsewhere, std::optional<SpacePage> page = {});

Q_SIGNALS:
    void topicSelected(const QString &topic);
    void newTopicRequested();
    void pageRequested(reeeductio::SpacePage page);
    //! Files on a topic of the list.
    void filesDropped(const QString &topic, const QStringList &paths);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addPages();
    void hoverOver(const QModelIndex &index);
    void updateHeader();

    std::unique_ptr<Ui::Sidebar> m_ui;
    TopicListModel m_topics;
    QPointer<LiveSpace> m_space;
    QString m_fallbackName;
    QMap<SpacePage, QPushButton *> m_pages;
    bool m_isElsewhere = false;
    QPersistentModelIndex m_hovered; //!< the topic that something hangs over
    QTimer m_hovering;
};

} // namespace reeeductio
