// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/signmessages.h"

#include "crypto/encoding.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace reeeductio::bench {

namespace {

void sign(Message &message, const SigningKey &key)
{
    const auto hash = MessageId::parse(QByteArrayView(message.hash));
    message.signature = toBase64(key.sign(hash->decoded()).view());
}

} // namespace

void signMessages(QList<Message> &messages, const std::function<const SigningKey &(const Message &)> &keyFor)
{
    const auto count = messages.size();
    const auto threads = static_cast<qsizetype>(std::max(1U, std::thread::hardware_concurrency()));
    const auto share = (count + threads - 1) / threads;
    auto *const begin = messages.data(); // detached once, here
    std::vector<std::jthread> signers;
    for (qsizetype first = 0; first < count; first += share)
        signers.emplace_back([begin, &keyFor, first, last = std::min(first + share, count)] {
            std::for_each(begin + first, begin + last,
                          [&keyFor](Message &message) { sign(message, keyFor(message)); });
        });
}

} // namespace reeeductio::bench
