// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/statetimebar.h"

#include "models/displaytext.h"

#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr int stepsAcross = 20;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::StateTimeBar)
};

} // namespace

QString momentText(const StateSnapshot &snapshot)
{
    if (snapshot.moment == snapshot.size)
        return Words::tr("As of now");
    if (snapshot.moment == 0)
        return Words::tr("Before the first of %n event(s)", nullptr, static_cast<int>(snapshot.size));
    const QLocale locale;
    //: A time, a number, a number
    return Words::tr("As of %1, event %2 of %3")
        .arg(timeText(snapshot.time), locale.toString(snapshot.moment), locale.toString(snapshot.size));
}

StateTimeBar::StateTimeBar(QWidget *parent)
    : QFrame(parent), m_label(new QLabel(this)), m_slider(new QSlider(Qt::Horizontal, this)),
      m_time(new QDateTimeEdit(this)), m_changes(new QPushButton(tr("What &changed…"), this))
{
    m_label->setObjectName(u"momentLabel"_s);
    m_label->setMinimumWidth(fontMetrics().averageCharWidth() * 40); // the slider stays where it is
    m_slider->setObjectName(u"momentSlider"_s);
    m_slider->setAccessibleName(tr("How the state was after each event"));
    m_slider->setToolTip(tr("Move back to see how things were. Nothing is changed by looking."));
    m_time->setObjectName(u"momentTime"_s);
    m_time->setAccessibleName(tr("How the state was at this time"));
    m_time->setToolTip(tr("How things were at this time"));
    m_time->setCalendarPopup(true);
    m_changes->setObjectName(u"showChanges"_s);
    m_changes->setCheckable(true);
    m_changes->setToolTip(tr("What became of the values between two moments"));
    auto *const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_label);
    layout->addWidget(m_slider, 1);
    layout->addWidget(m_time);
    layout->addWidget(m_changes);
    setFocusProxy(m_slider);
    connect(m_slider, &QSlider::valueChanged, this, [this](int value) {
        Q_EMIT momentChosen(value == m_slider->maximum() ? std::nullopt : std::optional<Moment>(value));
    });
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this,
            [this](const QDateTime &time) { Q_EMIT timeChosen(time.toMSecsSinceEpoch()); });
    connect(m_changes, &QPushButton::toggled, this, &StateTimeBar::changesToggled);
}

void StateTimeBar::show(const StateSnapshot &snapshot, bool isNow)
{
    const auto size = static_cast<int>(snapshot.size);
    m_label->setText(momentText(snapshot));
    {
        const QSignalBlocker quiet(m_slider);
        m_slider->setRange(0, size);
        m_slider->setPageStep(std::max(1, size / stepsAcross));
        if (isNow || !m_slider->isSliderDown()) // the hand knows better than an answer on its way
            m_slider->setValue(isNow ? size : static_cast<int>(snapshot.moment));
    }
    m_slider->setEnabled(size > 0);
    m_time->setEnabled(size > 0);
    if (snapshot.moment > 0 && !m_time->hasFocus()) {
        const QSignalBlocker quiet(m_time);
        m_time->setDateTime(QDateTime::fromMSecsSinceEpoch(snapshot.time));
    }
}

void StateTimeBar::setShowingChanges(bool areShown)
{
    m_changes->setChecked(areShown);
}

void StateTimeBar::hideChanges()
{
    m_changes->hide();
}

} // namespace reeeductio
