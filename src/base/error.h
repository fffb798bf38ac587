// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QMetaType>
#include <QObject>
#include <QString>

namespace reeeductio {
Q_NAMESPACE

//! What went wrong, in the words of the SDK reference; the last three are our own.
enum class ErrorKind {
    Authentication, //!< signing in failed
    Authorization,  //!< signed in, but without the right
    NotFound,
    Validation, //!< bad input, or bytes that fail a check
    Chain,      //!< hashes, links or signatures that do not hold
    Conflict,   //!< the topic's head, or the value, is no longer what the caller said
    Blob,
    Network,
    Stream,
    Opaque,
    Storage,   //!< local files: full, damaged, too new, not writable
    Cancelled, //!< nobody waits for the result any more
    Internal,  //!< a bug in this program
};
Q_ENUM_NS(ErrorKind)

//! The cause, fine enough for a person to be told what to do. gui and cli turn it into words; nothing else
//! does.
enum class ErrorCode {
    None,
    // identifiers and encodings
    BadLength,
    BadAlphabet,
    BadIdentifierType,
    BadIdentifierVersion,
    BadBase64,
    BadHex,
    BadKey,
    BadPath,
    BadTopicName,
    BadUsername,
    BadCapability,
    BadUrl,
    BadLink,
    // JSON
    BadJson,
    BadUtf8,
    DuplicateKey,
    TooDeep,
    TooLarge,
    MissingField,
    WrongFieldType,
    NumberOutOfRange,
    // seals
    HashMismatch,
    SignatureMismatch,
    CannotDecrypt,
    BrokenLink,
    // server answers
    NotAMember,
    NoSuchSpace,
    TokenRefused,
    ChallengeRefused,
    PermissionDenied,
    UseLimitReached,
    HeadMoved,
    AlreadyExists,
    OtherIdentity,  //!< this profile has the space under another member; the detail is that member's id
    OwnerStays,     //!< the owner cannot be removed
    HeadUnreadable, //!< posting needs to read what it follows
    GaveUpRetrying,
    NotFoundOnServer,
    MessageTooLong,
    BlobTooLarge,
    StorageRefused, //!< the place that the server named for a file
    ServerRefused,
    ServerFailed,
    ClockSkew,
    NotEnabled,
    // password login
    WrongNameOrPassword,
    LoginOvertaken,  //!< others began to log in by the same name, each time before it ended
    PasswordNotKept, //!< this member may not write what the server would let it in by (PROTOCOL 12.4)
    // invitations
    InvitationSpent,   //!< used as often as it may be
    InvitationRevoked, //!< taken back, or never of this space
    InvitationExpired,
    WrongWords, //!< the detail is the place of one that is none, or how many there are; empty: not the right
                //!< ones
    // the way there
    HostNotFound,
    ConnectionRefused,
    ConnectionLost,
    TimedOut,
    TlsFailed,
    RedirectRefused,
    // local storage
    CannotOpen,
    CannotRead,
    CannotWrite,
    FileChanged, //!< while it was being sent
    DiskFull,
    Damaged,
    TooNew,
    Locked,
    KeychainUnavailable,
    WrongPassphrase,
    // the program
    CancelledByCaller,
    Unexpected,
};
Q_ENUM_NS(ErrorCode)

//! A failure as a value. `detail` is for the *Details* of a person or a log (a path, a hash, the server's own
//! words): never a secret, never shown alone.
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    ErrorCode code = ErrorCode::Unexpected;
    QString detail = {};
    int httpStatus = 0;

    bool isCancelled() const { return kind == ErrorKind::Cancelled; }
    friend bool operator==(const Error &, const Error &) = default;
};

//! Names for logs, JSON output and tests ("Conflict", "HeadMoved"); never translated.
QString nameOf(ErrorKind kind);
QString nameOf(ErrorCode code);

} // namespace reeeductio

Q_DECLARE_METATYPE(reeeductio::Error)
