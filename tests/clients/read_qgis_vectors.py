"""QGIS reads the features of a collection of an OGC API, and draws the vector tiles of a layer. Prints what it found as JSON."""
import json
import sys

from qgis.core import (
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsRectangle,
    QgsVectorLayer,
    QgsVectorTileBasicRenderer,
    QgsVectorTileBasicRendererStyle,
    QgsVectorTileLayer,
    QgsWkbTypes,
)
from qgis_session import box_of, draw, qgis


def codes(layer, request=QgsFeatureRequest()):
    return sorted(feature["code"] for feature in layer.getFeatures(request))


def read(base, box):
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
    found.update(draw(tiles, "EPSG:3857", box_of(box)))
    return found


with qgis():
    print(json.dumps(read(*sys.argv[1:3])), flush=True)
