import { crsDefinition } from '../geo/crs-definitions.ts'
import type { Filter } from './filter-tree.ts'
import {
  faultAt,
  needNumber,
  needSymbol,
  needText,
  next,
  peek,
  type TextReader,
  takeSymbol,
} from './text-reader.ts'

export function isCrsCode(code: string): boolean {
  return crsDefinition(code) !== undefined
}

/**
 * BBOX(property, x1, y1, x2, y2[, 'EPSG:3857']) of (E)CQL, which clients of WMS send: a condition, x always before y. It
 * cannot be mistaken for BBOX(…) of CQL2, a value whose first argument is a number; undefined for that.
 */
export function readLegacyBox(reader: TextReader): Filter | undefined {
  const property = peek(reader, 1)
  if (property.kind !== 'name' && property.kind !== 'quoted') return undefined
  needSymbol(reader, '(')
  next(reader)
  const ordinates = [0, 1, 2, 3].map(() => {
    needSymbol(reader, ',')
    return needNumber(reader)
  })
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ordinates
  const crs = takeSymbol(reader, ',') ? readCrs(reader) : 'EPSG:4326'
  needSymbol(reader, ')')
  return {
    kind: 'spatial',
    operator: 's_intersects',
    left: { kind: 'property', name: property.value },
    right: { kind: 'bbox', box: [x1, y1, x2, y2], crs },
  }
}

function readCrs(reader: TextReader): string {
  const token = needText(reader, `a code in quotes, such as 'EPSG:3857'`)
  const code = token.value.replace(/^CRS:84$/i, 'OGC:CRS84')
  if (!isCrsCode(code))
    throw faultAt(reader, token, `a CRS that is known here, such as 'EPSG:4326' or 'EPSG:3857'`)
  return code
}
