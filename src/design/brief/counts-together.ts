/** What counts say together: columns of two kinds, photos of each person, kinds that only count, labels that overlap. */
import type { Counted } from './count-context.js'
import type { Draft } from './draft.js'
import { isNear, wordAt } from './near.js'
import { countNoun } from './nouns.js'

/** In order: each looks at all counts and gives them back. */
export function countedTogether(draft: Draft, all: readonly Counted[]): readonly Counted[] {
  return patientsAsSubjects(
    draft,
    attributesToTell(draft, ofEachPerson(draft, columnsOfAllKinds(draft, all))),
  )
}

const kindsOfColumn =
  /^(numeric\w*|numerical|categor\w*|continuous|binary|boolean|ordinal|nominal|text|textual|date|numerisch\w*|kategori\w*|numeri\w*)$/

const andWords = /^(and|&|\+|plus|,|und|y|et|e)$/

/** "12 numeric and 24 categorical columns", "12 numeric columns and 24 categorical ones": there are 36. */
function columnsOfAllKinds({ tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  const columns = all.filter(({ slot }) => slot === 'features')
  const kindAfter = (at: number) => kindsOfColumn.test(wordAt(tokens, at))
  const isKind = ({ quantity, noun }: Counted) => kindAfter(quantity.last + 1) || kindAfter(noun + 1)
  const [first] = columns
  if (!first || !columns.every(isKind)) return all
  // "12 numeric and …": the noun stands behind the last of them.
  const before = first.quantity.first - 3
  const lone = tokens[before]?.kind === 'number' && kindAfter(before + 1)
  const joined = lone && andWords.test(wordAt(tokens, before + 2))
  // "22 colunas numéricas e 9 categóricas": or before it.
  const end = columns.at(-1)?.noun ?? 0
  const behind = kindAfter(end + 1) ? end + 3 : end + 2
  const follows =
    andWords.test(wordAt(tokens, behind - 1)) && tokens[behind]?.kind === 'number' && kindAfter(behind + 1)
  const extra = (joined ? (tokens[before]?.value ?? 0) : 0) + (follows ? (tokens[behind]?.value ?? 0) : 0)
  if (columns.length < 2 && extra === 0) return all
  const value = extra + columns.reduce((sum, { quantity }) => sum + quantity.value, 0)
  const last = columns.at(-1) ?? first
  const quantity = { ...last.quantity, value, first: joined ? before : first.quantity.first }
  return [...all.filter(({ slot }) => slot !== 'features'), { ...last, quantity }]
}

/** Tokens between the people and what there is of each. */
const ownerReach = 6
/** More than so many of each are told in all. */
const mostOfEach = 1_000

/** "400 employees, 10 photos each": 4,000 photos. */
function ofEachPerson({ tokens }: Draft, all: readonly Counted[]): readonly Counted[] {
  return all.map((entry) => {
    const each = /^(each|je|jeweils|cada|chacun)$/.test(wordAt(tokens, entry.noun + 1))
    if (entry.role !== 'examples' || !each || entry.quantity.value > mostOfEach) return entry
    const { first } = entry.quantity
    const from = Math.max(0, first - ownerReach)
    const at = tokens.slice(from, first).findLastIndex(({ text }, i) => {
      const counted = tokens[from + i - 1]?.kind === 'number'
      return counted && /^(persons|users)$/.test(countNoun(text) ?? '')
    })
    if (at < 0) return entry
    const value = (tokens[from + at - 1]?.value ?? 1) * entry.quantity.value
    return { ...entry, quantity: { ...entry.quantity, value, first: from + at - 1 } }
  })
}

const seen: ReadonlySet<string> = new Set(['vision', 'audio', 'language', 'multimodal'])

/** "120 attributes (multi-label)" of a picture are what is told, and no columns. */
function attributesToTell({ tokens, brief }: Draft, all: readonly Counted[]): readonly Counted[] {
  if (!seen.has(brief.domain?.value ?? '') || all.some(({ slot }) => slot === 'classes')) return all
  return all.map((entry) => {
    const { noun, slot } = entry
    const told = slot === 'features' && /^attribut/.test(wordAt(tokens, noun)) && areLabels(tokens, noun)
    return told ? { ...entry, slot: 'classes' as const } : entry
  })
}

/** "Tag photos with 120 attributes", "120 attributes (multi-label)": each is a label. */
export const areLabels = (tokens: Draft['tokens'], at: number): boolean =>
  isNear(tokens, { first: at, last: at }, 6, /^(tags?|tagging|assign|annotate|label|predict)$/) ||
  tokens.slice(at + 1, at + 5).some(({ text }) => /^(multi|multilabel)$/.test(text))

const ofBodies = /^(patients?|volunteers|participants|infants|babies)$/

/** People whose pictures or sounds were taken use nothing. */
function patientsAsSubjects({ tokens, brief }: Draft, all: readonly Counted[]): readonly Counted[] {
  if (!/^(vision|audio)$/.test(brief.domain?.value ?? '')) return all
  return all.map((entry) =>
    entry.slot === 'users' && ofBodies.test(wordAt(tokens, entry.noun))
      ? { ...entry, slot: 'subjects' as const }
      : entry,
  )
}
