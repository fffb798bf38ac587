// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "app/bench/benchmark.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QTextStream>

#include <CLI/CLI.hpp>

using namespace Qt::StringLiterals;
using namespace reeeductio;
using namespace reeeductio::bench;

namespace {

constexpr int usageError = 2;

struct Arguments
{
    std::string name;
    BenchmarkOptions options;
};

void describe(CLI::App &program, Arguments &arguments)
{
    std::vector<std::string> names;
    std::string list = "What to measure:";
    for (const auto &entry : benchmarks()) {
        names.emplace_back(entry.name);
        list += std::string("\n") + entry.name + ": " + entry.description;
    }
    program.add_option("name", arguments.name, list)->required()->check(CLI::IsMember(names));
    program.add_option("--messages", arguments.options.messages, "How many messages")
        ->check(CLI::PositiveNumber);
    program.add_option("--seconds", arguments.options.seconds, "How long, where that can be chosen")
        ->check(CLI::PositiveNumber);
    program.add_option("--bytes", arguments.options.bytes, "How large a file")->check(CLI::PositiveNumber);
    program.add_option("--peer", arguments.options.peer,
                       "A Python that has the package reeeductio, to be compared with (blob)");
    program.add_option("--runs", arguments.options.runs, "Measure this often and tell the median")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
}

const BenchmarkEntry &entryOf(const std::string &name)
{
    const auto all = benchmarks();
    return *std::find_if(all.begin(), all.end(), [&name](const auto &entry) { return entry.name == name; });
}

void tellResult(const Result<QJsonObject> &figures)
{
    if (!figures) {
        const auto &error = figures.error();
        QTextStream(stderr) << "reeeductio-bench: " << nameOf(error.kind) << '/' << nameOf(error.code) << ": "
                            << error.detail << Qt::endl;
        return QCoreApplication::exit(1);
    }
    QTextStream(stdout) << QJsonDocument(*figures).toJson(QJsonDocument::Compact) << Qt::endl;
    QCoreApplication::quit();
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"reeeductio-bench"_s);

    Arguments arguments;
    CLI::App program("Measures what a person waits for", "reeeductio-bench");
    describe(program, arguments);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? 0 : usageError;
    }
    entryOf(arguments.name).make(arguments.options)->start().done(&app, tellResult);
    return QCoreApplication::exec();
}
