// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/theme.h"

#include <QApplication>
#include <QFile>
#include <QHash>
#include <QStyleFactory>
#include <QStyleOption>

#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

QPalette paletteFrom(const ThemeColors &c)
{
    QPalette palette;
    palette.setColor(QPalette::Window, c.background);
    palette.setColor(QPalette::WindowText, c.text);
    palette.setColor(QPalette::Base, c.card);
    palette.setColor(QPalette::AlternateBase, c.side);
    palette.setColor(QPalette::Text, c.text);
    palette.setColor(QPalette::PlaceholderText, c.dim);
    palette.setColor(QPalette::Button, c.card);
    palette.setColor(QPalette::ButtonText, c.text);
    palette.setColor(QPalette::BrightText, c.bad);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::ToolTipBase, c.card);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Midlight, c.chip);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.line);
    palette.setColor(QPalette::Light, c.card);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.dim);
    return palette;
}

QString styleSheetFrom(const ThemeColors &c)
{
    QFile file(u":/style.qss"_s); // compiled in
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the style sheet is not compiled in");
    auto sheet = QString::fromUtf8(file.readAll());
    // Longer names first: @accentSoft begins like @accent.
    const std::array<std::pair<QLatin1StringView, QColor>, 16> names{{
        {"@accentSoft"_L1, c.accentSoft},
        {"@onAccent"_L1, c.onAccent},
        {"@accent"_L1, c.accent},
        {"@background"_L1, c.background},
        {"@warnSoft"_L1, c.warnSoft},
        {"@badSoft"_L1, c.badSoft},
        {"@side"_L1, c.side},
        {"@rail"_L1, c.rail},
        {"@card"_L1, c.card},
        {"@chip"_L1, c.chip},
        {"@line"_L1, c.line},
        {"@text"_L1, c.text},
        {"@dim"_L1, c.dim},
        {"@warn"_L1, c.warn},
        {"@bad"_L1, c.bad},
        {"@ok"_L1, c.ok},
    }};
    for (const auto &[name, color] : names)
        sheet.replace(name, color.name());
    return sheet;
}

} // namespace

bool hasKeyboardFocus(const QStyleOption &option)
{
    return option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange);
}

Theme::Theme(QApplication &application, Appearance appearance, QObject *parent)
    : QObject(parent), m_application(application),
      m_systemIsDark(application.palette().color(QPalette::Window).lightness() < 128),
      m_appearance(appearance)
{
    m_application.setStyle(QStyleFactory::create(u"Fusion"_s)); // one look to check, on every desktop
    apply();
}

void Theme::setAppearance(Appearance appearance)
{
    const bool wasDark = m_isDark;
    m_appearance = appearance;
    m_isDark = wantsDark();
    if (m_isDark != wasDark)
        apply();
}

bool Theme::wantsDark() const
{
    return m_appearance == Appearance::Dark || (m_appearance == Appearance::System && m_systemIsDark);
}

void Theme::apply()
{
    m_isDark = wantsDark();
    const auto &colors = m_isDark ? darkColors() : lightColors();
    m_application.setPalette(paletteFrom(colors));
    m_application.setStyleSheet(styleSheetFrom(colors));
}

const ThemeColors &Theme::lightColors()
{
    static const ThemeColors colors{
        .background = u"#ffffff"_s,
        .side = u"#f4f5f7"_s,
        .rail = u"#e9ebef"_s,
        .card = u"#ffffff"_s,
        .chip = u"#eef0f3"_s,
        .line = u"#dfe2e7"_s,
        .text = u"#1d2129"_s,
        .dim = u"#5d6570"_s,
        .accent = u"#2563d9"_s,
        .accentSoft = u"#e4edfc"_s,
        .onAccent = u"#ffffff"_s,
        .ok = u"#1a7a42"_s,
        .warn = u"#935600"_s,
        .bad = u"#b92b26"_s,
        .warnSoft = u"#fdf6ea"_s,
        .badSoft = u"#fcefee"_s,
    };
    return colors;
}

const ThemeColors &Theme::darkColors()
{
    static const ThemeColors colors{
        .background = u"#1e2126"_s,
        .side = u"#191c20"_s,
        .rail = u"#14161a"_s,
        .card = u"#23272d"_s,
        .chip = u"#2a2f36"_s,
        .line = u"#30353c"_s,
        .text = u"#e6e8eb"_s,
        .dim = u"#9aa3af"_s,
        .accent = u"#6aa2ff"_s,
        .accentSoft = u"#23344f"_s,
        .onAccent = u"#10151d"_s,
        .ok = u"#57c785"_s,
        .warn = u"#e0a34a"_s,
        .bad = u"#ff7b72"_s,
        .warnSoft = u"#2f2a20"_s,
        .badSoft = u"#332325"_s,
    };
    return colors;
}

const ThemeColors &Theme::colorsFor(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkColors() : lightColors();
}

QColor Theme::memberColor(const QByteArray &member)
{
    static const std::array<QColor, 8> colors{u"#7b5cc4"_s, u"#1a7a42"_s, u"#9a5b00"_s, u"#2563d9"_s,
                                              u"#b0357a"_s, u"#0d7377"_s, u"#a23b2a"_s, u"#566178"_s};
    return colors.at(qHash(member, 0) % colors.size()); // the seed is fixed: a colour lasts
}

} // namespace reeeductio
