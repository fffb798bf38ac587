// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QString>

namespace reeeductio {

// What strangers wrote, as it may be shown among our own words.

//! A name on one line: no line breaks, no control characters, nothing that turns the direction of the text
//! around it, and no longer than a name is.
QString displayName(const QString &name);

//! The same of a file: of a long name its middle is left out, never what kind of file it is.
QString displayFileName(const QString &name);

//! What a name does that a person would not see.
enum class NameTrick {
    None,
    TurnsText,      //!< holds characters that turn the text around them; they are left out where it is shown
    MixesAlphabets, //!< letters of several alphabets in one word, of which some look alike
};
NameTrick trickIn(const QString &name);

//! What somebody said, lines and tabs kept, other control characters made visible.
QString displayText(const QString &text);

//! A tooltip's text that is never taken for markup.
QString plainToolTip(const QString &text);

//! A moment, in milliseconds, as the person's language writes date and time.
QString timeText(qint64 timeMs);

//! `12.5 MB`, as the person's language writes it.
QString sizeText(qint64 bytes);

//! The first letter of a text, upper case: a whole character even where that is two units.
QString initialOf(const QString &text);

} // namespace reeeductio
