/**
 * What only signals have: the window that an answer rests on, the people or machines that were recorded, leads and
 * axes, the labelled windows, and the activities, stages or faults to tell apart.
 */
import { type Draft, put } from './draft.js'
import { findBefore, isNear, wordAt } from './near.js'
import { whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import type { Token } from './tokens.js'
import { secondsPer } from './units.js'

const pieces =
  /^(windows?|epochs?|segments?|frames?|recordings?|strips?|snippets?|clips?|traces?|excerpts?|samples?|fenster\w*|ventanas?|fenetres?|janelas?|finestr\w+|okn\w+|vensters?|abschnitte?n?|aufnahmen?|registros?|enregistrements?|segmentos?|segmenti|ecgs?|ekgs?|eegs?|emgs?|ppgs?)$/
const windowNouns =
  /^(windows?|fenster\w*|ventanas?|fenetres?|janelas?|finestr\w+|okn\w+|vensters?|lookback)$/
const beats =
  /^(beats?|heartbeats?|herzschlage?n?|latidos?|battements?|batimentos?|battiti|windows?|epochs?|segments?|recordings?|strips?|traces?|snippets?|signals?|records?|samples?|examples?|frames?|repetitions?|fenster|ventanas?|fenetres?|janelas?|aufnahmen|registros|enregistrements|profiles?|days|measurements?|cycles?|zyklen|ciclos|cicli|cykli|ecgs?|ekgs?|eegs?|signatures?)$/
const wholes =
  /^(subjects?|participants?|volunteers?|people|persons?|patients?|users?|wearers?|drivers?|athletes?|runners?|workers?|individuals?|probanden|personen|versuchspersonen|sujetos?|personas?|sujets?|personnes|sujeitos?|pessoas|soggetti|persone|osob|personen|deelnemers|machines?|engines?|motors?|pumps?|turbines?|bearings?|gearboxes|units|trajector\w+|histories|households?|houses|homes|transmitters?|babies|infants|children|nights|horses|cows|dogs|batteries|cells|tools|turbofans?|tests)$/
const readers =
  /^(leads?|channels?|axes|axis|electrodes?|sensors?|ableitungen|kanal\w*|kanale|canales|canaux|canais|canali|derivaciones|derivations|derivacoes|achsen|ejes|eixos|assi|signals?|accelerometers|components?)$/
const kinds =
  /^(activit\w+|aktivitat\w*|actividades|activites|atividades|attivita|stages?|stadien|fases|gestures?|gesten|gestos|gestes|gesti|movements?|motions?|postures?|exercises?|modulations?|appliances?|electrodomesticos?|haushaltsgerate?|elettrodomestici|rhythms?|arrhythmias?|faults?|states?|modes?|conditions?|classes|class|categories|kinds?|types?|behaviou?rs?|emotions|diagnoses|findings|scripts|letters|grasps?|zustande?n?)$/
/** Between a number and its noun: adjectives and hyphens, nothing that opens another phrase. */
const opening =
  /^(for|of|with|in|and|per|on|to|from|at|by|over|und|mit|y|con|et|avec|e|com|de|von|bei|a|each|every|into)$/
const adjectiveReach = 4
const longestWindow = 48 * 3_600
const samplesOf =
  /^(points?|samples?|cycles?|zyklen|ciclos|cicli|cykli|ticks?|steps?|timesteps?|samplepoints?|messpunkte?n?|puntos|pontos)$/

export function readWindows(draft: Draft, quantities: readonly Quantity[]): void {
  if (draft.brief.domain?.value !== 'signals') return
  moveClip(draft)
  draft.tokens.forEach((_, i) => {
    readRate(draft, i)
    readSeveral(draft, i)
    readDaily(draft, i)
  })
  for (const quantity of quantities) {
    if (quantity.value <= 0) continue
    if (quantity.unit.kind === 'time') readLength(draft, quantity)
    else if (quantity.unit.kind === 'steps') readSamples(draft, quantity)
    else if (quantity.unit.kind === 'count' && !draft.used.has(quantity.first)) readCount(draft, quantity)
  }
}

const rates: Readonly<Record<string, number>> = { mhz: 1e6, ksps: 1e3, msps: 1e6, gsps: 1e9 }

/** "Sampled at 1 MHz", "20 MSPS"; a clock and a carrier are no sample rates. */
function readRate(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const [value, unit] = [tokens[i]?.value, wordAt(tokens, i + 1)]
  const scale = Object.hasOwn(rates, unit) ? rates[unit] : undefined
  if (tokens[i]?.kind !== 'number' || !value || scale === undefined) return
  const sampled = isNear(tokens, { first: i, last: i + 1 }, 6, /^(sampl\w*|iq|rate|points?|snapshots?)$/)
  const other = isNear(tokens, { first: i, last: i + 1 }, 2, /^(clock|carrier|cpu|band|cortex|cpus?|core)$/)
  if (!/sps$/.test(unit) && (!sampled || other)) return
  brief.data.sampleRateHz = put(draft, 'sampling rate', value * scale, i, i + 1)
}

/** "10 s recordings" were read as clips before the field was known. */
function moveClip({ brief: { data }, said }: Draft): void {
  const [clip, at] = [data.clipSeconds, said.get('clip length')]
  if (!clip || !at) return
  data.windowSeconds = clip
  said.set('window', at)
  said.delete('clip length')
  delete data.clipSeconds
}

/** "2.56 s windows", "windows of 2 s", "30-second epochs", "12-lead ECG, 10 s at 500 Hz". */
function readLength(draft: Draft, { first, last, value, unit }: Quantity): void {
  if (unit.kind !== 'time') return
  const { tokens, brief } = draft
  const seconds = value * secondsPer[unit.unit]
  if (seconds > longestWindow) {
    readRecorded(draft, { first, last, value, unit })
    return
  }
  const at = wordAt(tokens, last + 1) === '-' ? last + 2 : last + 1
  const after = [at, at + 1, at + 2, at + 3].find(
    (i, n, list) => pieces.test(wordAt(tokens, i)) && !list.slice(0, n).some((j) => parts(tokens[j])),
  )
  const before = findBefore(tokens, first, 3, pieces)
  const linked =
    before !== undefined &&
    tokens
      .slice(before + 1, first)
      .every(({ text }) =>
        /^(of|are|is|each|about|long|labell?ed|annotated|etiquet\w*|gelabelt\w*|rotulad\w*|etichettat\w*|:|=|~|von|de|di|mit|zu|a|,|\(|length|size)$/.test(
          text,
        ),
      )
  const sampled =
    /^(at|@|bei|a|mit|with|sampled)$/.test(wordAt(tokens, last + 1)) && /hz$/.test(wordAt(tokens, last + 3))
  if (after === undefined && !linked && !sampled) {
    readRecorded(draft, { first, last, value, unit })
    return
  }
  // Such a length is no look-ahead and no step of the data.
  forget(draft, first)
  brief.data.windowSeconds = put(
    draft,
    'window',
    Number(seconds.toPrecision(12)),
    linked && before !== undefined ? Math.min(first, before) : first,
    Math.max(last, after ?? last),
  )
}

const leastRecorded = 3_600

/** "600 hours", "40 hours of IMU data": so much was recorded in all. */
function readRecorded(
  draft: Draft,
  { first, last, value, unit }: Pick<Quantity, 'first' | 'last' | 'value' | 'unit'>,
): void {
  if (unit.kind !== 'time' || draft.used.has(first)) return
  const { tokens, brief } = draft
  const after = tokens[last + 1]
  const alone = after === undefined || after.kind === 'mark' || after.clause !== tokens[last]?.clause
  const of = /^(of|von|de|di|recorded|labell?ed|annotated|recordings?)$/.test(wordAt(tokens, last + 1))
  if (!/^(minute|hour|day)$/.test(unit.unit) || !(alone || of)) return
  if (value * secondsPer[unit.unit] < leastRecorded) {
    // "Smart meters (15 min)" tells the step.
    if (wordAt(tokens, first - 1) === '(' && !draft.said.has('step'))
      brief.data.frequency = put(draft, 'step', { value, unit: unit.unit }, first, last)
    return
  }
  brief.data.historyLength = put(draft, 'history', { value, unit: unit.unit }, first, last)
}

const shapes = /^(profiles?|curves?|shapes?|lastprofil\w*|patterns?)$/

/** "Daily load profiles": a window is a day, whatever its step. */
function readDaily(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  if (!/^(daily|taglich\w*|diari\w+|quotidien\w*)$/.test(wordAt(tokens, i))) return
  const noun = [i + 1, i + 2].find((at) => shapes.test(wordAt(tokens, at)))
  if (noun === undefined) return
  forget(draft, i)
  brief.data.windowSeconds = put(draft, 'window', secondsPer.day, i, noun)
}

/** "Several per recording": more than one may hold. */
function readSeveral(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  if (!/^(several|multiple|mehrere|plusieurs|varios|varias)$/.test(wordAt(tokens, i))) return
  if (!/^(per|pro|por|par|each|je|a|at)$/.test(wordAt(tokens, i + 1))) return
  brief.data.multiLabel = put(draft, 'multi-label', true, i, i + 1)
}

/** Between a length and the piece that has it: no number, no mark but a hyphen, nothing that opens another phrase. */
const parts = (token: Token | undefined): boolean =>
  token === undefined ||
  token.kind === 'number' ||
  (token.kind === 'mark' && token.text !== '-') ||
  opening.test(token.text)

/** What was taken from the same words before the field was known. */
function forget({ brief: { data }, said, used }: Draft, at: number): void {
  for (const [name, key] of [
    ['horizon', 'horizon'],
    ['step', 'frequency'],
    ['look-back', 'lookback'],
    ['history', 'historyLength'],
    ['season', 'season'],
  ] as const) {
    const where = said.get(name)
    if (!where || where.first > at || where.last < at) continue
    said.delete(name)
    delete data[key]
    for (let i = where.first; i <= where.last; i += 1) used.delete(i)
  }
}

/** "Windows of 128 samples", "sequence of 30 cycles": in a window, not in all. */
function readSamples(draft: Draft, { first, last, value }: Quantity): void {
  const before = findBefore(draft.tokens, first, 4, windowNouns)
  if (before === undefined) return
  forget(draft, first)
  draft.brief.data.windowSteps = put(draft, 'window', whole(value), before, last)
}

function readCount(draft: Draft, { first, last, value }: Quantity): void {
  const { tokens, brief } = draft
  const clause = tokens[last]?.clause
  // 被験者30人: who was counted stands before the number.
  const counted = wordAt(tokens, first - 1)
  if (/^(zh|ja|ko)$/.test(draft.language) && wholes.test(counted)) {
    brief.data.subjects = put(draft, 'subjects', whole(value), first - 1, last)
    return
  }
  for (let at = last + 1, words = 0; words < adjectiveReach; at += 1) {
    const token = tokens[at]
    if (!token || token.clause !== clause || token.kind === 'number') return
    if (token.kind === 'mark') {
      if (!/^[-+~/]+$/.test(token.text)) return
      continue
    }
    words += 1
    // "Another 3 machines" are counted, "3 of the machines" are not.
    if (opening.test(token.text) && !/^(run|-)$/.test(wordAt(tokens, at - 1))) return
    const next = tokens[at + 1]
    const describes = next?.kind === 'word' && next.clause === clause && isNoun(next.text)
    // "Single-lead ECG" counts leads.
    if (!isNoun(token.text) || (describes && !readers.test(token.text))) continue
    const n = whole(value)
    const adjectives = tokens.slice(last + 1, at).map(({ text }) => text)
    if (adjectives.some((word) => /^(unlabell?ed|unannotated)$/.test(word))) return
    const per = /^(per|pro|por|par|each|je)$/.test(wordAt(tokens, at + 1))
    if (samplesOf.test(token.text) && isWindow(draft, first, at, n))
      brief.data.windowSteps = put(draft, 'window', n, first, at)
    else if (readers.test(token.text)) readChannels(draft, n, first, at)
    else if (wholes.test(token.text)) brief.data.subjects = put(draft, 'subjects', n, first, at)
    else if (kinds.test(token.text) && n >= 2 && n <= 1_000)
      brief.data.classes = put(draft, 'classes', n, first, at)
    else if (beats.test(token.text) && n >= 2 && !per)
      brief.data.labelled = put(draft, 'labelled', n, first, at)
    return
  }
}

const inertial = /^(accel\w*|gyro\w*|magnetomet\w*)$/
const turning = /^(vibra\w*|bearings?|gear\w*)$/

/** "3-axis accelerometer and gyroscope" has the axes of both; an accelerometer on a body has three, on a machine one. */
function readChannels(draft: Draft, n: number, first: number, at: number): void {
  const { tokens, brief } = draft
  const sensors = new Set(
    tokens.filter(({ text }) => inertial.test(text)).map(({ text }) => text.slice(0, 5)),
  )
  const word = wordAt(tokens, at)
  const each = /^ax[ei]s$/.test(word)
    ? Math.max(1, sensors.size)
    : word === 'accelerometers' && !tokens.some(({ text }) => turning.test(text))
      ? 3
      : 1
  brief.data.channels = put(draft, 'channels', n * each, first, at)
}

const isNoun = (word: string): boolean =>
  [beats, wholes, readers, kinds, samplesOf].some((nouns) => nouns.test(word))

const mostSamples = 20_000

/** "128 samples" behind "window", or "of 128 points": so many make a window; alone they are examples. */
function isWindow({ tokens }: Draft, first: number, at: number, n: number): boolean {
  if (n > mostSamples) return false
  if (windowNouns.test(wordAt(tokens, at + 1))) return true
  const near = findBefore(tokens, first, 4, pieces) ?? findBefore(tokens, first, 2, /^series$/)
  return (
    near !== undefined &&
    tokens
      .slice(near + 1, first)
      .every(({ text }) => /^(of|with|each|are|is|,|von|de|mit|=|:|size|length)$/.test(text))
  )
}
