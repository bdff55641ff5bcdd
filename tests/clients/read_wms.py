"""OWSLib reads a WMS: its capabilities, and one map of each kind. Prints what it found as JSON."""
import json
import sys

from owslib.util import ServiceException
from owslib.wms import WebMapService

address, version = sys.argv[1:3]
wms = WebMapService(address, version=version)
layer = wms["areas-village"]
box = layer.boundingBoxWGS84
srs = "EPSG:4326"
picture = wms.getmap(
    layers=["areas-village", "roads"],
    styles=["", "default"],
    srs=srs,
    bbox=box,
    size=(300, 200),
    format="image/png",
    transparent=True,
)
middle = wms.getfeatureinfo(
    layers=["areas-village"],
    styles=[""],
    srs=srs,
    bbox=box,
    size=(300, 200),
    format="image/png",
    query_layers=["areas-village"],
    info_format="application/json",
    feature_count=5,
    xy=(20, 180),
)
try:
    wms.getmap(layers=["nosuch"], styles=[""], srs=srs, bbox=box, size=(8, 5), format="image/png")
    refusal = None
except ServiceException as error:
    refusal = str(error)
print(
    json.dumps(
        {
            "title": wms.identification.title,
            "type": wms.identification.type,
            "provider": wms.provider.contact.organization,
            "operations": [operation.name for operation in wms.operations],
            "formats": wms.getOperationByName("GetMap").formatOptions,
            "layers": sorted(wms.contents),
            "box": box,
            "styles": {name: style.get("legend") for name, style in layer.styles.items()},
            "crs": len(layer.crsOptions),
            "metadata": [link["url"] for link in layer.metadataUrls],
            "queryable": layer.queryable,
            "times": wms["proposals"].timepositions,
            "picture": picture.read()[16:24].hex(),
            "info": json.loads(middle.read()),
            "refusal": refusal,
        }
    )
)
