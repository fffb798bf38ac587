// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "models/filefiltermodel.h"

#include <QDialog>
#include <QTimer>

#include <memory>

namespace Ui {
class ImageViewer;
}

namespace reeeductio {

//! Shows the images of a topic, one at a time, in a window of its own: each fetched when it is looked at,
//! proved and decoded elsewhere, its small picture meanwhile. Nothing of it is written to the disk.
class ImageViewer : public QDialog
{
    Q_OBJECT

public:
    explicit ImageViewer(QWidget *parent = nullptr);
    ~ImageViewer() override;

    //! The image of one message, and the others of its topic before and behind it.
    void view(LiveSpace &space, const QString &topic, const QByteArray &message, const FilePayload &file);
    LiveSpace *space() const { return m_files.space(); }
    const QString &topic() const { return m_files.topic(); }

Q_SIGNALS:
    void saveRequested(const reeeductio::FilePayload &file);

protected:
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Decoded
    {
        QList<QImage> levels; //!< empty: no image that is shown here
        QSize pixels;
    };

    void addActions();
    void updateIcons();
    void step(int by);
    int currentRow() const;
    void show(const QByteArray &message, const FilePayload &file);
    void fetch();
    void take(const Result<Decoded> &image);
    void updateText();
    void updateProgress();
    void copy();
    static Decoded decoded(const QByteArray &bytes);

    std::unique_ptr<Ui::ImageViewer> m_ui;
    FileListModel m_files;
    FileFilterModel m_images;
    QByteArray m_message; //!< the hash of the one whose image is shown
    FilePayload m_file;
    std::unique_ptr<QObject> m_work; //!< context of what is under way for it
    std::shared_ptr<TransferProgress> m_progress;
    QTimer m_progressTimer;
    QString m_trouble;  //!< why it is not shown
    QByteArray m_bytes; //!< as it was sent
    bool m_isLoading = false;
};

} // namespace reeeductio
