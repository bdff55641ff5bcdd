"""QGIS without windows: started for a script, and a picture of one layer with what its pixels show."""
from contextlib import contextmanager

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QEventLoop, QSize
from qgis.PyQt.QtGui import QColor

WIDTH, HEIGHT = 300, 200
PLACES = {"village": (150, 50), "beside": (2, 2)}


@contextmanager
def qgis():
    """Layers must be gone before the application is: make them in a function that is called within."""
    QgsApplication.setPrefixPath("/usr", True)
    application = QgsApplication([], False)
    application.initQgis()
    try:
        yield
    finally:
        application.exitQgis()


def box_of(text):
    return QgsRectangle(*[float(part) for part in text.split(",")])


def draw(layer, crs, box):
    """The picture's size, and the colours at places of it."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    settings.setExtent(box)
    settings.setOutputSize(QSize(WIDTH, HEIGHT))
    settings.setBackgroundColor(QColor(1, 2, 3))
    job = QgsMapRendererSequentialJob(settings)
    loop = QEventLoop()
    job.finished.connect(loop.quit)
    job.start()
    loop.exec_()
    image = job.renderedImage()
    colours = {name: image.pixelColor(x, y).name() for name, (x, y) in PLACES.items()}
    return {"size": [image.width(), image.height()], "colours": colours}
