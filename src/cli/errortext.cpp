// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/errortext.h"

#include "cli/output.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ErrorText)

public:
    static QString forCode(const Error &error);

private:
    static QString forSeal(ErrorCode code);
    static QString forServer(const Error &error);
    static QString forConnection(ErrorCode code);
    static QString forInput(const Error &error);
    static QString forInvitation(ErrorCode code);
    static QString forPassword(const Error &error);
    static QString forAnswer(ErrorCode code);
};

QString prefixFor(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Authentication:
        return u"Authentication failed"_s;
    case ErrorKind::Authorization:
        return u"Permission denied"_s;
    case ErrorKind::NotFound:
        return u"Not found"_s;
    case ErrorKind::Validation:
    case ErrorKind::Chain:
        return u"Validation error"_s;
    case ErrorKind::Conflict:
        return u"Conflict"_s;
    case ErrorKind::Blob:
    case ErrorKind::Network:
    case ErrorKind::Stream:
    case ErrorKind::Opaque:
    case ErrorKind::Storage:
    case ErrorKind::Cancelled:
    case ErrorKind::Internal:
        return u"Error"_s;
    }
    Q_UNREACHABLE();
}

QString Words::forCode(const Error &error)
{
    for (const auto &words : {forPassword(error), forSeal(error.code), forConnection(error.code),
                              forInput(error), forInvitation(error.code), forAnswer(error.code)}) {
        if (!words.isEmpty())
            return words;
    }
    return forServer(error);
}

QString Words::forSeal(ErrorCode code)
{
    switch (code) {
    case ErrorCode::HashMismatch:
        return tr("what the server gave does not match its hash");
    case ErrorCode::SignatureMismatch:
        return tr("the signature does not hold");
    case ErrorCode::BrokenLink:
        return tr("it does not follow from what came before");
    case ErrorCode::CannotDecrypt:
        return tr("it cannot be decrypted with this key");
    default:
        return {};
    }
}

QString Words::forConnection(ErrorCode code)
{
    switch (code) {
    case ErrorCode::HostNotFound:
        return tr("no such host");
    case ErrorCode::ConnectionRefused:
        return tr("nobody answers at this address (connection refused)");
    case ErrorCode::ConnectionLost:
        return tr("the connection was lost");
    case ErrorCode::TimedOut:
        return tr("the server did not answer in time");
    case ErrorCode::TlsFailed:
        return tr("no secure connection can be made to this server");
    case ErrorCode::RedirectRefused:
        return tr("the server points elsewhere, and that is not followed");
    default:
        return {};
    }
}

QString Words::forInput(const Error &error)
{
    switch (error.code) {
    case ErrorCode::BadKey:
        return tr("a key is missing or malformed");
    case ErrorCode::BadPath:
        return tr("not a valid path or name");
    case ErrorCode::BadTopicName:
        return tr("not a valid topic: 2 to 64 of a-z, 0-9, - and _, and not 'state'");
    case ErrorCode::BadCapability:
        return tr("not a valid capability path: it begins with state/, data/, topics/ or blobs/, or is {any} "
                  "or {...}");
    case ErrorCode::BadBase64:
        return tr("the value is not base64");
    case ErrorCode::MessageTooLong:
        return tr("it is too long for one message: shorten it by about %n bytes", nullptr,
                  static_cast<int>(error.detail.toLongLong() * 3 / 4 + 1));
    case ErrorCode::BlobTooLarge:
        return tr("the file is too large for this server");
    case ErrorCode::StorageRefused:
        return tr("the place that the server named for the file refused it (HTTP %1)").arg(error.httpStatus);
    case ErrorCode::FileChanged:
        return tr("the file was changed while it was being sent; nothing was stored");
    case ErrorCode::CannotOpen:
        return error.kind == ErrorKind::NotFound ? tr("no profile of Reeeductio Desktop is there")
                                                 : tr("the file cannot be opened");
    case ErrorCode::Damaged:
        return tr("the file is damaged");
    case ErrorCode::TooNew:
        return tr("the file was written by a newer version of this program");
    case ErrorCode::KeychainUnavailable:
        if (error.kind == ErrorKind::NotFound)
            return tr(
                "the keychain of this computer has no key to this profile; was it copied from another?");
        return tr("the keys are locked in the keychain of this computer's desktop: unlock it, or use a "
                  "credentials file");
    case ErrorCode::WrongPassphrase:
        return tr("the key that is kept for this profile does not open it");
    case ErrorCode::CannotRead:
        return tr("the file cannot be read");
    case ErrorCode::CannotWrite:
        return tr("the output could not be written");
    case ErrorCode::DiskFull:
        return tr("the output could not be written: the disk is full");
    case ErrorCode::ClockSkew:
        return tr("the clocks of this computer and the server are too far apart");
    default:
        return {};
    }
}

QString Words::forInvitation(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvitationSpent:
        return tr("this invitation has been used as often as it may be; ask for a new one");
    case ErrorCode::InvitationRevoked:
        return tr("this invitation was taken back, or never was of this space; ask for a new one");
    case ErrorCode::InvitationExpired:
        return tr("this invitation has expired; ask for a new one");
    case ErrorCode::WrongWords:
        return tr("these are not the words of this invitation");
    default:
        return {};
    }
}

QString Words::forPassword(const Error &error)
{
    switch (error.code) {
    case ErrorCode::BadUsername:
        return tr("not a valid username: 1 to 255 letters, digits and . _ @ + -");
    case ErrorCode::WrongNameOrPassword:
        return tr("name or password is wrong");
    case ErrorCode::NotEnabled:
        return tr("this space has no password login; its owner turns it on with 'opaque enable'");
    case ErrorCode::LoginOvertaken:
        return tr("somebody else was logging in by the same name, again and again");
    case ErrorCode::PasswordNotKept:
        return tr(
            "this member may not write what the password is kept in: role opaque-user does not allow it on "
            "published servers. The space's owner can register it for the member, with --for");
    case ErrorCode::AlreadyExists:
        return error.kind == ErrorKind::Validation ? tr("this name is taken") : QString();
    default:
        break;
    }
    if (error.kind != ErrorKind::Opaque)
        return {};
    return error.code == ErrorCode::SignatureMismatch
               ? tr("the server does not prove that it is the one this password was registered with")
               : tr("what the server keeps for this password cannot be used");
}

//! What should have been JSON, ids and hashes, and is not.
QString Words::forAnswer(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadJson:
    case ErrorCode::BadUtf8:
    case ErrorCode::DuplicateKey:
    case ErrorCode::TooDeep:
    case ErrorCode::MissingField:
    case ErrorCode::WrongFieldType:
    case ErrorCode::NumberOutOfRange:
    case ErrorCode::BadLength:
    case ErrorCode::BadAlphabet:
    case ErrorCode::BadIdentifierType:
    case ErrorCode::BadIdentifierVersion:
    case ErrorCode::BadHex:
        return tr("the answer is not what a rEEEductio server gives; is it one?");
    case ErrorCode::TooLarge:
        return tr("the answer is larger than any honest one");
    default:
        return {};
    }
}

QString Words::forServer(const Error &error)
{
    switch (error.code) {
    case ErrorCode::NotAMember:
        return tr("this key is no member");
    case ErrorCode::NoSuchSpace:
        return tr("the server has no such space");
    case ErrorCode::TokenRefused:
    case ErrorCode::ChallengeRefused:
        return tr("the server did not accept this key");
    case ErrorCode::PermissionDenied:
        return tr("this member has no right to do that");
    case ErrorCode::UseLimitReached:
        return tr("this tool has been used as often as it may be");
    case ErrorCode::HeadMoved:
        return tr("somebody was faster");
    case ErrorCode::AlreadyExists:
        return tr("it is there already");
    case ErrorCode::OtherIdentity:
        return tr("this profile has that space under another member");
    case ErrorCode::OwnerStays:
        return tr("the owner cannot be removed");
    case ErrorCode::HeadUnreadable:
        return tr("posting needs the right to read the topic, too: a message names the one before it");
    case ErrorCode::GaveUpRetrying:
        return tr("others kept writing in between; try again");
    case ErrorCode::NotFoundOnServer:
        return tr("the server has nothing there");
    case ErrorCode::NotEnabled:
        return tr("the server does not offer that");
    case ErrorCode::ServerFailed:
        return tr("the server failed (HTTP %1)").arg(error.httpStatus);
    case ErrorCode::ServerRefused:
        return tr("the server refused it");
    default:
        return tr("unexpected: %1").arg(nameOf(error.code));
    }
}

} // namespace

QString lineFor(const Error &error)
{
    const auto line = prefixFor(error.kind) + u": "_s + Words::forCode(error);
    const bool isSaid = error.detail.isEmpty() || error.code == ErrorCode::MessageTooLong;
    return isSaid ? line : line + u" ("_s + printableLine(error.detail) + u')';
}

QString detailsOf(const Error &error)
{
    const auto status = error.httpStatus == 0 ? QString() : u" HTTP %1"_s.arg(error.httpStatus);
    return nameOf(error.kind) + u'/' + nameOf(error.code) + status;
}

} // namespace reeeductio
