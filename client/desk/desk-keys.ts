import type { ProposalAction } from '../../core/proposal/process.ts'

export type DeskCommand =
  | 'next'
  | 'previous'
  | 'forward'
  | 'changed'
  | 'verify'
  | 'pass-on'
  | 'return'
  | 'reject'
  | 'postpone'
  | 'tickAll'
  | 'map'
  | 'near'
  | 'undo'
  | 'search'
  | 'nextTab'
  | 'previousTab'
  | 'help'
  | 'close'

const KEYS: Readonly<Record<string, DeskCommand>> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  a: 'forward',
  A: 'changed',
  v: 'verify',
  f: 'pass-on',
  r: 'return',
  t: 'reject',
  p: 'postpone',
  c: 'tickAll',
  m: 'map',
  n: 'near',
  u: 'undo',
  '/': 'search',
  ']': 'nextTab',
  '[': 'previousTab',
  '?': 'help',
  Escape: 'close',
}

/** Keys as the help lists them, with the words that say what they do. */
export const KEY_HELP = [
  [['J', '↓'], 'keyNext'],
  [['K', '↑'], 'keyPrevious'],
  [['A'], 'keyAccept'],
  [['Shift A'], 'keyChanged'],
  [['V'], 'keyVerify'],
  [['R'], 'keyReturn'],
  [['T'], 'keyReject'],
  [['P'], 'keyPostpone'],
  [['F'], 'keyForward'],
  [['1', '9'], 'keyTick'],
  [['C'], 'keyTickAll'],
  [['U'], 'keyUndo'],
  [['M'], 'keyMap'],
  [['N'], 'keyNear'],
  [['/'], 'keySearch'],
  [['[', ']'], 'keyTabs'],
  [['1', '9'], 'keyReason'],
  [['Ctrl ↵'], 'keySend'],
  [['Esc'], 'keyClose'],
  [['?'], 'keyHelp'],
] as const

/** The command of a key; none while somebody types, or with keys of the browser's own. */
export function commandOf(event: KeyboardEvent): DeskCommand | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined
  const [target] = event.composedPath()
  if (event.key !== 'Escape' && target instanceof HTMLElement && isTyping(target, event.key)) return undefined
  return KEYS[event.key]
}

/** Which item of the checklist a key ticks, from 0; undefined of other keys. */
export function tickOf(event: KeyboardEvent): number | undefined {
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return undefined
  const [target] = event.composedPath()
  if (target instanceof HTMLElement && isTyping(target, event.key)) return undefined
  return Number(event.key) - 1
}

function isTyping(target: HTMLElement, key: string): boolean {
  if (target.matches('textarea, select')) return true
  if (target.matches('input:not([type=checkbox]):not([type=radio])')) return true
  return target.matches('input[type=radio], [role=tab]') && key.startsWith('Arrow')
}

/** What goes forward at a stage, by what may be done there. */
const FORWARD: readonly ProposalAction[] = ['accept', 'plan', 'budget', 'begin', 'realise', 'admit']

export function forwardOf(actions: readonly ProposalAction[]): ProposalAction | undefined {
  return FORWARD.find((action) => actions.includes(action))
}
