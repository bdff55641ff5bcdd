import { type CommonCode, mismatch, ServiceFault } from '../service-fault.ts'
import { element, xmlDocument } from '../xml-element.ts'
import type { WmsVersion } from './wms-version.ts'

/** Codes of OGC 06-042 (table E.1) and 01-068r3 (table A.1), and from OWS for what these have no word for. */
export type WmsCode =
  | CommonCode
  | 'InvalidFormat'
  | 'InvalidCRS'
  | 'InvalidSRS'
  | 'LayerNotDefined'
  | 'StyleNotDefined'
  | 'LayerNotQueryable'
  | 'InvalidPoint'
  | 'CurrentUpdateSequence'
  | 'InvalidUpdateSequence'
  | 'MissingDimensionValue'
  | 'InvalidDimensionValue'

export class WmsFault extends ServiceFault<WmsCode> {
  constructor(code: WmsCode, locator: string, detail: string, status = 400) {
    super('Map request not understood', { code, locator, detail, status })
    this.name = 'WmsFault'
  }
}

/** A fault with any code that states the received and the expected value. */
export const refuse = (code: WmsCode, locator: string, received: string, expected: string) =>
  new WmsFault(code, locator, mismatch(locator, received, expected))

export const invalid = (locator: string, received: string, expected: string) =>
  refuse('InvalidParameterValue', locator, received, expected)

export const missing = (locator: string) =>
  new WmsFault('MissingParameterValue', locator, `${locator} is missing`)

export const EXCEPTION_TYPES: Readonly<Record<WmsVersion, string>> = {
  '1.3.0': 'text/xml; charset=utf-8',
  '1.1.1': 'application/vnd.ogc.se_xml; charset=utf-8',
}

/** The exception report for any error (06-042, annex E.2; 01-068r3, annex A.3). */
export function exceptionReport(
  version: WmsVersion,
  { code, locator, detail }: { code: WmsCode; locator: string | undefined; detail: string },
): string {
  if (version === '1.1.1')
    return xmlDocument(
      element('ServiceExceptionReport', { version }, element('ServiceException', { code }, detail)),
      {
        root: 'ServiceExceptionReport',
        address: 'http://schemas.opengis.net/wms/1.1.1/exception_1_1_1.dtd',
      },
    )
  return xmlDocument(
    element(
      'ServiceExceptionReport',
      {
        version,
        xmlns: 'http://www.opengis.net/ogc',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:schemaLocation':
          'http://www.opengis.net/ogc http://schemas.opengis.net/wms/1.3.0/exceptions_1_3_0.xsd',
      },
      element('ServiceException', { code, locator: locator?.slice(0, 100) }, detail),
    ),
  )
}
