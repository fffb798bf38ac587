// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/data/dataentryview.h"

#include "gui/data/datalook.h"
#include "gui/shared/errortext.h"
#include "gui/shared/icons.h"
#include "gui/shared/role.h"
#include "gui/state/valuelooks.h"
#include "models/displaytext.h"
#include "ui_dataentryview.h"

#include <QButtonGroup>
#include <QEvent>
#include <QFontDatabase>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int iconSize = 16;
constexpr qsizetype mostSettledShown = 3;

} // namespace

DataEntryView::DataEntryView(QWidget *parent) : QWidget(parent), m_ui(std::make_unique<Ui::DataEntryView>())
{
    m_ui->setupUi(this);
    m_ui->dataText->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    connect(m_ui->editData, &QPushButton::clicked, this, &DataEntryView::editRequested);
    connect(m_ui->deleteData, &QPushButton::clicked, this, &DataEntryView::deleteRequested);
    connect(m_ui->checkData, &QPushButton::clicked, this, &DataEntryView::checkRequested);
    connect(m_ui->alarmMeaning, &QPushButton::clicked, this, &DataEntryView::meaningRequested);
    connect(m_ui->acceptAlarm, &QPushButton::clicked, this, &DataEntryView::acceptRequested);
    connectLooks();
    refresh();
}

DataEntryView::~DataEntryView() = default;

void DataEntryView::connectLooks()
{
    auto *const looks = new QButtonGroup(this);
    looks->addButton(m_ui->dataAsJson, static_cast<int>(StateLook::Json));
    looks->addButton(m_ui->dataAsText, static_cast<int>(StateLook::Text));
    looks->addButton(m_ui->dataAsHex, static_cast<int>(StateLook::Hex));
    connect(looks, &QButtonGroup::idClicked, this, [this](int look) {
        m_look = static_cast<StateLook>(look);
        showContent();
    });
}

void DataEntryView::show(LiveSpace *space, const ShownEntry &entry)
{
    if (m_space != space || m_entry.path != entry.path)
        m_look.reset();
    m_space = space;
    m_entry = entry;
    refresh();
}

void DataEntryView::refresh()
{
    const bool isShown = m_space && !m_entry.path.isEmpty();
    m_ui->dataStack->setCurrentIndex(isShown ? 1 : 0);
    if (!isShown)
        return;
    m_ui->dataPath->setText(displayText(m_entry.path));
    showBadges();
    showVerdict();
    showAlarm();
    showContent();
    showButtons();
}

void DataEntryView::setIcon(QLabel *label, const QString &icon, const QColor &color)
{
    label->setPixmap(linePixmap(icon, color, iconSize, devicePixelRatioF()));
}

//! How it lies on the server, and who signed it: of what was read, else of what is remembered.
void DataEntryView::showBadges()
{
    const auto &colors = Theme::colorsFor(palette());
    const auto *const reading = m_entry.reading ? &*m_entry.reading : nullptr;
    const bool isRead = reading && reading->entry;
    m_ui->dataFormIcon->setVisible(isRead);
    m_ui->dataForm->setVisible(isRead);
    if (isRead) {
        const auto look = formLook(reading->content.form, colors, tr("Empty"));
        setIcon(m_ui->dataFormIcon, look.icon, look.color);
        m_ui->dataForm->setText(look.text);
        setRole(m_ui->dataForm, look.role);
    }
    const bool isKnown = isRead || (m_entry.record && !m_entry.record->isUnreadable);
    m_ui->dataSealIcon->setVisible(isKnown);
    m_ui->dataSeal->setVisible(isKnown);
    if (!isKnown)
        return;
    const auto &mark = isRead ? *reading->entry : m_entry.record->newest;
    setIcon(m_ui->dataSealIcon, u"key"_s, colors.dim);
    //: A member's name, a time
    m_ui->dataSeal->setText((isRead ? tr("Signature holds: %1, %2") : tr("Last met: signed by %1, %2"))
                                .arg(signerName(*m_space, mark.signedBy), timeText(mark.signedAt)));
    m_ui->dataSeal->setToolTip(plainToolTip(QString::fromUtf8(mark.signedBy)));
}

QString DataEntryView::verdictText() const
{
    const auto &reading = m_entry.reading;
    if (reading && reading->verdict == DataVerdict::CannotKnow &&
        (!m_entry.record || m_entry.record->checkedAt == 0))
        return firstVisitText(reading->entry.has_value(), reading->isMemoryLost);
    return m_entry.record ? recordText(*m_entry.record) : QString();
}

void DataEntryView::showVerdict()
{
    const auto text = verdictText();
    const auto status = m_entry.record ? statusOf(*m_entry.record) : DataStatus::NeverChecked;
    const auto look = lookOf(status, Theme::colorsFor(palette()));
    m_ui->dataVerdictIcon->setVisible(!text.isEmpty());
    m_ui->dataVerdict->setVisible(!text.isEmpty());
    setIcon(m_ui->dataVerdictIcon, look.icon, look.color);
    m_ui->dataVerdict->setText(text);
    setRole(m_ui->dataVerdict, look.role);
}

void DataEntryView::showAlarm()
{
    const auto *const record = m_entry.record ? &*m_entry.record : nullptr;
    const auto *const alarm = record && record->alarm ? &*record->alarm : nullptr;
    m_ui->dataAlarm->setVisible(alarm != nullptr);
    if (alarm) {
        setIcon(m_ui->dataAlarmIcon, u"shield-alert"_s, Theme::colorsFor(palette()).bad);
        m_ui->dataAlarmTitle->setText(statusTitle(statusOf(*record)));
        m_ui->dataAlarmText->setText(alarmText(*m_space, *alarm));
        m_ui->acceptAlarm->setVisible(canAccept(*alarm));
    }
    QStringList settled;
    const auto past = record ? record->settled : QList<DataAlarm>();
    const auto shown = past.last(std::min(past.size(), mostSettledShown));
    for (const auto &over : shown)
        settled << settledText(over);
    m_ui->pastAlarms->setVisible(!settled.isEmpty());
    m_ui->pastAlarms->setText(tr("Earlier alarms:") + u'\n' + settled.join(u'\n'));
}

QString DataEntryView::placeholder() const
{
    if (m_entry.isReading)
        return tr("Reading…");
    if (m_entry.failure)
        return errorText(*m_entry.failure, Occasion::Asked).both();
    if (!m_entry.reading)
        return {};
    if (!m_entry.reading->entry)
        return m_entry.reading->alarm && m_entry.reading->alarm->kind == DataAlarm::Kind::Unsigned
                   ? tr("What the server gives is not shown: nobody signed it.")
                   : tr("There is nothing at this path.");
    return m_entry.reading->content.form == StateForm::Emptied ? tr("Signed, with nothing in it.")
                                                               : QString();
}

void DataEntryView::showContent()
{
    const auto content =
        m_entry.reading && m_entry.reading->entry ? m_entry.reading->content : StateContent();
    const LookButtons looks{m_ui->dataAsJson, m_ui->dataAsText, m_ui->dataAsHex};
    enableLooks(looks, content);
    for (auto *const button : {looks.json, looks.text, looks.hex})
        button->setVisible(content.form != StateForm::Emptied);
    m_ui->dataText->setPlaceholderText(placeholder());
    showValue(*m_ui->dataText, looks, content, m_look);
}

void DataEntryView::showButtons()
{
    const bool isRead = m_entry.reading && m_entry.reading->entry;
    const auto content = isRead ? m_entry.reading->content : StateContent();
    const bool isText = isRead && comparableText(content).has_value();
    m_ui->editData->setEnabled(isText);
    m_ui->editData->setToolTip(isRead && !isText ? tr("This value is no text: it cannot be edited here.")
                                                 : QString());
    m_ui->deleteData->setEnabled(isRead);
    m_ui->checkData->setEnabled(!m_entry.isReading);
}

void DataEntryView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace reeeductio
