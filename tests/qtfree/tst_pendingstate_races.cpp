// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// Completing, cancelling and consuming one state from three threads at once, many times over: every state
// must end with exactly one of delivered, cancelled or kept, a continuation with a context runs in no other
// thread than that one's, and (under TSan) there is no race.

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

thread_local bool isProducer = false;

struct Counters
{
    std::atomic<int> delivered = 0;
    std::atomic<int> cancelHandlers = 0;
    std::atomic<int> accepted = 0;
    std::atomic<int> elsewhere = 0; //!< deliveries by the producer
};

enum class Way { Directly, ThroughRelay, ContextGoes };

bool runRound(Way way)
{
    State state;
    Relay relay;
    Counters counters;
    std::latch start(3);

    state.onCancel([&] { ++counters.cancelHandlers; });
    const auto sink = [&](int &&value) {
        counters.delivered += value == 7 ? 1 : 100;
        counters.elsewhere += isProducer ? 1 : 0;
    };
    if (way == Way::ContextGoes)
        state.consumeThrough(&relay, sink);
    std::thread producer([&] {
        isProducer = true;
        start.arrive_and_wait();
        if (state.complete(7))
            ++counters.accepted;
    });
    std::thread consumer([&] {
        start.arrive_and_wait();
        if (way == Way::Directly)
            state.consumeDirectly(sink);
        else if (way == Way::ThroughRelay && state.consumeThrough(&relay, sink) && relay.posted)
            state.deliver();
    });
    std::thread canceller([&] {
        start.arrive_and_wait();
        if (way == Way::ContextGoes)
            state.contextGone(&relay);
        else
            state.cancel();
    });
    producer.join();
    consumer.join();
    canceller.join();
    state.deliver();

    const bool atMostOnce = counters.delivered <= 1 && counters.cancelHandlers <= 1 && counters.accepted <= 1;
    const bool handlerXorAccepted = counters.cancelHandlers + counters.accepted <= 1;
    const bool deliveredOnlyIfAccepted = counters.delivered <= counters.accepted;
    const bool inItsThread = way == Way::Directly || counters.elsewhere == 0;
    return atMostOnce && handlerXorAccepted && deliveredOnlyIfAccepted && inItsThread && state.isCancelled();
}

} // namespace

int main()
{
    constexpr Way ways[] = {Way::Directly, Way::ThroughRelay, Way::ContextGoes};
    for (int round = 0; round < 6000; ++round) {
        if (!runRound(ways[round % 3])) {
            std::fprintf(stderr, "round %d broke the contract\n", round);
            return 1;
        }
    }
    return 0;
}
