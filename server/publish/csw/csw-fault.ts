import { type CommonCode, mismatch, ServiceFault } from '../service-fault.ts'
import { element, type Xml, xmlDocument } from '../xml-element.ts'

const OWS = 'http://www.opengis.net/ows'

export type FaultCode = CommonCode | 'VersionNegotiationFailed'

export class CswFault extends ServiceFault<FaultCode> {
  constructor(code: FaultCode, locator: string, detail: string, status = 400) {
    super('Catalogue request not understood', { code, locator, detail, status })
    this.name = 'CswFault'
  }
}

export const invalid = (locator: string, received: string, expected: string) =>
  new CswFault('InvalidParameterValue', locator, mismatch(locator, received, expected))

export const missing = (locator: string) =>
  new CswFault('MissingParameterValue', locator, `${locator} is missing`)

/** The answer to any error: OWS 1.0.0's ExceptionReport, in the version that CSW 2.0.2 wants (07-006r1, 10.3.7). */
export function exceptionReport(code: FaultCode, locator: string | undefined, detail: string): string {
  return xmlDocument(exception(code, locator, detail))
}

function exception(code: FaultCode, locator: string | undefined, detail: string): Xml {
  return element(
    'ows:ExceptionReport',
    {
      'xmlns:ows': OWS,
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xsi:schemaLocation': `${OWS} http://schemas.opengis.net/ows/1.0.0/owsExceptionReport.xsd`,
      version: '1.2.0',
      language: 'en',
    },
    element(
      'ows:Exception',
      // A negotiation has no locator (OGC 05-008, table 20).
      { exceptionCode: code, locator: code === 'VersionNegotiationFailed' ? null : locator?.slice(0, 100) },
      element('ows:ExceptionText', {}, detail),
    ),
  )
}
