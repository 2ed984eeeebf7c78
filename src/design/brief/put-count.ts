/** A count with what it counts becomes a fact. */
import type { Counted } from './count-context.js'
import type { CountSlot } from './count-slots.js'
import { type Draft, put } from './draft.js'
import { isNear } from './near.js'
import type { CountRole } from './nouns.js'
import type { Quantity } from './quantities.js'
import { periodAfter } from './read-recommender.js'
import { secondsPer } from './units.js'
import { stepOf } from './unnumbered-times.js'

/** Rates of these are read where their period is: `read-alerts.ts`, `read-interactions.ts`. */
type PlainSlot = Exclude<CountSlot, 'series' | 'candidate rows' | 'alerts' | 'sessions'>

/** By slot: the fact in the brief's data, and what a conflict calls it. */
const facts = {
  channels: ['channels', 'channels'],
  features: ['featureCount', 'features'],
  rows: ['rows', 'rows'],
  labelled: ['labelled', 'labelled'],
  classes: ['classes', 'classes'],
  items: ['items', 'items'],
  users: ['users', 'users'],
  interactions: ['interactions', 'interactions'],
  documents: ['documents', 'documents'],
  fields: ['fields', 'fields'],
  nodes: ['nodes', 'nodes'],
  edges: ['edges', 'edges'],
  actions: ['actionCount', 'action count'],
  tasks: ['tasks', 'tasks'],
  'logged decisions': ['loggedDecisions', 'logged decisions'],
  environments: ['environments', 'environments'],
  'image size': ['imageSize', 'image size'],
  tokens: ['sequenceLength', 'sequence length'],
  'model size': ['modelParams', 'model size'],
  subjects: ['subjects', 'subjects'],
} as const

function assign(draft: Draft, slot: PlainSlot, value: number, first: number, last: number): void {
  const { brief } = draft
  if (slot === 'concurrency') brief.targets.concurrency = put(draft, 'concurrency', value, first, last)
  else if (slot === 'team') brief.team.size = put(draft, 'team', value, first, last)
  else if (slot === 'graphs') {
    assign(draft, 'labelled', value, first, last)
    brief.data.manyGraphs = put(draft, 'many graphs', true, first, last)
  } else {
    const [key, name] = facts[slot]
    brief.data[key] = put(draft, name, value, first, last)
  }
}

/** No text has so many tokens: a corpus has. */
const longestSequence = 2_000_000

export function putCount(draft: Draft, { quantity, role, slot, noun }: Counted): void {
  if (slot === 'series' || slot === 'candidate rows' || slot === 'alerts' || slot === 'sessions') return
  const [first, last] = [Math.min(quantity.first, noun), Math.max(quantity.last, noun)]
  const value = whole(quantity.value)
  const adjectives = draft.tokens.slice(quantity.last + 1, noun).map(({ text }) => text)
  // "< 5 clicks" describes some items, not how many clicks there are.
  if (slot === 'interactions' && quantity.comparator === 'at most') return
  if (isPerClass(draft, quantity, noun)) return
  // A ranker scores so many candidates at a time.
  if (slot === 'users' && draft.tokens[noun]?.text === 'candidates' && value <= 5000) return
  const each = draft.tokens[Math.max(quantity.last, noun) + 1]?.text === 'each'
  if (slot === 'labelled' && each && draft.said.has('classes')) return
  if (role === 'classes' && belongsTo.test(draft.tokens[quantity.first - 2]?.text ?? '')) return
  if (role === 'values' && (value < 2 || quantity.comparator === 'at most' || ofOneColumn(draft, quantity)))
    return
  if (readRate(draft, role, value, first, noun)) return
  if ((role === 'events' || role === 'edges' || role === 'calls') && putRate(draft, value, first, noun))
    return
  // "Several topics per article" is no number of topics.
  if (loose.test(draft.tokens[quantity.first]?.text ?? '') && slot !== 'team') return
  if (slot === 'tokens' && value > longestSequence) {
    draft.brief.data.corpusTokens = put(draft, 'corpus', value, first, last)
    return
  }
  if (slot === 'users' && adjectives.some((word) => /^(concurrent|simultaneous|parallel)$/.test(word))) {
    assign(draft, 'concurrency', value, first, last)
    return
  }
  if ((slot === 'rows' || slot === 'labelled') && putMeasured(draft, quantity, role, adjectives, first, last))
    return
  // "Send one push notification"
  if (role === 'alerts' && value < 2) return
  if (/^(classes|graphs|labelled)$/.test(slot) && value < 2) return
  if (slot === 'labelled' && ofKnownFaults(draft, noun)) {
    draft.brief.data.positives = put(draft, 'positives', value, first, noun + 3)
    return
  }
  // "At most 5M parameters" limits any model; "a 5M model" names one.
  if (slot === 'model size' && quantity.comparator === 'at most') {
    draft.brief.constraints.paramsLimit = put(draft, 'parameter limit', value, first, last)
    return
  }
  // "Hay una persona en la foto"
  if (slot === 'team' && /^(un|una|une|eine|um|uma)$/i.test(draft.tokens[quantity.first]?.raw ?? '')) return
  if (slot === 'team' && crowd.test(draft.tokens[noun]?.text ?? '') && !isOurs(draft, quantity)) return
  assign(draft, slot, value, first, last)
}

/** "A household may belong to two groups" counts no groups. */
const belongsTo = /^(belongs?|falls?|fits?|assigned)$/

/** "Categorical with 40 distinct values": of one column. */
const ofOneColumn = ({ tokens }: Draft, quantity: Quantity): boolean =>
  isNear(tokens, quantity, 4, /^(categor\w*|distinct|different|unique|levels?)$/)

/** "2 frames per second" is how often one is taken; "600 emails a day" arrive, and are not what there is to learn from. */
function readRate(draft: Draft, role: CountRole, value: number, first: number, noun: number): boolean {
  const seen = role === 'items' && /^(vision|audio)$/.test(draft.brief.domain?.value ?? '')
  const period = seen || /^(examples|rows|documents)$/.test(role) ? periodAfter(draft, noun + 1) : undefined
  if (!period || period.seconds > secondsPer.day) return false
  if (role !== 'rows' && period.seconds > 60 && !draft.said.has('throughput')) {
    const perSecond = Number((value / period.seconds).toPrecision(12))
    draft.brief.targets.throughputPerSecond = put(draft, 'throughput', perSecond, first, period.last)
  }
  return true
}

/** "40 recordings of known faults" are the odd ones, and not what a detector learns from. */
const ofKnownFaults = ({ tokens, brief }: Draft, noun: number): boolean =>
  brief.domain?.value === 'audio' &&
  /^(of|with)$/.test(tokens[noun + 1]?.text ?? '') &&
  /^(known|confirmed|verified)$/.test(tokens[noun + 2]?.text ?? '') &&
  /^(faults?|failures?|defects?|anomalies)$/.test(tokens[noun + 3]?.text ?? '')

/** "50M events a day" arrive at a rate; a recommender learns from the day's clicks. */
function putRate(draft: Draft, value: number, first: number, noun: number): boolean {
  const { brief } = draft
  if (brief.domain?.value === 'recommendation') return false
  const after = periodAfter(draft, noun + 1)
  // 每天2亿条日志
  const before = draft.tokens[first]?.glued ? periodAfter(draft, first - 1) : undefined
  const period = after ?? (before?.last === first - 1 ? { ...before, last: noun } : undefined)
  if (!period) return false
  const perSecond = Number((value / period.seconds).toPrecision(12))
  brief.targets.throughputPerSecond = put(draft, 'throughput', perSecond, first, Math.max(noun, period.last))
  return true
}

/** People may be anybody; developers are the team. */
const crowd = /^(people|person|personas|scientists|analysts?)$/

/** "We recorded 300 people": whose voices, pictures or answers are the data. */
const observed =
  /^(recorded|filmed|photographed|interviewed|surveyed|asked|scanned|examined|measured|grabamos|enregistre|gravamos)$/

const isOurs = ({ tokens }: Draft, { first, last }: Quantity): boolean =>
  !observed.test(tokens[first - 1]?.text ?? '') &&
  tokens
    .slice(Math.max(0, first - 5), last + 6)
    .some(({ text }) => /^(team|we|were|weve|us|our|startup|data|staff|company|only|ml)$/.test(text))

const loose = /^(several|few|handful|paar)$/

const known = /^(labell?ed|annotated|gelabelt|tagged|transcribed|measured|graded|hand)/
const unknown = /^(unlabell?ed|unannotated|raw|untagged)$/

/**
 * Rows of a table, labelled ones, examples without labels; or, with the word of a step, history: "60 monthly
 * observations" are five years.
 */
function putMeasured(
  draft: Draft,
  quantity: Quantity,
  role: CountRole,
  adjectives: readonly string[],
  first: number,
  last: number,
): boolean {
  const { data, domain } = draft.brief
  const value = whole(quantity.value)
  const step = adjectives.map(stepOf).find((span) => span !== undefined)
  if (role === 'rows' && domain?.value === 'time_series' && step) {
    data.historyLength = put(draft, 'history', { value: value * step.value, unit: step.unit }, first, last)
    return true
  }
  if (adjectives.some((word) => known.test(word))) {
    // "50k images, 3k labelled": the others are what there is in all.
    const before = draft.said.get('labelled')
    if (before && data.labelled && data.labelled.value > value) moveToRows(draft)
    assign(draft, 'labelled', value, first, last)
    return true
  }
  const labelled = draft.said.has('labelled')
  // "50,000 scans without any annotations"
  const bare =
    role === 'examples' &&
    /^(without|ohne|sin|sans|senza|sem)$/.test(draft.tokens[last + 1]?.text ?? '') &&
    draft.tokens
      .slice(last + 2, last + 4)
      .some(({ text }) => /^(labels?|annotations?|masks?|captions?)$/.test(text))
  if (
    bare ||
    adjectives.some((word) => unknown.test(word)) ||
    (role === 'examples' && labelled && value > (data.labelled?.value ?? 0))
  ) {
    assign(draft, 'rows', value, first, last)
    return true
  }
  if (role === 'labelled' && labelled && data.labelled && data.labelled.value > value) moveToRows(draft)
  return false
}

/** What was taken for labelled is all there is: a smaller number is called labelled. */
function moveToRows({ brief, said }: Draft): void {
  const [fact, where] = [brief.data.labelled, said.get('labelled')]
  if (!fact || !where) return
  brief.data.rows = fact
  said.set('rows', where)
  said.delete('labelled')
}

/** "200 images per class", "500 photos each" are counted by class, not in all. */
export function isPerClass({ tokens }: Draft, quantity: Quantity, noun: number): boolean {
  const at = Math.max(quantity.last, noun) + 1
  const [word, next] = [tokens[at]?.text ?? '', tokens[at + 1]?.text ?? '']
  return /^(per|pro|por|par|a|each|je)$/.test(word) && classNouns.test(next)
}

export const classNouns =
  /^(class|classes|category|klasse|kategorie|clase|categoria|classe|categorie|species|type|label|speaker|person|intent|topic|brand|kind|team|genre|word|keyword|identity)$/

export const whole = (value: number) => Math.max(1, Math.min(Number.MAX_SAFE_INTEGER, Math.round(value)))
