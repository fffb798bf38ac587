// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/result.h"
#include "base/secretbytes.h"

#include <QStringList>

namespace reeeductio {

// Bits as words of one embedded list, to be spoken, written down and typed (PROTOCOL 15). A word holds 11
// bits; the last four bits of the last word are a checksum, so that of words that were taken for others or
// stand in another order 15 of 16 are noticed.

//! How many bits a row of words holds beside its checksum. Six words: 62, each as likely as any other.
constexpr int bitsInWords(int count)
{
    return count * 11 - 4;
}

//! The words of an invitation. 62 random bits, and one guess at them costs an Argon2id of 64 MiB: with a
//! thousand guesses a second half of them takes seventy million years.
inline constexpr int invitationWordCount = 6;

//! Why something typed is no such row of words. Says something of a secret: for the person who typed it, and
//! for nobody's log.
struct WordFault
{
    enum class Cause {
        UnknownWord, //!< the word at `position` is not in the list
        WrongCount,  //!< `position` words are there
        Checksum, //!< each is in the list, but one is another than it should be, or they are in another order
    };

    Cause cause = Cause::Checksum;
    int position = 0; //!< from 1
    QStringList nearest =
        {}; //!< words of the list that look like the unknown one, the likeliest first; at most 3

    //! Validation/WrongWords with the position as detail: nothing secret.
    Error toError() const;
};

//! The row of `count` words of the first bitsInWords(count) of these bits, the others count for nothing:
//! lower case, one space between two. `bits` has at least so many.
SecretBytes wordsFromBits(QByteArrayView bits, int count);

//! Bits from what a person typed; what does not fill the last byte is zero. Any case; between words white
//! space, hyphens and commas; of a word the first four letters are enough.
[[nodiscard]] tl::expected<SecretBytes, WordFault> bitsFromWords(QStringView text, int count);

//! The same row as wordsFromBits() writes it: what keys are made of.
[[nodiscard]] tl::expected<SecretBytes, WordFault> tidyWords(QStringView text, int count);

//! A fresh random row.
SecretBytes randomWords(int count);

//! Six words two people can compare: of the SHA-256 of these bytes. No secret.
QStringList fingerprintWords(QByteArrayView bytes);

} // namespace reeeductio
