/**
 * Which role a length of time plays: horizon, history, step, season, latency … by the cue word nearest to it in
 * its own clause. Words that begin a new phrase ("from", "using") make a cue beyond them weaker.
 */
import type { Quantity } from './quantities.js'
import type { Token } from './tokens.js'

export type TimeRole =
  | 'horizon'
  | 'history'
  | 'step'
  | 'season'
  | 'lookback'
  | 'latency'
  | 'training'
  | 'other'

interface Cue {
  readonly role: TimeRole
  /** Where the cue stands, seen from the quantity. */
  readonly side: 'before' | 'after' | 'both'
  /** Taken off the distance: some words leave no doubt. */
  readonly strength: number
}

const cueWords = new Map<string, Cue>()
const add = (role: TimeRole, side: Cue['side'], strength: number, words: string) => {
  for (const word of words.split(' ')) cueWords.set(word, { role, side, strength })
}
add('horizon', 'both', 1, 'horizon horizonte forecast forecasts forecasting prediction predictions outlook')
add(
  'horizon',
  'both',
  0,
  'predict predicting predicts project projecting trajectory pronostico prevision prediccion predecir',
)
add('horizon', 'both', 1, 'vorhersage vorhersagen prognose prognosen vorhersagehorizont prognosehorizont')
add('horizon', 'after', 1.5, 'ahead voraus adelante advance avance vorher')
add(
  'horizon',
  'before',
  1.5,
  'next coming upcoming following nachsten nachste kommenden proximos proximas prochains prochaines future',
)
add(
  'history',
  'both',
  1.5,
  'history histories historical historie historien historische historial historico historica historia historique',
)
add(
  'history',
  'both',
  0.5,
  'archive logs recorded records collected records records past previous worth since',
)
add('history', 'both', 0, 'data daten datos donnees')
add(
  'history',
  'before',
  1,
  'last past previous vergangenen letzten pasados ultimos ultimas derniers dernieres',
)
add('step', 'before', 1.5, 'every each alle jede jeden cada toutes chaque sampled sampling')
add(
  'step',
  'both',
  1,
  'interval intervals resolution granularity frequency cadence bars bins buckets auflosung frequenz frecuencia',
)
add(
  'season',
  'both',
  1,
  'season seasons seasonal seasonality cycle cycles period periodicity saison saisonalitat estacionalidad estacional',
)
add('lookback', 'both', 1.5, 'lookback context window ruckblick')
add(
  'latency',
  'both',
  1.5,
  'latency latenz latencia respond response responses antwortzeit inference realtime',
)
add('training', 'both', 1, 'train training trained trainieren entrenar entrenamiento')
add(
  'other',
  'both',
  1.5,
  'retrain retrained retraining refit retention deadline launch release ship golive project_plan',
)

const phraseStarts = new Set(
  'from using with based given and und mit con y via against aus et avec'.split(' '),
)
const reach = 7

/** Undefined where no cue is near: the caller decides by what is still missing. */
export function timeRole(tokens: readonly Token[], quantity: Quantity): TimeRole | undefined {
  if (quantity.unit.kind !== 'time' && quantity.unit.kind !== 'steps' && quantity.unit.kind !== 'count')
    return undefined
  const best = { role: undefined as TimeRole | undefined, distance: Number.POSITIVE_INFINITY }
  const offer = (cue: Cue, distance: number) => {
    if (distance - cue.strength < best.distance) {
      best.role = cue.role
      best.distance = distance - cue.strength
    }
  }
  walk(tokens, quantity.last, 1, (token, distance) => cueAt(token, 'after', distance, offer))
  walk(tokens, quantity.first, -1, (token, distance) => cueAt(token, 'before', distance, offer))
  return ofPattern(tokens, quantity, best.role, best.distance)
}

function cueAt(
  token: Token,
  side: 'before' | 'after',
  distance: number,
  offer: (cue: Cue, distance: number) => void,
) {
  if (/^p\d\d/.test(token.text)) offer({ role: 'latency', side: 'both', strength: 1 }, distance)
  const cue = cueWords.get(token.text)
  if (cue && (cue.side === 'both' || cue.side === side)) offer(cue, distance)
}

/** Calls `see` with the tokens of the same clause, nearest first. */
function walk(
  tokens: readonly Token[],
  from: number,
  step: 1 | -1,
  see: (token: Token, distance: number) => void,
): void {
  const clause = tokens[from]?.clause
  let penalty = 0
  for (let d = 1; d <= reach; d += 1) {
    const token = tokens[from + d * step]
    if (!token || token.clause !== clause) return
    if (phraseStarts.has(token.text)) penalty += 3
    see(token, d + penalty)
  }
}

/** Shapes that speak louder than a far cue: `4 years of sales` is history, `15-minute data` is the step. */
function ofPattern(
  tokens: readonly Token[],
  quantity: Quantity,
  role: TimeRole | undefined,
  distance: number,
) {
  const unit = quantity.unit.kind === 'time' ? quantity.unit.unit : undefined
  if (!unit) return role
  const after = tokens[quantity.last + 1]?.text ?? ''
  const short = unit === 'second' || unit === 'minute' || unit === 'hour'
  const measured = [
    'data',
    'readings',
    'measurements',
    'load',
    'samples',
    'series',
    'daten',
    'werte',
  ].includes(after)
  if (quantity.hyphen && short && measured) return 'step'
  if (unit === 'millisecond' && role !== 'step') return 'latency'
  const long = unit === 'month' || unit === 'quarter' || unit === 'year'
  if (['of', 'worth', 'von', 'de'].includes(after) && long && distance > 1.5) return 'history'
  return role
}
