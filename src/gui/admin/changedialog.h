// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/livespace.h"
#include "gui/admin/changeform.h"

#include <QDialog>
#include <QPointer>
#include <QTimer>

#include <memory>

namespace Ui {
class ChangeDialog;
}

namespace reeeductio {

//! A change to who is in a space and what they may do: a form, what would come of it while it is filled in,
//! and a button that says so. Nothing is sent before that is pressed.
class ChangeDialog : public QDialog
{
    Q_OBJECT

public:
    //! Takes the form. `overview`: for names.
    ChangeDialog(LiveSpace &space, SpaceOverview overview, ChangeForm *form, QWidget *parent = nullptr);
    ~ChangeDialog() override;

    //! While something is being written it only warns the first time: that could be neither told of nor
    //! undone.
    void reject() override;

Q_SIGNALS:
    //! Written, or as much of it as was: to be undone.
    void applied(const reeeductio::AppliedChange &change, bool isWhole);

private:
    void plan();
    void forgetPlan();
    void take(const ChangePlan &plan);
    void showNothing(const QString &problem);
    void addLine(const QString &who, const QString &what, const QString &role);
    void clearLines();
    void update();
    void apply();
    void takeReport(const ChangePlan &plan, const ChangeReport &report);
    bool isConfirmed() const;

    std::unique_ptr<Ui::ChangeDialog> m_ui;
    QPointer<LiveSpace> m_space;
    SpaceOverview m_overview;
    ChangeForm *m_form;
    QPushButton *m_ok;
    QTimer m_typing;                  //!< not at every key
    std::unique_ptr<QObject> m_asked; //!< context of the plan that is being made
    std::optional<ChangePlan> m_plan;
    std::optional<ChangeMerge> m_merge; //!< since it was looked at first
    bool m_isApplying = false;
    bool m_isWarned = false; //!< that it is being written
};

} // namespace reeeductio
