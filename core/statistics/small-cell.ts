/** Counts of poor people from 1 to below this are withheld by every output, unless the settings say another number. */
export const SMALL_CELL = 5
