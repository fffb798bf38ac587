// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "protocol/spokenwords.h"

#include "crypto/hash.h"
#include "crypto/random.h"
#include "protocol/spokenwordlist.h"

#include <algorithm>
#include <array>
#include <vector>

namespace reeeductio {

namespace {

constexpr int bitsPerWord = 11;
constexpr int checksumBits = bitsPerWord - (bitsInWords(1) % bitsPerWord);
constexpr size_t listSize = 1 << bitsPerWord;
constexpr size_t enoughLetters = 4;
constexpr int fingerprintCount = 6;
constexpr int mostSuggestions = 3;

using List = std::array<std::string_view, listSize>;

constexpr List splitList()
{
    List words;
    size_t begin = 0;
    for (auto &word : words) {
        const auto end = std::min(spokenWordList.find(' ', begin), spokenWordList.size());
        word = spokenWordList.substr(begin, end - begin);
        begin = end + 1;
    }
    return words;
}

constexpr List list = splitList();
static_assert(list.back().data() + list.back().size() == spokenWordList.data() + spokenWordList.size());

bool bitAt(QByteArrayView bytes, int index)
{
    return (static_cast<unsigned char>(bytes[index / 8]) >> (7 - index % 8)) & 1;
}

void setBit(SecretBytes &bytes, int index)
{
    bytes.data()[index / 8] |= static_cast<unsigned char>(1 << (7 - index % 8));
}

//! As many whole bytes as the payload needs.
SecretBytes emptyBits(int bits)
{
    SecretBytes bytes((bits + 7) / 8);
    std::fill_n(bytes.data(), bytes.size(), static_cast<unsigned char>(0));
    return bytes;
}

unsigned checksumOf(const SecretBytes &payload)
{
    return static_cast<unsigned>(sha256(payload.view()).data()[0]) >> (8 - checksumBits);
}

//! Lower case letters, `?` for what is no letter of the list, one space where words are parted.
SecretBytes lettersOf(QStringView text)
{
    SecretBytes letters(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const auto c = text[i];
        unsigned char letter = '?';
        if (c.isSpace() || c == u',' || c.category() == QChar::Punctuation_Dash)
            letter = ' ';
        else if ((c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'))
            letter = static_cast<unsigned char>(c.unicode() | 0x20);
        letters.data()[i] = letter;
    }
    return letters;
}

std::vector<std::string_view> partsOf(const SecretBytes &letters)
{
    const std::string_view text(letters.view().data(), static_cast<size_t>(letters.size()));
    std::vector<std::string_view> parts;
    for (size_t begin = text.find_first_not_of(' '); begin != std::string_view::npos;) {
        const auto end = std::min(text.find(' ', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = text.find_first_not_of(' ', end);
    }
    return parts;
}

//! Its place in the list.
std::optional<unsigned> valueOf(std::string_view part)
{
    const auto *const found = std::lower_bound(list.begin(), list.end(), part);
    if (found == list.end())
        return std::nullopt;
    const bool isWord = *found == part || (part.size() >= enoughLetters && found->starts_with(part));
    return isWord ? std::optional(static_cast<unsigned>(found - list.begin())) : std::nullopt;
}

//! How many letters were changed, left out, added, or swapped with their neighbour.
int distance(std::string_view a, std::string_view b)
{
    std::vector<std::vector<int>> cost(a.size() + 1, std::vector<int>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i) {
        for (size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<int>(i + j);
                continue;
            }
            const auto change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

QStringList nearestTo(std::string_view part)
{
    constexpr int farthest = 3;
    constexpr size_t longestPart = 24; // longer ones resemble nothing, and cost time
    if (part.size() > longestPart)
        return {};
    std::vector<std::pair<int, std::string_view>> candidates;
    for (const auto word : list) {
        // Whoever writes only the beginning of words has mistaken that.
        const auto far = std::min(distance(part, word), part.size() <= enoughLetters
                                                            ? distance(part, word.substr(0, enoughLetters))
                                                            : farthest + 1);
        if (far <= farthest && far < static_cast<int>(part.size()))
            candidates.emplace_back(far, word);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    QStringList nearest;
    for (const auto &[far, word] : candidates) {
        if (nearest.size() == mostSuggestions || far > candidates.front().first + 1)
            break;
        nearest << QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
    }
    return nearest;
}

} // namespace

Error WordFault::toError() const
{
    return {ErrorKind::Validation, ErrorCode::WrongWords,
            cause == Cause::Checksum ? QString() : QString::number(position)};
}

SecretBytes wordsFromBits(QByteArrayView bits, int count)
{
    const auto payloadBits = bitsInWords(count);
    Q_ASSERT(bits.size() * 8 >= payloadBits);
    auto payload = emptyBits(payloadBits);
    for (int i = 0; i < payloadBits; ++i) {
        if (bitAt(bits, i))
            setBit(payload, i);
    }
    const auto checksum = checksumOf(payload);
    constexpr qsizetype longestWord = 8;
    SecretBytes text(count * (longestWord + 1));
    qsizetype size = 0;
    for (int word = 0; word < count; ++word) {
        unsigned value = 0;
        for (int i = word * bitsPerWord; i < (word + 1) * bitsPerWord; ++i) {
            const bool isSet = i < payloadBits ? bitAt(payload.view(), i)
                                               : (checksum >> (payloadBits + checksumBits - 1 - i)) & 1;
            value = value << 1 | (isSet ? 1 : 0);
        }
        if (word > 0)
            text.data()[size++] = ' ';
        std::copy(list[value].begin(), list[value].end(), text.data() + size);
        size += static_cast<qsizetype>(list[value].size());
    }
    return SecretBytes::copyOf(text.view().first(size));
}

tl::expected<SecretBytes, WordFault> bitsFromWords(QStringView text, int count)
{
    const auto letters = lettersOf(text);
    const auto parts = partsOf(letters);
    const auto payloadBits = bitsInWords(count);
    auto payload = emptyBits(payloadBits);
    unsigned checksum = 0;
    for (size_t word = 0; word < parts.size(); ++word) {
        const auto value = valueOf(parts[word]);
        const auto position = static_cast<int>(word);
        if (!value)
            return tl::unexpected(
                WordFault{WordFault::Cause::UnknownWord, position + 1, nearestTo(parts[word])});
        for (int bit = 0; position < count && bit < bitsPerWord; ++bit) {
            const auto index = position * bitsPerWord + bit;
            const auto isSet = (*value >> (bitsPerWord - 1 - bit)) & 1;
            if (index >= payloadBits)
                checksum = checksum << 1 | isSet;
            else if (isSet)
                setBit(payload, index);
        }
    }
    if (parts.size() != static_cast<size_t>(count))
        return tl::unexpected(WordFault{WordFault::Cause::WrongCount, static_cast<int>(parts.size())});
    if (checksum != checksumOf(payload))
        return tl::unexpected(WordFault{WordFault::Cause::Checksum});
    return payload;
}

tl::expected<SecretBytes, WordFault> tidyWords(QStringView text, int count)
{
    return bitsFromWords(text, count).map([count](const SecretBytes &bits) {
        return wordsFromBits(bits.view(), count);
    });
}

SecretBytes randomWords(int count)
{
    return wordsFromBits(randomSecret((bitsInWords(count) + 7) / 8).view(), count);
}

QStringList fingerprintWords(QByteArrayView bytes)
{
    const auto words = wordsFromBits(sha256(bytes).view(), fingerprintCount);
    return QString::fromLatin1(words.view()).split(u' ');
}

} // namespace reeeductio
