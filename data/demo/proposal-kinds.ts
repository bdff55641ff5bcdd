import { LIVELIHOOD_KINDS } from './kinds-livelihood.ts'
import { ROAD_KINDS } from './kinds-roads.ts'
import { SERVICE_KINDS } from './kinds-services.ts'
import { TRADE_KINDS } from './kinds-trade.ts'
import { WATER_KINDS } from './kinds-water.ts'
import type { ProposalKind } from './proposal-kind.ts'

export const PROPOSAL_KINDS: readonly ProposalKind[] = [
  ...ROAD_KINDS,
  ...WATER_KINDS,
  ...SERVICE_KINDS,
  ...LIVELIHOOD_KINDS,
  ...TRADE_KINDS,
]
