// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/shared/secretclipboard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QMimeData>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr auto lifetime = 30s;

//! What is compared later: the secret itself is not kept for that.
QByteArray fingerprint(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace

void copySecret(const QString &secret)
{
    auto *const clipboard = QGuiApplication::clipboard();
    auto *const data = new QMimeData; // the clipboard's
    data->setText(secret);
    data->setData(u"x-kde-passwordManagerHint"_s, "secret");
    clipboard->setMimeData(data);
    QTimer::singleShot(lifetime, clipboard, [clipboard, copied = fingerprint(secret)] {
        if (fingerprint(clipboard->text()) == copied)
            clipboard->clear();
    });
}

} // namespace reeeductio
