// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "client/credentials.h"

namespace reeeductio {

//! The file that `reeeductio-admin -f` reads:
//! `{"private_key_hex","symmetric_root_hex","base_url","space_id","user_id"}`. It is a secret as a whole.
SecretBytes writeCredentialsFile(const Credentials &credentials);

//! What a credentials file says, each part as far as it is there.
struct PartialCredentials
{
    QUrl server = {}; //!< empty when there is none
    std::optional<SpaceId> space = {};
    std::optional<MemberId> member = {};
    std::optional<SigningKey> key = {};
    std::optional<SymmetricKey> root = {};
    std::optional<SymmetricKey> userKey = {};
};

//! As readCredentialsFile(), for whoever has the rest from elsewhere: nothing is missing, but what is there
//! is well formed.
[[nodiscard]] Result<PartialCredentials> readPartialCredentials(QByteArrayView bytes);

//! That JSON, or lines `Private Key: …`, `Symmetric Root: …`, `Server: …`, `Space ID: …`, `User ID: …`. Only
//! the key is always needed; the space and the member follow from it when they are not named. Validation
//! names what is missing or malformed.
[[nodiscard]] Result<Credentials> readCredentialsFile(QByteArrayView bytes);

//! Credentials as a person types them into a form. Secret: shown masked, never kept.
struct CredentialFields
{
    QString server = {};
    QString privateKey = {};
    QString symmetricRoot = {};
    QString space = {};    //!< empty for the owner: it follows from the key
    bool needsRoot = true; //!< who administers a server opens nothing that is encrypted
};

//! What a field leaves empty, `file` says when there is one, so that its keys need not be shown. Validation
//! with the field's name, as in CredentialFields, as detail: the first that is missing or malformed.
[[nodiscard]] Result<Credentials> readCredentialFields(const CredentialFields &fields,
                                                       const Credentials *file = nullptr);

//! A server's address as a person types it. Validation/BadUrl with `server` as detail.
[[nodiscard]] Result<QUrl> readServerField(const QString &text);

//! 64 hex digits, or 43–44 base64 characters of either alphabet, as scripts and people write keys.
//! Validation/BadKey.
[[nodiscard]] Result<SecretBytes> parseKeyText(QByteArrayView text);

} // namespace reeeductio
