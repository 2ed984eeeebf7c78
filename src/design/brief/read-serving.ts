/** How and where a model is served: batch and how often, a stream, a battery, alerts a day, requests at a time. */
import type { Span } from './brief.js'
import { type Draft, put } from './draft.js'
import { findAfter, isNear, wordAt } from './near.js'
import { whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import { periodAfter } from './read-recommender.js'
import type { Token } from './tokens.js'
import { secondsPer, unitWord } from './units.js'
import { stepOf } from './unnumbered-times.js'
import { isNegated } from './vocabulary.js'

const loose = /^(few|several|handful|some)$/

export function readServing(draft: Draft, quantities: readonly Quantity[]): void {
  draft.tokens.forEach((_, i) => {
    readBatch(draft, i)
    readStream(draft, i)
    readBattery(draft, i)
  })
  for (const quantity of quantities) {
    if (quantity.unit.kind === 'count' && quantity.value > 0) {
      readAlerts(draft, quantity)
      readConcurrency(draft, quantity)
    }
  }
}

const nights = /^(nightly|overnight|nachtlich|nocturno|nocturne|notturno|noturno)$/
const jobNouns = /^(batch|batches|job|jobs|run|runs|scoring|scores|scored|refresh|export|lauf|lote|lotes)$/
const running = /^(run|runs|running|score|scored|executed|lauft|scheduled|refresh|refreshed|job|once)$/

/** "Nightly", "weekly batch", "runs once a day", "batch every 6 hours". */
function readBatch(draft: Draft, i: number): void {
  const found = isNegated(draft.tokens, i) ? undefined : batchAt(draft.tokens, i)
  if (!found) return
  const { span, first, last } = found
  const { constraints } = draft.brief
  constraints.batchEvery = put(draft, 'batch period', span, first, last)
  if (!draft.said.has('deployment'))
    constraints.deployment = put(draft, 'deployment', 'batch' as const, first, last)
}

interface Period {
  readonly span: Span
  readonly first: number
  readonly last: number
}

function batchAt(tokens: readonly Token[], i: number): Period | undefined {
  const [word, next] = [wordAt(tokens, i), wordAt(tokens, i + 1)]
  const night = { value: 1, unit: 'day' } as const
  if (nights.test(word)) return { span: night, first: i, last: i }
  if (/^(every|each|jede)$/.test(word) && /^(night|nacht)$/.test(next))
    return { span: night, first: i, last: i + 1 }
  const span = stepOf(word)
  const job = jobNouns.test(next)
  if (span && (job || running.test(wordAt(tokens, i - 1)))) return { span, first: i, last: job ? i + 1 : i }
  return word === 'batch' || running.test(word) ? everyAfter(tokens, i) : undefined
}

/** After "batch" or "runs": `every 6 hours`, `once a week`. */
function everyAfter(tokens: readonly Token[], i: number): Period | undefined {
  const every = findAfter(tokens, i + 1, 3, /^(every|alle|cada|once|each)$/)
  if (every === undefined || tokens[every]?.clause !== tokens[i]?.clause) return undefined
  const number = tokens[every + 1]
  const value = number?.kind === 'number' ? (number.value ?? 1) : 1
  const skip = number?.kind === 'number' || /^(a|an|per|pro)$/.test(number?.text ?? '') ? 2 : 1
  const unit = unitWord(wordAt(tokens, every + skip))
  if (unit?.kind !== 'time' || unit.scale !== 1 || !/^(hour|day|week|month|quarter)$/.test(unit.unit))
    return undefined
  return value > 0 ? { span: { value, unit: unit.unit }, first: i, last: every + skip } : undefined
}

const otherStreams =
  /^(service|services|platform|subscription|subscriptions|app|provider|company|site|catalogue|catalog|users|media|music|video)$/

/** "Anomalies in a stream", "on the stream of events" */
const isFromStream = (tokens: readonly Token[], at: number): boolean =>
  /^(a|the)$/.test(wordAt(tokens, at - 1)) && /^(in|from|on|over)$/.test(wordAt(tokens, at - 2))

function readStream(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const flows =
    /^(streaming|streamed)$/.test(word) ||
    (word === 'stream' &&
      (/^(processing|of|from)$/.test(wordAt(tokens, i + 1)) || isFromStream(tokens, i))) ||
    isWrittenLive(draft, i)
  if (!flows || otherStreams.test(wordAt(tokens, i + 1)) || isNegated(tokens, i)) return
  brief.constraints.streaming = put(draft, 'streaming', true, i, i)
  if (!draft.said.has('deployment'))
    brief.constraints.deployment = put(draft, 'deployment', 'online' as const, i, i)
}

/** "Live captions", "while people speak": words are written before the speech is over. */
function isWrittenLive({ tokens, brief }: Draft, i: number): boolean {
  if (brief.domain?.value !== 'audio') return false
  const [word, next] = [wordAt(tokens, i), wordAt(tokens, i + 1)]
  const now =
    /^(realtime|echtzeit)$/.test(word) ||
    (word === 'real' && next === 'time') ||
    (/^(tempo|tiempo|temps)$/.test(word) && /^(real|reale|reel)$/.test(next))
  if (now && brief.task?.value === 'speech recognition') return true
  if (word === 'live')
    return /^(captions?|captioning|subtitles?|subtitling|transcri\w*)$/.test(wordAt(tokens, i + 1))
  return word === 'while' && findAfter(tokens, i + 1, 4, /^(speaks?|speaking|talks?|talking)$/) !== undefined
}

const measuredBattery =
  /^(life|lives|cells?|packs?|health|degradation|charge|charging|voltage|storage|capacity|temperature|failures?|level|levels|electric|vehicles?|manufacturing|plant|state)$/

/** "On battery", "battery powered", "coin cell"; a battery whose health is predicted is no power supply. */
function readBattery(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const coin = word === 'coin' && wordAt(tokens, i + 1) === 'cell'
  const plain = /^(battery|batterie|bateria|batteria|akku|accu|pil|батаре\w*)$/.test(word)
  if (!plain && !coin) return
  if (
    isNear(tokens, { first: i, last: i }, 2, measuredBattery) &&
    !/^(powered|operated|on)$/.test(wordAt(tokens, i + 1))
  ) {
    if (!coin && !/^life$/.test(wordAt(tokens, i + 1))) return
    if (!coin && brief.constraints.deployment?.value !== 'edge') return
  }
  if (isNegated(tokens, i)) return
  brief.constraints.onBattery = put(draft, 'battery', true, i, coin ? i + 1 : i)
}

const alertNouns =
  /^(alerts?|alarms?|alarme|alertas?|alertes?|pages|notifications|positives|incidents|avvisi|allarmi|meldungen|tickets|flags|escalations|investigations|checks|activations?|triggers?|wakeups?|accepts?)$/

/** "Max 20 alerts/day", "five false alarms a week", "alert budget 50 per day": a day's worth. */
function readAlerts(draft: Draft, { first, last, value }: Quantity): void {
  const { tokens, brief } = draft
  if (brief.domain?.value === 'time_series' || draft.said.has('alerts') || draft.used.has(first)) return
  if (loose.test(wordAt(tokens, first))) return
  const noun = findAfter(tokens, last + 1, 4, alertNouns)
  const before =
    noun === undefined && isNear(tokens, { first, last }, 5, /^(alerts?|alarms?|alarme|alertas?|false)$/)
  // "5 per day" answers what was asked.
  const answers = brief.domain?.value === 'anomaly_detection' && tokens.length <= shortAnswer
  // "Moderators look at 200 a day": what people have time for.
  const reviewed =
    noun === undefined &&
    /^(look|looks|review|reviews|inspect|inspects|investigate|investigates|visit|visits|check|checks|handle)$/.test(
      wordAt(tokens, wordAt(tokens, first - 1) === 'at' ? first - 2 : first - 1),
    )
  if (noun === undefined && !before && !answers && !reviewed) return
  const isAlert =
    noun === undefined ||
    /^(alert|alarm|alertes|pages|notif|avvisi|allarmi|meld)/.test(wordAt(tokens, noun)) ||
    wordAt(tokens, noun - 1) === 'false'
  if (!isAlert && brief.domain?.value !== 'anomaly_detection') return
  const period = periodAfter(draft, (noun ?? last) + 1) ?? leading(draft, first)
  if (!period) return
  const perDay = (value * secondsPer.day) / period.seconds
  brief.targets.alertsPerDay = put(
    draft,
    'alerts',
    Number(perDay.toPrecision(16)),
    first,
    Math.max(period.last, noun ?? last),
  )
}

const shortAnswer = 4

/** "Per day 20 alerts", as some languages put it. */
function leading(draft: Draft, first: number) {
  for (let at = first - 1; at >= Math.max(0, first - 4); at -= 1) {
    if (draft.tokens[at]?.clause !== draft.tokens[first]?.clause) return undefined
    const period = periodAfter(draft, at)
    if (period && period.last < first) return { ...period, last: first }
    const unit = unitWord(wordAt(draft.tokens, at))
    const one = draft.tokens[at - 1]?.value === 1 && unit?.kind === 'time' && unit.scale === 1
    if (one) return { seconds: secondsPer[unit.unit], last: first }
  }
  return undefined
}

/** "50 concurrent users", "200 simultaneous streams". */
function readConcurrency(draft: Draft, { first, last, value }: Quantity): void {
  const { tokens, brief } = draft
  const at = last + 1
  const people = findAfter(
    tokens,
    at,
    2,
    /^(users?|clients?|people|agents|players|rooms|streams|calls|chamadas|llamadas|appels|anrufe|meetings|speakers|microphones|cameras|sessions|conversations)$/,
  )
  const together =
    people === undefined
      ? undefined
      : findAfter(
          tokens,
          people + 1,
          4,
          /^(concurrently|simultaneously|parallel|once|same|vez|gleichzeitig|temps|contemporaneamente|simultan\w*|tegelijk)$/,
        )
  if (together !== undefined && !draft.used.has(first)) {
    brief.targets.concurrency = put(draft, 'concurrency', whole(value), first, together)
    return
  }
  if (
    draft.used.has(first) ||
    !/^(concurrent|simultaneous|parallel|gleichzeitige?n?|simultane\w*|concurrentes)$/.test(
      wordAt(tokens, at),
    )
  )
    return
  const noun = findAfter(
    tokens,
    at + 1,
    2,
    /^(users?|requests?|streams?|rooms|meetings|sessions?|connections?|calls?|clients?|queries|chats?|conversations?|nutzer|usuarios|utilisateurs)$/,
  )
  if (noun === undefined) return
  brief.targets.concurrency = put(draft, 'concurrency', whole(value), first, noun)
}
