/** What counts mean beside each other and for the task at hand: sensors of pumps, labelled cases, rows of a table. */

import { type CountSlot, rowRank } from './count-slots.js'
import type { Draft } from './draft.js'
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
  return searchedIn(draft, labelsToTell(draft, labelledCases(draft, measuredAtUnits(draft, all))))
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
    return entry.slot === 'candidate rows' && known ? { ...entry, slot: 'labelled' as const } : entry
  })
}

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
  return all.map((entry) => {
    const known = tokens
      .slice(entry.quantity.last + 1, entry.noun + 1)
      .some(({ text }) => /^(labell?ed|annotated|pairs|questions|queries|examples)$/.test(text))
    return entry.slot === 'labelled' && !known ? { ...entry, slot: collection } : entry
  })
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
