// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "support/requesthead.h"

namespace reeeductio::test {

std::optional<RequestHead> RequestHead::takeFrom(QByteArray &unread)
{
    const auto end = unread.indexOf("\r\n\r\n");
    if (end < 0)
        return std::nullopt;
    const auto lines = unread.first(end).split('\n');
    const auto first = lines.first().split(' ');
    RequestHead head{.method = first.value(0), .target = first.value(1)};
    for (const auto &line : lines.sliced(1)) {
        const auto colon = line.indexOf(':');
        head.fields.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    head.raw = unread.first(end + 4);
    unread.remove(0, end + 4);
    return head;
}

} // namespace reeeductio::test
