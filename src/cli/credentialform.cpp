// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/credentialform.h"

#include "cli/command.h"

using namespace Qt::StringLiterals;

namespace reeeductio {

Report credentialReport(const Credentials &credentials, const QString &file)
{
    const auto &[server, space, member, key, root, userKey] = credentials;
    QJsonObject json{{u"space_id"_s, space.toString()},
                     {u"user_id"_s, member.toString()},
                     {u"base_url"_s, server.toString()}};
    auto text = u"Space ID:        %1\nUser ID:         %2"_s.arg(space.toString(), member.toString());
    const auto secret = [&](const QString &label, const QString &name, const QString &hex) {
        json.insert(name, hex);
        text += u'\n' + label + hex;
    };
    if (!file.isEmpty()) {
        json.insert(u"credentials_file"_s, file);
        text += u"\nCredentials:     "_s + file;
    } else {
        secret(u"Private Key:     "_s, u"private_key_hex"_s, secretHex(key.seed()));
        if (root)
            secret(u"Symmetric Root:  "_s, u"symmetric_root_hex"_s, secretHex(root->bytes()));
        if (userKey)
            secret(u"User Key:        "_s, u"user_symmetric_key_hex"_s, secretHex(userKey->bytes()));
    }
    text += u"\nServer:          "_s + server.toString();
    return {text, json};
}

} // namespace reeeductio
