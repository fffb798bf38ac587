// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/desktop/desktop.h"
#include "app/desktop/desktopplaces.h"
#include "app/desktop/singleinstance.h"
#include "app/desktop/startreport.h"
#include "app/desktop/translations.h"
#include "app/terminationsignals.h"

#include <QApplication>
#include <QFileInfo>
#include <QTextStream>

#include <CLI/CLI.hpp>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

constexpr int usageError = 2;

struct Arguments
{
    std::string profile;
    std::vector<std::string> offered; //!< links and files
    bool reportStart = false;
};

bool isLink(const std::string &text)
{
    return text.starts_with("reeeductio:");
}

//! What ends the program at once: nothing, or its exit status.
std::optional<int> read(int argc, char *argv[], Arguments &arguments)
{
    CLI::App program("Chat and administration for rEEEductio", "reeeductio-desktop");
    program.set_version_flag("--version", "reeeductio-desktop version " REEEDUCTIO_VERSION);
    program.add_option("--profile", arguments.profile, "A folder for everything this program keeps");
    program.add_flag("--report-start", arguments.reportStart)->group(""); // for reeeductio-bench
    program.add_option("link-or-file", arguments.offered, "A reeeductio: link to show, or files to send")
        ->check([](const std::string &text) {
            const bool isKnown = isLink(text) || QFileInfo::exists(QFile::decodeName(text.c_str()));
            return isKnown ? std::string() : "neither a reeeductio: link nor a file: " + text;
        });
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? 0 : usageError;
    }
    return std::nullopt;
}

//! As any program understands them: whoever runs already may have been started in another folder.
QStringList toStrings(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const auto &text : texts)
        list << (isLink(text) ? QString::fromStdString(text)
                              : QFileInfo(QFile::decodeName(text.c_str())).absoluteFilePath());
    return list;
}

int handOver(SingleInstance &instance, const QStringList &offered)
{
    QObject::connect(&instance, &SingleInstance::handedOver, qApp, [] { QCoreApplication::exit(0); });
    QObject::connect(&instance, &SingleInstance::handingOverFailed, qApp, [] {
        QTextStream(stderr)
            << "reeeductio-desktop: another one runs with this profile, but does not answer\n";
        QCoreApplication::exit(1);
    });
    instance.handOver(offered);
    return QCoreApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    TerminationSignals terminationSignals;
    Arguments arguments;
    const bool asksForHelp = std::any_of(argv + 1, argv + argc, [](const char *argument) {
        return qstrcmp(argument, "--help") == 0 || qstrcmp(argument, "-h") == 0 ||
               qstrcmp(argument, "--version") == 0;
    });
    if (asksForHelp) // works without a display
        return read(argc, argv, arguments).value_or(0);

    QApplication app(argc, argv); // takes Qt's own options away
    terminationSignals.quitOnSignal();
    QCoreApplication::setApplicationName(u"reeeductio-desktop"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(REEEDUCTIO_VERSION));
    QGuiApplication::setDesktopFileName(u"reeeductio-desktop"_s);
    if (const auto ended = read(argc, argv, arguments))
        return *ended;

    const auto places = desktopPlaces(QString::fromStdString(arguments.profile));
    SingleInstance instance(places.data.path());
    const auto offered = toStrings(arguments.offered);
    const auto place = instance.acquire();
    if (place == SingleInstance::Place::Second)
        return handOver(instance, offered);
    // A folder that cannot be written is told in the window, in words.

    installTranslations(app);
    Desktop desktop({.places = places});
    QObject::connect(&instance, &SingleInstance::argumentsReceived, &desktop, &Desktop::take);
    if (arguments.reportStart)
        new StartReport(desktop.window()); // the window's
    desktop.start();
    if (!offered.isEmpty())
        desktop.take(offered);
    return QCoreApplication::exec();
}
