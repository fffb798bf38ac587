// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "cli/transfermeter.h"

#include <QLocale>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

} // namespace

TransferMeter::TransferMeter(std::shared_ptr<const TransferProgress> progress, Output &output,
                             QObject *parent)
    : QObject(parent), m_progress(std::move(progress)), m_output(output)
{
    connect(&m_timer, &QTimer::timeout, this, &TransferMeter::show);
    m_timer.start(300ms);
}

TransferMeter::~TransferMeter()
{
    m_output.setMeter({});
}

void TransferMeter::show()
{
    const auto done = m_progress->done();
    const auto total = m_progress->total();
    if (!m_progress->isMoving()) {
        if (total > 0)
            m_output.setMeter(tr("reading: %1 of %2").arg(sizeText(done), sizeText(total)));
        return;
    }
    if (!m_moving.isValid() || done < m_atFirst) { // or it began anew
        m_moving.start();
        m_atFirst = done;
        return;
    }
    const auto speed = (done - m_atFirst) * 1000 / std::max<qint64>(m_moving.elapsed(), 1);
    const auto far = total > 0 ? tr("%1 of %2").arg(sizeText(done), sizeText(total)) : sizeText(done);
    m_output.setMeter(tr("%1, %2 a second").arg(far, sizeText(speed)));
}

} // namespace reeeductio
