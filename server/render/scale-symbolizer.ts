import type { Symbolizer } from '../../core/style/layer-style.ts'

type Offset = readonly [number, number]

/** The symbolizer as it is drawn where sizes shrink by this factor; text keeps its size. */
export function scaleSymbolizer(symbolizer: Symbolizer, factor: number): Symbolizer {
  const scaled = (value: number) => value * factor
  const all = (values: readonly number[] | undefined) => values?.map(scaled)
  const moved = (offset: Offset | undefined): Offset | undefined =>
    offset && [scaled(offset[0]), scaled(offset[1])]
  switch (symbolizer.kind) {
    case 'Fill':
      return defined({
        ...symbolizer,
        outlineWidth: scaled(symbolizer.outlineWidth ?? 1),
        outlineDasharray: all(symbolizer.outlineDasharray),
      })
    case 'Line':
      return defined({
        ...symbolizer,
        width: scaled(symbolizer.width),
        dasharray: all(symbolizer.dasharray),
      })
    case 'Mark':
      return defined({
        ...symbolizer,
        radius: scaled(symbolizer.radius),
        strokeWidth: scaled(symbolizer.strokeWidth ?? 1),
        strokeDasharray: all(symbolizer.strokeDasharray),
        offset: moved(symbolizer.offset),
      })
    case 'Text':
      return defined({ ...symbolizer, offset: moved(symbolizer.offset) })
  }
}

function defined(symbolizer: object): Symbolizer {
  return Object.fromEntries(
    Object.entries(symbolizer).filter(([, value]) => value !== undefined),
  ) as Symbolizer
}
