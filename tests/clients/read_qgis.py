"""QGIS loads a layer of a WMS, draws it and asks what is at a place. Prints what it found as JSON."""
import json
import sys

from qgis.core import QgsPointXY, QgsRaster, QgsRasterLayer
from qgis_session import HEIGHT, WIDTH, box_of, draw, qgis


def read(address, crs, box, place):
    source = f"crs={crs}&dpiMode=7&format=image/png&layers=areas-village&styles=default&url={address}"
    layer = QgsRasterLayer(source, "Desa", "wms")
    found = {"valid": layer.isValid(), "error": layer.error().summary()}
    if layer.isValid():
        found.update(draw(layer, crs, box_of(box)))
        at = QgsPointXY(*[float(part) for part in place.split(",")])
        provider = layer.dataProvider()
        answer = provider.identify(at, QgsRaster.IdentifyFormatText, box_of(box), WIDTH, HEIGHT)
        found["identified"] = [str(value) for value in answer.results().values()]
    return found


with qgis():
    print(json.dumps(read(*sys.argv[1:5])), flush=True)
