/** Roles of datasets that several analyses are made of, as SQL LIKE patterns. */

export const PROPOSALS = 'proposals:%'
export const poverty = ['statistics:%poorPopulation%', 'statistics:%population%']

const PEOPLE = 'statistics:%opulation%'
/** Figures of people and of the poor, by village. */
export const peopleOfVillages = [PEOPLE, 'areas:village']
export const proposalsOfVillages = [PROPOSALS, ...peopleOfVillages]
export const services = ['facilities%', 'standards']
