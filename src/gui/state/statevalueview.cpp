// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/statevalueview.h"

#include "gui/shared/fittedcolumns.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/shared/theme.h"
#include "gui/state/difftext.h"
#include "gui/state/statedelegates.h"
#include "gui/state/valuelooks.h"
#include "models/displaytext.h"
#include "models/messagetext.h"
#include "ui_statevalueview.h"

#include <QButtonGroup>
#include <QEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QSignalBlocker>

#include <utility>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int iconSize = 16;
constexpr int changesLook = 3; //!< behind those of StateLook

} // namespace

StateValueView::StateValueView(QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::StateValueView>())
{
    m_ui->setupUi(this);
    const auto fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    m_ui->valueText->setFont(fixed);
    auto *const table = m_ui->historyTable;
    table->setItemDelegate(new StateHistoryDelegate(this));
    table->header()->setStretchLastSection(true);
    connect(m_ui->editValue, &QPushButton::clicked, this, &StateValueView::editRequested);
    connect(m_ui->deleteValue, &QPushButton::clicked, this, &StateValueView::deleteRequested);
    connect(m_ui->restoreVersion, &QPushButton::clicked, this, [this] {
        if (const auto *const version = current())
            Q_EMIT restoreRequested(*version);
    });
    connectLooks();
}

StateValueView::~StateValueView() = default;

void StateValueView::connectLooks()
{
    auto *const looks = new QButtonGroup(this);
    looks->addButton(m_ui->lookJson, static_cast<int>(StateLook::Json));
    looks->addButton(m_ui->lookText, static_cast<int>(StateLook::Text));
    looks->addButton(m_ui->lookHex, static_cast<int>(StateLook::Hex));
    looks->addButton(m_ui->lookChanges, changesLook);
    connect(looks, &QButtonGroup::idClicked, this, [this](int look) {
        m_showsChanges = look == changesLook;
        if (!m_showsChanges)
            m_look = static_cast<StateLook>(look);
        showVersion();
    });
}

void StateValueView::setHistory(StateHistoryModel &history)
{
    m_history = &history;
    auto *const table = m_ui->historyTable;
    table->setModel(&history);
    auto *const header = table->header();
    header->setSectionResizeMode(StateHistoryModel::Change, QHeaderView::Stretch);
    new FittedColumns(*table, {StateHistoryModel::Time, StateHistoryModel::Sender, StateHistoryModel::Check});
    connect(table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) {
                if (!index.isValid())
                    return;
                const auto *const standing = m_history->standing();
                const auto &version = m_history->versionAt(index.row());
                m_entry = standing && standing->entry == version.entry ? std::nullopt
                                                                       : std::optional(version.entry);
                showVersion();
            });
    refresh();
}

void StateValueView::setReadOnly(bool isReadOnly)
{
    m_isReadOnly = isReadOnly;
    updateButtons();
}

void StateValueView::showChangesOf(const QString &path)
{
    m_changesOf = path;
    if (path != m_path)
        return; // once it is here
    m_showsChanges = true;
    showVersion();
}

const StateVersion *StateValueView::current() const
{
    const auto index = m_ui->historyTable->currentIndex();
    return m_history && index.isValid() ? &m_history->versionAt(index.row()) : nullptr;
}

void StateValueView::refresh()
{
    const auto &history = m_history->history();
    if (std::exchange(m_path, history.path) != history.path) {
        m_entry.reset();
        m_look.reset();
        m_showsChanges = m_changesOf == m_path;
        m_changesOf.clear();
    }
    const auto count = m_history->rowCount();
    m_ui->valueStack->setCurrentIndex(count > 0 ? 1 : 0);
    if (count == 0)
        return;
    m_ui->valuePath->setText(history.path);
    auto title = tr("%n version(s)", nullptr, count);
    if (history.older > 0)
        title += u" · "_s +
                 tr("%n older: move back in time to see them", nullptr, static_cast<int>(history.older));
    m_ui->historyTitle->setText(title);
    int row = static_cast<int>(history.standing.value_or(0));
    for (int candidate = 0; m_entry && candidate < count; ++candidate) {
        if (m_history->versionAt(candidate).entry == *m_entry)
            row = candidate;
    }
    choose(row);
}

void StateValueView::choose(int row)
{
    {
        const QSignalBlocker quiet(m_ui->historyTable->selectionModel());
        m_ui->historyTable->setCurrentIndex(m_history->index(row, 0));
    }
    m_ui->historyTable->viewport()->update();
    showVersion();
}

void StateValueView::showVersion()
{
    const auto *const version = current();
    if (!version)
        return;
    showBadges(*version);
    enableLooks({m_ui->lookJson, m_ui->lookText, m_ui->lookHex}, version->content);
    if (m_showsChanges)
        showDifference(m_ui->historyTable->currentIndex().row());
    else
        showText(*version);
    updateButtons();
}

void StateValueView::showText(const StateVersion &version)
{
    m_ui->valueText->setPlaceholderText(
        version.content.form == StateForm::Emptied ? tr("Deleted. Earlier versions are below.") : QString());
    showValue(*m_ui->valueText, {m_ui->lookJson, m_ui->lookText, m_ui->lookHex}, version.content, m_look);
}

void StateValueView::showDifference(int row)
{
    m_ui->lookChanges->setChecked(true);
    const auto &after = m_history->versionAt(row).content;
    const auto *const before = m_history->versionBefore(row);
    const auto old = before ? comparableText(before->content) : QString();
    const auto now = comparableText(after);
    m_ui->valueText->setLineWrapMode(QPlainTextEdit::NoWrap);
    if (old && now) {
        m_ui->valueText->setPlaceholderText(tr("Nothing in the text changed."));
        return showDiff(*m_ui->valueText, lineDiff(*old, *now));
    }
    m_ui->valueText->setPlaceholderText(
        tr("One of the two is no text: look at each version as it is instead."));
    m_ui->valueText->clear();
}

void StateValueView::showBadges(const StateVersion &version)
{
    const auto &colors = Theme::colorsFor(palette());
    const auto draw = [this](QLabel *label, const QString &icon, const QColor &color) {
        label->setPixmap(linePixmap(icon, color, iconSize, devicePixelRatioF()));
    };
    const auto form = formLook(version.content.form, colors, tr("Deleted"));
    draw(m_ui->formIcon, form.icon, form.color);
    m_ui->formText->setText(form.text);
    setRole(m_ui->formText, form.role);
    const bool isFine = version.verdict == Verdict::Verified;
    const auto who = m_history->senderNameOf(version);
    const auto when = timeText(version.time);
    draw(m_ui->sealIcon, isFine ? u"shield-check"_s : u"shield-alert"_s, isFine ? colors.ok : colors.bad);
    //: A member's name, a time
    m_ui->sealText->setText(isFine ? tr("Signed by %1, %2").arg(who, when)
                                   : tr("%1: %2, %3", "a verdict, a member's name, a time")
                                         .arg(verdictTitle(version.verdict), who, when));
    m_ui->sealText->setToolTip(plainToolTip(QString::fromUtf8(version.sender)));
    setRole(m_ui->sealText, isFine ? u"dim"_s : u"bad"_s);
    const auto *const standing = m_history->standing();
    QStringList notes;
    if (!isFine)
        notes << verdictExplanation(version.verdict);
    if (!version.counts)
        notes << tr("It does not count: what stood before it still stands.");
    else if (standing && standing->entry != version.entry)
        notes << tr("An earlier version: it was replaced since.");
    notes.removeAll(QString());
    m_ui->valueNote->setText(notes.join(u' '));
    m_ui->valueNote->setVisible(!notes.isEmpty());
    setRole(m_ui->valueNote, version.counts ? u"dim"_s : u"bad"_s);
}

void StateValueView::updateButtons()
{
    const auto *const version = current();
    const auto *const standing = m_history ? m_history->standing() : nullptr;
    const bool stands = standing && standing->content.form != StateForm::Emptied;
    const bool isText = !stands || isComparable(standing->content);
    m_ui->editValue->setVisible(!m_isReadOnly);
    m_ui->editValue->setEnabled(isText);
    m_ui->editValue->setToolTip(isText ? QString() : tr("This value is no text: it cannot be edited here."));
    m_ui->deleteValue->setVisible(!m_isReadOnly && stands);
    const bool isEarlier = version && version->counts && (!standing || standing->entry != version->entry);
    m_ui->restoreVersion->setVisible(!m_isReadOnly);
    m_ui->restoreVersion->setEnabled(isEarlier && version->content.form != StateForm::Emptied);
    m_ui->restoreVersion->setToolTip(
        version && !version->counts
            ? tr("Whoever restored it would put their own name to what nobody was entitled to write.")
            : tr("Writes it once more as the newest version. The versions in between stay."));
}

void StateValueView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange && m_history)
        showVersion();
    QWidget::changeEvent(event);
}

} // namespace reeeductio
