// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QStringList>

namespace reeeductio {

//! What a person looks for.
QStringList searchWords(const QString &text);

//! Whether the text has the word, in whatever case. An identifier in it must begin with the word, letter by
//! letter: anything short is, in some case, somewhere in one of them.
bool hasWord(QStringView text, QStringView word);

bool hasWords(QStringView text, const QStringList &words);

} // namespace reeeductio
