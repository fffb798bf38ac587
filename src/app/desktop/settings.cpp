// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/settings.h"

#include "base/logging.h"
#include "base/privatefile.h"

#include <QFile>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Row
{
    Setting setting;
    QLatin1StringView name;
    QJsonValue byDefault;
};

const std::array rows{
    Row{Setting::WindowLayout, "window/layout"_L1, QString()},
    Row{Setting::Place, "window/place"_L1, QString()},
    Row{Setting::Appearance, "window/appearance"_L1, u"system"_s},
    Row{Setting::LocalServerPort, "localserver/port"_L1, 0},
};

const Row &rowOf(Setting setting)
{
    const auto &row = rows.at(static_cast<size_t>(setting));
    Q_ASSERT(row.setting == setting);
    return row;
}

void write(const QString &file, const QByteArray &contents)
{
    const auto written = writePrivateFile(file, contents);
    if (!written) // nothing a person has to know: the defaults will do
        qCWarning(logGui) << "settings are not kept:" << nameOf(written.error().code)
                          << written.error().detail;
}

} // namespace

Settings::Settings(QString file, SerialThread &thread) : m_file(std::move(file)), m_thread(thread)
{
    QFile input(m_file);
    if (input.open(QIODevice::ReadOnly))
        m_values = QJsonDocument::fromJson(input.readAll()).object();
}

QJsonValue Settings::value(Setting setting) const
{
    const auto &row = rowOf(setting);
    const auto found = m_values.value(row.name);
    return found.type() == row.byDefault.type() ? found : row.byDefault;
}

void Settings::set(Setting setting, const QJsonValue &value)
{
    const auto &row = rowOf(setting);
    if (m_values.value(row.name) == value)
        return;
    m_values.insert(row.name, value);
    m_thread.post([file = m_file, contents = QJsonDocument(m_values).toJson()] { write(file, contents); });
}

} // namespace reeeductio
