"""QGIS loads a layer of a WMS, draws it and asks what is at a place. Prints what it found as JSON."""
import json
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsPointXY,
    QgsRaster,
    QgsRasterLayer,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QEventLoop, QSize
from qgis.PyQt.QtGui import QColor

address, crs, box, place = sys.argv[1:5]
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()
try:
    layer = QgsRasterLayer(
        f"crs={crs}&dpiMode=7&format=image/png&layers=areas-village&styles=default&url={address}",
        "Desa",
        "wms",
    )
    found = {"valid": layer.isValid(), "error": layer.error().summary()}
    if layer.isValid():
        settings = QgsMapSettings()
        settings.setLayers([layer])
        settings.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
        settings.setExtent(QgsRectangle(*[float(part) for part in box.split(",")]))
        settings.setOutputSize(QSize(300, 200))
        settings.setBackgroundColor(QColor(1, 2, 3))
        job = QgsMapRendererSequentialJob(settings)
        loop = QEventLoop()
        job.finished.connect(loop.quit)
        job.start()
        loop.exec_()
        image = job.renderedImage()
        found["colours"] = {
            name: image.pixelColor(x, y).name() for name, (x, y) in {"village": (150, 50), "beside": (2, 2)}.items()
        }
        found["size"] = [image.width(), image.height()]
        x, y = [float(part) for part in place.split(",")]
        provider = layer.dataProvider()
        answer = provider.identify(
            QgsPointXY(x, y),
            QgsRaster.IdentifyFormatText,
            QgsRectangle(*[float(part) for part in box.split(",")]),
            300,
            200,
        )
        found["identified"] = [str(value) for value in answer.results().values()]
    print(json.dumps(found))
    sys.stdout.flush()
finally:
    application.exitQgis()
