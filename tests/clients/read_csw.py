"""OWSLib harvests a CSW page by page, in Dublin Core and ISO, and searches it. Prints what it found as JSON."""
import json
import sys

from owslib.csw import CatalogueServiceWeb
from owslib.fes import And, BBox, PropertyIsEqualTo, PropertyIsLike

csw = CatalogueServiceWeb(sys.argv[1])
titles, start = [], 0
while True:
    csw.getrecords2(esn="full", startposition=start, maxrecords=4)
    titles += [record.title for record in csw.records.values()]
    start = csw.results["nextrecord"]
    if start == 0:
        break
matches = csw.results["matches"]
isos = {}
# As catalogues harvest each other: the hits alone, then pages of them until all have come.
csw.getrecords2(resulttype="hits")
hits = csw.results["matches"]
for start in range(1, hits + 1, 5):
    csw.getrecords2(
        esn="full", startposition=start, maxrecords=5, outputschema="http://www.isotc211.org/2005/gmd"
    )
    for record in csw.records.values():
        # OWSLib tells data sets by what identifies them.
        identification = record.identification[0] if isinstance(record.identification, list) else record.identification
        isos[record.identifier] = identification.title


def search(*constraints):
    csw.getrecords2(constraints=list(constraints), maxrecords=50)
    return sorted(record.title for record in csw.records.values())


roads = search(PropertyIsEqualTo("dc:title", "Jalan"))
print(
    json.dumps(
        {
            "title": csw.identification.title,
            "operations": [operation.name for operation in csw.operations],
            "matches": matches,
            "hits": hits,
            "titles": titles,
            "isos": isos,
            "roads": roads,
            "like": search(PropertyIsLike("csw:AnyText", "%jalan.geojson%")),
            "box": search(And([PropertyIsEqualTo("dc:title", "Jalan"), BBox([111, -2.2, 111.3, -2.0])])),
            "away": search(BBox([10, 10, 11, 11])),
        }
    )
)
