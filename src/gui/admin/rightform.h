// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/rightexamples.h"
#include "authz/rightlint.h"
#include "gui/admin/changeform.h"
#include "models/holderlistmodel.h"
#include "models/rightlistmodel.h"

#include <memory>

namespace Ui {
class RightForm;
}

namespace reeeductio {

//! Who is to get a right.
struct RightReceiver
{
    HolderListModel::Kind kind = HolderListModel::Kind::Members;
    QString id; //!< the member's id, or the role's name
    QString name;
};

//! A right, in words and as it is stored: each follows the other. Says what it would not do, or too much of,
//! and shows requests that it allows and some that it does not.
class RightForm : public ChangeForm
{
    Q_OBJECT

public:
    //! `old`: what is to be changed, as it is shown; nothing for a new one.
    RightForm(const SpaceOverview &overview, RightReceiver receiver, const Capability &begin,
              const ShownRight &old = {}, QWidget *parent = nullptr);
    ~RightForm() override;

    QString title() const override;
    QString verb() const override;
    QString done() const override;
    Administration::Planner planner() const override;
    QString problem() const override;

private:
    void fillChoices();
    void setRight(const Capability &right);
    void choose(int choice);
    void look();
    void showExamples();
    QString holderPath() const;

    std::unique_ptr<Ui::RightForm> m_ui;
    SpaceOverview m_overview;
    RightReceiver m_receiver;
    QString m_rightId; //!< of what is changed
    QString m_oldPath; //!< where that stands; empty for a new one
    RightContext m_context;
    ExampleSource m_examples;
    QList<Capability> m_choices;
    Capability m_right;
    std::optional<Capability> m_advised;
};

} // namespace reeeductio
