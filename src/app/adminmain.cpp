// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/profilefolder.h"
#include "base/serialthread.h"
#include "base/workerpool.h"
#include "cli/adminprogram.h"
#include "cli/commandline.h"
#include "net/httpclient.h"
#include "net/streamsocket.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace reeeductio;

namespace {

//! Scripts read stderr: only what the program itself says belongs there, unless -v asks for more.
void setLogging(const QStringList &arguments)
{
    QLoggingCategory::setFilterRules(CommandLine::wantsVerbose(arguments) ? u"*.debug=false"_s
                                                                          : u"*=false"_s);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"reeeductio-admin"_s);
    const auto arguments = QCoreApplication::arguments().sliced(1);
    setLogging(arguments);

    QFile in;
    QFile out;
    QFile err;
    if (!in.open(stdin, QIODevice::ReadOnly) || !out.open(stdout, QIODevice::WriteOnly) ||
        !err.open(stderr, QIODevice::WriteOnly))
        return AdminProgram::Failed;
    Terminal terminal{in, out, err, isatty(STDERR_FILENO) == 1, QProcessEnvironment::systemEnvironment()};

    WorkerPool pool;
    HttpClient http;
    WebSocketFactory sockets;
    const SystemClock clock;
    SerialThread authority;
    SerialThread store;
    SystemKeychain keychain;
    AdminProgram program({{http, sockets, pool, clock}, authority, {store, keychain, usualProfileFolder()}},
                         terminal, QStringLiteral(REEEDUCTIO_VERSION));
    program.run(arguments).done(&app, [](const Result<int> &exitCode) {
        QCoreApplication::exit(exitCode.value_or(AdminProgram::Failed));
    });
    return QCoreApplication::exec();
}
