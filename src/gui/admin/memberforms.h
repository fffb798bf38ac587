// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "gui/admin/changeform.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QDateEdit;
class QFormLayout;
class QLineEdit;
QT_END_NAMESPACE

namespace reeeductio {

//! Somebody whose id is known becomes a member.
class AddMemberForm : public ChangeForm
{
    Q_OBJECT

public:
    explicit AddMemberForm(const SpaceOverview &overview, QWidget *parent = nullptr);

    QString title() const override;
    QString verb() const override;
    QString done() const override;
    Administration::Planner planner() const override;
    QString problem() const override;
    //! Who was added.
    QString user() const;

private:
    SpaceOverview m_overview;
    QLineEdit *m_user;
    QLineEdit *m_name;
    QComboBox *m_role;
};

//! A role for a member, for ever or until a day: one of both is given.
class AssignmentForm : public ChangeForm
{
    Q_OBJECT

public:
    //! `fixed`: the member's id, or the role when `isRole`.
    AssignmentForm(const SpaceOverview &overview, const QString &fixed, bool isRole, const MemberId &self,
                   QWidget *parent = nullptr);

    QString title() const override;
    QString verb() const override;
    QString done() const override;
    Administration::Planner planner() const override;
    QString problem() const override;

private:
    QString m_fixed;
    QString m_fixedName;
    bool m_isRole;
    QComboBox *m_other;
    QCheckBox *m_ends;
    QDateEdit *m_end;
};

//! A change with nothing to fill in: what it is, and what is true of it.
class PlainForm : public ChangeForm
{
    Q_OBJECT

public:
    struct Words
    {
        QString title;
        QString verb;
        QString done;
        QString about;
    };

    PlainForm(Words words, Administration::Planner planner, QWidget *parent = nullptr);

    QString title() const override { return m_words.title; }
    QString verb() const override { return m_words.verb; }
    QString done() const override { return m_words.done; }
    Administration::Planner planner() const override { return m_planner; }

private:
    Words m_words;
    Administration::Planner m_planner;
};

//! Fields as every form has them: the label is the field's buddy, and its accessible name.
void addField(QFormLayout *layout, const QString &label, QWidget *field, const QString &name);

} // namespace reeeductio
