import { type SVGTemplateResult, svg } from 'lit'
import type { ZoneTool } from '../editing/zone-store.ts'

const line = (path: string, extra: SVGTemplateResult | string = ''): SVGTemplateResult =>
  svg`<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d=${path}></path>${extra}</svg>`

export const toolIcons: Readonly<Record<ZoneTool | 'undo' | 'redo' | 'snap', SVGTemplateResult>> = {
  edit: line('m5 3 6.5 16 2.2-6.6L20 10 5 3Z'),
  polygon: line('M12 3 21 9.6 17.6 20H6.4L3 9.6 12 3Z'),
  freehand: line('M4 17c3-9 5-11 7-11 3.5 0-1 10 2.5 10 3 0 3.5-4 6.5-4'),
  rectangle: line('M4 6h16v12H4Z'),
  circle: line('M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Z'),
  villages: line('m4 8 6-4 4 3 6-2v11l-6 4-4-3-6 2V8ZM10 4v13M14 7v13'),
  split: line('M4 8h6M4 16h6M14 8h6M14 16h6M12 3v3M12 10v4M12 18v3'),
  hole: line('M4 4h16v16H4Z', svg`<circle cx="12" cy="12" r="3.5"></circle>`),
  undo: line('M9 7 4 12l5 5M4 12h10a5 5 0 0 1 5 5v1'),
  redo: line('m15 7 5 5-5 5M20 12H10a5 5 0 0 0-5 5v1'),
  snap: line('M6 4v8a6 6 0 0 0 12 0V4M6 8h4M14 8h4M10 4v8a2 2 0 0 0 4 0V4M6 4h4M14 4h4'),
}
