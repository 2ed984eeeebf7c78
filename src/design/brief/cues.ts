/**
 * Which role a length of time plays: horizon, history, step, season, latency … by the cue word nearest to it in
 * its own clause. Words that begin a new phrase ("from", "using") make a cue beyond them weaker.
 */
import { outcomes } from './nouns.js'
import type { Quantity } from './quantities.js'
import type { Token } from './tokens.js'
import { nextWords } from './units.js'

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
add(
  'horizon',
  'both',
  1,
  'horizon horizonte forecast forecasts forecasting prediction predictions outlook vorhersage vorhersagen prognose prognosen vorhersagehorizont prognosehorizont',
)
add(
  'horizon',
  'both',
  0,
  'predict predicting predicts project projecting trajectory pronostico prevision prediccion predecir prevoir predire pronosticar vorhersagen',
)
add(
  'horizon',
  'after',
  1.5,
  'ahead voraus adelante advance avance vorher out future antelacion anticipacion anticipo antecedencia onceden заранее',
)
add('horizon', 'before', 1.5, `${[...nextWords].join(' ')} future`)
add(
  'history',
  'both',
  1.5,
  'history histories historical historie historien historische historischen historial historico historicos historica historia historique historiques',
)
add('history', 'both', 0.5, 'archive logs recorded records collected past previous worth since')
add('history', 'both', 0, 'data daten datos donnees')
add(
  'history',
  'before',
  1,
  'last past previous vergangenen letzten pasados ultimos ultimas derniers dernieres',
)
add('step', 'before', 1.5, 'every each alle jede jeden cada toutes chaque sampled sampling')
/** Words that say the step only right before it: "each" of others does not reach a later time. */
const besideOnly = /^(every|each|alle|jede|jeden|cada|toutes|chaque)$/
const besideReach = 3
add(
  'step',
  'both',
  1,
  'interval intervals step timestep resolution granularity frequency freq cadence bars bins buckets auflosung frequenz frecuencia',
)
add(
  'season',
  'both',
  1,
  'season seasons seasonal seasonality cycle cycles period periodicity saison saisonalitat estacionalidad estacional',
)
add('lookback', 'both', 1.5, 'lookback look context window observed ruckblick')
add(
  'latency',
  'both',
  1.5,
  'latency latenz latencia latence respond response responses antwortzeit inference realtime median p50',
)
add('training', 'both', 1, 'train training trained trainieren entrenar entrenamiento')
// Plans, ages, delays and averages are lengths of time that no forecast is made of.
add(
  'other',
  'both',
  1.5,
  'retrain retrained retraining refit retention deadline launch release ship golive prototype pilot mvp poc lead shelf delay delayed lag rolling moving average aged old clips clip segments',
)
add('other', 'both', 0, 'build deliver battery meeting')

const phraseStarts = new Set(
  'from using with based given and und mit con y via against aus et avec'.split(' '),
)
const reach = 7

export interface CuedRole {
  /** Undefined where no cue is near: the caller decides by what is still missing. */
  readonly role: TimeRole | undefined
  /** Words to the cue, less its strength: low is sure. */
  readonly distance: number
}

export function timeRole(tokens: readonly Token[], quantity: Quantity): CuedRole {
  const best = { role: undefined as TimeRole | undefined, distance: Number.POSITIVE_INFINITY }
  const offer = (cue: Cue, distance: number) => {
    if (distance - cue.strength < best.distance) {
      best.role = cue.role
      best.distance = distance - cue.strength
    }
  }
  walk(tokens, quantity.last, 1, (at, distance) => cueAt(tokens, at, 'after', distance, offer))
  walk(tokens, quantity.first, -1, (at, distance) => cueAt(tokens, at, 'before', distance, offer))
  return { role: ofPattern(tokens, quantity, best.role, best.distance), distance: best.distance }
}

function cueAt(
  tokens: readonly Token[],
  at: number,
  side: 'before' | 'after',
  distance: number,
  offer: (cue: Cue, distance: number) => void,
) {
  const word = tokens[at]?.text ?? ''
  if (/^p\d\d/.test(word) || /^(percentile|perzentil|percentil)$/.test(word))
    offer({ role: 'latency', side: 'both', strength: 1 }, distance)
  const cue = cueWords.get(word)
  if (!cue || (cue.side !== 'both' && cue.side !== side)) return
  if (besideOnly.test(word) && distance > besideReach) return
  // A "prediction window" lies ahead.
  const ahead = word === 'window' && /^(forecast|forecasting|prediction)$/.test(tokens[at - 1]?.text ?? '')
  offer(ahead ? { ...cue, role: 'horizon' } : cue, distance)
}

/** Calls `see` with the tokens of the same clause, nearest first. */
function walk(
  tokens: readonly Token[],
  from: number,
  step: 1 | -1,
  see: (at: number, distance: number) => void,
): void {
  const clause = tokens[from]?.clause
  let penalty = 0
  for (let d = 1; d <= reach; d += 1) {
    const token = tokens[from + d * step]
    if (!token || token.clause !== clause) return
    if (phraseStarts.has(token.text)) penalty += 3
    see(from + d * step, d + penalty)
  }
}

const short = /^(millisecond|second|minute|hour)$/
const long = /^(month|quarter|year)$/
const measured =
  /^(steps?|candles?|data|readings|measurements|samples|series|bars|daten|werte|datos|sampling|sampled|abtastung)$/
/** In the singular: `15-minute data`, not `48 hours data`. */
const oneUnit =
  /^(h|hr|hour|min|minute|m|s|sec|second|ms|minuten|stunden|sekunden|minutig|minutige|minutigen|stundig|stundige)$/
const ofWords = /^(of|worth|von|de|d)$/
const having = /^(from|with|have|has|using|given|on|over|mit|con|avec|aus)$/
const runs =
  /^(run|runs|running|rerun|update|updates|updated|refresh|refreshed|retrain|retrained|executed|lauft)$/
const answers =
  /^(request|forecast|prediction|call|query|image|inference|item|sample|step|anfrage|vorhersage|photo|picture|scan|page|document|invoice|message|email|ticket|question|answer|draft|sentence|case|slide|study|foto|bild|imagen|imagem|immagine|pagina|seite)s?$/
/** These may be as long as that themselves, unless it is a limit. */
const recorded = /^(clip|video|recording|frame|file|patient|volume)$/

/** "A draft may take a minute", "darf 2 Sekunden dauern". */
function mayTake(tokens: readonly Token[], first: number): boolean {
  const [verb, may] = [1, 2].map((back) => tokens[first - back]?.text ?? '')
  const takes = /^(takes?|dauern|tardar|prendre|durare|demorar)$/
  return (
    (takes.test(verb ?? '') && /^(may|can|could|should|must|to|puede|peut|pode|puo)$/.test(may ?? '')) ||
    (/^(darf|kann|soll)$/.test(verb ?? '') &&
      tokens.slice(first, first + 4).some(({ text }) => takes.test(text)))
  )
}

/** Shapes that speak louder than a cue word: `4 years of sales`, `15-minute data`, `per 30 minutes`, `50 ms`. */
function ofPattern(
  tokens: readonly Token[],
  quantity: Quantity,
  role: TimeRole | undefined,
  distance: number,
): TimeRole | undefined {
  const unit = quantity.unit.kind === 'time' ? quantity.unit.unit : undefined
  if (!unit) return role
  // A step of windows over a sound.
  if (/^(hop|stride|hops|frame|frames)$/.test(tokens[quantity.last + 1]?.text ?? '')) return 'other'
  const before = tokens[quantity.first - 1]?.text ?? ''
  const hyphen = tokens[quantity.last + 1]?.text === '-' ? 1 : 0
  const [after, beyond] = [1, 2].map((d) => tokens[quantity.last + hyphen + d]?.text ?? '')
  const brief = short.test(unit)
  const unitText = tokens[quantity.last]?.text ?? ''
  const one = brief && oneUnit.test(unitText)
  if (one && (measured.test(after ?? '') || (quantity.hyphen && measured.test(beyond ?? '')))) return 'step'
  // "Tick data 1s", "readings 5 min": a history is longer.
  const fine = unit === 'second' || unit === 'minute'
  if (one && fine && measured.test(before) && role !== 'horizon') return 'step'
  if (/^(known|available|planned|bekannt)$/.test(before)) return 'other'
  if (isLead(tokens, quantity, after ?? '')) return 'horizon'
  if (tokens.slice(quantity.first, quantity.last).some(({ text }) => nextWords.has(text))) return 'horizon'
  if (/^(every|alle|cada)$/.test(before) && runs.test(tokens[quantity.first - 2]?.text ?? '')) return 'other'
  // Polish "na 8 tygodni" is for eight weeks.
  if (before === 'per' && /^na$/i.test(tokens[quantity.first - 1]?.raw ?? '')) return 'horizon'
  if (/^(per|pro|por|par)$/.test(before)) return 'step'
  // "22 failures in 4 years": what has happened is history.
  const happened = outcomes.test(tokens[quantity.first - 2]?.text ?? '')
  if (happened && long.test(unit) && /^(in|over|during)$/.test(before)) return 'history'
  // "1,900 defaults within 12 months" says what counts as a default.
  const mayHappen = /^(default|fail|churn|leave|die|break|cancel|relapse|return)$/
  if (before === 'within' && (happened || mayHappen.test(tokens[quantity.first - 2]?.text ?? '')))
    return 'horizon'
  // "Un pas de 30 minutes" is a step in French.
  if (before === 'de' && tokens[quantity.first - 2]?.text === 'pas') return 'step'
  if (before === 'at' && brief && unit !== 'millisecond' && role !== 'horizon') return 'step'
  if (brief && /^(per|pro|por|par|\/)$/.test(after ?? '')) {
    const bounded = quantity.comparator === 'at most' && recorded.test(beyond ?? '')
    if (answers.test(beyond ?? '') || bounded) return 'latency'
  }
  if (brief && role !== 'training' && mayTake(tokens, quantity.first)) return 'latency'
  const limited = quantity.comparator === 'at most' && role !== 'horizon'
  if (unit === 'millisecond' && (limited || (role !== 'step' && role !== 'horizon'))) return 'latency'
  if (!role && unit === 'second' && quantity.comparator === 'at most') return 'latency'
  const stretch = ofWords.test(after ?? '') && role !== 'horizon'
  if (stretch && (long.test(unit) || (!brief && having.test(before)))) return 'history'
  if (ofWords.test(after ?? '') && long.test(unit) && distance > 1.5) return 'history'
  if (!role && long.test(unit) && isOwned(tokens, quantity.first)) return 'history'
  return role === 'training' && long.test(unit) ? 'history' : role
}

const leading = /^(before|prior|earlier|beforehand|antes|avant|vor|prima|przed|voor|once|до)$/
const warning =
  /^(warn\w*|alert\w*|alarm\w*|notif\w*|predict\w*|detect\w*|forewarn\w*|melden|avis\w+|aviser|prevenir|avvis\w+)$/
const leadReach = 8

/** "Warn 24 h before a pump fails": how far ahead is to be known. */
function isLead(tokens: readonly Token[], { first }: Quantity, after: string): boolean {
  if (!leading.test(after)) return false
  const clause = tokens[first]?.clause
  return tokens
    .slice(Math.max(0, first - leadReach), first)
    .some((token) => token.clause === clause && warning.test(token.text))
}

const owning = /^(have|has|had|got|haben|hat|tenemos|tengo|hay|avons|ai)$/
const hedges =
  /^(only|just|about|around|roughly|some|over|nearly|almost|nur|etwa|solo|unos|environ|seulement)$/

/** "We have only two years": what somebody has lies behind them. */
function isOwned(tokens: readonly Token[], first: number): boolean {
  let at = first - 1
  while (at > first - 4 && hedges.test(tokens[at]?.text ?? '')) at -= 1
  return owning.test(tokens[at]?.text ?? '')
}
