import type { Picture, PictureFormat, PictureMaker } from '../../styles/picture-maker.ts'
import type { Kvp } from '../read-kvp.ts'
import { LIMITS } from './wms-request.ts'
import { readBackground, readPictureFormat, readTransparent } from './wms-values.ts'

/**
 * A fault of GetMap as a picture, where EXCEPTIONS asks for that (06-042, 7.3.3.11): blank, or with the words on it, of the size
 * and format that were asked for. Undefined where XML was asked for, or where size or format are what is wrong.
 */
export async function drawFault(
  pictures: PictureMaker,
  kvp: Kvp,
  words: string,
): Promise<Picture | undefined> {
  const request = /^(?:application\/vnd\.ogc\.se_)?(inimage|blank)$/i.exec(kvp.get('exceptions') ?? '')?.[1]
  if (!request || !/^getmap$/i.test(kvp.get('request') ?? '') || !pictures.available) return undefined
  const [width, height] = [sideOf(kvp.get('width')), sideOf(kvp.get('height'))]
  const format = orElse<PictureFormat | undefined>(() => readPictureFormat(kvp.get('format')), undefined)
  if (width === undefined || height === undefined || format === undefined) return undefined
  return await pictures.note({
    text: request.toLowerCase() === 'inimage' ? words : '',
    width,
    height,
    format,
    transparent: orElse(() => readTransparent(kvp.get('transparent')), false),
    background: orElse(() => readBackground(kvp.get('bgcolor')), '#ffffff'),
  })
}

function sideOf(text: string | undefined): number | undefined {
  const side = text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0
  return side >= 1 && side <= LIMITS.side ? side : undefined
}

/** The error of the request is reported already; faulty values must not prevent drawing that report. */
function orElse<Value>(read: () => Value, otherwise: Value): Value {
  try {
    return read()
  } catch {
    return otherwise
  }
}
