import type { FilterBox, SpatialOperator } from '../../../core/filter/filter-tree.ts'

/**
 * How two boxes in degrees lie to each other (OGC 06-103r4: DE-9IM of two rectangles). A box without width or height is a
 * line or a point, which crosses or overlaps nothing here.
 */
export function relateBoxes(operator: SpatialOperator, a: FilterBox, b: FilterBox): boolean {
  const touched = a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]
  const inner = a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]
  const within = (small: FilterBox, large: FilterBox) =>
    small[0] >= large[0] && small[1] >= large[1] && small[2] <= large[2] && small[3] <= large[3]
  switch (operator) {
    case 's_intersects':
      return touched
    case 's_disjoint':
      return !touched
    case 's_equals':
      return within(a, b) && within(b, a)
    case 's_within':
      return within(a, b) && inner
    case 's_contains':
      return within(b, a) && inner
    case 's_touches':
      return touched && !inner
    case 's_overlaps':
      return inner && isArea(a) && isArea(b) && !within(a, b) && !within(b, a)
    case 's_crosses':
      return false
  }
}

const isArea = ([west, south, east, north]: FilterBox) => west < east && south < north
