// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace reeeductio {

template <class Signature>
class UniqueFunction;

//! A callable that may own move-only things (std::function cannot; std::move_only_function is C++23).
//! Qt-free.
template <class R, class... Args>
class UniqueFunction<R(Args...)>
{
public:
    UniqueFunction() = default;

    template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, UniqueFunction>) UniqueFunction(F &&function)
        : m_callable(std::make_unique<Holder<std::decay_t<F>>>(std::forward<F>(function)))
    {}

    explicit operator bool() const { return m_callable != nullptr; }
    R operator()(Args... args) { return m_callable->call(std::forward<Args>(args)...); }

private:
    struct Callable
    {
        Callable() = default;
        Callable(const Callable &) = delete;
        Callable &operator=(const Callable &) = delete;
        virtual ~Callable() = default;
        virtual R call(Args... args) = 0;
    };

    template <class F>
    struct Holder final : Callable
    {
        explicit Holder(F function) : m_function(std::move(function)) {}
        R call(Args... args) override { return m_function(std::forward<Args>(args)...); }
        F m_function;
    };

    std::unique_ptr<Callable> m_callable;
};

} // namespace reeeductio
