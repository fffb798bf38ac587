// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/admin/changedialog.h"

#include "gui/shared/dialogbuttons.h"
#include "gui/shared/errortext.h"
#include "gui/shared/role.h"
#include "models/effecttext.h"
#include "models/mergetext.h"
#include "ui_changedialog.h"

#include <QLabel>
#include <QPushButton>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

QString roleOf(EffectLine::Kind kind)
{
    switch (kind) {
    case EffectLine::Kind::Gain:
        return u"ok"_s;
    case EffectLine::Kind::Loss:
    case EffectLine::Kind::Warning:
        return u"warn"_s;
    case EffectLine::Kind::Neutral:
        return u"dim"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

ChangeDialog::ChangeDialog(LiveSpace &space, SpaceOverview overview, ChangeForm *form, QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ChangeDialog>()), m_space(&space),
      m_overview(std::move(overview)), m_form(form)
{
    m_ui->setupUi(this);
    setWindowTitle(form->title());
    m_ui->formColumn->addWidget(form);
    m_ui->formColumn->addStretch();
    m_ok = prepareButtons(*m_ui->buttons, form->verb(), u"applyChange"_s);
    m_ui->lockoutText->setText(
        tr("You would not be able to give rights or roles to anybody any more, yourself "
           "included. Type “%1” to go on:")
            .arg(tr("lock me out")));
    m_typing.setSingleShot(true);
    m_typing.setInterval(120ms);
    connect(&m_typing, &QTimer::timeout, this, &ChangeDialog::plan);
    connect(form, &ChangeForm::changed, this, [this] {
        forgetPlan();
        m_typing.start();
    });
    connect(m_ui->changeMerge, &MergePanel::chosen, this, [this] {
        forgetPlan();
        m_merge->left = m_ui->changeMerge->left();
        plan();
    });
    connect(&space.authority(), &Authority::changed, &m_typing, [this] { m_typing.start(); });
    connect(m_ui->lockoutWord, &QLineEdit::textChanged, this, &ChangeDialog::update);
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &ChangeDialog::reject);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, &ChangeDialog::apply);
    connect(&space, &QObject::destroyed, this, &ChangeDialog::reject);
    showNothing({});
    plan();
}

ChangeDialog::~ChangeDialog() = default;

void ChangeDialog::reject()
{
    if (!m_isApplying || !m_space || m_isWarned)
        return QDialog::reject();
    m_isWarned = true;
    m_ui->changeBar->showMessage(
        MessageBar::Severity::Warning,
        tr("This is being written, and what came of it is shown here in a moment. Cancel "
           "once more not to wait: it may stay half done, with nothing to undo it by."));
}

void ChangeDialog::plan()
{
    if (m_isApplying || !m_space)
        return;
    const auto planner = m_form->planner();
    m_asked = std::make_unique<QObject>();
    if (!planner)
        return showNothing(m_form->problem());
    auto &administration = m_space->administration();
    // What is left to others is known only from a first look, so that this may be looked at twice.
    auto asked = m_merge ? administration.plan(planner, *m_merge) : administration.plan(planner);
    asked.done(m_asked.get(), [this](const Result<ChangePlan> &plan) {
        if (plan)
            take(*plan);
    });
}

//! What is shown is of something else, and so is what is being looked at.
void ChangeDialog::forgetPlan()
{
    m_plan.reset();
    m_asked.reset();
    update();
}

void ChangeDialog::clearLines()
{
    while (auto *const item = m_ui->effectRows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

void ChangeDialog::showNothing(const QString &problem)
{
    m_plan.reset();
    clearLines();
    if (!problem.isEmpty())
        addLine({}, problem, u"warn"_s);
    m_ui->effectRows->addStretch();
    update();
}

void ChangeDialog::addLine(const QString &who, const QString &what, const QString &role)
{
    if (!who.isEmpty()) {
        auto *const name = new QLabel(who, m_ui->effectLines);
        name->setTextFormat(Qt::PlainText);
        name->setWordWrap(true);
        m_ui->effectRows->addWidget(name);
    }
    auto *const text = new QLabel(what, m_ui->effectLines);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    text->setObjectName(u"effectLine"_s);
    setRole(text, role);
    m_ui->effectRows->addWidget(text);
}

void ChangeDialog::take(const ChangePlan &plan)
{
    if (!m_merge)
        m_merge = ChangeMerge{.since = plan.head, .ours = {}, .left = {}};
    m_ui->changeMerge->show(mergeItems(plan, m_overview, m_space->space().member()));
    if (const auto left = m_ui->changeMerge->left(); left != m_merge->left) {
        m_merge->left = left;
        return this->plan();
    }
    clearLines();
    m_plan = plan;
    if (plan.change.isEmpty() && !plan.wanted.isEmpty())
        addLine({}, tr("Nothing of your change is left to write."), u"dim"_s);
    if (plan.effect.isRefused())
        addLine(tr("The server would refuse this."), refusalText(plan.effect.judgements.back()), u"bad"_s);
    QString last;
    const auto lines = effectLines(plan.effect, m_overview, m_space->space().member());
    for (const auto &line : lines) {
        addLine(line.who == last ? QString() : line.who, line.what, roleOf(line.kind));
        last = line.who;
    }
    m_ui->effectRows->addStretch();
    update();
}

bool ChangeDialog::isConfirmed() const
{
    return !m_plan->effect.locksOut ||
           m_ui->lockoutWord->text().trimmed().compare(tr("lock me out"), Qt::CaseInsensitive) == 0;
}

//! The button and what stands in its way.
void ChangeDialog::update()
{
    m_ui->lockout->setVisible(m_plan && m_plan->effect.locksOut);
    const bool isReady = m_plan && !m_plan->change.isEmpty() && !m_plan->effect.isRefused() && isConfirmed();
    m_ok->setEnabled(isReady && !m_isApplying);
    const auto effect = m_plan ? effectInShort(m_plan->effect) : QString();
    m_ok->setText(effect.isEmpty() ? m_form->verb()
                                   : tr("%1: %2", "verb, effect").arg(m_form->verb(), effect));
    m_form->setEnabled(!m_isApplying);
}

void ChangeDialog::apply()
{
    if (!m_plan || !m_space)
        return;
    m_isApplying = true;
    m_isWarned = false;
    m_asked.reset(); // a later look would be at something else than what is written
    m_ui->changeBar->dismiss();
    update();
    m_space->administration().apply(*m_plan).done(
        this, [this, plan = *m_plan](const Result<ChangeReport> &report) {
            m_isApplying = false;
            if (report)
                return takeReport(plan, *report);
            m_ui->changeBar->showError(report.error(), Occasion::Asked);
            update();
        });
}

void ChangeDialog::takeReport(const ChangePlan &plan, const ChangeReport &report)
{
    const auto made = Administration::applied(plan, report);
    m_merge->ours << made.hashes;
    if (!made.hashes.isEmpty())
        Q_EMIT applied(made, report.isComplete());
    if (report.isComplete())
        return accept();
    const auto &error = report.stoppedAt()->error;
    auto text = reportText(report, m_overview, m_space->space().member());
    auto details = report.stoppedAt()->path;
    if (report.stoppedAt()->outcome == EditReport::Outcome::Unknown)
        m_merge->ours << report.stoppedAt()->hash; // if it is there after all
    if (report.stoppedAt()->outcome != EditReport::Outcome::Overtaken) {
        const auto words = errorText(error, Occasion::Asked);
        text += u' ' + words.both();
        details += u'\n' + words.details;
    }
    m_ui->changeBar->showMessage(MessageBar::Severity::Error, text, details);
    this->plan();
    update();
}

} // namespace reeeductio
