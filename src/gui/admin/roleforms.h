// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "authz/roletemplate.h"
#include "gui/admin/changeform.h"

QT_BEGIN_NAMESPACE
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
QT_END_NAMESPACE

namespace reeeductio {

//! A role, empty or from a template.
class NewRoleForm : public ChangeForm
{
    Q_OBJECT

public:
    explicit NewRoleForm(const SpaceOverview &overview, QWidget *parent = nullptr);

    QString title() const override;
    QString verb() const override;
    QString done() const override;
    Administration::Planner planner() const override;
    QString problem() const override;
    QString role() const;

private:
    void chooseTemplate();
    void describe();
    std::optional<RoleTemplate> chosen() const;
    QList<Capability> rights() const;

    QStringList m_taken;
    QComboBox *m_template;
    QLabel *m_topicLabel;
    QComboBox *m_topic;
    QLineEdit *m_name;
    QLineEdit *m_description;
    QLabel *m_about;
    QString m_suggested;
};

//! A key of its own for a program, with the rights of a template.
class NewToolForm : public ChangeForm
{
    Q_OBJECT

public:
    NewToolForm(const SpaceOverview &overview, ToolId tool, QWidget *parent = nullptr);

    QString title() const override;
    QString verb() const override;
    QString done() const override;
    Administration::Planner planner() const override;

private:
    ToolId m_tool;
    QLineEdit *m_name;
    QComboBox *m_preset;
    QComboBox *m_topic;
    QCheckBox *m_isLimited;
    QSpinBox *m_limit;
};

//! A template's name, and what it is for in a sentence.
QString templateName(RoleTemplate::Kind kind);
QString templateAbout(RoleTemplate::Kind kind);

} // namespace reeeductio
