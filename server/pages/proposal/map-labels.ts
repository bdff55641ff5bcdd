export interface LabelRequest {
  text: string
  /** Preferred position: the middle of the line of text, in picture units. */
  x: number
  y: number
  strong?: boolean
}

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export interface LabelRoom {
  width: number
  height: number
  /** Height of a line of text, in picture units. */
  size: number
  /** Places that no label may cover, such as the symbol. */
  taken: readonly { x: number; y: number; radius: number }[]
}

/** Width of a letter by its height; generous, so that labels keep apart in any font. */
const LETTER = 0.6

/** Chooses the labels that fit inside the picture and cover neither each other nor what is taken; earlier ones win. */
export function placeLabels(requests: readonly LabelRequest[], room: LabelRoom): LabelRequest[] {
  const boxes: Box[] = room.taken.map(({ x, y, radius }) => ({
    left: x - radius,
    top: y - radius,
    right: x + radius,
    bottom: y + radius,
  }))
  return requests.flatMap((wanted) => {
    const request = wanted.strong ? movedInside(wanted, room) : wanted
    const shift = room.size * 1.9
    for (const y of [
      request.y,
      request.y + shift,
      request.y - shift,
      request.y + 2 * shift,
      request.y - 2 * shift,
    ]) {
      if (y !== request.y && !request.strong) break
      const box = boxOf({ ...request, y }, room.size)
      const inside =
        box.left >= 2 && box.top >= 2 && box.right <= room.width - 2 && box.bottom <= room.height - 2
      if (!inside || boxes.some((other) => overlap(box, other))) continue
      boxes.push(box)
      return [{ ...request, y }]
    }
    return []
  })
}

/** An important label is moved sideways until the edge of the picture does not cut it. */
function movedInside(request: LabelRequest, { width, size }: LabelRoom): LabelRequest {
  const half = (request.text.length * size * LETTER) / 2 + 3
  return { ...request, x: Math.max(half, Math.min(width - half, request.x)) }
}

function boxOf({ text, x, y }: LabelRequest, size: number): Box {
  const half = (text.length * size * LETTER) / 2
  return { left: x - half, top: y - size * 0.7, right: x + half, bottom: y + size * 0.7 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
