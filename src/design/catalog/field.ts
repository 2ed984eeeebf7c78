/**
 * One field of machine learning: how its briefs are completed and stated as a problem, its families, how they are
 * judged, and what can be asked. A field is one folder beside this file, and one line in fields.ts.
 */
import type { Askable } from '../asking/askable.js'
import type { Brief, Domain } from '../brief/brief.js'
import type { TensorRow } from '../proposal.js'
import type { Family } from './family.js'
import type { Problem } from './problem.js'

/** A change of one fact that may well come: the switch of the recommendation is looked for among them. */
export interface Variation {
  /** Follows "if": `there were 500 series instead of 200`. */
  readonly condition: string
  readonly brief: Brief
}

/** A row of the trade-off table that only this field has. */
export interface Aspect<F> {
  readonly aspect: string
  say(family: F): string
}

export interface Field<P extends Problem = Problem, F extends Family<P> = Family<P>> {
  readonly domain: Domain
  /** In front of people: `time series forecasting`. */
  readonly title: string
  /** Fills what nobody said with stated defaults, on a copy, marked as assumed. Idempotent. */
  complete(brief: Brief): Brief
  /** @param brief completed */
  problem(brief: Brief): P
  /** The plain baseline first. */
  readonly families: readonly F[]
  /** `false` for a family that is made for another task of the field: it is not thought of at all. */
  suits?(problem: P, family: F): boolean
  /** Whether so much is known that proposals come at once, and questions with them; else they are asked first. */
  isEnough(brief: Brief): boolean
  /** What can be asked, in the order of asking where answers change equally much; the shared limits come after. */
  readonly askables: readonly Askable[]
  /** What would change if an assumed fact is wrong, by the fact's id in brief/facts.ts; shared facts have theirs. */
  readonly effects: Readonly<Record<string, string>>
  /** How an assumed value is said where the fact alone says too little. */
  sayAssumed?(problem: P, fact: string): string | undefined
  /** What of the problem itself rules a family out, whatever it says of itself. */
  ruledOut?(problem: P, family: F): string | undefined
  /** What is wrong with the outputs that a proposal promises, undefined where they are what was asked for. */
  outputFault?(problem: P, outputs: readonly TensorRow[]): string | undefined
  /** Split, metrics, and the stop rule (of the baseline: what would beat it). */
  evaluation(problem: P, family: F): readonly string[]
  /** The plan with the family's own steps in it: data contract, baseline, …, evaluation, serving, watching. */
  plan(problem: P, family: F, own: readonly string[]): readonly string[]
  /** What makes a more complex model worth its upkeep where no metric decides: follows "only if". */
  worth?(problem: P): string | undefined
  /** One or two sentences on the data that the choice rests on: `200 series with … : a fair amount of data.` */
  dataWords(problem: P, family: F): string
  /** Where fewer than two approaches are left: the data that there is, and what would bring more in. */
  scarcity(problem: P): { readonly arithmetic: string; readonly waysOut: readonly string[] }
  /** Changes of the field's own facts, nearest first; those of shared limits are added to them. */
  variations(brief: Brief, problem: P): readonly Variation[]
  aspects?(problem: P): readonly Aspect<F>[]
}
