// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <optional>

namespace reeeductio {

//! Whose judgement is asked for (DESIGN "Trust"). One engine; they differ only in the table of rulesOf().
enum class RuleSet {
    Real,   //!< as the real server decides, its faults (PROTOCOL 12) included
    Local,  //!< as our embedded server decides
    Strict, //!< what ought to hold: the audit
};

//! The differences, one row a difference.
struct Rules
{
    //! An emptied user, tool, role, assignment or right counts as absent (and what comes after is `create`
    //! again); the rights of an emptied role give nothing. A role that was never defined gives what it has.
    bool emptiedIsAbsent;
    //! An assignment or a right may be emptied at all; the real server wants a value that parses as JSON.
    bool grantsMayBeEmptied;
    //! Rights and assignments count only at exactly five segments; the real server takes any path that begins
    //! like one (12.7).
    bool rightsAtFiveSegmentsOnly;
    //! Trust in an entry, and its sender's right to write it, are judged at the moment it was written; the
    //! real server looks at the newest entries only, by its own clock, and never at the sender of a right
    //! (12.6).
    bool judgedWhenWritten;
    //! A right that is not readable (no `op` or `path`) makes every answer to its holder an error (12.7).
    //! Elsewhere it gives nothing.
    bool brokenRightBreaksHolder;
    //! What nobody could read may not be written: a right without `op`, an expiry that is no positive integer
    //! (0 would mean never), a use limit that is no integer or below 0.
    bool valuesAreChecked;
    //! Data writes are checked as `data/{path}` as well as the bare path (12.4).
    bool dataWritesWithPrefix;
    //! Data writes are checked as the bare path. Not in strict: a right on `state/y` is none on data at
    //! `state/y`. Locally it stays, since published clients may hold such rights.
    bool dataWritesByBarePath;
    //! Only this many of the oldest state messages are read for rights and roles (12.12).
    std::optional<int> oldestMessagesRead;
};

const Rules &rulesOf(RuleSet ruleSet);

} // namespace reeeductio
