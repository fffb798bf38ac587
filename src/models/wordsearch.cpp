// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/wordsearch.h"

#include "protocol/identifier.h"

#include <algorithm>

namespace reeeductio {

namespace {

bool isBase64Url(QChar c)
{
    return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' ||
           c == u'_';
}

//! Whether every identifier that the word reaches into is meant by it. The word was found at `at`, maybe in
//! another case.
bool isMeant(QStringView text, QStringView word, qsizetype at)
{
    const auto end = at + word.size();
    auto begin = at;
    while (begin > 0 && isBase64Url(text[begin]) && isBase64Url(text[begin - 1]))
        --begin;
    while (begin < end) {
        const qsizetype behind =
            std::find_if_not(text.begin() + begin, text.end(), isBase64Url) - text.begin();
        if (behind - begin == Identifier::TextSize && Identifier::parse(text.sliced(begin, behind - begin))) {
            const auto common = std::min(behind, end) - begin;
            if (begin < at || text.sliced(begin, common) != word.sliced(begin - at, common))
                return false;
        }
        begin = behind + 1;
    }
    return true;
}

} // namespace

QStringList searchWords(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

bool hasWord(QStringView text, QStringView word)
{
    for (qsizetype at = -1; (at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) >= 0;) {
        if (isMeant(text, word, at))
            return true;
    }
    return word.isEmpty();
}

bool hasWords(QStringView text, const QStringList &words)
{
    return std::ranges::all_of(words, [text](const QString &word) { return hasWord(text, word); });
}

} // namespace reeeductio
