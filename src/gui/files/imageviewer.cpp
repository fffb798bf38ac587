// SPDX-FileCopyrightText: 2026 The Reeeductio Desktop authors
// SPDX-License-Identifier: Apache-2.0

#include "gui/files/imageviewer.h"

#include "gui/files/filetext.h"
#include "gui/shared/icons.h"
#include "gui/shared/theme.h"
#include "models/displaytext.h"
#include "models/filekinds.h"
#include "models/imagedecoding.h"
#include "ui_imageviewer.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHideEvent>
#include <QMimeData>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace reeeductio {

namespace {

constexpr qint64 mostBytes = 64 * 1024 * 1024; //!< of an image that is shown: it is held in memory
constexpr QSize mostPixels(6000, 6000);        //!< larger ones are shown smaller
constexpr int smallestLevel = 512;

} // namespace

ImageViewer::ImageViewer(QWidget *parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ImageViewer>()), m_images(m_files)
{
    m_ui->setupUi(this);
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    setAttribute(Qt::WA_StyledBackground);
    m_images.setKind(FileFilterModel::Kind::Images);
    m_images.setHidingAccused(true);
    auto heading = m_ui->imageName->font();
    heading.setBold(true);
    m_ui->imageName->setFont(heading);
    m_ui->canvas->setAccessibleName(tr("Image"));
    m_progressTimer.setInterval(250ms);
    connect(&m_progressTimer, &QTimer::timeout, this, &ImageViewer::updateProgress);
    connect(&m_files, &FileListModel::progressed, this, &ImageViewer::updateText);
    connect(m_ui->canvas, &ImageCanvas::zoomChanged, this,
            [this] { // By its action, which gives the button its text anew whenever it changes.
                m_ui->zoomLevel->defaultAction()->setIconText(
                    tr("%1 %").arg(qRound(m_ui->canvas->zoom() * 100)));
            });
    addActions();
    updateIcons();
}

ImageViewer::~ImageViewer() = default;

void ImageViewer::addActions()
{
    const auto add = [this](QToolButton *button, const QString &text, const QList<QKeySequence> &keys,
                            auto handler) {
        auto *const action = new QAction(text, this);
        action->setObjectName(button->objectName() + u"Action"_s);
        action->setShortcuts(keys);
        action->setToolTip(
            keys.isEmpty() ? text : u"%1 (%2)"_s.arg(text, keys.front().toString(QKeySequence::NativeText)));
        connect(action, &QAction::triggered, this, handler);
        addAction(action);
        button->setDefaultAction(action);
        button->setAccessibleName(text);
    };
    auto *const canvas = m_ui->canvas;
    add(m_ui->previousImage, tr("Previous image"), {Qt::Key_Left, Qt::Key_PageUp}, [this] { step(-1); });
    add(m_ui->nextImage, tr("Next image"), {Qt::Key_Right, Qt::Key_PageDown}, [this] { step(1); });
    add(m_ui->zoomOut, tr("Smaller"), {Qt::Key_Minus, QKeySequence::ZoomOut},
        [canvas] { canvas->zoomOut(); });
    add(m_ui->zoomIn, tr("Larger"), {Qt::Key_Plus, QKeySequence::ZoomIn}, [canvas] { canvas->zoomIn(); });
    add(m_ui->zoomLevel, tr("Actual size, or all of it"), {Qt::Key_1, Qt::Key_0}, [canvas] {
        if (canvas->isFitting())
            canvas->showActualSize();
        else
            canvas->fit();
    });
    add(m_ui->copyImage, tr("Copy image"), {QKeySequence::Copy}, [this] { copy(); });
    add(m_ui->saveImage, tr("Save"), {QKeySequence::Save}, [this] { Q_EMIT saveRequested(m_file); });
}

void ImageViewer::updateIcons()
{
    const auto &colors = Theme::colorsFor(palette());
    const auto set = [&colors](QToolButton *button, const QString &icon) {
        if (auto *const action = button->defaultAction())
            action->setIcon(lineIcon(icon, colors.text));
    };
    set(m_ui->previousImage, u"left"_s);
    set(m_ui->nextImage, u"right"_s);
    set(m_ui->zoomOut, u"minus"_s);
    set(m_ui->zoomIn, u"plus"_s);
    set(m_ui->copyImage, u"copy"_s);
    set(m_ui->saveImage, u"download"_s);
}

void ImageViewer::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        updateIcons();
    QDialog::changeEvent(event);
}

void ImageViewer::hideEvent(QHideEvent *event)
{
    QDialog::hideEvent(event);
    if (event->spontaneous()) // it is only minimised
        return;
    m_work.reset(); // nobody looks any more
    m_progressTimer.stop();
    m_files.show(nullptr, {});
    m_ui->canvas->setImage({}, {});
    m_bytes.clear();
}

void ImageViewer::view(LiveSpace &space, const QString &topic, const QByteArray &message,
                       const FilePayload &file)
{
    m_files.show(&space, topic);
    show(message, file);
    QDialog::show();
    raise();
    activateWindow();
    m_ui->canvas->setFocus();
}

int ImageViewer::currentRow() const
{
    const auto found = m_images.match(m_images.index(0, 0), static_cast<int>(FileListModel::Role::Key),
                                      m_message, 1, Qt::MatchExactly);
    return found.isEmpty() ? -1 : found.front().row();
}

//! The newest is the first of the list, and the last to be looked at.
void ImageViewer::step(int by)
{
    const auto next = m_images.index(currentRow() - by, 0);
    if (!m_files.space() || currentRow() < 0 || !next.isValid())
        return;
    const auto &file = m_images.fileAt(next);
    show(file.hash, file.file);
}

void ImageViewer::show(const QByteArray &message, const FilePayload &file)
{
    m_message = message;
    m_file = file;
    m_trouble.clear();
    m_bytes.clear();
    m_work = std::make_unique<QObject>();
    m_ui->canvas->setImage({}, {});
    m_isLoading = true;
    updateText();
    if (!file.thumbnail.isEmpty()) {
        m_files.space()
            ->space()
            .context()
            .pool.run([bytes = file.thumbnail] { return decodeImage(bytes, smallPictureSize).image; })
            .done(m_work.get(), [this](const Result<QImage> &small) {
                if (small && !small->isNull() && !m_ui->canvas->hasImage())
                    m_ui->canvas->setImage({*small}, {m_file.width, m_file.height});
            });
    }
    fetch();
}

void ImageViewer::fetch()
{
    auto &space = m_files.space()->space();
    m_progress = std::make_shared<TransferProgress>();
    m_progressTimer.start();
    const auto key =
        m_file.key ? SymmetricKey::fromBytes(*m_file.key) : fail(ErrorKind::Blob, ErrorCode::CannotDecrypt);
    auto bytes = key ? space.blobs().download(m_file.blob, *key, mostBytes, m_progress)
                     : Pending<QByteArray>::failed(key.error());
    bytes
        .then(m_work.get(),
              [this, &space](const QByteArray &whole) {
                  m_bytes = whole;
                  return space.context().pool.run([whole] { return decoded(whole); });
              })
        .done(m_work.get(), [this](const Result<Decoded> &image) { take(image); });
}

ImageViewer::Decoded ImageViewer::decoded(const QByteArray &bytes)
{
    const auto image = decodeImage(bytes, mostPixels);
    return {halvings(image.image, smallestLevel), image.pixels};
}

void ImageViewer::take(const Result<Decoded> &image)
{
    m_isLoading = false;
    m_progressTimer.stop();
    if (!image)
        m_trouble = fileProblem(image.error(), mostBytes);
    else if (image->levels.isEmpty())
        m_trouble = tr("This is no image that can be shown here. Save it to look at it elsewhere.");
    else
        m_ui->canvas->refine(image->levels, image->pixels);
    updateText();
}

void ImageViewer::updateText()
{
    const auto name = safeFileName(m_file);
    setWindowTitle(name);
    m_ui->imageName->setText(name);
    const auto row = currentRow();
    QStringList about;
    if (row >= 0) {
        const auto &listed = m_images.fileAt(m_images.index(row, 0));
        about << m_files.senderNameOf(listed) << timeText(listed.time);
    }
    if (m_file.width > 0)
        about << u"%1 × %2"_s.arg(m_file.width).arg(m_file.height);
    if (m_file.size >= 0)
        about << sizeText(m_file.size);
    if (row >= 0)
        about << tr("%1 of %2").arg(m_images.rowCount() - row).arg(m_images.rowCount());
    m_ui->imageAbout->setText(about.join(u" · "_s));
    m_ui->previousImage->defaultAction()->setEnabled(row >= 0 && row + 1 < m_images.rowCount());
    m_ui->nextImage->defaultAction()->setEnabled(row > 0);
    const bool isShown = !m_isLoading && m_trouble.isEmpty();
    m_ui->copyImage->defaultAction()->setEnabled(isShown);
    for (auto *const button : {m_ui->zoomIn, m_ui->zoomOut, m_ui->zoomLevel})
        button->defaultAction()->setEnabled(m_trouble.isEmpty());
    updateProgress();
}

void ImageViewer::updateProgress()
{
    auto text = m_trouble;
    if (m_isLoading && m_progress && m_progress->total() > 0)
        text = tr("Fetching: %1 of %2").arg(sizeText(m_progress->done()), sizeText(m_progress->total()));
    else if (m_isLoading)
        text = tr("Fetching…");
    m_ui->imageStatus->setText(text);
    m_ui->imageStatus->setVisible(!text.isEmpty());
}

void ImageViewer::copy()
{
    if (!m_files.space() || !m_work)
        return;
    // Made into a PNG elsewhere: whoever pastes would have it made in this thread.
    m_files.space()
        ->space()
        .context()
        .pool
        .run([bytes = m_bytes] {
            const auto image = decodeImage(bytes, mostPixels).image;
            return std::pair(image, encodeImage(image, "PNG"));
        })
        .done(m_work.get(), [](const Result<std::pair<QImage, QByteArray>> &copied) {
            if (!copied || copied->second.isEmpty())
                return; // it is seen, so there is memory for it; else nothing takes the clipboard's place
            auto *const mime = new QMimeData;
            mime->setData(u"image/png"_s, copied->second);
            mime->setImageData(copied->first);
            QGuiApplication::clipboard()->setMimeData(mime);
        });
}

} // namespace reeeductio
