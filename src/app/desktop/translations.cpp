// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/translations.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

using namespace Qt::StringLiterals;

namespace reeeductio {

void installTranslations(QCoreApplication &application)
{
    // The last one installed is asked first.
    for (const auto &locale : {QLocale(QLocale::English), QLocale()}) {
        auto *translator = new QTranslator(&application);
        if (translator->load(locale, u"reeeductio"_s, u"_"_s, u":/i18n"_s))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    }
}

} // namespace reeeductio
