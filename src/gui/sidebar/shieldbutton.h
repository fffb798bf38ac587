// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include <QPointer>
#include <QPushButton>

#include <memory>

namespace reeeductio {

class LiveSpace;

//! What the audit of a space has come to, in a few words beside a shield; pressed, it wants the audit shown.
class ShieldButton : public QPushButton
{
    Q_OBJECT

public:
    explicit ShieldButton(QWidget *parent = nullptr);
    ~ShieldButton() override;

    //! Null says nothing.
    void setSpace(LiveSpace *space);
    //! All of it, also where there is no room for it.
    const QString &words() const { return m_words; }

    QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void elide();

    QPointer<LiveSpace> m_space;
    std::unique_ptr<QObject> m_watched; //!< context of everything that concerns the space
    QString m_words;
};

} // namespace reeeductio
