// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/pastedimage.h"

#include <QPlainTextEdit>

namespace reeeductio {

//! A text to be written, into which files and images can be pasted: it hands those on.
class MessageEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    using QPlainTextEdit::QPlainTextEdit;

    //! Where they cannot be sent only texts are taken.
    void setTakesFiles(bool takesFiles) { m_takesFiles = takesFiles; }

Q_SIGNALS:
    void filesPasted(const QStringList &paths);
    void imagePasted(const reeeductio::PastedImage &image);

protected:
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    bool m_takesFiles = true;
};

} // namespace reeeductio
