// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

// The least a Qt Widgets program can be: what `reeeductio-bench start` compares the desktop with. Not
// installed.

#include "app/desktop/startreport.h"

#include <QApplication>
#include <QLabel>
#include <QMainWindow>
#include <QMenuBar>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QMainWindow window;
    window.menuBar()->addMenu(u"File"_s);
    window.setCentralWidget(new QLabel(u"A bare window"_s));
    window.resize(1180, 760);
    new reeeductio::StartReport(window);
    window.show();
    return QApplication::exec();
}
