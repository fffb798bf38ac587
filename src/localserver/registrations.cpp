// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "localserver/registrations.h"

#include "crypto/encoding.h"
#include "protocol/authentication.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace reeeductio::localserver {

namespace {

std::optional<PostRefusal> refusedSpace(const Error &error)
{
    if (error.kind == ErrorKind::Chain)
        return PostRefusal{400, 400, u"Invalid space_signature"_s};
    if (error.code == ErrorCode::PermissionDenied)
        return PostRefusal{401, 401, u"created_by must match authenticated user"_s};
    return PostRefusal{400, 401, u"Space registration mismatch: %1"_s.arg(error.detail)};
}

} // namespace

std::optional<PostRefusal> checkRegistration(const QString &path, QByteArrayView data, const MemberId &sender)
{
    const auto segments = path.split(u'/', Qt::SkipEmptyParts);
    const bool isSpace = segments.size() == 2 && segments[0] == u"spaces";
    const bool isIndex = segments.size() == 4 && segments[0] == u"users" && segments[2] == u"spaces";
    if (!isSpace && !isIndex)
        return std::nullopt;
    const auto value = fromBase64(data);
    const auto entry = value ? parseJsonObject(*value) : fail({});
    if (!entry)
        return PostRefusal{401, 400, u"Registrations must be valid base64-encoded JSON"_s};
    if (isIndex && entry->value("space_id"_L1).toString() != segments[3])
        return PostRefusal{400, 401, u"space_id mismatch: path and data name different spaces"_s};
    if (!isSpace)
        return std::nullopt;
    const auto space = SpaceId::parse(segments[1]);
    if (!space)
        return PostRefusal{401, 400, u"Invalid space_id format"_s};
    const auto checked = checkSpaceRegistration(*space, sender, *entry);
    return checked ? std::nullopt : refusedSpace(checked.error());
}

} // namespace reeeductio::localserver
