// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/displaytext.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <iterator>
#include <optional>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype longestName = 80;
constexpr qsizetype longestSuffix = 20; //!< with its dot

bool isShown(QChar c)
{
    // Format characters are marks of direction and joiners; the joiners make letters and emoji what they are.
    constexpr QChar nonJoiner(0x200c);
    constexpr QChar joiner(0x200d);
    if (c.category() == QChar::Other_Format)
        return c == nonJoiner || c == joiner;
    return c.category() != QChar::Other_Control;
}

//! Embeddings, overrides and isolates.
bool isTurning(char32_t c)
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

QString onOneLine(const QString &name)
{
    QString shown;
    const auto simple = name.simplified();
    for (const auto c : simple) {
        if (isShown(c))
            shown += c;
    }
    return shown;
}

//! That many units, or one less where a character would be cut in two.
QString beginning(const QString &text, qsizetype size)
{
    return text.first(text.at(size - 1).isHighSurrogate() ? size - 1 : size);
}

} // namespace

QString displayName(const QString &name)
{
    const auto shown = onOneLine(name);
    return shown.size() <= longestName ? shown : beginning(shown, longestName) + u'…';
}

QString displayFileName(const QString &name)
{
    const auto shown = onOneLine(name);
    const auto dot = shown.lastIndexOf(u'.');
    const bool isLong = shown.size() > longestName;
    if (!isLong || dot < 0 || shown.size() - dot > longestSuffix)
        return displayName(name);
    const auto suffix = shown.sliced(dot);
    return beginning(shown, longestName - suffix.size()) + u'…' + suffix;
}

NameTrick trickIn(const QString &name)
{
    constexpr QChar::Script alike[] = {QChar::Script_Latin, QChar::Script_Cyrillic, QChar::Script_Greek,
                                       QChar::Script_Armenian};
    std::optional<QChar::Script> ofWord;
    bool isMixed = false;
    const auto letters = name.toUcs4();
    for (const auto letter : letters) {
        if (isTurning(letter))
            return NameTrick::TurnsText;
        if (!QChar::isLetter(letter)) {
            ofWord.reset();
            continue;
        }
        const auto script = QChar::script(letter);
        if (std::find(std::begin(alike), std::end(alike), script) == std::end(alike))
            continue;
        isMixed = isMixed || ofWord.value_or(script) != script;
        ofWord = script;
    }
    return isMixed ? NameTrick::MixesAlphabets : NameTrick::None;
}

QString displayText(const QString &text)
{
    auto shown = text;
    shown.replace("\r\n"_L1, "\n"_L1);
    std::replace_if(
        shown.begin(), shown.end(),
        [](QChar c) { return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t'; },
        QChar(QChar::ReplacementCharacter));
    return shown;
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : u"<p>"_s + text.toHtmlEscaped() + u"</p>"_s;
}

QString timeText(qint64 timeMs)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(timeMs), QLocale::ShortFormat);
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString initialOf(const QString &text)
{
    if (text.isEmpty())
        return {};
    const bool isPair = text.size() > 1 && text[0].isHighSurrogate() && text[1].isLowSurrogate();
    return text.first(isPair ? 2 : 1).toUpper();
}

} // namespace reeeductio
