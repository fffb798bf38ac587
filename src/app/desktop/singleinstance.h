// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QLocalServer>
#include <QLockFile>
#include <QStringList>

namespace reeeductio {

//! One program a profile: the first holds its lock and listens, a second hands its arguments over and ends.
//! Where the first listens is written beside the lock, whatever session the second is started in. A lock
//! whose holder was killed counts for nothing.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    enum class Place {
        First,
        Second,
        Unusable, //!< the folder cannot be written
    };

    //! `directory`: the profile's; made when it is not there.
    explicit SingleInstance(const QString &directory, QObject *parent = nullptr);
    ~SingleInstance() override;

    //! From now on the first hears of others.
    Place acquire();
    //! For a second: handedOver() or handingOverFailed() follows, one of them and once.
    void handOver(const QStringList &arguments);

Q_SIGNALS:
    //! Another was started with these arguments.
    void argumentsReceived(const QStringList &arguments);
    void handedOver();
    //! The first holds the lock but does not answer.
    void handingOverFailed();

private:
    void listen();
    void receive();
    void connectToFirst(const QStringList &arguments);

    QString m_directory;
    QLockFile m_lock;
    QLocalServer m_server;
};

} // namespace reeeductio
