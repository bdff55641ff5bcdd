import { Problem } from '../../../core/problem.ts'
import { element, type Xml, xmlDocument } from '../xml-element.ts'

/** Codes of OGC 06-121r3 (table 25) that this catalogue answers with. */
export type FaultCode =
  | 'OperationNotSupported'
  | 'MissingParameterValue'
  | 'InvalidParameterValue'
  | 'VersionNegotiationFailed'
  | 'NoApplicableCode'

/** A client's mistake in the words of OWS: a code, and the parameter that is wrong. */
export class CswFault extends Problem {
  readonly code: FaultCode

  constructor(code: FaultCode, locator: string, detail: string, status = 400) {
    super({ title: 'Catalogue request not understood', status, detail, parameter: locator })
    this.name = 'CswFault'
    this.code = code
  }
}

export const invalid = (locator: string, received: string, expected: string) =>
  new CswFault(
    'InvalidParameterValue',
    locator,
    `${locator}: expected ${expected}, received ${received.length > 80 ? `${received.slice(0, 80)}…` : received}`,
  )

export const missing = (locator: string) =>
  new CswFault('MissingParameterValue', locator, `${locator} is missing`)

/** What the client is told, whatever went wrong: OWS 1.0.0's ExceptionReport. */
export function exceptionReport(code: FaultCode, locator: string | undefined, detail: string): string {
  return xmlDocument(exception(code, locator, detail))
}

function exception(code: FaultCode, locator: string | undefined, detail: string): Xml {
  return element(
    'ows:ExceptionReport',
    { 'xmlns:ows': 'http://www.opengis.net/ows', version: '1.0.0', language: 'en' },
    element(
      'ows:Exception',
      { exceptionCode: code, locator: locator?.slice(0, 100) },
      element('ows:ExceptionText', {}, detail),
    ),
  )
}
