import { PUBLIC_STATUSES } from '../proposal/process.ts'
import { STATUS_GROUP_LABELS, STATUS_GROUPS, type StatusGroup, statusGroup } from '../proposal/status.ts'
import type { MarkSymbolizer, StyleFilter, StyleRule, Symbolizer } from './layer-style.ts'
import { paleColour, statusColours } from './status-symbol.ts'

const WHITE = '#ffffff'
const villageOnly: StyleFilter = ['==', 'locationQuality', 'area']

/** Half the width of a group's symbol, as in `symbolShapes`, whose pictures are drawn at half size. */
const halfWidth: Record<StatusGroup, number> = {
  process: 6.5,
  accepted: 6.5,
  done: 5.75,
  returned: 5.75,
  rejected: 7.5,
}
const shape: Record<StatusGroup, MarkSymbolizer['wellKnownName']> = {
  process: 'circle',
  accepted: 'circle',
  done: 'square',
  returned: 'circle',
  rejected: 'diamond',
}

/**
 * Lines and areas by their status over a white casing; points by shape and colour of their status, pale with a dashed rim
 * where only the village is known, with a red mark where the place is to be checked.
 */
export function proposalRules(): StyleRule[] {
  return [
    {
      name: '',
      symbolizers: [
        { kind: 'Fill', color: WHITE, fillOpacity: 0.45 },
        { kind: 'Line', color: WHITE, width: 6, cap: 'round', join: 'round' },
      ],
    },
    ...STATUS_GROUPS.flatMap((group) => [placed(group), ofVillage(group)]),
    {
      name: 'Lokasi perlu diperiksa',
      nameEn: 'Location to be checked',
      filter: ['==', 'locationQuality', 'conflict'],
      symbolizers: [
        {
          kind: 'Mark',
          wellKnownName: 'circle',
          radius: 4.5,
          color: '#b42318',
          strokeColor: WHITE,
          strokeWidth: 1.5,
          offset: [6, -6],
        },
      ],
    },
  ]
}

function placed(group: StatusGroup): StyleRule {
  const label = STATUS_GROUP_LABELS[group]
  const colour = statusColours[group]
  const hollow = group === 'returned'
  const mark: MarkSymbolizer = {
    kind: 'Mark',
    wellKnownName: shape[group],
    radius: halfWidth[group],
    color: hollow ? WHITE : colour,
    strokeColor: hollow ? colour : WHITE,
    strokeWidth: hollow ? 3 : 1.75,
  }
  const line: Symbolizer = { kind: 'Line', color: colour, width: 3.2, cap: 'round', join: 'round' }
  return {
    name: label.id,
    nameEn: label.en,
    filter: ['&&', inGroup(group), ['!', villageOnly]],
    symbolizers: hollow ? [line, haloOf(mark), mark] : [line, mark],
  }
}

function ofVillage(group: StatusGroup): StyleRule {
  const label = STATUS_GROUP_LABELS[group]
  const mark: MarkSymbolizer = {
    kind: 'Mark',
    wellKnownName: shape[group],
    radius: halfWidth[group],
    color: group === 'returned' ? WHITE : paleColour(group),
    strokeColor: statusColours[group],
    strokeWidth: 1.75,
    strokeDasharray: [3, 1.6],
  }
  return {
    name: `${label.id}, hanya desa/kelurahan`,
    nameEn: `${label.en}, village only`,
    filter: ['&&', inGroup(group), villageOnly],
    symbolizers: [haloOf(mark), mark],
  }
}

/** A white rim of 2 px, so that pale symbols stand off the colours under them. */
function haloOf({ wellKnownName, radius }: MarkSymbolizer): MarkSymbolizer {
  return { kind: 'Mark', wellKnownName, radius, color: WHITE, strokeColor: WHITE, strokeWidth: 4 }
}

function inGroup(group: StatusGroup): StyleFilter {
  const ofGroup = PUBLIC_STATUSES.filter((status) => statusGroup(status) === group)
  const [first, ...more] = ofGroup.map((status): StyleFilter => ['==', 'status', status])
  return more.length > 0 ? ['||', first!, ...more] : first!
}
