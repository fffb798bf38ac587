// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/explaindialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/growtofit.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"
#include "models/activity.h"
#include "models/displaytext.h"
#include "models/righttext.h"
#include "protocol/names.h"
#include "ui_explaindialog.h"

#include <QAccessible>
#include <QEvent>
#include <QFontDatabase>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int anotherActivity = -1;
constexpr int iconSize = 22;
constexpr qsizetype mostLines = 4; //!< the rest is told by number

using Choices = QList<std::pair<QString, QString>>; //!< text and data

//! Left alone when it offers that already: somebody may be looking at it.
void offer(QComboBox &box, const Choices &choices)
{
    Choices before;
    for (int i = 0; i < box.count(); ++i)
        before.emplace_back(box.itemText(i), box.itemData(i).toString());
    if (before == choices)
        return;
    box.clear();
    for (const auto &[text, data] : choices)
        box.addItem(text, data);
}

//! Chooses the entry with that data; one that is not there is put at the end.
void choose(QComboBox &box, const QVariant &data, const QString &textIfMissing)
{
    auto index = box.findData(data);
    if (index < 0) {
        box.addItem(textIfMissing, data);
        index = box.count() - 1;
    }
    box.setCurrentIndex(index);
}

QLabel *plainLabel(const QString &text, const QString &role, QWidget *parent)
{
    auto *const label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setRole(label, role);
    return label;
}

} // namespace

ExplainDialog::ExplainDialog(LiveSpace &space, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ExplainDialog>()), m_space(&space)
{
    m_ui->setupUi(this);
    prepareButtons(*m_ui->buttons);
    for (const auto each : allActivities())
        m_ui->explainActivity->addItem(activityText(each), static_cast<int>(each));
    m_ui->explainActivity->addItem(tr("do something else…"), anotherActivity);
    const std::pair<Operation, QString> operations[] = {{Operation::Read, tr("read")},
                                                        {Operation::Create, tr("create")},
                                                        {Operation::Modify, tr("change")},
                                                        {Operation::Delete, tr("delete")}};
    for (const auto &[operation, text] : operations)
        m_ui->explainOperation->addItem(text, static_cast<int>(operation));
    m_ui->explainAnswer->hide();
    m_ui->explainOther->hide();
    auto large = m_ui->explainVerdict->font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setBold(true);
    m_ui->explainVerdict->setFont(large);
    for (auto *const box :
         {m_ui->explainMember, m_ui->explainActivity, m_ui->explainObject, m_ui->explainOperation})
        connect(box, &QComboBox::activated, this, &ExplainDialog::readQuestion);
    connect(m_ui->explainPath, &QLineEdit::textEdited, this, &ExplainDialog::readQuestion);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_ui->explainGrant, &QPushButton::clicked, this, [this] {
        if (m_answer && m_answer->server.smallestGrant)
            Q_EMIT grantRequested(m_question.member, *m_answer->server.smallestGrant);
    });
    connect(&space.authority(), &Authority::changed, this, &ExplainDialog::reload);
    connect(&space, &QObject::destroyed, this, &QDialog::reject);
}

ExplainDialog::~ExplainDialog() = default;

void ExplainDialog::setCanGrant(bool canGrant)
{
    m_canGrant = canGrant;
}

void ExplainDialog::ask(const Question &question)
{
    m_question = question;
    m_asked.reset();
    m_ui->explainOther->hide();
    reload();
}

//! What the person has chosen.
void ExplainDialog::readQuestion()
{
    if (const auto member = MemberId::parse(m_ui->explainMember->currentData().toString()))
        m_question.member = *member;
    const auto chosen = m_ui->explainActivity->currentData().toInt();
    const bool isOther = chosen == anotherActivity;
    m_asked.reset();
    if (isOther && !m_ui->explainOther->isHidden()) {
        readTyped(static_cast<Operation>(m_ui->explainOperation->currentData().toInt()),
                  m_ui->explainPath->text().trimmed());
    } else if (isOther) { // begins with what was asked last
        m_ui->explainOther->show();
        m_ui->explainPath->setText(m_question.resource);
        choose(*m_ui->explainOperation, static_cast<int>(m_question.operation), {});
        m_ui->explainPath->setFocus();
    } else {
        m_ui->explainOther->hide();
        showObjects();
        const auto object = m_ui->explainObject->currentData().toString();
        const auto asked = askedFor(static_cast<Activity>(chosen), object, m_question.member);
        m_question.operation = asked.operation;
        m_question.resource = asked.resource;
    }
    reload();
}

//! As a server asks for it, or not at all.
void ExplainDialog::readTyped(Operation operation, const QString &typed)
{
    m_question.operation = operation;
    m_question.resource = typed;
    if (typed.isEmpty())
        return;
    m_asked = resourceAsked(operation, typed);
    if (*m_asked)
        m_question.resource = (*m_asked)->wholePath();
}

void ExplainDialog::reload()
{
    if (!m_space)
        return;
    const auto now = m_space->space().context().session.serverNowMs();
    struct Found
    {
        AccessAnswer answer;
        Roster roster;
    };
    m_space->authority()
        .ask([question = m_question, rules = m_space->serverRules(), now](const StateReplay &replay) {
            const Circumstances circumstances{.moment = replay.log().size(), .nowMs = now};
            return Found{answerTo(question, replay, rules, now), replay.under(rules).roster(circumstances)};
        })
        .done(this, [this, round = ++m_round](const Result<Found> &found) {
            if (found && round == m_round)
                show(found->answer, found->roster);
        });
}

void ExplainDialog::show(const AccessAnswer &answer, const Roster &roster)
{
    m_answer = answer;
    showQuestion(roster);
    showAnswer();
}

SpaceNames ExplainDialog::names() const
{
    return {.summary = m_space->authority().summary(),
            .space = m_space->space().id(),
            .self = m_space->space().member()};
}

void ExplainDialog::showQuestion(const Roster &roster)
{
    showMembers(roster);
    m_roles.clear();
    for (const auto &role : roster.roles)
        m_roles << role.id;
    const bool isOther = !m_ui->explainOther->isHidden();
    const auto known = isOther ? std::optional<KnownActivity>()
                               : activityOf({m_question.operation, m_question.resource}, m_question.member);
    m_ui->explainActivity->setCurrentIndex(
        m_ui->explainActivity->findData(known ? static_cast<int>(known->activity) : anotherActivity));
    showObjects();
    m_ui->explainOther->setVisible(!known);
    if (known && objectOf(known->activity) != ActivityObject::Nothing)
        choose(*m_ui->explainObject, known->object,
               objectOf(known->activity) == ActivityObject::Topic ? topicMention(known->object)
                                                                  : displayName(known->object));
    if (!known && !isOther) {
        m_ui->explainPath->setText(m_question.resource);
        choose(*m_ui->explainOperation, static_cast<int>(m_question.operation), {});
    }
}

void ExplainDialog::showMembers(const Roster &roster)
{
    const auto called = names();
    const auto asked = m_question.member.toString();
    Choices choices;
    for (const auto &member : roster.members) {
        auto name = called.nameOf(member.id.text());
        if (member.id.isTool())
            name = member.description.isEmpty() ? tr("tool %1").arg(name)
                                                : tr("tool “%1”").arg(displayName(member.description));
        choices.emplace_back(name, member.id.toString());
    }
    const bool isListed = std::any_of(choices.begin(), choices.end(),
                                      [&asked](const auto &choice) { return choice.second == asked; });
    if (!isListed)
        choices.emplace_back(called.nameOf(m_question.member.text()), asked);
    offer(*m_ui->explainMember, choices);
    choose(*m_ui->explainMember, asked, {});
}

//! Topics or roles, whichever the activity is about; what was chosen stays chosen.
void ExplainDialog::showObjects()
{
    auto &box = *m_ui->explainObject;
    const auto chosen = m_ui->explainActivity->currentData().toInt();
    const auto object =
        chosen == anotherActivity ? ActivityObject::Nothing : objectOf(static_cast<Activity>(chosen));
    const auto before = box.currentData();
    Choices choices;
    if (object == ActivityObject::Topic) {
        const auto topicNames = names().topicNames();
        const auto topics = m_space->topics();
        for (const auto &topic : topics)
            choices.emplace_back(topicMention(topic.id, topicNames), topic.id);
    } else if (object == ActivityObject::Role) {
        for (const auto &role : std::as_const(m_roles))
            choices.emplace_back(tr("the role “%1”").arg(displayName(role)), role);
    }
    offer(box, choices);
    if (const auto index = box.findData(before); index >= 0)
        box.setCurrentIndex(index);
    box.setVisible(object != ActivityObject::Nothing);
}

void ExplainDialog::showAnswer()
{
    const bool isAsked = !withoutOuterSlashes(m_question.resource).isEmpty();
    m_ui->explainAnswer->setVisible(isAsked);
    if (!isAsked)
        return;
    if (m_asked && !*m_asked)
        return showVerdict(tr("No answer"), u"warn"_s, {.reason = neverAskedText(m_asked->error())});
    const auto &verdict = m_answer->server;
    // While the state is not all here nobody is told that they may not.
    const bool isKnown = verdict.isAllowed || m_space->authority().isCurrent();
    auto text = isKnown ? answerText(*m_answer, names())
                        : AnswerText{.reason = tr("The state of this space is still being read.")};
    if (m_asked && (*m_asked)->isCorrected)
        //: a right such as “read topics/general/messages”, and a sentence
        text.reason = tr("A server asks for “%1” here. %2")
                          .arg(storedRight({m_question.operation, m_question.resource}), text.reason);
    showVerdict(!isKnown            ? tr("Not known yet")
                : verdict.isAllowed ? tr("Yes")
                                    : tr("No"),
                !isKnown            ? u"warn"_s
                : verdict.isAllowed ? u"ok"_s
                                    : u"bad"_s,
                text);
}

void ExplainDialog::showVerdict(const QString &word, const QString &role, const AnswerText &text)
{
    const bool isNew = m_ui->explainVerdict->text() != word || m_ui->explainReason->text() != text.reason;
    m_ui->explainVerdict->setText(word);
    setRole(m_ui->explainVerdict, role);
    m_ui->explainReason->setText(text.reason);
    m_ui->explainAnswer->setAccessibleName(word + u": "_s + text.reason);
    showLines(text.lines);
    const auto more = static_cast<int>(text.lines.size() - mostLines);
    m_ui->explainMore->setVisible(more > 0);
    m_ui->explainMore->setText(tr("and %n more", "", std::max(0, more)));
    m_ui->explainAdvice->setVisible(!text.advice.isEmpty());
    m_ui->explainAdvice->setText(text.advice);
    m_ui->explainGrant->setVisible(m_canGrant && !text.advice.isEmpty());
    m_ui->explainDifference->setVisible(!text.difference.isEmpty());
    m_ui->explainDifference->setText(text.difference);
    updateIcon();
    growToFit(*this);
    if (!isNew)
        return;
    QAccessibleEvent alert(m_ui->explainAnswer, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

//! Left alone when they say the same: somebody may be reading them.
void ExplainDialog::showLines(const QList<AnswerLine> &lines)
{
    if (lines == m_lines)
        return;
    m_lines = lines;
    while (auto *const item = m_ui->explainLines->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const auto &line : lines.first(std::min(mostLines, lines.size())))
        showLine(line);
}

void ExplainDialog::showLine(const AnswerLine &line)
{
    auto *const view = new QWidget(m_ui->explainAnswer);
    view->setObjectName(u"explainLine"_s);
    view->setAccessibleName(u"%1. %2. %3"_s.arg(line.sentence, line.stored, line.source));
    auto *const rows = new QVBoxLayout(view);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(3);
    rows->addWidget(plainLabel(line.sentence, u"title"_s, view));
    auto *const stored = plainLabel(line.stored, u"code"_s, view);
    stored->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    rows->addWidget(stored);
    if (!line.source.isEmpty()) {
        rows->addWidget(plainLabel(line.source, u"dim"_s, view));
        rows->addWidget(line.isSigned ? plainLabel(tr("✔ signed"), u"ok"_s, view)
                                      : plainLabel(tr("✘ its signature does not hold"), u"bad"_s, view));
    }
    m_ui->explainLines->addWidget(view);
    view->show(); // not later, as a layout would: the dialog's height depends on it
}

void ExplainDialog::updateIcon()
{
    const auto &colors = Theme::colorsFor(palette());
    if (m_asked && !*m_asked)
        return m_ui->explainIcon->setPixmap(
            linePixmap(u"info"_s, colors.warn, iconSize, devicePixelRatioF()));
    if (!m_answer)
        return;
    const bool isYes = m_answer->server.isAllowed;
    const bool isKnown = isYes || (m_space && m_space->authority().isCurrent());
    if (!isKnown)
        return m_ui->explainIcon->clear();
    m_ui->explainIcon->setPixmap(linePixmap(isYes ? u"check"_s : u"cross"_s, isYes ? colors.ok : colors.bad,
                                            iconSize, devicePixelRatioF()));
}

void ExplainDialog::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
    QDialog::changeEvent(event);
}

} // namespace reeeductio
