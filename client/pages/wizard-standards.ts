import { USUAL_STANDARDS } from '../../core/import/usual-standards.ts'

/** A distance standard as a person has it before them. */
export interface WizardStandard {
  service: string
  isChosen: boolean
  /** As it is typed. */
  kilometres: string
  source: string
}

/** A standard with the types of facilities, as the files spell them, that serve it. */
export interface OfferedStandard {
  standard: WizardStandard
  facility: readonly string[]
}

/** As manifests take it. */
const MOST_METRES = 1_000_000
const MOST_TYPES = 20

export function usualStandards(): WizardStandard[] {
  return USUAL_STANDARDS.map(({ service, maxDistanceMetres, source }) => ({
    ...{ service, isChosen: true, source },
    kilometres: String(maxDistanceMetres / 1000),
  }))
}

/** The standards of which facilities are among the files: of others, nobody's distance could be told. */
export function offeredStandards(
  standards: readonly WizardStandard[],
  types: readonly string[],
): OfferedStandard[] {
  return standards.flatMap((standard) => {
    const usual = USUAL_STANDARDS.find(({ service }) => service === standard.service)
    const facility = types.filter((type) => usual?.types.test(type)).slice(0, MOST_TYPES)
    return facility.length > 0 ? { standard, facility } : []
  })
}

export function metresOf({ kilometres }: WizardStandard): number | null {
  const metres = Math.round(Number(kilometres) * 1000)
  return metres > 0 && metres <= MOST_METRES ? metres : null
}

/** Whether nothing is missing that a manifest needs; of what was not chosen nothing is. */
export function isWhole(standard: WizardStandard): boolean {
  return !standard.isChosen || (metresOf(standard) !== null && standard.source !== '')
}

/** The `standards` of a district.json. */
export function standardsOf(standards: readonly WizardStandard[], types: readonly string[]): object[] {
  return offeredStandards(standards, types)
    .filter(({ standard }) => standard.isChosen)
    .map(({ standard, facility }) => ({
      ...{ service: standard.service, facility },
      ...{ maxDistanceMetres: metresOf(standard), source: standard.source },
    }))
}
