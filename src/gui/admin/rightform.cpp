// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/rightform.h"

#include "authz/authpath.h"
#include "authz/neutral.h"
#include "authz/roletemplate.h"
#include "models/displaytext.h"
#include "models/righttext.h"
#include "models/warningtext.h"
#include "protocol/names.h"
#include "ui_rightform.h"

#include <QFontDatabase>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype mostExamples = 6;
constexpr qsizetype mostTopics = 20;

QString markOf(ExampleMatch::Match match)
{
    switch (match) {
    case ExampleMatch::Match::Yes:
        return u"✔"_s;
    case ExampleMatch::Match::IfOwner:
        return u"(✔)"_s;
    case ExampleMatch::Match::No:
        return u"✘"_s;
    }
    Q_UNREACHABLE();
}

//! Somebody to stand for "the member" where a role is looked at.
MemberId anybody(const SpaceOverview &overview)
{
    return overview.roster.members.isEmpty() ? MemberId() : overview.roster.members.back().id;
}

QList<Capability> commonRights(const QStringList &topics)
{
    QList<Capability> common;
    for (const auto kind : {RoleTemplate::Kind::Team, RoleTemplate::Kind::Moderator,
                            RoleTemplate::Kind::DelegatedAdmin, RoleTemplate::Kind::PrivateNotes}) {
        const auto rights = RoleTemplate{kind}.rights();
        for (const auto &right : rights) {
            if (!common.contains(right) && !isRightToNothing(right))
                common << right;
        }
    }
    for (const auto &topic : topics.first(std::min(mostTopics, topics.size())))
        common << RoleTemplate{RoleTemplate::Kind::Bot}.rights(topic);
    return common;
}

} // namespace

RightForm::RightForm(const SpaceOverview &overview, RightReceiver receiver, const Capability &begin,
                     const ShownRight &old, QWidget *parent)
    : ChangeForm(parent), m_ui(std::make_unique<Ui::RightForm>()), m_overview(overview),
      m_receiver(std::move(receiver)), m_rightId(old.id), m_oldPath(old.source.path),
      m_choices(commonRights(overview.topics))
{
    m_ui->setupUi(this);
    m_ui->rightPath->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_examples.topics = overview.topics;
    m_examples.holder = m_examples.other = anybody(overview);
    if (const auto member = MemberId::parse(m_receiver.id)) {
        m_examples.holder = *member;
        if (const auto *known = overview.roster.member(*member))
            m_context = RightContext::of(*known, overview.roster, overview.nowMs);
    } else if (const auto *role = overview.roster.role(m_receiver.id)) {
        m_context = RightContext::of(*role);
    }
    for (const auto &member : overview.roster.members) {
        if (member.id != m_examples.holder)
            m_examples.other = member.id;
    }
    for (const auto operation :
         {Operation::Read, Operation::Create, Operation::Modify, Operation::Delete, Operation::Write})
        m_ui->rightOperation->addItem(QString(nameOf(operation)),
                                      QVariant::fromValue(static_cast<int>(operation)));
    fillChoices();
    setRight(begin);
    connect(m_ui->rightChoice, &QComboBox::currentIndexChanged, this, &RightForm::choose);
    connect(m_ui->rightOperation, &QComboBox::currentIndexChanged, this, &RightForm::look);
    connect(m_ui->rightPath, &QLineEdit::textChanged, this, &RightForm::look);
    connect(m_ui->rightIfOwner, &QCheckBox::toggled, this, &RightForm::look);
    connect(m_ui->useAdvice, &QPushButton::clicked, this, [this] {
        if (m_advised)
            setRight(*m_advised);
    });
}

RightForm::~RightForm() = default;

void RightForm::fillChoices()
{
    for (const auto &choice : std::as_const(m_choices))
        m_ui->rightChoice->addItem(rightSentence(choice));
    m_ui->rightChoice->addItem(tr("something else, as stored below"));
}

void RightForm::choose(int choice)
{
    if (choice >= 0 && choice < m_choices.size())
        setRight(m_choices[choice]);
    else
        m_ui->rightPath->setFocus();
}

void RightForm::setRight(const Capability &right)
{
    {
        const QSignalBlocker operation(m_ui->rightOperation);
        const QSignalBlocker path(m_ui->rightPath);
        const QSignalBlocker owner(m_ui->rightIfOwner);
        m_ui->rightOperation->setCurrentIndex(
            m_ui->rightOperation->findData(QVariant::fromValue(static_cast<int>(right.operation))));
        m_ui->rightPath->setText(right.path);
        m_ui->rightIfOwner->setChecked(right.mustBeOwner);
    }
    look();
}

//! Everything follows what is stored.
void RightForm::look()
{
    m_right = {static_cast<Operation>(m_ui->rightOperation->currentData().toInt()),
               m_ui->rightPath->text().trimmed(), m_ui->rightIfOwner->isChecked()};
    {
        const QSignalBlocker quiet(m_ui->rightChoice);
        const auto choice = m_choices.indexOf(m_right);
        m_ui->rightChoice->setCurrentIndex(choice < 0 ? static_cast<int>(m_choices.size())
                                                      : static_cast<int>(choice));
    }
    const auto warnings =
        m_right.path.isEmpty()
            ? QList<RightWarning>()
            : lintRight(m_right, m_rightId.isEmpty() ? m_context : m_context.named(m_rightId));
    QStringList texts;
    m_advised.reset();
    for (const auto &warning : warnings) {
        texts << warningText(warning, m_right);
        if (!m_advised)
            m_advised = warning.fixed;
    }
    m_ui->rightAdvice->setVisible(!texts.isEmpty());
    m_ui->adviceText->setText(texts.join(u'\n'));
    m_ui->useAdvice->setVisible(m_advised.has_value());
    if (m_advised)
        m_ui->useAdvice->setText(tr("&Use %1").arg(storedRight(*m_advised)));
    showExamples();
    Q_EMIT changed();
}

void RightForm::showExamples()
{
    QStringList lines;
    if (checkCapabilityPath(m_right.path)) {
        const auto matches = examplesFor(m_right, m_examples);
        for (const auto &match : matches.first(std::min(mostExamples, matches.size())))
            lines << markOf(match.match) + u' ' + storedRight({match.operation, match.resource});
    }
    m_ui->examples->setText(lines.join(u'\n'));
}

QString RightForm::holderPath() const
{
    const auto member = MemberId::parse(m_receiver.id);
    return m_receiver.kind != HolderListModel::Kind::Roles && member ? entryPath(*member)
                                                                     : roleEntryPath(m_receiver.id);
}

QString RightForm::title() const
{
    return m_oldPath.isEmpty() ? tr("Give “%1” a right").arg(m_receiver.name)
                               : tr("Change a right of “%1”").arg(m_receiver.name);
}

QString RightForm::verb() const
{
    return m_oldPath.isEmpty() ? tr("Give the right") : tr("Change the right");
}

QString RightForm::done() const
{
    return tr("“%1” %2 now.", "who, may do what").arg(m_receiver.name, rightSentence(m_right));
}

QString RightForm::problem() const
{
    return m_right.path.isEmpty() || checkCapabilityPath(m_right.path)
               ? QString()
               : tr("No server takes this pattern. It begins with state/, data/ or topics/, or is {...} for "
                    "everything.");
}

Administration::Planner RightForm::planner() const
{
    if (m_right.path.isEmpty() || !problem().isEmpty())
        return {};
    QStringList taken;
    for (const auto &other : m_context.others)
        taken << other.id;
    // One that stands beside its place (PROTOCOL 12.7) has to go: else both would count.
    const bool isInPlace =
        !m_rightId.isEmpty() && m_oldPath == rightEdit(holderPath(), m_rightId, m_right).path;
    StateChange change;
    if (!m_oldPath.isEmpty() && !isInPlace)
        change << takenAway(m_oldPath);
    change << rightEdit(holderPath(), isInPlace ? m_rightId : rightIdFor(m_right, taken), m_right);
    return [change](const StateReplay &, const Roster &, qint64) { return change; };
}

} // namespace reeeductio
