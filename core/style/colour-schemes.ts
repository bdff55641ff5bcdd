export interface ColourScheme {
  name: string
  kind: 'sequential' | 'diverging' | 'qualitative'
  /** For the most classes that the scheme has; fewer are chosen from them by `coloursOf`. */
  colours: readonly string[]
}

/**
 * Schemes of ColorBrewer 2.0 (C. A. Brewer, M. Harrower; Apache 2.0) that its authors rate as safe for the common colour
 * blindnesses, and cividis (J. R. Nuñez, C. R. Anderton, R. S. Renslow, 2018), sampled.
 */
export const colourSchemes: readonly ColourScheme[] = [
  sequential('YlOrBr', '#ffffd4 #fee391 #fec44f #fe9929 #ec7014 #cc4c02 #8c2d04'),
  sequential('YlGnBu', '#ffffcc #c7e9b4 #7fcdbb #41b6c4 #1d91c0 #225ea8 #0c2c84'),
  sequential('OrRd', '#fef0d9 #fdd49e #fdbb84 #fc8d59 #ef6548 #d7301f #990000'),
  sequential('PuBu', '#f1eef6 #d0d1e6 #a6bddb #74a9cf #3690c0 #0570b0 #034e7b'),
  sequential('BuPu', '#edf8fb #bfd3e6 #9ebcda #8c96c6 #8c6bb1 #88419d #6e016b'),
  sequential('Greens', '#edf8e9 #c7e9c0 #a1d99b #74c476 #41ab5d #238b45 #005a32'),
  sequential('Greys', '#f7f7f7 #d9d9d9 #bdbdbd #969696 #737373 #525252 #252525'),
  sequential('cividis', '#00204d #31446b #666970 #958f78 #cbba69 #ffea46'),
  diverging('PuOr', '#b35806 #f1a340 #fee0b6 #f7f7f7 #d8daeb #998ec3 #542788'),
  diverging('BrBG', '#8c510a #d8b365 #f6e8c3 #f5f5f5 #c7eae5 #5ab4ac #01665e'),
  diverging('RdBu', '#b2182b #ef8a62 #fddbc7 #f7f7f7 #d1e5f0 #67a9cf #2166ac'),
  { name: 'Dark2', kind: 'qualitative', colours: '#1b9e77 #d95f02 #7570b3'.split(' ') },
  { name: 'Set2', kind: 'qualitative', colours: '#66c2a5 #fc8d62 #8da0cb'.split(' ') },
  { name: 'Paired', kind: 'qualitative', colours: '#a6cee3 #1f78b4 #b2df8a #33a02c'.split(' ') },
  // M. Okabe, K. Ito, "Color Universal Design" (2008): eight hues apart for every common colour blindness.
  {
    name: 'Okabe–Ito',
    kind: 'qualitative',
    colours: '#e69f00 #56b4e9 #009e73 #f0e442 #0072b2 #d55e00 #cc79a7 #000000'.split(' '),
  },
]

function sequential(name: string, colours: string): ColourScheme {
  return { name, kind: 'sequential', colours: colours.split(' ') }
}

function diverging(name: string, colours: string): ColourScheme {
  return { name, kind: 'diverging', colours: colours.split(' ') }
}

/**
 * So many colours of a scheme: ordered schemes are interpolated between theirs in RGB, ends kept; qualitative ones give their
 * first, and grey for each beyond, since hues that repeat would say that two things are one.
 */
export function coloursOf({ kind, colours }: ColourScheme, count: number): string[] {
  if (kind === 'qualitative') return Array.from({ length: count }, (_, at) => colours[at] ?? '#9aa3ad')
  if (count === 1) return [colours[Math.floor(colours.length / 2)] ?? '#808080']
  return Array.from({ length: count }, (_, at) => between(colours, (at * (colours.length - 1)) / (count - 1)))
}

function between(colours: readonly string[], at: number): string {
  const low = Math.floor(at)
  const [from = '#000000', to = from] = [colours[low], colours[low + 1]]
  const channels = [1, 3, 5].map((digit) => {
    const [a, b] = [from, to].map((colour) => Number.parseInt(colour.slice(digit, digit + 2), 16))
    return Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * (at - low))
  })
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
}
