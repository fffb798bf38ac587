// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "authz/serverjson.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QStringConverter>
#include <QtEndian>

#include <algorithm>
#include <limits>
#include <vector>

namespace reeeductio {

namespace {

int sixBitsOf(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+')
        return 62;
    return c == '/' ? 63 : -1;
}

//! As json.detect_encoding: by byte order mark, else by where the first zero bytes stand.
QStringConverter::Encoding encodingOf(QByteArrayView json)
{
    if (const auto marked = QStringConverter::encodingForData(json))
        return *marked;
    const auto isZero = [json](qsizetype i) { return json.size() > i && json[i] == '\0'; };
    if (json.size() >= 4) {
        if (isZero(0))
            return isZero(1) ? QStringConverter::Utf32BE : QStringConverter::Utf16BE;
        if (isZero(1))
            return isZero(2) && isZero(3) ? QStringConverter::Utf32LE : QStringConverter::Utf16LE;
    } else if (json.size() == 2) {
        if (isZero(0))
            return QStringConverter::Utf16BE;
        if (isZero(1))
            return QStringConverter::Utf16LE;
    }
    return QStringConverter::Utf8;
}

//! Python lets surrogates pass that are encoded as if they were characters; no path or id contains one, so it
//! matters only that they make no error.
QByteArray withoutSurrogates(QByteArrayView utf8)
{
    auto bytes = utf8.toByteArray();
    for (auto at = bytes.indexOf('\xED'); at >= 0 && at + 2 < bytes.size();
         at = bytes.indexOf('\xED', at + 1)) {
        if ((bytes[at + 1] & '\xE0') == '\xA0' && (bytes[at + 2] & '\xC0') == '\x80')
            bytes.replace(at, 3, "\xEF\xBF\xBD");
    }
    return bytes;
}

//! Qt makes something of numbers that are no characters.
bool isInRange(QByteArrayView json, QStringConverter::Encoding encoding)
{
    constexpr quint32 lastCharacter = 0x10FFFF;
    if (encoding != QStringConverter::Utf32LE && encoding != QStringConverter::Utf32BE)
        return true;
    for (qsizetype at = 0; at + 4 <= json.size(); at += 4) {
        const auto *unit = json.data() + at;
        const auto character = encoding == QStringConverter::Utf32LE ? qFromLittleEndian<quint32>(unit)
                                                                     : qFromBigEndian<quint32>(unit);
        if (character > lastCharacter)
            return false;
    }
    return true;
}

std::optional<QString> decoded(QByteArrayView json)
{
    const auto encoding = encodingOf(json);
    QStringDecoder decoder(encoding, QStringConverter::Flag::Stateless);
    const QString text =
        decoder(encoding == QStringConverter::Utf8 ? withoutSurrogates(json) : json.toByteArray());
    if (decoder.hasError() || !isInRange(json, encoding))
        return std::nullopt;
    return text;
}

//! An object or array whose end has not come yet.
struct Unfinished
{
    bool isObject = false;
    // Sorted first: QJsonObject moves its members on every insertion before the end.
    QMap<QString, QJsonValue> members = {};
    QString key = {}; //!< of the member that comes
    QJsonArray elements = {};

    void add(const QJsonValue &value)
    {
        if (isObject)
            members.insert(key, value);
        else
            elements.append(value);
    }

    QJsonValue finished() const
    {
        if (!isObject)
            return elements;
        QJsonObject object;
        for (auto it = members.cbegin(); it != members.cend(); ++it)
            object.insert(it.key(), it.value());
        return object;
    }
};

//! Reads one text without recursion, since a stranger chooses how deep it nests. Each read function leaves
//! m_at after what it read, or answers nothing.
class Reader
{
public:
    explicit Reader(QStringView text) : m_text(text) {}

    std::optional<QJsonValue> document()
    {
        skipSpace();
        auto value = readValue();
        skipSpace();
        if (m_at != m_text.size())
            return std::nullopt;
        return value;
    }

private:
    static constexpr size_t maxDepth = 1490; // CPython 3.12 gives up at 1,497, less what the server stands on
    static constexpr int maxIntegerDigits = 4300; // Python refuses to read longer ones

    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }

    bool take(QStringView token)
    {
        if (!m_text.sliced(m_at).startsWith(token))
            return false;
        m_at += token.size();
        return true;
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && QStringView(u" \t\n\r").contains(m_text[m_at]))
            ++m_at;
    }

    //! A token between optional spaces.
    bool takeMark(QStringView token)
    {
        skipSpace();
        const bool taken = take(token);
        skipSpace();
        return taken;
    }

    std::optional<QJsonValue> readValue()
    {
        std::vector<Unfinished> open;
        for (;;) {
            auto value = readUpToInner(open);
            // Whatever ends here is a value of what holds it, and may end that as well.
            while (value && !open.empty()) {
                open.back().add(*value);
                if (takeMark(u","))
                    break;
                if (!take(open.back().isObject ? u"}" : u"]"))
                    return std::nullopt;
                value = open.back().finished();
                open.pop_back();
            }
            if (!value || open.empty())
                return value;
        }
    }

    //! The next scalar or empty container; containers that begin before it are opened.
    std::optional<QJsonValue> readUpToInner(std::vector<Unfinished> &open)
    {
        for (;;) {
            if (!open.empty() && open.back().isObject && !readKey(open.back().key))
                return std::nullopt;
            const bool isObject = take(u"{");
            if (!isObject && !take(u"["))
                return readScalar();
            skipSpace();
            if (take(isObject ? u"}" : u"]"))
                return isObject ? QJsonValue(QJsonObject()) : QJsonValue(QJsonArray());
            if (open.size() == maxDepth)
                return std::nullopt;
            open.push_back({.isObject = isObject});
        }
    }

    bool readKey(QString &key)
    {
        const auto text = take(u"\"") ? readString() : std::nullopt;
        if (text)
            key = text->toString();
        return text && takeMark(u":");
    }

    std::optional<QJsonValue> readScalar()
    {
        if (take(u"\""))
            return readString();
        static const std::pair<QStringView, QJsonValue> names[] = {
            {u"null", QJsonValue::Null},
            {u"true", true},
            {u"false", false},
            {u"NaN", std::numeric_limits<double>::quiet_NaN()},
            {u"Infinity", std::numeric_limits<double>::infinity()},
            {u"-Infinity", -std::numeric_limits<double>::infinity()},
        };
        for (const auto &[name, value] : names) {
            if (take(name))
                return value;
        }
        return readNumber();
    }

    //! After the opening quote.
    std::optional<QJsonValue> readString()
    {
        QString text;
        while (m_at < m_text.size()) {
            const QChar c = m_text[m_at++];
            if (c == u'"')
                return QJsonValue(text);
            if (c < u' ')
                return std::nullopt;
            const auto read = c == u'\\' ? readEscape() : std::optional(c);
            if (!read)
                return std::nullopt;
            text += *read;
        }
        return std::nullopt;
    }

    std::optional<QChar> readEscape()
    {
        constexpr QStringView names = u"\"\\/bfnrt";
        constexpr QStringView meanings = u"\"\\/\b\f\n\r\t";
        if (take(u"u"))
            return readHexEscape();
        const auto which = m_at < m_text.size() ? names.indexOf(m_text[m_at++]) : -1;
        return which < 0 ? std::nullopt : std::optional(meanings[which]);
    }

    std::optional<QChar> readHexEscape()
    {
        constexpr QStringView digits = u"0123456789abcdef";
        constexpr int count = 4;
        if (m_text.size() - m_at < count)
            return std::nullopt;
        char16_t code = 0;
        for (const QChar c : m_text.sliced(m_at, count)) {
            const auto digit = digits.indexOf(c.toLower());
            if (digit < 0)
                return std::nullopt;
            code = static_cast<char16_t>(code << 4 | digit);
        }
        m_at += count;
        return QChar(code);
    }

    bool takeDigits()
    {
        const auto from = m_at;
        while (peek() >= u'0' && peek() <= u'9')
            ++m_at;
        return m_at > from;
    }

    bool takeFraction() { return take(u".") && takeDigits(); }

    bool takeExponent()
    {
        if (!take(u"e") && !take(u"E"))
            return false;
        if (!take(u"+"))
            take(u"-");
        return takeDigits();
    }

    std::optional<QJsonValue> readNumber()
    {
        const auto from = m_at;
        take(u"-");
        if (!take(u"0") && !takeDigits())
            return std::nullopt;
        auto end = m_at;
        bool isInteger = true;
        for (const auto takePart : {&Reader::takeFraction, &Reader::takeExponent}) {
            if ((this->*takePart)()) {
                end = m_at;
                isInteger = false;
            }
            m_at = end; // a point or an e without digits is no part of the number
        }
        const auto token = m_text.sliced(from, end - from);
        if (isInteger && token.size() > maxIntegerDigits)
            return std::nullopt;
        bool fits = false;
        const qint64 integer = isInteger ? token.toLongLong(&fits) : 0;
        return fits ? QJsonValue(integer) : QJsonValue(token.toDouble());
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

std::optional<QByteArray> decodeAsServer(QByteArrayView base64)
{
    const auto isAscii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (!std::all_of(base64.begin(), base64.end(), isAscii))
        return std::nullopt;
    QByteArray bytes;
    bytes.reserve(base64.size() / 4 * 3 + 3);
    int inQuad = 0; // letters of four seen
    int pads = 0;
    unsigned bits = 0;
    for (const char c : base64) {
        if (c == '=') {
            if (inQuad >= 2 && inQuad + ++pads >= 4)
                return bytes;
            continue;
        }
        const int value = sixBitsOf(c);
        if (value < 0)
            continue;
        pads = 0;
        bits = (bits << 6 | static_cast<unsigned>(value)) & 0xFFFFFF;
        inQuad = (inQuad + 1) % 4;
        if (inQuad != 1)
            bytes += static_cast<char>(bits >> (2 * ((4 - inQuad) % 4)));
    }
    if (inQuad != 0)
        return std::nullopt;
    return bytes;
}

std::optional<QJsonValue> parseAsServer(QByteArrayView json)
{
    const auto text = decoded(json);
    return text ? Reader(*text).document() : std::nullopt;
}

std::optional<QJsonValue> readAsServer(QByteArrayView base64)
{
    const auto bytes = decodeAsServer(base64);
    return bytes ? parseAsServer(*bytes) : std::nullopt;
}

} // namespace reeeductio
