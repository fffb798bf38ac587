// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QAbstractButton>

namespace reeeductio {

//! A choice as a card: a title and what it means. `text` is the title; the description also serves screen
//! readers.
class CardButton : public QAbstractButton
{
    Q_OBJECT
    Q_PROPERTY(QString description READ description WRITE setDescription)
    Q_PROPERTY(bool emphasized READ isEmphasized WRITE setEmphasized)

public:
    explicit CardButton(QWidget *parent = nullptr);

    QString description() const { return m_description; }
    void setDescription(const QString &description);
    //! The choice most people want.
    bool isEmphasized() const { return m_isEmphasized; }
    void setEmphasized(bool isEmphasized);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRect textArea() const;

    QString m_description;
    bool m_isEmphasized = false;
};

} // namespace reeeductio
