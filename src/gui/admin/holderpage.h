// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "gui/shared/messagebar.h"
#include "gui/shared/spaceview.h"
#include "models/holderfiltermodel.h"
#include "models/rightlistmodel.h"

#include <QPointer>

#include <memory>

QT_BEGIN_NAMESPACE
class QPushButton;
QT_END_NAMESPACE

namespace Ui {
class HolderPage;
}

namespace reeeductio {

//! The members of a space, its tools or its roles: who there is, what each may do and where that comes from.
//! Follows the state; says what a person wants to change, and changes nothing itself.
class HolderPage : public SpaceView
{
    Q_OBJECT

public:
    explicit HolderPage(HolderListModel::Kind kind, QWidget *parent = nullptr);
    ~HolderPage() override;

    void setSpace(LiveSpace *space) override;
    LiveSpace *space() const { return m_space; }
    HolderListModel::Kind kind() const { return m_holders.kind(); }
    //! As it is shown.
    const SpaceOverview &overview() const { return m_overview; }
    //! The chosen one's id; empty when none is.
    QString current() const;
    //! Now, or once it is there.
    void choose(const QString &id);
    MessageBar &bar();
    void setUndoable(bool canBeUndone);
    //! Whether it shows how things are; else nothing can be changed.
    bool isNow() const { return !m_moment; }

Q_SIGNALS:
    //! Another space, or none.
    void spaceShown();
    void addRequested();
    void rightRequested(const QString &holder);
    //! For a member: a role; for a role: somebody to have it.
    void roleRequested(const QString &holder);
    void roleTaken(const QString &user, const QString &role);
    void rightTaken(const QString &holder, const reeeductio::ShownRight &right);
    void fixRequested(const QString &holder, const reeeductio::ShownRight &right,
                      const reeeductio::Capability &fixed);
    void explainRequested(const QString &holder);
    void removeRequested(const QString &holder);
    //! Of the last change made here.
    void undoRequested();

private:
    void nameThings();
    void connectButtons();
    void connectTime();
    void lookAt(std::optional<Moment> moment);
    void lookAtTime(qint64 timeMs);
    void showTime();
    void refresh();
    void take(const SpaceOverview &overview);
    void showCurrent();
    void showMember(const MemberId &id);
    void showRole(const QString &id);
    void showRight();
    void addChip(const QString &text, const QString &user, const QString &role);
    QString sourceText(qsizetype entry) const;
    const ShownRight *currentRight() const;

    std::unique_ptr<Ui::HolderPage> m_ui;
    HolderListModel m_holders;
    HolderFilterModel m_found{m_holders};
    RightListModel m_rights;
    QPushButton *m_undo;
    QPushButton *m_add;
    QPushButton *m_lookBack;
    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_shown; //!< context of what concerns the space shown
    SpaceOverview m_overview;
    std::optional<Moment> m_moment; //!< in the past
    bool m_canBeUndone = false;
    QString m_wanted; //!< to be chosen once it is there
    bool m_isAsking = false;
    bool m_hasNews = false;
};

} // namespace reeeductio
