import type { Label } from '../../../../core/proposal/label.ts'
import type { LayerStyle, StyleRule, Symbolizer } from '../../../../core/style/layer-style.ts'
import { legendRules } from '../../../../core/style/legend-rules.ts'
import { markCorners } from '../../../../core/style/mark-shape.ts'
import { decorate, type Paper, put } from '../../../pdf/open-document.ts'
import { INK } from '../../../pdf/page.ts'
import { writeText } from '../../../pdf/write-text.ts'

type Document = PDFKit.PDFDocument

const MOST_ENTRIES = 16
const ROW = 13
const SWATCH = { width: 16, height: 9 } as const

/** Draws the legend in two columns. Returns the y coordinate of its end. */
export function drawLegend(
  paper: Paper,
  { rules }: LayerStyle,
  at: { x: number; y: number; width: number; language: 'id' | 'en'; title: Label },
): number {
  const entries = legendRules(rules, at.title).slice(0, MOST_ENTRIES)
  const rows = Math.ceil(entries.length / 2)
  entries.forEach((rule, index) => {
    const x = at.x + Math.floor(index / Math.max(1, rows)) * (at.width / 2)
    const y = at.y + (index % Math.max(1, rows)) * ROW
    decorate(paper, () => drawSwatch(paper.document, rule, { x, y }))
    const text = (at.language === 'en' && rule.nameEn) || rule.name
    const style = { size: 8, width: at.width / 2 - SWATCH.width - 10, lines: 1 } as const
    put(paper, 'P', () => writeText(paper.document, text, [x + SWATCH.width + 6, y - 0.5], style))
  })
  return at.y + rows * ROW
}

function drawSwatch(
  document: Document,
  { symbolizers }: StyleRule,
  { x, y }: { x: number; y: number },
): void {
  // A rule that applies to points, lines and areas is shown by its mark.
  const marks = symbolizers.filter(({ kind }) => kind === 'Mark')
  for (const symbolizer of marks.length > 0 ? marks : symbolizers) {
    document.save()
    drawSymbol(document, symbolizer, { x, y })
    document.restore()
  }
}

function drawSymbol(document: Document, symbolizer: Symbolizer, { x, y }: { x: number; y: number }): void {
  const { width, height } = SWATCH
  switch (symbolizer.kind) {
    case 'Fill':
      document.rect(x, y, width, height)
      if (symbolizer.color) document.fillOpacity(symbolizer.fillOpacity ?? 1).fill(symbolizer.color)
      document.rect(x, y, width, height).lineWidth(0.5)
      document.stroke(
        symbolizer.outlineColor === '#ffffff' ? INK.line : (symbolizer.outlineColor ?? INK.line),
      )
      break
    case 'Line':
      document.moveTo(x, y + height / 2).lineTo(x + width, y + height / 2)
      document.lineWidth(Math.min(3, symbolizer.width)).stroke(symbolizer.color)
      break
    case 'Mark': {
      const radius = Math.min(4.5, symbolizer.radius)
      const [middleX, middleY] = [x + width / 2, y + height / 2]
      const corners = markCorners(symbolizer.wellKnownName)
      if (corners)
        document.polygon(
          ...corners.map(([dx, dy]): [number, number] => [middleX + dx * radius, middleY + dy * radius]),
        )
      else document.circle(middleX, middleY, radius)
      document.lineWidth(Math.min(1, symbolizer.strokeWidth ?? 0.5))
      const fill = symbolizer.color ?? '#ffffff'
      document.fillOpacity(symbolizer.fillOpacity ?? 1).fillAndStroke(fill, symbolizer.strokeColor ?? fill)
      break
    }
    case 'Text':
      break
  }
}
