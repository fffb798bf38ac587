// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Completing, cancelling and consuming one state from three threads at once, many times over: every state
// must end with exactly one of delivered, cancelled or kept, and (under TSan) without a race.

#include "base/pendingstate.h"

#include <atomic>
#include <cstdio>
#include <latch>
#include <thread>

using State = reeeductio::detail::PendingState<int>;

namespace {

struct Relay final : reeeductio::detail::DeliveryRelay
{
    std::atomic<bool> posted = false;
    std::atomic<bool> released = false;
    void post() override { posted = true; }
    void release() override { released = true; }
};

struct Counters
{
    std::atomic<int> delivered = 0;
    std::atomic<int> cancelHandlers = 0;
    std::atomic<int> accepted = 0;
};

bool runRound(bool throughRelay)
{
    State state;
    Relay relay;
    Counters counters;
    std::latch start(3);

    state.onCancel([&] { ++counters.cancelHandlers; });
    std::thread producer([&] {
        start.arrive_and_wait();
        if (state.complete(7))
            ++counters.accepted;
    });
    std::thread consumer([&] {
        start.arrive_and_wait();
        const auto sink = [&](int &&value) { counters.delivered += value == 7 ? 1 : 100; };
        if (!throughRelay)
            state.consumeDirectly(sink);
        else if (state.consumeThrough(&relay, sink) && relay.posted)
            state.deliver();
    });
    std::thread canceller([&] {
        start.arrive_and_wait();
        state.cancel();
    });
    producer.join();
    consumer.join();
    canceller.join();
    state.deliver();

    const bool atMostOnce = counters.delivered <= 1 && counters.cancelHandlers <= 1 && counters.accepted <= 1;
    const bool handlerXorAccepted = counters.cancelHandlers + counters.accepted <= 1;
    const bool deliveredOnlyIfAccepted = counters.delivered <= counters.accepted;
    return atMostOnce && handlerXorAccepted && deliveredOnlyIfAccepted && state.isCancelled();
}

} // namespace

int main()
{
    for (int round = 0; round < 4000; ++round) {
        if (!runRound(round % 2 == 0)) {
            std::fprintf(stderr, "round %d broke the contract\n", round);
            return 1;
        }
    }
    return 0;
}
