// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/state/valuelooks.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace reeeductio {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(reeeductio::ValueLooks)
};

QAbstractButton *buttonOf(const LookButtons &buttons, StateLook look)
{
    return look == StateLook::Json ? buttons.json : look == StateLook::Text ? buttons.text : buttons.hex;
}

} // namespace

FormLook formLook(StateForm form, const ThemeColors &colors, const QString &emptied)
{
    switch (form) {
    case StateForm::Emptied:
        return {u"minus"_s, colors.dim, u"dim"_s, emptied};
    case StateForm::Plain:
        return {u"info"_s, colors.warn, u"warn"_s, Words::tr("The server can read this")};
    case StateForm::Encrypted:
        return {u"lock"_s, colors.ok, u"ok"_s, Words::tr("Encrypted")};
    case StateForm::Sealed:
        return {u"lock"_s, colors.warn, u"warn"_s, Words::tr("Encrypted with another key")};
    }
    Q_UNREACHABLE();
}

void enableLooks(const LookButtons &buttons, const StateContent &content)
{
    const bool isThere = content.form != StateForm::Emptied;
    buttons.json->setEnabled(isJson(content));
    buttons.text->setEnabled(isThere && isComparable(content));
    buttons.hex->setEnabled(isThere);
}

void showValue(QPlainTextEdit &view, const LookButtons &buttons, const StateContent &content,
               std::optional<StateLook> wanted)
{
    auto look = wanted.value_or(bestLook(content));
    if (look != StateLook::Hex && !buttonOf(buttons, look)->isEnabled())
        look = bestLook(content);
    for (auto *const button : {buttons.json, buttons.text, buttons.hex})
        button->setChecked(false);
    buttonOf(buttons, look)->setChecked(true);
    view.setLineWrapMode(look == StateLook::Hex ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    view.setPlainText(valueText(content, look));
}

} // namespace reeeductio
