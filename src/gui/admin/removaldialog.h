// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "models/removaltext.h"

#include <QDialog>
#include <QPointer>

#include <memory>

QT_BEGIN_NAMESPACE
class QLabel;
class QPushButton;
QT_END_NAMESPACE

namespace reeeductio {

//! What a removal has come to: a list of facts, each looked up, none promised.
class RemovalDialog : public QDialog
{
    Q_OBJECT

public:
    //! `name`: what the removed one is called; their profile may go with them.
    RemovalDialog(LiveSpace &space, const MemberId &member, const QString &name, QWidget *parent = nullptr);
    ~RemovalDialog() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void look();
    void show(const Result<RemovalCheck> &check);
    void showItems();
    void addRow(const RemovalItem &item);

    QPointer<LiveSpace> m_space;
    MemberId m_member;
    QString m_name;
    QList<RemovalItem> m_items;
    QLabel *m_title;
    QLabel *m_note;
    QWidget *m_list;
    QPushButton *m_again = nullptr;
    QPushButton *m_copy = nullptr;
    bool m_isAsked = false;             //!< by the person, who wants to see what there is
    std::unique_ptr<QObject> m_looking; //!< context of what is under way
};

} // namespace reeeductio
