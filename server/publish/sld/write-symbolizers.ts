import type {
  FillSymbolizer,
  LineSymbolizer,
  MarkSymbolizer,
  Symbolizer,
  TextSymbolizer,
} from '../../../core/style/layer-style.ts'
import { element, type Xml, type XmlChild } from '../xml-element.ts'
import type { SldDialect } from './sld-dialect.ts'

/** Of the same width across as `radius` tells: a diamond is a square on its corner. */
const SQUARE_ON_CORNER = Math.SQRT2

/** A symbolizer with sizes in pixels, parts in the order that both schemas ask for. */
export function writeSymbolizer(symbolizer: Symbolizer, dialect: SldDialect): Xml {
  switch (symbolizer.kind) {
    case 'Fill':
      return polygon(symbolizer, dialect)
    case 'Line':
      return dialect.se('LineSymbolizer', lineStroke(symbolizer, dialect))
    case 'Mark':
      return point(symbolizer, dialect)
    case 'Text':
      return text(symbolizer, dialect)
  }
}

function polygon(fill: FillSymbolizer, dialect: SldDialect): Xml {
  const { outlineColor, outlineOpacity, outlineWidth, outlineDasharray } = fill
  const outline =
    outlineColor === undefined
      ? null
      : stroke(dialect, {
          stroke: outlineColor,
          'stroke-opacity': outlineOpacity,
          'stroke-width': outlineWidth,
          'stroke-dasharray': outlineDasharray?.join(' '),
        })
  return dialect.se('PolygonSymbolizer', fillOf(dialect, fill.color, fill.fillOpacity), outline)
}

function lineStroke(
  { color, opacity, width, join, cap, dasharray }: LineSymbolizer,
  dialect: SldDialect,
): Xml {
  // SVG's word for the corner; SLD 1.0.0 takes either.
  const corner = join === 'miter' && dialect.version === '1.0.0' ? 'mitre' : join
  return stroke(dialect, {
    stroke: color,
    'stroke-opacity': opacity,
    'stroke-width': width,
    'stroke-linejoin': corner,
    'stroke-linecap': cap,
    'stroke-dasharray': dasharray?.join(' '),
  })
}

function point(mark: MarkSymbolizer, dialect: SldDialect): Xml {
  const diamond = mark.wellKnownName === 'diamond'
  const drawn = dialect.se(
    'Mark',
    dialect.se('WellKnownName', diamond ? 'square' : mark.wellKnownName),
    fillOf(dialect, mark.color, mark.fillOpacity),
    mark.strokeColor === undefined
      ? null
      : stroke(dialect, {
          stroke: mark.strokeColor,
          'stroke-opacity': mark.strokeOpacity,
          'stroke-width': mark.strokeWidth,
          'stroke-dasharray': mark.strokeDasharray?.join(' '),
        }),
  )
  const size = round((mark.radius * 2) / (diamond ? SQUARE_ON_CORNER : 1))
  const moved = mark.offset && dialect.version === '1.1.0' ? displacement(dialect, mark.offset) : null
  const graphic = dialect.se(
    'Graphic',
    drawn,
    dialect.se('Size', size),
    diamond ? dialect.se('Rotation', 45) : null,
    moved,
  )
  return dialect.se('PointSymbolizer', graphic)
}

function text(label: TextSymbolizer, dialect: SldDialect): Xml {
  const font = dialect.se(
    'Font',
    dialect.parameter('font-family', 'Plus Jakarta Sans'),
    dialect.parameter('font-weight', label.fontWeight),
    dialect.parameter('font-size', label.size),
  )
  const placement = label.offset
    ? dialect.se(
        'LabelPlacement',
        dialect.se(
          'PointPlacement',
          dialect.se('AnchorPoint', dialect.se('AnchorPointX', 0.5), dialect.se('AnchorPointY', 0.5)),
          displacement(dialect, label.offset),
        ),
      )
    : null
  const halo =
    label.haloColor === undefined
      ? null
      : dialect.se(
          'Halo',
          dialect.se('Radius', label.haloWidth ?? 1),
          fillOf(dialect, label.haloColor, undefined),
        )
  return dialect.se(
    'TextSymbolizer',
    dialect.se('Label', labelParts(label.label)),
    font,
    placement,
    halo,
    fillOf(dialect, label.color, undefined),
  )
}

/** Text and names of properties, one after the other. */
function labelParts(label: string): XmlChild[] {
  return label
    .split(/\{\{([^{}]+)\}\}/)
    .map((part, at) => (at % 2 === 1 ? element('ogc:PropertyName', {}, part.trim()) : part))
}

/** SLD counts to the right and upwards. */
function displacement(dialect: SldDialect, [x, y]: readonly [number, number]): Xml {
  return dialect.se(
    'Displacement',
    dialect.se('DisplacementX', x),
    dialect.se('DisplacementY', y === 0 ? 0 : -y),
  )
}

function fillOf(dialect: SldDialect, colour: string | undefined, opacity: number | undefined): Xml | null {
  if (colour === undefined) return null
  return dialect.se('Fill', dialect.parameter('fill', colour), dialect.parameter('fill-opacity', opacity))
}

function stroke(dialect: SldDialect, parameters: Readonly<Record<string, string | number | undefined>>): Xml {
  const written = Object.entries(parameters).map(([name, value]) => dialect.parameter(name, value))
  return dialect.se('Stroke', ...written)
}

function round(value: number): number {
  return Number(value.toFixed(4))
}
