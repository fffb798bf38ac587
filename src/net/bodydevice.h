// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "net/httpbody.h"

#include <QIODevice>

#include <memory>
#include <optional>

namespace reeeductio {

//! An HttpBody as Qt wants to read it: from the beginning, once for each time that it goes out.
class BodyDevice final : public QIODevice
{
    Q_OBJECT

public:
    explicit BodyDevice(std::shared_ptr<HttpBody> body, QObject *parent = nullptr);

    //! Why reading ended before its time, which ends the request, too.
    const std::optional<Error> &error() const { return m_error; }

    bool isSequential() const override { return false; } // else Qt could not send it a second time
    qint64 size() const override { return m_body->size(); }
    //! To the beginning only.
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 most) override;

private:
    qint64 failWith(Error error);

    std::shared_ptr<HttpBody> m_body;
    std::optional<Error> m_error;
    bool m_isAtStart = false;
};

} // namespace reeeductio
