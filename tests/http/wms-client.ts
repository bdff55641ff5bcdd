import { expect } from 'vitest'
import { findCapabilities } from '../support/capabilities.ts'
import { makeSchemaCheck } from '../support/schema-check.ts'
import { checkWmsStructure } from '../support/wms-structure.ts'
import { parseXmlTree, type XmlElement } from '../support/xml-tree.ts'

export type Version = '1.3.0' | '1.1.1'

const schemas = findCapabilities().ogcSchemas
const checks: Record<Version, ((root: XmlElement) => string[]) | undefined> = {
  '1.3.0': checkWith('XLink_1_0 WMS_1_3_0 WMS_1_3_0_Exceptions Filter_1_1_0 SE_1_1_0 SLD_1_1_0'),
  '1.1.1': checkWith('WMS_1_1_1'),
}

function checkWith(names: string) {
  return schemas === undefined ? undefined : makeSchemaCheck(schemas, names.split(' '))
}

/** An XML answer that must be well-formed, and have the structure of its version; with schemas at hand also that of these. */
export async function readWmsDocument(
  answer: Response,
  version: Version,
  { status = 200, type }: { status?: number; type?: RegExp } = {},
): Promise<XmlElement> {
  const text = await answer.text()
  expect(answer.status, text.slice(0, 400)).toBe(status)
  if (type) expect(answer.headers.get('content-type')).toMatch(type)
  const doctype = /<!DOCTYPE (\w+) SYSTEM "http:\/\/schemas\.opengis\.net\/wms\/1\.1\.1\/\w+\.dtd">\n/.exec(
    text,
  )
  expect(doctype === null, text.slice(0, 200)).toBe(version === '1.3.0')
  const root = parseXmlTree(text.replace(doctype?.[0] ?? '', ''))
  if (doctype) expect(doctype[1]).toBe(root.name)
  expect(checkWmsStructure(root, version), text.slice(0, 3000)).toEqual([])
  const check = checks[version]
  if (check && /Capabilities$/.test(root.name)) {
    // What was compiled from the DTD knows no namespaces.
    const faults = check(root).filter((fault) => !/OnlineResource: attribute \{.*xlink\}/.test(fault))
    expect(faults, text.slice(0, 3000)).toEqual([])
  }
  return root
}

export interface WmsExceptionText {
  code: string | undefined
  locator: string | undefined
  text: string
}

const EXCEPTION_TYPES: Record<Version, RegExp> = {
  '1.3.0': /^text\/xml/,
  '1.1.1': /^application\/vnd\.ogc\.se_xml/,
}

/** The exception of a request that must have been refused. */
export async function readWmsException(
  answer: Response,
  version: Version = '1.3.0',
  status = 400,
): Promise<WmsExceptionText> {
  const root = await readWmsDocument(answer, version, { status, type: EXCEPTION_TYPES[version] })
  expect(root).toMatchObject({
    uri: version === '1.3.0' ? 'http://www.opengis.net/ogc' : '',
    name: 'ServiceExceptionReport',
    attributes: { version },
  })
  const [exception] = root.children
  return {
    code: exception?.attributes.code,
    locator: exception?.attributes.locator,
    text: exception?.text ?? '',
  }
}

/** A GetMap that works, with some of its parameters otherwise; undefined leaves one out. */
export function mapQuery(
  changes: Record<string, string | undefined> = {},
  version: Version = '1.3.0',
): string {
  const parameters: Record<string, string | undefined> = {
    service: 'WMS',
    version,
    request: 'GetMap',
    layers: 'areas-village',
    styles: '',
    [version === '1.3.0' ? 'crs' : 'srs']: 'EPSG:4326',
    bbox: version === '1.3.0' ? '-2.3,110.9,-1.8,111.4' : '110.9,-2.3,111.4,-1.8',
    width: '200',
    height: '200',
    format: 'image/png',
    ...changes,
  }
  return `/wms?${new URLSearchParams(Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))}`
}
