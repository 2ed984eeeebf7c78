/** Units and magnitudes as people write them, in English, German, Spanish and French, and their base values. */

export const timeUnits = [
  'millisecond',
  'second',
  'minute',
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
] as const
export type TimeUnit = (typeof timeUnits)[number]

/** Months and years are mean calendar lengths: 365.25 days a year. */
const day = 86_400
export const secondsPer: Readonly<Record<TimeUnit, number>> = {
  millisecond: 0.001,
  second: 1,
  minute: 60,
  hour: 3_600,
  day,
  week: 7 * day,
  month: (365.25 / 12) * day,
  quarter: (365.25 / 4) * day,
  year: 365.25 * day,
}

/** What a unit word measures. `scale` brings a number to the base: bytes, events per second, US dollars, cores … */
export type UnitMeaning =
  | { readonly kind: 'time'; readonly unit: TimeUnit; readonly scale: number }
  | {
      readonly kind: 'bytes' | 'rate' | 'frames' | 'money' | 'cores' | 'gpus' | 'steps'
      readonly scale: number
    }

const meanings: readonly (readonly [string, UnitMeaning])[] = [
  ...time(
    'millisecond',
    'ms msec msecs millis millisecond milliseconds millisekunde millisekunden milisegundo milisegundos milliseconde millisecondes',
  ),
  ...time('millisecond', 'us μs microsecond microseconds mikrosekunden microsegundos', 0.001),
  ...time('second', 's sec secs second seconds sek sekunde sekunden segundo segundos seconde secondes'),
  ...time('minute', 'min mins minute minutes minuten minuto minutos minutig minutige minutigen'),
  ...time(
    'hour',
    'h hr hrs hour hours std stunde stunden stundig stundige stundigen hora horas heure heures',
  ),
  ...time('day', 'd day days tag tage tagen tagig tagige tagigen dia dias jour jours giorni'),
  ...time('week', 'w wk wks week weeks woche wochen wochig wochige wochigen semana semanas semaine semaines'),
  ...time('week', 'fortnight fortnights', 2),
  ...time('month', 'mo month months monat monate monaten monatig monatige monatigen mes meses mois'),
  ...time('quarter', 'quarter quarters quartal quartale quartalen trimestre trimestres'),
  ...time('year', 'y yr yrs year years jahr jahre jahren jahrig jahrige jahrigen ano anos ans annee annees'),
  ...time('year', 'decade decades jahrzehnt jahrzehnte decada decadas', 10),
  ...of('bytes', 'kb kilobyte kilobytes ko kilooctets', 1e3),
  ...of('bytes', 'mb megabyte megabytes', 1e6),
  ...of('bytes', 'gb gig gigs gigabyte gigabytes', 1e9),
  ...of('bytes', 'tb terabyte terabytes', 1e12),
  ...of('bytes', 'kib', 2 ** 10),
  ...of('bytes', 'mib', 2 ** 20),
  ...of('bytes', 'gib', 2 ** 30),
  ...of('bytes', 'tib', 2 ** 40),
  ...of('rate', 'rps qps req/s', 1),
  ...of('frames', 'fps hz', 1),
  ...of('frames', 'khz', 1e3),
  ...of(
    'money',
    'usd dollar dollars bucks eur euro euros gbp pounds chf franken inr rupees rupee jpy yen cny rmb yuan krw won rub pln lira brl reais sek dkk nok',
    1,
  ),
  ...of('cores', 'core cores vcpu vcpus cpus kern kerne kernen nucleo nucleos coeur coeurs', 1),
  ...of('gpus', 'gpu gpus grafikkarten', 1),
  ...of(
    'steps',
    'step steps timestep timesteps schritt schritte schritten paso pasos pas periods perioden periodos',
    1,
  ),
]
const unitOf = new Map<string, UnitMeaning>(meanings)

/** The unit a folded word names. One letter stands for a unit only next to its number; the caller checks that. */
export const unitWord = (word: string): UnitMeaning | undefined => unitOf.get(word)

const magnitudes = new Map<string, number>([
  ['hundred', 100],
  ['hundert', 100],
  ['k', 1e3],
  ['thousand', 1e3],
  ['thousands', 1e3],
  ['tausend', 1e3],
  ['tsd', 1e3],
  ['mil', 1e3],
  ['miles', 1e3],
  ['mille', 1e3],
  ['lakh', 1e5],
  ['lakhs', 1e5],
  ['m', 1e6],
  ['mm', 1e6],
  ['mn', 1e6],
  ['mio', 1e6],
  ['million', 1e6],
  ['millions', 1e6],
  ['millionen', 1e6],
  ['millon', 1e6],
  ['millones', 1e6],
  ['crore', 1e7],
  ['crores', 1e7],
  ['karod', 1e7],
  ['b', 1e9],
  ['bn', 1e9],
  ['billion', 1e9],
  ['billions', 1e9],
  ['mrd', 1e9],
  ['milliarde', 1e9],
  ['milliarden', 1e9],
  ['万', 1e4],
  ['亿', 1e8],
  ['億', 1e8],
])

/** K, million, lakh, Mio …; undefined for any other word. */
export const magnitudeWord = (word: string): number | undefined => magnitudes.get(word)

const numberWords = new Map<string, number>(
  (
    [
      [0.5, 'half halb halbe halbes halben medio media demi demie'],
      [1, 'one single ein eine einer einem eines un una uno une'],
      [1.5, 'anderthalb eineinhalb'],
      [2, 'two couple zwei dos deux'],
      [3, 'three drei tres trois'],
      [4, 'four vier cuatro quatre'],
      [5, 'five funf cinco cinq'],
      [6, 'six sechs seis'],
      [7, 'seven sieben siete sept'],
      [8, 'eight acht ocho huit'],
      [9, 'nine neun nueve neuf'],
      [10, 'ten zehn diez dix'],
      [11, 'eleven elf once onze'],
      [12, 'twelve dozen zwolf doce douze'],
      [13, 'thirteen dreizehn trece treize'],
      [14, 'fourteen vierzehn catorce quatorze'],
      [15, 'fifteen funfzehn quince quinze'],
      [16, 'sixteen sechzehn dieciseis seize'],
      [17, 'seventeen siebzehn diecisiete'],
      [18, 'eighteen achtzehn dieciocho'],
      [19, 'nineteen neunzehn diecinueve'],
      [20, 'twenty zwanzig veinte vingt'],
      [24, 'vierundzwanzig veinticuatro'],
      [30, 'thirty dreissig treinta trente'],
      [40, 'forty vierzig cuarenta quarante'],
      [50, 'fifty funfzig cincuenta cinquante'],
      [60, 'sixty sechzig sesenta soixante'],
      [70, 'seventy siebzig setenta'],
      [80, 'eighty achtzig ochenta'],
      [90, 'ninety neunzig noventa'],
      [100, 'hundred hundert cien cent'],
      [1000, 'thousand tausend'],
    ] as const
  ).flatMap(([value, words]) => words.split(' ').map((word) => [word, value] as const)),
)
export const numberWord = (word: string): number | undefined => numberWords.get(word)

/** Loose amounts: "hundreds of series" is read as a few hundred. */
const looseAmounts = new Map<string, number>([
  ['few', 5],
  ['several', 5],
  ['handful', 5],
  ['paar', 5],
  ['dozens', 36],
  ['dutzende', 36],
  ['hundreds', 300],
  ['hunderte', 300],
  ['cientos', 300],
  ['thousands', 3000],
  ['tausende', 3000],
  ['miles', 3000],
  ['millions', 3e6],
  ['millionen', 3e6],
  ['millones', 3e6],
])
export const looseAmount = (word: string): number | undefined => looseAmounts.get(word)

/** "The next 30 days", "les 2 prochaines heures" */
export const nextWords: ReadonlySet<string> = new Set(
  'next coming upcoming following nachsten nachste kommenden kommende proximos proximas prochains prochaines'.split(
    ' ',
  ),
)

function time(unit: TimeUnit, words: string, scale = 1): [string, UnitMeaning][] {
  return words.split(' ').map((word) => [word, { kind: 'time', unit, scale }])
}

function of(
  kind: Exclude<UnitMeaning['kind'], 'time'>,
  words: string,
  scale: number,
): [string, UnitMeaning][] {
  return words.split(' ').map((word) => [word, { kind, scale }])
}
