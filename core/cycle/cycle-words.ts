import type { Label } from '../proposal/label.ts'
import type { StageOpening } from './stage-opening.ts'

export const OPENING_LABELS: Record<StageOpening, Label> = {
  before: { id: 'belum dibuka', en: 'not open yet' },
  open: { id: 'dibuka', en: 'open' },
  ended: { id: 'ditutup', en: 'closed' },
  frozen: { id: 'ditutup dan final', en: 'closed and final' },
}
