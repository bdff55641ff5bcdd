"""QGIS reads the features of a collection of an OGC API, and draws the vector tiles of a layer. Prints what it found as JSON."""
import json
import sys

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsVectorTileLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QEventLoop, QSize
from qgis.PyQt.QtGui import QColor

base, box = sys.argv[1], QgsRectangle(*[float(part) for part in sys.argv[2].split(",")])
QgsApplication.setPrefixPath("/usr", True)
application = QgsApplication([], False)
application.initQgis()


def draw(layer):
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    settings.setExtent(box)
    settings.setOutputSize(QSize(300, 200))
    settings.setBackgroundColor(QColor(1, 2, 3))
    job = QgsMapRendererSequentialJob(settings)
    loop = QEventLoop()
    job.finished.connect(loop.quit)
    job.start()
    loop.exec_()
    image = job.renderedImage()
    return {name: image.pixelColor(x, y).name() for name, (x, y) in {"village": (150, 50), "beside": (2, 2)}.items()}


def codes(layer, request=QgsFeatureRequest()):
    return sorted(feature["code"] for feature in layer.getFeatures(request))


def read():
    proposals = QgsVectorLayer(f"url='{base}/ogc' typename='proposals' pageSize='3'", "Usulan", "OAPIF")
    found = {"valid": proposals.isValid(), "error": proposals.error().summary()}
    if proposals.isValid():
        found["count"] = proposals.featureCount()
        found["fields"] = [field.name() for field in proposals.fields()]
        found["codes"] = codes(proposals)
        found["boxed"] = codes(proposals, QgsFeatureRequest().setFilterRect(QgsRectangle(111.0, -2.2, 111.1, -2.1)))
        proposals.setSubsetString("\"status\" = 'accepted' AND \"year\" = 2025")
        found["accepted"] = codes(proposals)
    areas = QgsVectorLayer(f"url='{base}/ogc' typename='areas-village'", "Desa", "OAPIF")
    found["areas"] = codes(areas)
    found["areaType"] = QgsWkbTypes.displayString(areas.wkbType())
    tiles = QgsVectorTileLayer(f"type=xyz&url={base}/tiles/areas-village/{{z}}/{{x}}/{{y}}.mvt&zmin=0&zmax=14", "Petak")
    found["tiles"] = tiles.isValid()
    style = QgsVectorTileBasicRendererStyle("Desa", "areas-village", QgsWkbTypes.PolygonGeometry)
    style.setSymbol(QgsFillSymbol.createSimple({"color": "#00ff00", "outline_style": "no"}))
    style.setEnabled(True)
    renderer = QgsVectorTileBasicRenderer()
    renderer.setStyles([style])
    tiles.setRenderer(renderer)
    found["colours"] = draw(tiles)
    return found


# Layers are gone before the application is.
try:
    print(json.dumps(read()))
    sys.stdout.flush()
finally:
    application.exitQgis()
