// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "base/pending.h"

#include <QObject>

namespace reeeductio {

//! Work of many steps with one result. Made with `new`, owned by its parent, and gone by itself once finished
//! or once nobody waits; its parent's death cancels it. Steps name `this` as their context.
template <class T>
class AsyncOperation : public QObject
{
public:
    //! Begins, and gives the handle whose dropping ends it.
    Pending<T> start()
    {
        PendingPair<T> pair;
        m_completer = std::move(pair.completer);
        m_completer.onCancel([this] { deleteLater(); });
        run();
        return std::move(pair.pending);
    }

protected:
    explicit AsyncOperation(QObject *parent) : QObject(parent) {}

    virtual void run() = 0;

    void finish(Result<T> result)
    {
        m_completer.complete(std::move(result));
        deleteLater();
    }

private:
    Completer<T> m_completer;
};

} // namespace reeeductio
