// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/transfer/imagemetadata.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <numeric>

namespace reeeductio {

namespace {

using Parts = std::optional<QList<FilePart>>;

constexpr qint64 mostMetadata = 1024 * 1024; //!< of one Exif block that is looked into

std::optional<QByteArray> bytesAt(QIODevice &file, qint64 offset, qint64 size)
{
    if (!file.seek(offset))
        return std::nullopt;
    auto bytes = file.read(size);
    return bytes.size() == size ? std::optional(std::move(bytes)) : std::nullopt;
}

//! The orientation that a TIFF header's first directory tells; 1, the usual one, when it tells none.
quint16 orientationIn(QByteArrayView tiff)
{
    const bool isBig = tiff.startsWith("MM");
    if (!isBig && !tiff.startsWith("II"))
        return 1;
    const auto number = [&](auto type, qsizetype at) -> quint32 {
        using Number = decltype(type);
        if (at < 0 || at + qsizetype(sizeof(Number)) > tiff.size())
            return 0;
        return isBig ? qFromBigEndian<Number>(tiff.data() + at) : qFromLittleEndian<Number>(tiff.data() + at);
    };
    const qsizetype directory = number(quint32(), 4);
    const auto count = number(quint16(), directory);
    for (quint32 i = 0; i < count; ++i) {
        const auto entry = directory + 2 + 12 * qsizetype(i);
        if (number(quint16(), entry) != 0x0112)
            continue;
        const auto value = number(quint16(), entry + 8);
        return value >= 1 && value <= 8 ? static_cast<quint16>(value) : 1;
    }
    return 1;
}

//! A TIFF header that tells the orientation and nothing else.
QByteArray tiffWith(quint16 orientation)
{
    auto tiff = QByteArray::fromHex("4d4d002a00000008"
                                    "00010112000300000001"
                                    "00000000"
                                    "00000000");
    qToBigEndian(orientation, tiff.data() + 18);
    return tiff;
}

//! As one part with what stands right before it: a file may be cut into any number of pieces.
void keep(QList<FilePart> &parts, qint64 offset, qint64 size)
{
    if (!parts.isEmpty() && parts.back().bytes.isEmpty() && parts.back().offset + parts.back().size == offset)
        parts.back().size += size;
    else
        parts << FilePart{offset, size};
}

// JPEG

enum Marker : quint8 {
    StartOfImage = 0xd8,
    EndOfImage = 0xd9,
    StartOfScan = 0xda,
    App0 = 0xe0,
    App1 = 0xe1,
    App2 = 0xe2,
    App14 = 0xee,
    App15 = 0xef,
    Comment = 0xfe,
};

bool isKept(quint8 marker, QByteArrayView content)
{
    if (marker == App0)
        return content.startsWith("JFIF");
    if (marker == App2)
        return content.startsWith("ICC_PROFILE");
    if (marker == App14)
        return content.startsWith("Adobe");
    return marker != Comment && (marker < App0 || marker > App15);
}

//! Where the next marker's 0xff is, behind the coded data that begins at `offset`; −1 without one.
qint64 endOfCodedData(QIODevice &file, qint64 offset)
{
    constexpr qint64 piece = 256 * 1024;
    while (true) {
        if (!file.seek(offset))
            return -1;
        const auto bytes = file.read(piece);
        for (qsizetype i = bytes.indexOf('\xff'); i >= 0 && i + 1 < bytes.size();
             i = bytes.indexOf('\xff', i + 1)) {
            const auto next = static_cast<quint8>(bytes[i + 1]);
            const bool isData = next == 0x00 || (next >= 0xd0 && next <= 0xd7) || next == 0xff;
            if (!isData)
                return offset + i;
        }
        if (bytes.size() < piece)
            return -1;
        offset += bytes.size() - 1; // a marker may stand across
    }
}

Parts jpegParts(QIODevice &file)
{
    QList<FilePart> parts; // behind the first marker
    quint16 orientation = 1;
    qint64 at = 2;
    while (true) {
        const auto head = bytesAt(file, at, 2);
        if (!head || static_cast<quint8>((*head)[0]) != 0xff)
            return std::nullopt;
        const auto marker = static_cast<quint8>((*head)[1]);
        if (marker == 0xff) { // may stand before any marker
            ++at;
            continue;
        }
        if (marker == EndOfImage) {
            keep(parts, at, 2);
            break;
        }
        const auto length = bytesAt(file, at + 2, 2);
        const qint64 size = length ? 2 + qFromBigEndian<quint16>(length->constData()) : 0;
        const auto segment = size >= 4 ? bytesAt(file, at, size) : std::nullopt;
        if (!segment)
            return std::nullopt;
        const auto content = QByteArrayView(*segment).sliced(4);
        if (marker == App1 && content.startsWith("Exif"))
            orientation = orientationIn(content.sliced(std::min<qsizetype>(6, content.size())));
        if (isKept(marker, content))
            keep(parts, at, size);
        at += size;
        if (marker != StartOfScan)
            continue;
        const auto end = endOfCodedData(file, at);
        if (end < 0)
            return std::nullopt;
        keep(parts, at, end - at);
        at = end;
    }
    if (orientation != 1) {
        const auto exif = QByteArray("Exif\0\0", 6) + tiffWith(orientation);
        QByteArray segment("\xff\xe1\0\0", 4);
        qToBigEndian(static_cast<quint16>(exif.size() + 2), segment.data() + 2);
        parts.prepend({0, 0, segment + exif});
    }
    parts.prepend({0, 2});
    return parts;
}

// PNG

quint32 crc32(QByteArrayView bytes)
{
    quint32 crc = 0xffffffff;
    for (const char byte : bytes) {
        crc ^= static_cast<quint8>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc;
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &content)
{
    QByteArray number(4, '\0');
    qToBigEndian(static_cast<quint32>(content.size()), number.data());
    auto chunk = number + type + content;
    qToBigEndian(crc32(type + content), number.data());
    return chunk + number;
}

bool isKeptPng(const QByteArray &type)
{
    static const std::array<QByteArray, 14> shown{"tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT",
                                                  "bKGD", "pHYs", "hIST", "sPLT", "acTL", "fcTL", "fdAT"};
    const bool isCritical = type[0] >= 'A' && type[0] <= 'Z';
    return isCritical || std::find(shown.begin(), shown.end(), type) != shown.end();
}

Parts pngParts(QIODevice &file)
{
    constexpr qint64 signature = 8;
    QList<FilePart> parts; // behind the header chunk
    qint64 headerEnd = 0;
    qint64 at = signature;
    quint16 orientation = 1;
    while (true) {
        const auto head = bytesAt(file, at, 8);
        if (!head)
            return std::nullopt;
        const auto type = head->sliced(4);
        const qint64 length = qFromBigEndian<quint32>(head->constData());
        const qint64 size = 12 + length;
        if (at + size > file.size())
            return std::nullopt;
        if (type == "eXIf" && length <= mostMetadata) {
            if (const auto content = bytesAt(file, at + 8, length))
                orientation = orientationIn(*content);
        }
        if (headerEnd == 0 && type != "IHDR")
            return std::nullopt;
        if (headerEnd == 0)
            headerEnd = at + size;
        else if (isKeptPng(type))
            keep(parts, at, size);
        at += size;
        if (type == "IEND")
            break;
    }
    if (orientation != 1)
        parts.prepend({0, 0, pngChunk("eXIf", tiffWith(orientation))});
    parts.prepend({0, headerEnd});
    return parts;
}

// WebP

constexpr char exifFlag = 0x08;
constexpr char xmpFlag = 0x04;

QByteArray webpChunk(const QByteArray &type, const QByteArray &content)
{
    QByteArray number(4, '\0');
    qToLittleEndian(static_cast<quint32>(content.size()), number.data());
    return type + number + content + QByteArray(content.size() % 2, '\0');
}

bool isKeptWebp(const QByteArray &type)
{
    static const std::array<QByteArray, 6> shown{"VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP"};
    return std::find(shown.begin(), shown.end(), type) != shown.end();
}

Parts webpParts(QIODevice &file)
{
    const auto header = bytesAt(file, 0, 12);
    if (!header)
        return std::nullopt;
    const qint64 end = 8 + qint64(qFromLittleEndian<quint32>(header->constData() + 4));
    if (end > file.size())
        return std::nullopt;
    QList<FilePart> parts;
    QByteArray extended; // the content of VP8X
    quint16 orientation = 1;
    for (qint64 at = 12; at + 8 <= end;) {
        const auto head = bytesAt(file, at, 8);
        const qint64 length = head ? qFromLittleEndian<quint32>(head->constData() + 4) : 0;
        const qint64 size = 8 + length + length % 2;
        if (!head || at + 8 + length > end)
            return std::nullopt;
        const auto type = head->first(4);
        const bool isLookedInto = (type == "VP8X" || type == "EXIF") && length <= mostMetadata;
        const auto content = isLookedInto ? bytesAt(file, at + 8, length) : std::optional(QByteArray());
        if (!content)
            return std::nullopt;
        if (type == "VP8X")
            extended = *content;
        else if (type == "EXIF")
            orientation = orientationIn(*content);
        else if (isKeptWebp(type))
            keep(parts, at, std::min(size, end - at));
        at += size;
    }
    if (!extended.isEmpty()) {
        const char kept = static_cast<char>(extended[0] & ~(exifFlag | xmpFlag));
        extended[0] = orientation == 1 ? kept : static_cast<char>(kept | exifFlag);
        parts.prepend({0, 0, webpChunk("VP8X", extended)});
        if (orientation != 1)
            parts << FilePart{0, 0, webpChunk("EXIF", tiffWith(orientation))};
    }
    const auto size = std::accumulate(parts.begin(), parts.end(), qint64(4),
                                      [](qint64 sum, const FilePart &part) { return sum + part.length(); });
    QByteArray riff("RIFF\0\0\0\0WEBP", 12);
    qToLittleEndian(static_cast<quint32>(size), riff.data() + 4);
    parts.prepend({0, 0, riff});
    return parts;
}

} // namespace

std::optional<QList<FilePart>> partsWithoutMetadata(QIODevice &file)
{
    const auto start = bytesAt(file, 0, 12);
    if (!start)
        return std::nullopt;
    if (start->startsWith("\xff\xd8\xff"))
        return jpegParts(file);
    if (start->startsWith("\x89PNG\r\n\x1a\n"))
        return pngParts(file);
    if (start->startsWith("RIFF") && start->endsWith("WEBP"))
        return webpParts(file);
    return std::nullopt;
}

FilePartsDevice::FilePartsDevice(std::unique_ptr<QIODevice> file, QList<FilePart> parts)
    : m_file(std::move(file)), m_parts(std::move(parts))
{
    for (const auto &part : std::as_const(m_parts))
        m_size += part.length();
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool FilePartsDevice::seek(qint64 position)
{
    if (position != 0)
        return false;
    m_part = 0;
    m_given = 0;
    return QIODevice::seek(0);
}

qint64 FilePartsDevice::readData(char *data, qint64 most)
{
    qint64 got = 0;
    while (got < most && m_part < m_parts.size()) {
        const auto &part = m_parts[m_part];
        const auto wanted = std::min(most - got, part.length() - m_given);
        if (!part.bytes.isEmpty()) {
            std::copy_n(part.bytes.constData() + m_given, wanted, data + got);
        } else if (!m_file->seek(part.offset + m_given) || m_file->read(data + got, wanted) != wanted) {
            setErrorString(m_file->errorString());
            return -1; // shorter than it was
        }
        got += wanted;
        m_given += wanted;
        if (m_given == part.length()) {
            ++m_part;
            m_given = 0;
        }
    }
    return got;
}

qint64 FilePartsDevice::writeData(const char *, qint64)
{
    return -1;
}

} // namespace reeeductio
