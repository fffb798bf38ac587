// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

QT_BEGIN_NAMESPACE
class QApplication;
class QStyleOption;
QT_END_NAMESPACE

namespace reeeductio {

//! The colours of one appearance. The semantic ones never stand alone: an icon and a word go with them.
struct ThemeColors
{
    QColor background, side, rail, card, chip, line;
    QColor text, dim;
    QColor accent, accentSoft, onAccent;
    QColor ok, warn, bad, warnSoft, badSoft;
};

//! Whether an item shows that it has the focus: for who came to it by keyboard. Who clicked on it knows.
bool hasKeyboardFocus(const QStyleOption &option);

//! Light and dark, applied to the whole program as palette and style sheet. Follows the system until told
//! otherwise. Owned by the composition root; used in the GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    enum class Appearance { System, Light, Dark };
    Q_ENUM(Appearance)

    Theme(QApplication &application, Appearance appearance, QObject *parent = nullptr);

    void setAppearance(Appearance appearance);
    Appearance appearance() const { return m_appearance; }

    static const ThemeColors &lightColors();
    static const ThemeColors &darkColors();
    //! Those of the appearance that `palette` belongs to: for painting in delegates.
    static const ThemeColors &colorsFor(const QPalette &palette);
    //! A member's colour, the same everywhere; white is readable on it.
    static QColor memberColor(const QByteArray &member);

private:
    bool wantsDark() const;
    void apply();

    QApplication &m_application;
    bool m_systemIsDark;
    bool m_isDark = false;
    Appearance m_appearance = Appearance::System;
};

} // namespace reeeductio
