/** The media type of answers that come as lines of JSON: {share: 0–1} as work goes on, then {result} or {problem}. */
export const PROGRESS_LINES = 'application/x-ndjson'
