// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/errortext.h"

#include "models/displaytext.h"
#include "models/messagetext.h"

#include <QCoreApplication>

#include <optional>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ErrorText)
};

QString askForANewOne()
{
    return Words::tr("Ask whoever invited you for a new one.");
}

ErrorText networkText(const Error &error, Occasion occasion)
{
    const auto again = occasion == Occasion::Asked
                           ? Words::tr("Check your connection, then try again.")
                           : Words::tr("It will be tried again; what you write meanwhile is kept.");
    switch (error.code) {
    case ErrorCode::HostNotFound:
        return {Words::tr("Can't reach the server: its name was not found."),
                Words::tr("Check the address and your connection.")};
    case ErrorCode::ConnectionRefused:
        return {Words::tr("Can't reach the server: nothing answers there."), again};
    case ErrorCode::TimedOut:
        return {Words::tr("The server does not answer."), again};
    case ErrorCode::TlsFailed:
        return {Words::tr("The server could not prove who it is."),
                Words::tr("Its certificate may be expired or another's. Ask whoever runs it.")};
    case ErrorCode::RedirectRefused:
        return {Words::tr("The server sent us to another address, which is not followed."),
                Words::tr("Use the server's final address.")};
    case ErrorCode::TooLarge:
        return {Words::tr("The server's answer was larger than any honest one."), {}};
    case ErrorCode::ServerFailed:
        return {Words::tr("The server has a problem of its own."), again};
    default:
        return {Words::tr("The connection to the server was lost."), again};
    }
}

ErrorText storageText(const Error &error)
{
    switch (error.code) {
    case ErrorCode::DiskFull:
        return {Words::tr("The disk is full; it could not be saved."),
                Words::tr("Free some space, then try again.")};
    case ErrorCode::Damaged:
        return {Words::tr("A file of this profile is damaged."),
                Words::tr("Nothing was overwritten. Restore it from a copy, or start with another profile.")};
    case ErrorCode::TooNew:
        return {Words::tr("A newer version of this program wrote this profile."),
                Words::tr("Update this program; nothing was changed.")};
    case ErrorCode::Locked:
        return {Words::tr("Another program is using this profile's files."),
                Words::tr("Close it, then try again.")};
    case ErrorCode::KeychainUnavailable:
        return {Words::tr("Your system keychain is closed."),
                Words::tr("Unlock it, then start this program again.")};
    case ErrorCode::WrongPassphrase:
        return {Words::tr("The key beside the vault does not open it."),
                Words::tr("It may belong to another vault. Nothing was changed.")};
    case ErrorCode::CannotDecrypt:
        return {Words::tr("This text was saved with another vault's key and cannot be read."), {}};
    case ErrorCode::CannotOpen:
        return {Words::tr("A file of this profile cannot be opened."),
                Words::tr("Check that it is there and that you may read and write it.")};
    case ErrorCode::CannotRead:
        return {Words::tr("The file could not be read to its end."),
                Words::tr("Check the disk it is on, then try again.")};
    case ErrorCode::FileChanged:
        return {Words::tr("The file was changed while it was being sent, so nothing was sent."),
                Words::tr("Try again when nothing writes to it.")};
    default:
        return {Words::tr("A file could not be written."),
                Words::tr("Check that there is space and that you may write there.")};
    }
}

ErrorText validationText(const Error &error)
{
    switch (error.code) {
    case ErrorCode::MessageTooLong:
        return {
            Words::tr("%1 too long for one message.").arg(sizeText(error.detail.toLongLong() * 3 / 4 + 1)),
            Words::tr("Shorten it, or send it as a file.")};
    case ErrorCode::BadTopicName:
        return {Words::tr("2–64 letters, digits, - or _, beginning and ending with a letter or digit."), {}};
    case ErrorCode::BadKey:
        return {Words::tr("A key is missing or malformed."),
                Words::tr("A key is 64 hexadecimal digits, or 43–44 characters of base64.")};
    case ErrorCode::BadUrl:
        return {Words::tr("This is no server address."), Words::tr("It begins with http:// or https://.")};
    case ErrorCode::ClockSkew:
        return {Words::tr("Your computer's clock and the server's differ too much."),
                Words::tr("Set your clock.")};
    case ErrorCode::CannotDecrypt:
        return {Words::tr("Can't open: written with another key."), {}};
    case ErrorCode::WrongWords:
        return {Words::tr("These are not the words of this invitation."),
                Words::tr("Check each of them, and that they came with this link.")};
    case ErrorCode::OwnerStays:
        return {Words::tr("The owner cannot be removed."), {}};
    case ErrorCode::BadUsername:
        return {Words::tr("A name for logging in has 1–255 letters, digits and . _ @ + -"), {}};
    case ErrorCode::AlreadyExists:
        return {Words::tr("This name is taken."), Words::tr("Choose another.")};
    default:
        if (error.httpStatus != 0)
            return {
                Words::tr("The server refused our request as malformed."),
                Words::tr("This is a bug of ours; your text is kept. Please report it with the details.")};
        return {Words::tr("What came from the server is malformed."),
                Words::tr("It is not shown. Whoever runs the server should know.")};
    }
}

ErrorText chainText(const Error &error)
{
    if (error.code == ErrorCode::SignatureMismatch)
        return {Words::tr("A signature does not match: whoever is named did not write this."), {}};
    if (error.code == ErrorCode::BrokenLink)
        return {Words::tr("The server returned an older value than before, or none where there was one."),
                Words::tr("The page Data tells what is missing.")};
    return {Words::tr("What the server gave does not match its seal."),
            Words::tr("It was changed on its way or on the server.")};
}

ErrorText blobText(const Error &error)
{
    switch (error.code) {
    case ErrorCode::BlobTooLarge:
        return {Words::tr("The file is larger than this server takes."), {}};
    case ErrorCode::StorageRefused:
        return {Words::tr("The file storage refused the transfer."), Words::tr("Try again.")};
    default:
        return {Words::tr("The file is not what was sent."), Words::tr("It was not saved.")};
    }
}

ErrorText passwordText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotEnabled:
        return {Words::tr("This space has no password recovery."),
                Words::tr("Use your kit or an invitation.")};
    case ErrorCode::LoginOvertaken:
        return {Words::tr("Somebody else was logging in by the same name."), Words::tr("Try again.")};
    case ErrorCode::SignatureMismatch:
        return {
            Words::tr("The server could not prove that it is the one this password was set at."),
            Words::tr("Neither your password nor your keys were given to it. Whoever runs it should know.")};
    default:
        return {Words::tr("What the server keeps for this password cannot be used."),
                Words::tr("Whoever runs the server should know.")};
    }
}

std::optional<ErrorText> invitationText(ErrorCode code)
{
    const auto askAgain = Words::tr("Ask whoever invited you for a new one.");
    switch (code) {
    case ErrorCode::InvitationSpent:
        return ErrorText{Words::tr("This invitation has been used as often as it may be."), askAgain};
    case ErrorCode::InvitationRevoked:
        return ErrorText{Words::tr("This invitation was taken back, or never was of this space."), askAgain};
    case ErrorCode::InvitationExpired:
        return ErrorText{Words::tr("This invitation has expired."), askAgain};
    case ErrorCode::WrongWords:
        return ErrorText{Words::tr("These are not the words of this invitation."),
                         Words::tr("Compare them with what you were told.")};
    default:
        return std::nullopt;
    }
}

ErrorText wordsFor(const Error &error, Occasion occasion)
{
    if (auto words = invitationText(error.code))
        return *std::move(words);
    switch (error.kind) {
    case ErrorKind::Authentication:
        if (error.code == ErrorCode::NotAMember)
            return {Words::tr("Your key is not in this space."),
                    Words::tr("You may have been removed, or the invitation was not finished. Ask who "
                              "administers it.")};
        if (error.code == ErrorCode::InvitationRevoked)
            return {Words::tr("This invitation was taken back, or is none of this space."), askForANewOne()};
        if (error.code == ErrorCode::WrongNameOrPassword)
            return {Words::tr("Name or password is wrong."), {}};
        return {Words::tr("Signing in failed: the server does not accept this key."),
                Words::tr("Check the key, and that your clock is right.")};
    case ErrorKind::Authorization:
        if (error.code == ErrorCode::UseLimitReached)
            return {Words::tr("This tool has been used as often as it may be."), {}};
        if (error.code == ErrorCode::InvitationSpent)
            return {Words::tr("This invitation has been used as often as it may be."), askForANewOne()};
        if (error.code == ErrorCode::InvitationExpired)
            return {Words::tr("This invitation has expired."), askForANewOne()};
        if (error.code == ErrorCode::HeadUnreadable)
            return {Words::tr("Posting needs the right to read the topic, too."),
                    Words::tr("Ask who administers this space.")};
        if (error.code == ErrorCode::PasswordNotKept)
            return {
                Words::tr("You may not keep a password here."),
                Words::tr("The space's owner can set it for you: reeeductio-admin opaque register --for.")};
        return {Words::tr("You have no right to do this."), Words::tr("Ask who administers this space.")};
    case ErrorKind::NotFound:
        if (error.code == ErrorCode::NoSuchSpace)
            return {Words::tr("This server has no such space."),
                    Words::tr("It may be another server, or the space was not registered yet.")};
        return {Words::tr("The server does not have it."), {}};
    case ErrorKind::Validation:
        return validationText(error);
    case ErrorKind::Chain:
        return chainText(error);
    case ErrorKind::Conflict:
        if (error.code == ErrorCode::OtherIdentity)
            return {Words::tr("This space is already open here as %1.").arg(shortId(error.detail.toUtf8())),
                    Words::tr("Use another profile for a second identity: start this program with --profile "
                              "and another folder.")};
        return {Words::tr("Others kept writing at the same moment."), Words::tr("Try again.")};
    case ErrorKind::Blob:
        return blobText(error);
    case ErrorKind::Network:
    case ErrorKind::Stream:
        return networkText(error, occasion);
    case ErrorKind::Opaque:
        return passwordText(error.code);
    case ErrorKind::Storage:
        return storageText(error);
    case ErrorKind::Cancelled:
        return {Words::tr("It was cancelled."), {}};
    case ErrorKind::Internal:
        break;
    }
    return {Words::tr("Something went wrong in this program."),
            Words::tr("Please report it with the details.")};
}

} // namespace

ErrorText errorText(const Error &error, Occasion occasion)
{
    auto text = wordsFor(error, occasion);
    text.details = nameOf(error.kind) + u'/' + nameOf(error.code);
    if (error.httpStatus != 0)
        text.details += u" (HTTP %1)"_s.arg(error.httpStatus);
    if (!error.detail.isEmpty())
        text.details += u": "_s + error.detail;
    return text;
}

bool hasReason(const Error &error)
{
    return error.kind == ErrorKind::Authorization && error.code != ErrorCode::UseLimitReached;
}

QString whyText()
{
    return Words::tr("Why?");
}

} // namespace reeeductio
