// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/roleforms.h"

#include "authz/authpath.h"
#include "authz/rightlint.h"
#include "gui/admin/memberforms.h"
#include "models/displaytext.h"
#include "models/righttext.h"
#include "models/warningtext.h"
#include "protocol/names.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::RoleTemplate)
};

constexpr int mostUses = 1'000'000;

void fillTopics(QComboBox *box, const SpaceOverview &overview)
{
    for (const auto &topic : overview.topics)
        box->addItem(u'#' + topic, topic);
    box->setEditable(false);
}

StateChange granted(const QString &holder, const QList<Capability> &rights)
{
    StateChange change;
    QStringList taken;
    for (const auto &right : rights) {
        const auto id = rightIdFor(right, taken);
        taken << id;
        change << rightEdit(holder, id, right);
    }
    return change;
}

} // namespace

QString templateName(RoleTemplate::Kind kind)
{
    switch (kind) {
    case RoleTemplate::Kind::Team:
        return Words::tr("Team");
    case RoleTemplate::Kind::Guest:
        return Words::tr("Read-only guest");
    case RoleTemplate::Kind::Announcements:
        return Words::tr("Announcements");
    case RoleTemplate::Kind::Moderator:
        return Words::tr("Moderator");
    case RoleTemplate::Kind::Bot:
        return Words::tr("Bot that posts to one topic");
    case RoleTemplate::Kind::PrivateNotes:
        return Words::tr("Private notes");
    case RoleTemplate::Kind::DelegatedAdmin:
        return Words::tr("Delegated admin");
    }
    Q_UNREACHABLE();
}

QString templateAbout(RoleTemplate::Kind kind)
{
    switch (kind) {
    case RoleTemplate::Kind::Team:
        return Words::tr("Reads and posts in every topic, and makes new ones.");
    case RoleTemplate::Kind::Guest:
        return Words::tr("Reads every topic, and changes nothing.");
    case RoleTemplate::Kind::Announcements:
        return Words::tr("Reads one topic, in which others post.");
    case RoleTemplate::Kind::Moderator:
        return Words::tr("What a team does, and adds members.");
    case RoleTemplate::Kind::Bot:
        return Words::tr("Posts to one topic. To do so it must read it.");
    case RoleTemplate::Kind::PrivateNotes:
        return Words::tr("Keeps values of its own, below notes/ and its id.");
    case RoleTemplate::Kind::DelegatedAdmin:
        return Words::tr(
            "Adds and removes members, and gives and takes roles of no more rights than this one.");
    }
    Q_UNREACHABLE();
}

NewRoleForm::NewRoleForm(const SpaceOverview &overview, QWidget *parent)
    : ChangeForm(parent), m_template(new QComboBox), m_topic(new QComboBox), m_name(new QLineEdit),
      m_description(new QLineEdit), m_about(new QLabel)
{
    for (const auto &role : overview.roster.roles)
        m_taken << role.id;
    auto *const layout = new QFormLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(10);
    const auto templates = RoleTemplate::all();
    for (const auto &one : templates)
        m_template->addItem(templateName(one.kind), QVariant::fromValue(one.kind));
    m_template->addItem(tr("Empty role"));
    fillTopics(m_topic, overview);
    addField(layout, tr("&Begin with"), m_template, u"roleTemplate"_s);
    addField(layout, tr("T&opic"), m_topic, u"roleTopic"_s);
    m_topicLabel = qobject_cast<QLabel *>(layout->labelForField(m_topic));
    addField(layout, tr("&Name"), m_name, u"roleName"_s);
    m_description->setPlaceholderText(tr("What it is for (optional; the server can read it)"));
    addField(layout, tr("&About"), m_description, u"roleDescription"_s);
    m_about->setWordWrap(true);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setObjectName(u"roleAbout"_s);
    m_about->setProperty("role", u"dim"_s);
    layout->addRow(m_about);
    connect(m_template, &QComboBox::currentIndexChanged, this, &NewRoleForm::chooseTemplate);
    connect(m_topic, &QComboBox::currentIndexChanged, this, &NewRoleForm::describe);
    connect(m_name, &QLineEdit::textChanged, this, &ChangeForm::changed);
    connect(m_description, &QLineEdit::textChanged, this, &ChangeForm::changed);
    chooseTemplate();
}

std::optional<RoleTemplate> NewRoleForm::chosen() const
{
    const auto kind = m_template->currentData();
    return kind.isValid() ? std::optional(RoleTemplate{kind.value<RoleTemplate::Kind>()}) : std::nullopt;
}

QList<Capability> NewRoleForm::rights() const
{
    const auto from = chosen();
    return from ? from->rights(m_topic->currentData().toString()) : QList<Capability>();
}

//! A name that the person chose stays.
void NewRoleForm::chooseTemplate()
{
    const auto from = chosen();
    const bool needsTopic = from && from->needsTopic();
    m_topic->setVisible(needsTopic);
    m_topicLabel->setVisible(needsTopic);
    if (m_name->text() == m_suggested) {
        m_suggested = from ? from->suggestedRole() : QString();
        m_name->setText(m_suggested);
    }
    describe();
}

void NewRoleForm::describe()
{
    QStringList lines;
    if (const auto from = chosen())
        lines << templateAbout(from->kind);
    const auto given = rights();
    for (const auto &right : given)
        lines << u"· "_s + rightSentence(right);
    RightContext context;
    context.holder = RightContext::Holder::Role;
    for (const auto &right : given) {
        const auto warnings = lintRight(right, context);
        if (!warnings.isEmpty())
            lines << u"⚠ "_s + warningText(warnings.front(), right);
    }
    m_about->setText(lines.join(u'\n'));
    Q_EMIT changed();
}

QString NewRoleForm::title() const
{
    return tr("New role");
}

QString NewRoleForm::verb() const
{
    return tr("Create role");
}

QString NewRoleForm::done() const
{
    return tr("The role “%1” is there. Give it to members now.").arg(displayName(role()));
}

QString NewRoleForm::role() const
{
    return m_name->text().trimmed();
}

QString NewRoleForm::problem() const
{
    if (role().isEmpty())
        return {};
    if (role().contains(u'/') || !checkStatePath(role()))
        return tr("A role's name has letters from A to Z, digits, dots, - and _ only.");
    if (m_taken.contains(role()))
        return tr("There is a role of this name already.");
    if (const auto from = chosen(); from && from->needsTopic() && m_topic->count() == 0)
        return tr("There is no topic yet.");
    return {};
}

Administration::Planner NewRoleForm::planner() const
{
    if (role().isEmpty() || !problem().isEmpty())
        return {};
    return [role = role(), description = m_description->text().trimmed(),
            rights = rights()](const StateReplay &, const Roster &, qint64) {
        return StateChange{roleEdit(role, description)} + granted(roleEntryPath(role), rights);
    };
}

NewToolForm::NewToolForm(const SpaceOverview &overview, ToolId tool, QWidget *parent)
    : ChangeForm(parent), m_tool(std::move(tool)), m_name(new QLineEdit), m_preset(new QComboBox),
      m_topic(new QComboBox), m_isLimited(new QCheckBox(tr("At &most"))), m_limit(new QSpinBox)
{
    auto *const layout = new QFormLayout(this);
    layout->setContentsMargins({});
    layout->setVerticalSpacing(10);
    m_name->setPlaceholderText(tr("What it does (the server can read it)"));
    addField(layout, tr("&Name"), m_name, u"toolName"_s);
    m_preset->addItem(templateName(RoleTemplate::Kind::Bot), QVariant::fromValue(RoleTemplate::Kind::Bot));
    m_preset->addItem(tr("Reads one topic"), QVariant::fromValue(RoleTemplate::Kind::Announcements));
    m_preset->addItem(tr("No rights yet"));
    addField(layout, tr("&May"), m_preset, u"toolPreset"_s);
    fillTopics(m_topic, overview);
    addField(layout, tr("T&opic"), m_topic, u"toolTopic"_s);
    m_limit->setRange(1, mostUses);
    m_limit->setValue(10);
    m_limit->setSuffix(tr(" messages and files"));
    m_limit->setEnabled(false);
    m_limit->setObjectName(u"toolLimit"_s);
    m_limit->setAccessibleName(tr("How many messages and files it may store"));
    m_isLimited->setObjectName(u"toolIsLimited"_s);
    layout->addRow(m_isLimited, m_limit);
    auto *const hint = new QLabel(tr("A key is made for it. You can save that key once, right after this."));
    hint->setWordWrap(true);
    hint->setProperty("role", u"dim"_s);
    layout->addRow(hint);
    connect(m_name, &QLineEdit::textChanged, this, &ChangeForm::changed);
    connect(m_preset, &QComboBox::currentIndexChanged, this, [this] {
        m_topic->setEnabled(m_preset->currentData().isValid());
        Q_EMIT changed();
    });
    connect(m_topic, &QComboBox::currentIndexChanged, this, &ChangeForm::changed);
    connect(m_isLimited, &QCheckBox::toggled, m_limit, &QWidget::setEnabled);
    connect(m_isLimited, &QCheckBox::toggled, this, &ChangeForm::changed);
    connect(m_limit, &QSpinBox::valueChanged, this, &ChangeForm::changed);
}

QString NewToolForm::title() const
{
    return tr("New tool");
}

QString NewToolForm::verb() const
{
    return tr("Create tool");
}

QString NewToolForm::done() const
{
    return tr("The tool “%1” is there.").arg(displayName(m_name->text()));
}

Administration::Planner NewToolForm::planner() const
{
    const auto name = m_name->text().trimmed();
    const auto preset = m_preset->currentData();
    const auto topic = m_topic->currentData().toString();
    if (name.isEmpty() || (preset.isValid() && topic.isEmpty()))
        return {};
    const auto rights = preset.isValid() ? RoleTemplate{preset.value<RoleTemplate::Kind>()}.rights(topic)
                                         : QList<Capability>();
    std::optional<qint64> limit;
    if (m_isLimited->isChecked())
        limit = m_limit->value();
    return [tool = m_tool, name, limit, rights](const StateReplay &, const Roster &, qint64) {
        return StateChange{toolEdit(tool, name, limit)} + granted(entryPath(tool), rights);
    };
}

} // namespace reeeductio
