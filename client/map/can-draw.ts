/** Whether this browser offers WebGL, without which the map's layers cannot be drawn. */
export function canDraw(): boolean {
  return document.createElement('canvas').getContext('webgl') !== null
}
