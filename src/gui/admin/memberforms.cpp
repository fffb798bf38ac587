// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/memberforms.h"

#include "models/displaytext.h"
#include "models/holderlistmodel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace reeeductio {

void addField(QFormLayout *layout, const QString &label, QWidget *field, const QString &name)
{
    auto *const text = new QLabel(label);
    text->setBuddy(field);
    field->setObjectName(name);
    field->setAccessibleName(QString(label).remove(u'&'));
    layout->addRow(text, field);
}

AddMemberForm::AddMemberForm(const SpaceOverview &overview, QWidget *parent)
    : ChangeForm(parent), m_overview(overview), m_user(new QLineEdit), m_name(new QLineEdit),
      m_role(new QComboBox)
{
    auto *const layout = new QFormLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(10);
    m_user->setPlaceholderText(tr("U… (44 characters)"));
    m_name->setPlaceholderText(tr("What you call them (optional; the server can read it)"));
    m_role->addItem(tr("No role yet"));
    for (const auto &role : overview.roster.roles)
        m_role->addItem(displayName(role.id), role.id);
    addField(layout, tr("Their user &id"), m_user, u"memberId"_s);
    addField(layout, tr("&Name"), m_name, u"memberName"_s);
    addField(layout, tr("&Role"), m_role, u"memberRole"_s);
    auto *const hint =
        new QLabel(tr("They also need the space's symmetric root to read anything: give it to them by a way "
                      "only you two use. An invitation carries both."));
    hint->setWordWrap(true);
    hint->setProperty("role", u"dim"_s);
    layout->addRow(hint);
    connect(m_user, &QLineEdit::textChanged, this, &ChangeForm::changed);
    connect(m_name, &QLineEdit::textChanged, this, &ChangeForm::changed);
    connect(m_role, &QComboBox::currentIndexChanged, this, &ChangeForm::changed);
}

QString AddMemberForm::title() const
{
    return tr("Add a member");
}

QString AddMemberForm::verb() const
{
    return tr("Add");
}

QString AddMemberForm::done() const
{
    const auto name = displayName(m_name->text());
    return tr("%1 is a member now.").arg(name.isEmpty() ? user() : name);
}

QString AddMemberForm::user() const
{
    return m_user->text().trimmed();
}

QString AddMemberForm::problem() const
{
    if (user().isEmpty())
        return {};
    const auto id = UserId::parse(user());
    if (!id)
        return tr("This is not a user id: it has 44 characters and begins with U.");
    const auto *member = m_overview.roster.member(*id);
    return member && !member->isEmptied ? tr("They are a member already.") : QString();
}

Administration::Planner AddMemberForm::planner() const
{
    const auto id = UserId::parse(user());
    if (!id || !problem().isEmpty())
        return {};
    return [user = *id, name = m_name->text().trimmed(),
            role = m_role->currentData().toString()](const StateReplay &, const Roster &, qint64) {
        StateChange change{userEdit(user, name)};
        if (!role.isEmpty())
            change << assignmentEdit(user, role, {});
        return change;
    };
}

AssignmentForm::AssignmentForm(const SpaceOverview &overview, const QString &fixed, bool isRole,
                               const MemberId &self, QWidget *parent)
    : ChangeForm(parent), m_fixed(fixed), m_isRole(isRole), m_other(new QComboBox),
      m_ends(new QCheckBox(tr("&Until"))), m_end(new QDateEdit(QDate::currentDate().addMonths(3)))
{
    auto *const layout = new QFormLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(10);
    if (isRole) {
        m_fixedName = displayName(fixed);
        for (const auto &member : overview.roster.members) {
            const auto *role = overview.roster.role(fixed);
            if (!member.id.isTool() && !member.isOwner && !(role && role->holders.contains(member.id)))
                m_other->addItem(memberName(member.id, overview, self), member.id.toString());
        }
    } else {
        const auto id = MemberId::parse(fixed);
        m_fixedName = id ? memberName(*id, overview, self) : fixed;
        for (const auto &role : overview.roster.roles)
            m_other->addItem(displayName(role.id), role.id);
    }
    m_end->setCalendarPopup(true);
    m_end->setMinimumDate(QDate::currentDate());
    m_end->setEnabled(false);
    m_ends->setObjectName(u"roleEnds"_s);
    addField(layout, isRole ? tr("&Member") : tr("&Role"), m_other, u"assigned"_s);
    m_end->setObjectName(u"roleEnd"_s);
    m_end->setAccessibleName(tr("The last day of the role"));
    layout->addRow(m_ends, m_end);
    connect(m_other, &QComboBox::currentIndexChanged, this, &ChangeForm::changed);
    connect(m_ends, &QCheckBox::toggled, m_end, &QWidget::setEnabled);
    connect(m_ends, &QCheckBox::toggled, this, &ChangeForm::changed);
    connect(m_end, &QDateEdit::dateChanged, this, &ChangeForm::changed);
}

QString AssignmentForm::title() const
{
    return m_isRole ? tr("Give the role “%1”").arg(m_fixedName) : tr("Give %1 a role").arg(m_fixedName);
}

QString AssignmentForm::verb() const
{
    return tr("Give the role");
}

QString AssignmentForm::done() const
{
    return m_isRole ? tr("%1 has the role “%2” now.").arg(m_other->currentText(), m_fixedName)
                    : tr("%1 has the role “%2” now.").arg(m_fixedName, m_other->currentText());
}

QString AssignmentForm::problem() const
{
    if (m_other->count() > 0)
        return {};
    return m_isRole ? tr("Everybody has it already, or nobody else is here yet.")
                    : tr("There are no roles yet. Make one on the Roles page first.");
}

Administration::Planner AssignmentForm::planner() const
{
    const auto other = m_other->currentData().toString();
    const auto user = UserId::parse(m_isRole ? other : m_fixed);
    if (!user || other.isEmpty())
        return {};
    std::optional<qint64> end;
    if (m_ends->isChecked())
        end = m_end->date().addDays(1).startOfDay().toMSecsSinceEpoch() - 1;
    return
        [user = *user, role = m_isRole ? m_fixed : other, end](const StateReplay &, const Roster &, qint64) {
            return StateChange{assignmentEdit(user, role, end)};
        };
}

PlainForm::PlainForm(Words words, Administration::Planner planner, QWidget *parent)
    : ChangeForm(parent), m_words(std::move(words)), m_planner(std::move(planner))
{
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    auto *const about = new QLabel(m_words.about);
    about->setObjectName(u"aboutChange"_s);
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    layout->addWidget(about);
}

} // namespace reeeductio
