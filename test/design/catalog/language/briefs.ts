/** Briefs about text and mixed inputs by their facts, as if they had been said. */
import { type Brief, type Domain, emptyBrief } from '../../../../src/design/brief/brief.js'
import type { Fact } from '../../../../src/design/brief/fact.js'
import type { Task } from '../../../../src/design/brief/tasks.js'

/** Facts of one part of a brief as plain values. */
type Plain<S> = { readonly [K in keyof S]?: NonNullable<S[K]> extends Fact<infer V> ? V : never }

export interface Facts {
  readonly request?: string
  readonly task: Task
  readonly data?: Plain<Brief['data']>
  readonly targets?: Plain<Brief['targets']>
  readonly constraints?: Plain<Brief['constraints']>
}

const said = <S extends object>(values: object | undefined): S =>
  Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [name, { value, source: 'stated' }]),
  ) as S

export const briefOf = (domain: Domain, facts: Facts): Brief => ({
  ...emptyBrief(facts.request ?? facts.task),
  domain: { value: domain, source: 'stated' },
  task: { value: facts.task, source: 'stated' },
  data: said(facts.data),
  targets: said(facts.targets),
  constraints: said(facts.constraints),
})
