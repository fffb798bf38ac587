// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "client/chainrows.h"

#include "store/chainlayout.h"

#include <QSet>

#include <algorithm>

namespace reeeductio {

RowFlags flagsOf(Seal seal)
{
    RowFlags flags;
    flags.setFlag(RowFlag::BadHash, seal == Seal::BadHash);
    flags.setFlag(RowFlag::BadSignature, seal == Seal::BadSignature);
    return flags;
}

QList<StoredMessage> chainRows(const QList<SealedMessage> &messages)
{
    QList<StoredMessage> rows;
    QList<ChainLink> links;
    QSet<QByteArray> known;
    rows.reserve(messages.size());
    links.reserve(messages.size());
    known.reserve(messages.size());
    for (const auto &[message, seal] : messages) {
        if (known.contains(message.hash))
            continue;
        known.insert(message.hash);
        links << ChainLink{message.hash, parentOf(message), message.serverTimestamp};
        rows << StoredMessage{message, 0, flagsOf(seal)};
    }
    const auto places = layOut(links);
    for (qsizetype i = 0; i < rows.size(); ++i) {
        rows[i].position = places[i].position;
        rows[i].flags.setFlag(RowFlag::Unlinked, places[i].isUnlinked);
        rows[i].flags.setFlag(RowFlag::Fork, places[i].isForked);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const StoredMessage &a, const StoredMessage &b) { return a.position < b.position; });
    return rows;
}

} // namespace reeeductio
