/** What counts mean beside each other and for the task at hand: sensors of pumps, labelled cases, rows of a table. */

import { type CountSlot, rowRank, slotOf } from './count-slots.js'
import { countedTogether } from './counts-together.js'
import type { Draft } from './draft.js'
import { meansOther } from './homonyms.js'
import type { CountRole } from './nouns.js'
import type { Quantity } from './quantities.js'
import type { Task } from './tasks.js'

export interface Counted {
  readonly quantity: Quantity
  readonly role: CountRole
  readonly slot: CountSlot
  /** Token of the noun. */
  readonly noun: number
}

/** In the light of the others: what each counts. */
export function inContext(draft: Draft, all: readonly Counted[]): readonly Counted[] {
  const together = countedTogether(draft, fieldsThatGrow(draft, all))
  const told = labelsToTell(
    draft,
    labelledCases(draft, measuredAtUnits(draft, mainOnes(draft, linesThatRun(draft, together)))),
  )
  return searchedIn(draft, valuesToTell(draft, withoutLists(draft, told)))
}

/**
 * "1 patient must not be in both sets" beside 18,500 patients is no count of them; of queries and clicks the more are
 * what is learned from.
 */
function mainOnes({ tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  const noun = (entry: Counted) => tokens[entry.noun]?.text ?? ''
  return all.filter((entry) => {
    const { slot, quantity } = entry
    const larger = all.filter((other) => other.slot === slot && other.quantity.value > quantity.value)
    if (quantity.value === 1 && larger.some((other) => noun(other).startsWith(noun(entry)))) return false
    // Of 400,000 triples of 25 relations the triples are the edges.
    return !/^(interactions|edges)$/.test(slot) || larger.every((other) => noun(other) === noun(entry))
  })
}

/** 11,000 fields of wheat are rows, and no boxes of a form. */
function fieldsThatGrow({ tokens, brief }: Draft, all: readonly Counted[]): readonly Counted[] {
  const slot = slotOf('entity', brief.domain?.value)
  return all.flatMap((entry) => {
    if (entry.role !== 'fields' || !meansOther(tokens, entry.noun)) return [entry]
    return slot ? [{ ...entry, role: 'entity' as const, slot }] : []
  })
}

/** "45 lignes de bus" run and are forecast, one by one; "45 000 lignes de données" are rows. */
function linesThatRun({ brief, tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  if (brief.domain?.value !== 'time_series') return all
  return all.map((entry) => {
    const [noun, joint, of] = [0, 1, 2].map((ahead) => (tokens[entry.noun + ahead]?.raw ?? '').toLowerCase())
    const runs =
      noun === 'lignes' &&
      /^(de|d)$/.test(joint ?? '') &&
      !/^(donn|historique|csv|log|table|base|mesure|relev)/.test(of ?? '')
    return entry.slot === 'rows' && runs
      ? { ...entry, role: 'entity' as const, slot: 'series' as const }
      : entry
  })
}

/** "400 pumps x 12 sensors", "each host reports 30 metrics": in monitoring, sensors of a unit are its channels. */
function measuredAtUnits({ brief }: Draft, all: readonly Counted[]): readonly Counted[] {
  const hasUnits = all.some(({ role }) => role === 'entity')
  if (brief.domain?.value !== 'anomaly_detection' || !hasUnits) return all
  return all.map((entry) => (entry.role === 'sensors' ? { ...entry, slot: 'channels' as const } : entry))
}

/** "400 labelled cases among 3M transactions": the cases are the labels, whatever the rows are. */
function labelledCases({ tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  return all.flatMap((entry) => {
    const between = tokens.slice(entry.quantity.last + 1, entry.noun).map(({ text }) => text)
    // "12,000 known fraud accounts" are the positive ones: read-labels.ts.
    if (
      between.some((word) => /^(known|confirmed|verified)$/.test(word)) &&
      /^(candidate rows|nodes|series)$/.test(entry.slot)
    )
      return []
    const known = between.some((word) => /^(labell?ed|annotated|tagged)$/.test(word))
    return /^(candidate rows|nodes)$/.test(entry.slot) && known && among(entry, all)
      ? { ...entry, slot: 'labelled' as const }
      : entry
  })
}

/** Rows may be all labelled; of nodes the labelled ones are a part of more. */
const among = (entry: Counted, all: readonly Counted[]): boolean =>
  entry.slot !== 'nodes' ||
  all.some((other) => other.slot === 'nodes' && other.quantity.value > entry.quantity.value)

/** More kinds than so many are examples. */
const mostKinds = 1_000

/** "250k labelled comments, 6 toxicity labels": beside examples, few labels are the kinds to tell apart. */
function labelsToTell({ tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  if (all.some(({ slot }) => slot === 'classes')) return all
  const examples = all.filter(({ role }) => /^(examples|documents|rows|instances|items|entity)$/.test(role))
  return all.map((entry) => {
    const kinds = tokens[entry.noun]?.text === 'labels' && entry.quantity.value <= mostKinds
    const among = examples.some(({ quantity }) => quantity.value >= 10 * entry.quantity.value)
    return kinds && among && entry.slot === 'labelled' ? { ...entry, slot: 'classes' as const } : entry
  })
}

/** No list that is shown is longer. */
const longestList = 100

/** "Recommend 10 products to 3M customers": how long the list is, where it is the smaller of two counts or so few. */
function withoutLists({ tokens, brief }: Draft, all: readonly Counted[]): readonly Counted[] {
  if (brief.domain?.value !== 'recommendation') return all
  return all.filter(({ quantity, slot }) => {
    if (slot !== 'items' || quantity.value > longestList) return true
    const before = tokens.slice(Math.max(0, quantity.first - 3), quantity.first)
    return !before.some(({ text }) => listing.test(text))
  })
}
const listing =
  /^(recommend\w*|suggest\w*|show\w*|top|best|list|propose|offer|display|empfehl\w*|recomend\w*|recommand\w*|mostr\w*|zeig\w*|consigli\w*|suger\w*)$/

/** "Predict target (5 values)": what the target can be, and no features. */
function valuesToTell({ tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  return all.map((entry) => {
    const before = tokens.slice(Math.max(0, entry.quantity.first - 2), entry.quantity.first)
    const target = before.some(({ text }) => /^(target|label|outcome|class|ziel|objetivo|cible)$/.test(text))
    const few = entry.role === 'values' && entry.quantity.value >= 2 && entry.quantity.value <= mostKinds
    return few && target ? { ...entry, slot: 'classes' as const } : entry
  })
}

/** What a search looks through needs no labels. */
const collections: Partial<Readonly<Record<Task, CountSlot>>> = {
  'image retrieval': 'items',
  'image-text retrieval': 'items',
  search: 'documents',
  'question answering': 'documents',
}

function searchedIn({ brief, tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  const collection = brief.task && collections[brief.task.value]
  if (!collection) return all
  const looked = all.map((entry) => {
    // Job offers are looked for by CVs, or the other way round.
    if (entry.role === 'actions' && entry.slot === 'classes') return { ...entry, slot: collection }
    const known = tokens
      .slice(entry.quantity.last + 1, entry.noun + 1)
      .some(({ text }) => /^(labell?ed|annotated|pairs|questions|queries|examples)$/.test(text))
    return entry.slot === 'labelled' && !known ? { ...entry, slot: collection } : entry
  })
  // Of two kinds of things the one that there are more of is looked through.
  const noun = ({ noun }: Counted) => tokens[noun]?.text
  const found = looked.filter(({ slot }) => slot === collection)
  const most = found.reduce(
    (best, one) => (one.quantity.value > best.quantity.value ? one : best),
    found[0] as Counted,
  )
  return looked.filter((entry) => entry.slot !== collection || entry === most || noun(entry) === noun(most))
}

/** Fewer than so many entities are groups of rows rather than rows. */
const leastRows = 20

/** Of several nouns that may be the rows, the nearest to one: a loan, then a customer, then a store, then a click. */
export function nearestToRows(all: readonly Counted[]): Counted | undefined {
  const candidates = all.filter(
    ({ slot, quantity }) =>
      slot === 'candidate rows' && quantity.value >= leastRows && quantity.comparator !== 'at most',
  )
  if (all.some(({ slot }) => slot === 'rows')) return undefined
  return [...candidates].sort(
    (a, b) => rowRank(a.role) - rowRank(b.role) || b.quantity.value - a.quantity.value,
  )[0]
}
