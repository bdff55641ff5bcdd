import type { Filter, FilterGeometry, IntervalEnd, Value } from './filter-tree.ts'

/** A tree as CQL2 JSON. Throws a RangeError on a geometry in a CRS of its own: CQL2 has none for single literals. */
export function writeCql2Json(tree: Filter): unknown {
  switch (tree.kind) {
    case 'always':
    case 'never':
      return tree.kind === 'always'
    case 'and':
    case 'or':
      return { op: tree.kind, args: tree.operands.map(writeCql2Json) }
    case 'not':
      return { op: 'not', args: [writeCql2Json(tree.operand)] }
    case 'like':
      return { op: 'like', args: [writeValue(tree.value), writeValue(tree.pattern)] }
    case 'between':
      return { op: 'between', args: [tree.value, tree.least, tree.most].map(writeValue) }
    case 'in':
      return { op: 'in', args: [writeValue(tree.value), tree.list.map(writeValue)] }
    case 'isNull':
      return { op: 'isNull', args: [writeValue(tree.value)] }
    default:
      return { op: tree.operator, args: [writeValue(tree.left), writeValue(tree.right)] }
  }
}

function writeValue(value: Value): unknown {
  switch (value.kind) {
    case 'property':
      return { property: value.name }
    case 'text':
    case 'number':
    case 'boolean':
      return value.value
    case 'date':
    case 'timestamp':
      return { [value.kind]: value.value }
    case 'interval':
      return { interval: [writeEnd(value.start), writeEnd(value.end)] }
    case 'geometry':
      refuseOwnCrs(value.crs)
      return writeGeometry(value.geometry)
    case 'bbox':
      refuseOwnCrs(value.crs)
      return { bbox: [...value.box] }
    case 'list':
      return value.items.map(writeValue)
    case 'arithmetic':
      return { op: value.operator, args: [writeValue(value.left), writeValue(value.right)] }
    default:
      return { op: value.kind, args: [writeValue(value.of)] }
  }
}

function writeEnd(end: IntervalEnd): unknown {
  if (end.kind === 'open') return '..'
  return end.kind === 'property' ? { property: end.name } : end.value
}

function writeGeometry(geometry: FilterGeometry): unknown {
  if (geometry.type === 'GeometryCollection')
    return { type: geometry.type, geometries: geometry.geometries.map(writeGeometry) }
  return { type: geometry.type, coordinates: geometry.coordinates }
}

/** Shared by both writers. */
export function refuseOwnCrs(crs: string | undefined): void {
  if (crs !== undefined)
    throw new RangeError(`a geometry in ${crs} cannot be written as CQL2: the filter has one CRS`)
}
