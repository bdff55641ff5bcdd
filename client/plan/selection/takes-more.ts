/** Whether a click or key takes marks beside those that are there. */
export function takesMore({
  ctrlKey,
  metaKey,
  shiftKey,
}: Pick<MouseEvent | KeyboardEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>): boolean {
  return ctrlKey || metaKey || shiftKey
}
