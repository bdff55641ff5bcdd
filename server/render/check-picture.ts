import { crsDefinition } from '../../core/geo/crs-definitions.ts'
import type { PictureWindow } from '../../core/geo/picture-window.ts'
import { badParameter } from '../../core/problem.ts'
import {
  MOST_LAYERS,
  MOST_PIXELS,
  MOST_PIXELS_ACROSS,
  PICTURE_FORMATS,
  type PictureFormat,
  type PictureRequest,
} from '../styles/picture-maker.ts'

const COLOUR = /^#[0-9a-f]{6}$/i

/** The window of a request whose every number is within bounds. Throws Problem (400) that names the parameter. */
export function checkPicture(request: PictureRequest): PictureWindow {
  const { bbox, layers, background } = request
  const { width, height } = checkSize(request)
  checkFormat(request.format)
  const crs = crsDefinition(request.crs === 'CRS:84' ? 'CRS84' : request.crs)
  if (!crs) throw badParameter('crs', request.crs, 'a CRS of the capabilities')
  const [west, south, east, north] = bbox
  if (!bbox.every(Number.isFinite) || west >= east || south >= north)
    throw badParameter('bbox', bbox.join(','), 'four numbers, each minimum below its maximum')
  if (layers.length > MOST_LAYERS)
    throw badParameter('layers', layers.length, `at most ${MOST_LAYERS} layers`)
  if (!COLOUR.test(background)) throw badParameter('background', background, 'a colour like #ffffff')
  return { crs: crs.code, bbox, width, height }
}

export function checkSize({ width, height }: { width: number; height: number }): {
  width: number
  height: number
} {
  for (const [name, value] of Object.entries({ width, height })) {
    if (!Number.isInteger(value) || value < 1 || value > MOST_PIXELS_ACROSS)
      throw badParameter(name, value, `a whole number from 1 to ${MOST_PIXELS_ACROSS}`)
  }
  if (width * height > MOST_PIXELS)
    throw badParameter('width', `${width} × ${height}`, `at most ${MOST_PIXELS} pixels`)
  return { width, height }
}

export function checkFormat(format: PictureFormat): void {
  if (!PICTURE_FORMATS.includes(format))
    throw badParameter('format', format, `one of ${PICTURE_FORMATS.join(', ')}`)
}
