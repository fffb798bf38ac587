// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "rules.h"

#include <QMap>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace reeeductio::test {

namespace {

//! The table of ARCHITECTURE.md: what a layer may include besides itself. `app` may include all.
const QMap<QString, QStringList> &layers()
{
    static const QMap<QString, QStringList> table{
        {u"base"_s, {}},
        {u"crypto"_s, {u"base"_s}},
        {u"protocol"_s, {u"base"_s, u"crypto"_s}},
        {u"authz"_s, {u"base"_s, u"protocol"_s}},
        {u"net"_s, {u"base"_s}},
        {u"store"_s, {u"base"_s, u"crypto"_s, u"protocol"_s}},
        {u"client"_s, {u"base"_s, u"crypto"_s, u"protocol"_s, u"authz"_s, u"net"_s, u"store"_s}},
        {u"models"_s, {u"base"_s, u"protocol"_s, u"authz"_s, u"client"_s}},
        {u"gui"_s, {u"base"_s, u"protocol"_s, u"authz"_s, u"client"_s, u"models"_s}},
        {u"cli"_s, {u"base"_s, u"protocol"_s, u"authz"_s, u"client"_s}},
        {u"localserver"_s, {u"base"_s, u"crypto"_s, u"protocol"_s, u"authz"_s}},
        {u"app"_s, {}},
    };
    return table;
}

bool mayKnow(const QString &layer, const QString &other)
{
    return layer == other || layer == u"app" || layers()[layer].contains(other);
}

//! `src/gui/chat/x.h` is of layer gui; nothing for a file that is in no layer.
QString layerOf(const QString &path)
{
    const auto parts = path.split(u'/');
    return parts.size() > 2 && parts[0] == u"src" && layers().contains(parts[1]) ? parts[1] : QString();
}

//! What ends a headers' name when tools wrote it: moc's, uic's, and Qt's own for resources and translations.
bool isGenerated(const QString &header)
{
    return header.endsWith(u".moc") || header.section(u'/', -1).startsWith(u"ui_");
}

struct Include
{
    int line;
    QString header;
    bool isQuoted;
};

QList<Include> includesOf(const SourceFile &file)
{
    static const QRegularExpression form(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    QList<Include> found;
    int line = 0;
    for (const auto &text : file.text.split('\n')) {
        ++line;
        const auto match = form.match(QString::fromUtf8(text));
        if (match.hasMatch())
            found << Include{line, match.captured(2), match.captured(1) == u"\""};
    }
    return found;
}

QString complaint(const SourceFile &file, int line, const QString &what)
{
    return u"%1:%2: %3"_s.arg(file.path).arg(line).arg(what);
}

//! Each match of `form` in the code.
QStringList matches(const SourceFile &file, const QRegularExpression &form, const QString &what)
{
    QStringList complaints;
    int line = 0;
    for (const auto &text : codeOnly(file.text).split('\n')) {
        ++line;
        const auto match = form.match(QString::fromUtf8(text));
        if (match.hasMatch())
            complaints << complaint(file, line, what + match.captured(0));
    }
    return complaints;
}

const QSet<QString> layersWithoutWindows{u"base"_s, u"crypto"_s, u"protocol"_s, u"authz"_s,
                                         u"net"_s,  u"store"_s,  u"client"_s,   u"localserver"_s};

} // namespace

QStringList wrongArrows(const SourceFile &file)
{
    const auto layer = layerOf(file.path);
    if (layer.isEmpty())
        return {complaint(file, 1, u"in no layer"_s)};
    QStringList complaints;
    for (const auto &[line, header, isQuoted] : includesOf(file)) {
        const auto other = header.section(u'/', 0, 0);
        const bool isLayers = header.contains(u'/') && layers().contains(other);
        if (isQuoted && !isLayers && !isGenerated(header))
            complaints << complaint(file, line, header + u" is not of the form layer/file.h"_s);
        else if (!isQuoted && isLayers)
            complaints << complaint(file, line, header + u" is ours: in quotation marks"_s);
        else if (isLayers && !mayKnow(layer, other))
            complaints << complaint(file, line, layer + u" may not know "_s + header);
    }
    return complaints;
}

QStringList strayCryptoHeaders(const SourceFile &file)
{
    if (layerOf(file.path) == u"crypto" && file.path.endsWith(u".cpp"))
        return {};
    QStringList complaints;
    for (const auto &[line, header, isQuoted] : includesOf(file)) {
        if (!isQuoted &&
            (header.startsWith(u"sodium") || header == u"argon2.h" || header.startsWith(u"openssl/")))
            complaints << complaint(file, line, header + u" belongs into crypto's .cpp files"_s);
    }
    return complaints;
}

QStringList strayLibraryHeaders(const QList<SourceFile> &files)
{
    struct Confined
    {
        QString prefix;
        QString layer;
    };
    static const QList<Confined> libraries{{u"boost/"_s, u"localserver"_s}, {u"curl/"_s, u"net"_s}};
    constexpr qsizetype most = 2;
    QStringList complaints;
    for (const auto &library : libraries) {
        QStringList allowed;
        for (const auto &file : files) {
            for (const auto &[line, header, isQuoted] : includesOf(file)) {
                if (!header.startsWith(library.prefix))
                    continue;
                if (layerOf(file.path) != library.layer)
                    complaints << complaint(file, line, header + u" belongs into "_s + library.layer);
                else if (!allowed.contains(file.path))
                    allowed << file.path;
            }
        }
        if (allowed.size() > most)
            complaints << library.prefix + u" in more than two files: "_s + allowed.join(u", "_s);
    }
    return complaints;
}

QStringList strayGuiHeaders(const SourceFile &file)
{
    static const QRegularExpression window(
        uR"(^(QtGui|QtWidgets|Q(Gui)?Application|QWidget|QWindow|QPainter|QPixmap|QIcon|QFont|QScreen|Q[A-Za-z]*(View|Dialog|Delegate|Widget))(/|$))"_s);
    const auto layer = layerOf(file.path);
    if (!layersWithoutWindows.contains(layer) && layer != u"models")
        return {};
    QStringList complaints;
    for (const auto &[line, header, isQuoted] : includesOf(file)) {
        const bool isText = header.endsWith(u"StringView") || header.endsWith(u"ByteArrayView");
        if (!isQuoted && !isText && window.match(header).hasMatch())
            complaints << complaint(file, line, layer + u" knows no windows: "_s + header);
    }
    return complaints;
}

QStringList wrongLinks(const SourceFile &cmakeFile)
{
    static const QRegularExpression library(uR"((Qt6?|Reeeductio)::(\w+))"_s);
    const auto layer = layerOf(cmakeFile.path);
    QStringList complaints;
    int line = 0;
    for (const auto &bytes : cmakeFile.text.split('\n')) {
        ++line;
        const auto text = QString::fromUtf8(bytes).section(u'#', 0, 0);
        for (const auto &match : library.globalMatch(text)) {
            const auto name = match.captured(2);
            const bool isOurs = match.captured(1) == u"Reeeductio";
            const bool isWindow = !isOurs && (name == u"Widgets" || name == u"Gui" || name == u"Svg");
            if (isOurs && layers().contains(name) && !mayKnow(layer, name))
                complaints << complaint(cmakeFile, line, layer + u" may not link "_s + name);
            if (isWindow && layersWithoutWindows.contains(layer))
                complaints << complaint(cmakeFile, line, layer + u" may not link "_s + name);
            if (isWindow && layer == u"models" && name != u"Gui")
                complaints << complaint(cmakeFile, line, layer + u" may not link "_s + name);
        }
    }
    return complaints;
}

QStringList waits(const SourceFile &file)
{
    static const QRegularExpression form(
        uR"(\b(QEventLoop|processEvents|waitFor[A-Z]\w*|BlockingQueuedConnection)\b)"_s);
    return matches(file, form, u"no nested loop, no blocking wait: "_s);
}

QStringList missingLicence(const SourceFile &file)
{
    const QByteArray mark = file.path.endsWith(u".cpp") || file.path.endsWith(u".h") ? "// " : "# ";
    const auto lines = file.text.split('\n');
    const bool isThere = lines.size() > 1 && lines[0].startsWith(mark + "SPDX-FileCopyrightText: ") &&
                         lines[1] == mark + "SPDX-License-Identifier: Apache-2.0";
    return isThere ? QStringList() : QStringList{complaint(file, 1, u"without the two SPDX lines"_s)};
}

QStringList tooLong(const SourceFile &file, int mostLines)
{
    const auto count = file.text.count('\n');
    return count <= mostLines ? QStringList()
                              : QStringList{complaint(file, mostLines, u"has %1 lines"_s.arg(count))};
}

QStringList unlisted(const QList<SourceFile> &files, const QList<SourceFile> &cmakeFiles)
{
    QStringList complaints;
    QMap<QString, QByteArray> lists; // by folder
    for (const auto &cmake : cmakeFiles) {
        lists.insert(cmake.path.section(u'/', 0, -2), cmake.text);
        static const QRegularExpression glob(u"file\\s*\\(\\s*GLOB"_s,
                                             QRegularExpression::CaseInsensitiveOption);
        if (glob.match(QString::fromUtf8(cmake.text)).hasMatch())
            complaints << complaint(cmake, 1, u"globs its sources"_s);
    }
    const auto names = [](const QByteArray &list, const QString &before, const QString &name) {
        const QRegularExpression word(before + QRegularExpression::escape(name) + u"($|[\\s)])"_s,
                                      QRegularExpression::MultilineOption);
        return word.match(QString::fromUtf8(list)).hasMatch();
    };
    for (const auto &file : files) {
        bool isListed = false;
        const auto folders = file.path.count(u'/');
        for (int up = 1; up <= folders && !isListed; ++up) {
            const auto list = lists.value(file.path.section(u'/', 0, -1 - up));
            const auto name = file.path.section(u'/', -up);
            isListed = names(list, u"(^|[\\s(])"_s, name);
            if (up == 1 && name.startsWith(u"tst_") && name.endsWith(u".cpp"))
                isListed |= names(list, u"_test\\("_s, name.sliced(4).chopped(4));
        }
        if (!isListed)
            complaints << complaint(file, 1, u"in no CMakeLists.txt"_s);
    }
    return complaints;
}

QByteArray codeOnly(const QByteArray &text)
{
    // One alternative each for: line comment, block comment, raw string, string, character.
    static const QRegularExpression noise(
        uR"re(//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:[^"\\\n]|\\.)*"|(?<!\w)'(?:[^'\\\n]|\\.)')re"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const auto all = QString::fromUtf8(text);
    QString code;
    qsizetype at = 0;
    for (const auto &match : noise.globalMatch(all)) {
        code += all.sliced(at, match.capturedStart() - at);
        code += QString(match.captured(0).count(u'\n'), u'\n');
        at = match.capturedEnd();
    }
    code += all.sliced(at);
    return code.toUtf8();
}

} // namespace reeeductio::test
