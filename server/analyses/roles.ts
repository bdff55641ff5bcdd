import { PEOPLE } from '../layers/lineage.ts'

/** Roles of datasets that several analyses are made of, as SQL LIKE patterns. */

export const PROPOSALS = 'proposals:%'
export const poverty = ['statistics:%poorPopulation%', 'statistics:%population%']

/** Figures of people and of the poor, by village. */
export const peopleOfVillages = [PEOPLE, 'areas:village']
export const proposalsOfVillages = [PROPOSALS, ...peopleOfVillages]
