// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "models/statetext.h"

#include "models/displaytext.h"
#include "models/linediff.h"
#include "protocol/json.h"

#include <QCoreApplication>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

constexpr qsizetype mostHexBytes = 16 * 1024;
constexpr qsizetype bytesPerLine = 16;
constexpr qsizetype longestLine =
    2000; //!< a view lays out a whole line at once, however little of it is seen

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::StateText)
};

bool isText(const StateContent &content)
{
    return content.form != StateForm::Sealed && isReadableText(content.bytes);
}

QJsonDocument jsonOf(const StateContent &content)
{
    const auto trimmed = content.bytes.trimmed();
    const bool looksLikeIt = trimmed.startsWith('{') || trimmed.startsWith('[');
    return looksLikeIt && isText(content) ? QJsonDocument::fromJson(trimmed) : QJsonDocument();
}

//! Deeper than anybody writes it: indented, each of its values stands behind that many spaces.
bool isDeep(QByteArrayView json)
{
    constexpr int mostLevels = 16;
    int level = 0;
    bool isInString = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (isInString && c == '\\')
            ++at;
        else if (c == '"')
            isInString = !isInString;
        else if (!isInString && (c == '{' || c == '[') && ++level > mostLevels)
            return true;
        else if (!isInString && (c == '}' || c == ']'))
            --level;
    }
    return false;
}

QByteArray laidOut(const QJsonDocument &json, QByteArrayView written)
{
    return json.toJson(isDeep(written) ? QJsonDocument::Compact : QJsonDocument::Indented);
}

QString withShortLines(const QString &text)
{
    QStringList lines;
    const auto whole = text.split(u'\n');
    for (const auto &line : whole) {
        qsizetype at = 0;
        for (; line.size() - at > longestLine; at += longestLine)
            lines << line.sliced(at, longestLine);
        lines << line.sliced(at);
    }
    return lines.join(u'\n');
}

//! Appends it: by hand, since there are a thousand of them.
void addHexLine(QByteArray &text, QByteArrayView bytes, qsizetype at)
{
    constexpr char digits[] = "0123456789abcdef";
    constexpr int numberDigits = 6;
    for (int shift = 4 * (numberDigits - 1); shift >= 0; shift -= 4)
        text += digits[(at >> shift) & 0xf];
    text += "  ";
    for (qsizetype i = 0; i < bytesPerLine; ++i) {
        if (i < bytes.size()) {
            const auto byte = static_cast<uchar>(bytes[i]);
            text += digits[byte >> 4];
            text += digits[byte & 0xf];
            text += ' ';
        } else {
            text += "   ";
        }
        if (i == bytesPerLine / 2 - 1)
            text += ' ';
    }
    text += ' ';
    for (const char byte : bytes)
        text += byte >= 0x20 && byte < 0x7f ? byte : '.';
    text += '\n';
}

} // namespace

StateContent contentIn(LiveSpace &space, const Message &message)
{
    const auto &keys = space.space().context().keys;
    return contentOf(message, keys ? &keys->stateKey() : nullptr);
}

bool isJson(const StateContent &content)
{
    return !jsonOf(content).isNull();
}

QString jsonText(const StateContent &content)
{
    const auto json = jsonOf(content);
    return json.isNull() ? QString() : displayText(QString::fromUtf8(laidOut(json, content.bytes)));
}

QString writtenText(const StateContent &content)
{
    return isText(content) ? displayText(QString::fromUtf8(content.bytes)) : QString();
}

QString editableText(const StateContent &content)
{
    // Of what two readers could read differently nothing is changed unasked.
    const auto object = parseJsonObject(content.bytes);
    return QString::fromUtf8(object ? laidOut(QJsonDocument(*object), content.bytes) : content.bytes);
}

QString hexText(const StateContent &content)
{
    const auto shown = QByteArrayView(content.bytes).first(std::min(content.bytes.size(), mostHexBytes));
    QByteArray lines;
    for (qsizetype at = 0; at < shown.size(); at += bytesPerLine)
        addHexLine(lines, shown.sliced(at, std::min(bytesPerLine, shown.size() - at)), at);
    auto text = QString::fromLatin1(lines);
    if (const auto more = content.bytes.size() - shown.size(); more > 0)
        text += Words::tr("… and %n byte(s) more", nullptr, static_cast<int>(more));
    return text;
}

QString valueText(const StateContent &content, StateLook look)
{
    switch (look) {
    case StateLook::Json:
        return withShortLines(jsonText(content));
    case StateLook::Text:
        return withShortLines(writtenText(content));
    case StateLook::Hex:
        return hexText(content);
    }
    Q_UNREACHABLE();
}

StateLook bestLook(const StateContent &content)
{
    if (isJson(content))
        return StateLook::Json;
    return isText(content) ? StateLook::Text : StateLook::Hex;
}

bool isComparable(const StateContent &content)
{
    return content.form == StateForm::Emptied || isText(content);
}

std::optional<QString> comparableText(const StateContent &content)
{
    if (content.form == StateForm::Emptied)
        return QString();
    if (!isText(content))
        return std::nullopt;
    const auto json = jsonText(content);
    return json.isEmpty() ? writtenText(content) : json;
}

QString changeText(const StateContent *before, const StateContent &after)
{
    const bool wasThere = before && before->form != StateForm::Emptied;
    if (after.form == StateForm::Emptied)
        return wasThere ? Words::tr("Deleted") : Words::tr("Deleted: there was nothing");
    if (!wasThere)
        return before ? Words::tr("Created again") : Words::tr("Created");
    const auto old = comparableText(*before);
    const auto now = comparableText(after);
    if (old && now && *old != *now) {
        const auto lines = lineDiff(*old, *now);
        //: How many lines were added to a text, and how many removed
        return Words::tr("+%1 −%2").arg(QString::number(countOf(lines, DiffLine::Kind::Added)),
                                        QString::number(countOf(lines, DiffLine::Kind::Removed)));
    }
    if (before->bytes != after.bytes)
        return old && now ? Words::tr("Only spaces changed") : Words::tr("Replaced");
    if (before->form != after.form)
        return after.form == StateForm::Encrypted ? Words::tr("Encrypted from here on")
                                                  : Words::tr("Readable by the server from here on");
    return Words::tr("Written again");
}

} // namespace reeeductio
