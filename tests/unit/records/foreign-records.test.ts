import { describe, expect, it } from 'vitest'
import { readRecordDocument } from '../../../server/ingest/records/read-records.ts'

const NAMES =
  'xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:ows="http://www.opengis.net/ows" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"'
const dublinCore = (content: string) =>
  `<?xml version="1.0"?><!-- berkas --><csw:Record ${NAMES}>${content}</csw:Record>`
const named = '<dc:identifier>urn:uuid:1</dc:identifier><dc:title>Jalan nasional</dc:title>'

const iso = `<gmd:MD_Metadata xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco" xmlns:gmx="http://www.isotc211.org/2005/gmx">
<gmd:fileIdentifier><gco:CharacterString>a-1</gco:CharacterString></gmd:fileIdentifier>
<gmd:hierarchyLevel><gmd:MD_ScopeCode codeList="x" codeListValue="dataset"/></gmd:hierarchyLevel>
<gmd:contact><gmd:CI_ResponsibleParty><gmd:organisationName><gco:CharacterString>Badan Contoh</gco:CharacterString></gmd:organisationName></gmd:CI_ResponsibleParty></gmd:contact>
<gmd:dateStamp><gco:Date>2025-02-03</gco:Date></gmd:dateStamp>
<gmd:identificationInfo><gmd:MD_DataIdentification>
<gmd:citation><gmd:CI_Citation><gmd:title><gco:CharacterString>Tutupan lahan</gco:CharacterString></gmd:title>
<gmd:date><gmd:CI_Date><gmd:date><gco:Date>2024-05-06</gco:Date></gmd:date><gmd:dateType><gmd:CI_DateTypeCode codeList="x" codeListValue="publication"/></gmd:dateType></gmd:CI_Date></gmd:date></gmd:CI_Citation></gmd:citation>
<gmd:abstract><gco:CharacterString>Menurut citra.</gco:CharacterString></gmd:abstract>
<gmd:descriptiveKeywords><gmd:MD_Keywords><gmd:keyword><gmx:Anchor>hutan</gmx:Anchor></gmd:keyword></gmd:MD_Keywords></gmd:descriptiveKeywords>
<gmd:topicCategory><gmd:MD_TopicCategoryCode>imageryBaseMapsEarthCover</gmd:MD_TopicCategoryCode></gmd:topicCategory>
<gmd:extent><gmd:EX_Extent><gmd:geographicElement><gmd:EX_GeographicBoundingBox>
<gmd:westBoundLongitude><gco:Decimal>110</gco:Decimal></gmd:westBoundLongitude><gmd:eastBoundLongitude><gco:Decimal>112.5</gco:Decimal></gmd:eastBoundLongitude>
<gmd:southBoundLatitude><gco:Decimal>-3</gco:Decimal></gmd:southBoundLatitude><gmd:northBoundLatitude><gco:Decimal>-1</gco:Decimal></gmd:northBoundLatitude>
</gmd:EX_GeographicBoundingBox></gmd:geographicElement></gmd:EX_Extent></gmd:extent>
</gmd:MD_DataIdentification></gmd:identificationInfo>
<gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions><gmd:onLine><gmd:CI_OnlineResource>
<gmd:linkage><gmd:URL>https://geoservices.example.go.id/wms</gmd:URL></gmd:linkage><gmd:protocol><gco:CharacterString>OGC:WMS</gco:CharacterString></gmd:protocol>
</gmd:CI_OnlineResource></gmd:onLine></gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>
</gmd:MD_Metadata>`

describe('a record of data elsewhere', () => {
  it('in Dublin Core has its box in the axes that its CRS says, and keeps the document without what stands before it', () => {
    const corners =
      '<ows:LowerCorner>44.792 -6.171</ows:LowerCorner><ows:UpperCorner>51.126 -2.228</ows:UpperCorner>'
    const text = dublinCore(
      `${named}<dc:type>http://purl.org/dc/dcmitype/Dataset</dc:type><dc:date>2005-10-24</dc:date><dc:subject>a</dc:subject><dc:subject>b</dc:subject><ows:BoundingBox crs="urn:x-ogc:def:crs:EPSG:6.11:4326">${corners}</ows:BoundingBox>`,
    )
    const [{ form, record, document } = expect.fail('no record')] = readRecordDocument(text)
    expect(form).toBe('dublin-core')
    expect(record).toMatchObject({
      id: 'urn:uuid:1',
      title: 'Jalan nasional',
      type: 'http://purl.org/dc/dcmitype/Dataset',
      date: '2005-10-24',
      subjects: ['a', 'b'],
      box: [-6.171, 44.792, -2.228, 51.126],
      modified: null,
      publisher: null,
    })
    expect(document).toMatch(/^<csw:Record .*<\/csw:Record>$/s)
    const plain = text.replace('urn:x-ogc:def:crs:EPSG:6.11:4326', 'EPSG:4326')
    expect(readRecordDocument(plain)[0]?.record.box).toEqual([44.792, -6.171, 51.126, -2.228])
  })

  it('in ISO 19139 is read through its wrappings', () => {
    expect(readRecordDocument(iso)[0]).toMatchObject({
      form: 'iso19139',
      record: {
        id: 'a-1',
        type: 'dataset',
        title: 'Tutupan lahan',
        abstract: 'Menurut citra.',
        subjects: ['hutan', 'imageryBaseMapsEarthCover'],
        publisher: 'Badan Contoh',
        date: '2024-05-06',
        modified: '2025-02-03',
        box: [110, -3, 112.5, -1],
        links: [{ url: 'https://geoservices.example.go.id/wms', kind: 'OGC:WMS', title: null }],
      },
    })
  })

  it('in DCAT may be several, by prefixes or by bare names, in Indonesian where there are two languages', () => {
    const records = readRecordDocument(
      JSON.stringify({
        '@type': 'dcat:Catalog',
        'dcat:dataset': [
          {
            '@type': 'dcat:Dataset',
            'dct:identifier': 'x-1',
            'dct:title': [
              { '@value': 'Rivers', '@language': 'en' },
              { '@value': 'Sungai', '@language': 'id' },
            ],
            'dct:publisher': { 'foaf:name': 'Balai Contoh' },
            'dct:spatial': { 'dcat:bbox': { '@value': 'POLYGON((110 -3, 112 -3, 112 -1, 110 -1, 110 -3))' } },
            'dcat:distribution': [
              { 'dcat:accessURL': { '@id': 'https://x.example/a.zip' }, 'dcat:mediaType': 'application/zip' },
              { 'dcat:accessURL': { '@id': 'javascript:alert(1)' } },
            ],
          },
          { '@type': 'Dataset', identifier: 'x-2', title: 'Danau', spatial: '110,-3,112,-1' },
        ],
      }),
    )
    expect(records.map(({ record: { id, title, box } }) => [id, title, box])).toEqual([
      ['x-1', 'Sungai', [110, -3, 112, -1]],
      ['x-2', 'Danau', [110, -3, 112, -1]],
    ])
    expect(records[0]?.record).toMatchObject({
      publisher: 'Balai Contoh',
      formats: ['application/zip'],
      links: [{ url: 'https://x.example/a.zip', kind: 'application/zip' }],
    })
  })

  it.for<[what: string, spatial: string, box: number[] | null]>([
    [
      'after a CRS with longitude first',
      '<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON((110 -3, 112 -3, 112 -1, 110 -1, 110 -3))',
      [110, -3, 112, -1],
    ],
    [
      'after one with latitude first',
      '<http://www.opengis.net/def/crs/EPSG/0/4326> POLYGON((-3 110, -3 112, -1 112, -1 110, -3 110))',
      [110, -3, 112, -1],
    ],
    ['with heights', 'POLYGON Z ((110 -3 5, 112 -3 7, 112 -1 9, 110 -1 8, 110 -3 5))', [110, -3, 112, -1]],
    ['of two parts', 'MULTIPOINT((110 -3), (112.5 -1e0))', [110, -3, 112.5, -1]],
    ['as four numbers', '110 -3 112 -1', [110, -3, 112, -1]],
    ['in words with a number', 'Kab. 12, Desa -3 (1) 4, 5', null],
    ['as a code', 'https://example.id/wilayah/62.01?x=1,2,3,4', null],
    ['that is broken', 'POLYGON((110 -3, 112', null],
  ])('in DCAT lies where its text says: %s', ([, spatial, box]) => {
    const text = JSON.stringify({ '@type': 'Dataset', identifier: 'a', title: 'b', spatial })
    expect(readRecordDocument(text)[0]?.record.box).toEqual(box)
  })

  it.for<[what: string, text: string, parameter: string]>([
    ['without an identifier', dublinCore('<dc:title>a</dc:title>'), 'identifier'],
    ['without a title', dublinCore('<dc:identifier>a</dc:identifier>'), 'title'],
    ['of another vocabulary', '<a/>', 'body'],
    ['that is no XML', '<a', 'body'],
    ['that is no JSON', 'halo', 'body'],
    ['in which no dataset is', '{"a":[1]}', 'body'],
    [
      'of XML 1.1, with a character that XML 1.0 has not',
      `<?xml version="1.1"?><csw:Record ${NAMES}>${named}<dc:subject>a&#1;b</dc:subject></csw:Record>`,
      'body',
    ],
    ['with entities of its own', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'body'],
  ])('is refused, and the place is told: %s', ([, text, parameter]) => {
    expect(() => readRecordDocument(text)).toThrow(
      expect.objectContaining({ body: expect.objectContaining({ parameter }) }),
    )
  })
})
