/**
 * "Make it smaller", "cheaper", "too slow": a limit in relation to what the present proposal takes. It holds for every
 * proposal, as all limits do; what it means in numbers is said with the answer.
 */
import type { Brief } from '../../design/brief/brief.js'
import { familyOf, familyTitle } from '../../design/catalog/asked.js'
import {
  latencyAt,
  latencyShare,
  memoryShare,
  number,
  trainingsPerBudget,
} from '../../design/catalog/limits.js'
import type { Proposal, ProposalSet } from '../../design/proposal.js'
import { withoutFact } from './drops.js'
import { type Changed, factorIn, withFact } from './scaled.js'

type Wish = 'smaller' | 'cheaper' | 'faster' | 'faster to train' | 'lighter on memory' | 'simpler'

/** The first that matches is meant: what says more stands first. */
const wishes: readonly (readonly [Wish, RegExp])[] = [
  [
    'faster to train',
    /\b(faster|quicker|shorter|less time|schneller|mas rapido|plus (rapide|vite)|too slow|too long)\b.*\b(train\w*|trainier\w*|entren\w*|entrain\w*)\b|\b(train\w*|trainier\w*|entren\w*|entrain\w*)\b.*\b(faster|quicker|shorter|less time|schneller|mas rapido|plus vite|too slow|too long|time)\b/,
  ],
  [
    'lighter on memory',
    /\b(less|lower|weniger|menos|moins de|too much|smaller) (memory|ram|vram|speicher|memoria|memoire|footprint)\b|\b(halve|reduce|cut|lower) the (memory|ram|footprint)\b/,
  ],
  [
    'simpler',
    /\b(simpler|simplify|easier|less compl\w+|too compl\w+|einfacher|zu (komplex|kompliziert)|mas (simple|sencill\w+)|demasiado complej\w+|plus simple|trop complexe)\b/,
  ],
  [
    'cheaper',
    /\b(cheaper|less expensive|costs? less|too expensive|too costly|(cut|reduce|lower|halve) (the )?costs?|save money|billiger|gunstiger|zu teuer|mas barat\w+|demasiado car\w+|moins cher|trop cher)\b/,
  ],
  [
    'faster',
    /\b(faster|quicker|snappier|(lower|less|reduce|cut|halve) (the )?latency|speed (it |this |that )?up|too slow|schneller|zu langsam|mas rapid\w+|demasiado lent\w+|plus (rapide|vite)|trop lent\w*)\b/,
  ],
  [
    'smaller',
    /\b(smaller|lighter|slimmer|more compact|fewer param\w+|too (big|large)|shrink (it|this|that|[abcd])|(halve|reduce|cut) the (size|param\w*)|half the (size|param\w*)|kleiner|zu gros+|mas pequen\w+|demasiado grande|plus petit\w*|trop (gros|grand)\w*)\b/,
  ],
]

/** How much of the present: half where nobody says. */
function shareIn(words: string): number {
  const factor = factorIn(words)
  if (factor !== undefined) return factor > 1 ? 1 / factor : factor
  const percent = /\b(\d+(?:\.\d+)?)\s*(?:%|percent|prozent)/.exec(words)?.[1]
  if (percent !== undefined && Number(percent) > 0 && Number(percent) < 100) return 1 - Number(percent) / 100
  if (/\b(much|a lot|way|far|viel|deutlich|mucho|beaucoup|bien)\b/.test(words)) return 0.25
  if (/\b(a bit|a little|slightly|somewhat|etwas|ein bisschen|un poco|un peu)\b/.test(words)) return 0.75
  return 0.5
}

export type Tightened =
  | ({ readonly kind: 'changed' } & Changed)
  /** It cannot be put as a limit; `why` is a sentence. */
  | { readonly kind: 'not'; readonly why: string }

/** @param words folded; @param it the proposal that is spoken of */
export function tightened(
  words: string,
  brief: Brief,
  it: Proposal,
  set: ProposalSet,
): Tightened | undefined {
  // "Faster than 20 ms" names its limit itself, "smaller than A" compares.
  if (/\b(than|als|que)\b/.test(words)) return undefined
  const wish = wishes.find(([, pattern]) => pattern.test(words))?.[0]
  if (wish === undefined) return undefined
  if (wish === 'simpler') return simpler(words, brief, it, set)
  const limit = limits[wish](it, shareIn(words), brief)
  if (typeof limit === 'string') return { kind: 'not', why: limit }
  return {
    kind: 'changed',
    brief: withFact(brief, limit.fact, limit.value, words),
    notes: [`${capital(wish)}: ${limit.how}. The limit holds for every proposal.`],
  }
}

interface RelativeLimit {
  readonly fact: 'targets.latency' | `constraints.${string}`
  readonly value: unknown
  readonly how: string
}
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
const part = (share: number) => (share === 0.5 ? 'half of that' : `${number(share)} of that`)

/** Each limit is set so that, with the head-room it is held with, that share of the present figure is allowed. */
const limits: Readonly<
  Record<Exclude<Wish, 'simpler'>, (it: Proposal, share: number, brief: Brief) => RelativeLimit | string>
> = {
  smaller({ id, name, figures: { params } }, share) {
    const most = Math.floor(share * params.value)
    if (most < 1) return `${id} ${name} stores no parameters that could be fewer.`
    const how = `${id} ${name} has ${number(params.value)} parameters; at most ${part(share)}, ${number(most)}`
    return { fact: 'constraints.paramsLimit', value: most, how }
  },
  cheaper({ id, name, figures: { trainingCost }, unknown }, share) {
    if (!trainingCost)
      return `What ${id} ${name} costs is unknown (${unknown.trainingCost ?? 'no price'}), so there is nothing to halve. A budget in dollars can be held: "at most $50".`
    const budget = rounded(trainingsPerBudget * trainingCost.value * share)
    if (budget <= 0) return `Training ${id} ${name} costs nothing that could be saved.`
    const how = `a training of ${id} ${name} costs $${number(trainingCost.value)}, ${trainingsPerBudget} of them (tuning, failed runs) $${number(trainingsPerBudget * trainingCost.value)}; ${part(share)} is a budget of $${number(budget)}`
    return { fact: 'constraints.budgetUsd', value: budget, how }
  },
  faster({ id, name, figures: { latency } }, share, brief) {
    const percentile = brief.targets.latency?.value.percentile ?? 99
    const now = latencyAt(latency, percentile)
    const ms = rounded((share * now) / latencyShare)
    const how = `${id} ${name} answers within ${number(now)} ms at p${percentile}; ${part(share)} is ${number(share * now)} ms, with ${Math.round(100 * (1 - latencyShare))}% head-room a limit of ${number(ms)} ms`
    return { fact: 'targets.latency', value: { ms, percentile }, how }
  },
  'faster to train'({ id, name, figures: { trainingTime } }, share) {
    const hours = rounded(share * trainingTime.value)
    if (hours <= 0) return `${id} ${name} needs no training.`
    return {
      fact: 'constraints.trainingHours',
      value: hours,
      how: `${id} ${name} trains in ${sayHours(trainingTime.value)}; at most ${part(share)}, ${sayHours(hours)}`,
    }
  },
  'lighter on memory'({ id, name, figures: { servingMemory } }, share) {
    const bytes = rounded((share * servingMemory.high) / memoryShare)
    const mb = (n: number) => `${number(n / 1e6)} MB`
    const how = `${id} ${name} takes up to ${mb(servingMemory.high)} while serving; ${part(share)} is ${mb(share * servingMemory.high)}, with ${Math.round(100 * (1 - memoryShare))}% to spare a limit of ${mb(bytes)}`
    return { fact: 'constraints.memoryBytes', value: bytes, how }
  },
}

/** A limit is said in three digits, and held as it is said. */
const rounded = (limit: number) => Number(limit.toPrecision(3))

function sayHours(hours: number): string {
  if (hours < 1 / 60) return `${number(hours * 3600)} s`
  return hours < 1 ? `${number(hours * 60)} min` : `${number(hours)} h`
}

/** Families at least as complex to run as this one are ruled out. */
function simpler(text: string, brief: Brief, it: Proposal, set: ProposalSet): Tightened {
  const now = familyOf(it.family)?.complexity ?? 1
  const ids = [...set.proposals.map(({ family }) => family), ...set.rejected.map(({ family }) => family)]
  const families = ids.flatMap((id) => familyOf(id) ?? [])
  const [stay, go] = [families.filter((f) => f.complexity < now), families.filter((f) => f.complexity >= now)]
  if (!stay.some((f) => set.proposals.some(({ family }) => family === f.id)))
    return {
      kind: 'not',
      why: `${it.id} ${it.name} is the simplest of what can be built here, to run and to keep.`,
    }
  // A word that a simpler family answers to would rule that one out too.
  const words = go.flatMap(({ ruledOutBy }) =>
    ruledOutBy.filter((word) => !stay.some((f) => f.ruledOutBy.includes(word))),
  )
  const excluded = [...new Set([...(brief.constraints.excludedFamilies?.value ?? []), ...words])]
  const wanted = brief.constraints.wantedFamilies?.value.filter((word) => !words.includes(word))
  const after = withFact(brief, 'constraints.excludedFamilies', excluded, text)
  const kept =
    wanted && wanted.length > 0
      ? withFact(after, 'constraints.wantedFamilies', wanted, text)
      : withoutFact(after, 'constraints.wantedFamilies')
  const names = [...new Set(go.map(({ id }) => familyTitle(id)))]
  return {
    kind: 'changed',
    brief: kept,
    notes: [
      `Simpler: what takes as much to run as ${it.id} ${it.name}, or more, is ruled out: ${names.join(', ')}.`,
    ],
  }
}
