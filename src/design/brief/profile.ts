/** A team's standing facts: defaults of every new brief, over which whatever is said of a problem takes precedence. */
import type { z } from 'zod'
import { type Brief, briefSchema } from './brief.js'
import { type FactRow, factRows } from './facts.js'
import { readBrief } from './read.js'

/** What a team has, runs and must hold, whatever it builds; not what one problem asks for. */
const standing = {
  trainingDevice: true,
  servingDevice: true,
  framework: true,
  excludedFrameworks: true,
  deployment: true,
  budgetUsd: true,
  privacy: true,
  airGapped: true,
  interpretability: true,
  commercial: true,
} as const

export const profileSchema = briefSchema
  .pick({ constraints: true, team: true })
  .extend({ constraints: briefSchema.shape.constraints.pick(standing) })
export type Profile = z.infer<typeof profileSchema>

export const emptyProfile: Profile = { constraints: {}, team: {} }

/** The rows of `factRows` that a profile may hold, in their order. */
export const profileRows: readonly FactRow[] = factRows.filter(({ id }) => {
  const [section, name = ''] = id.split('.')
  return section === 'team' || (section === 'constraints' && Object.hasOwn(standing, name))
})

/** A profile as a brief, for what reads briefs. */
export const asBrief = ({ constraints, team }: Profile): Brief => ({
  request: '',
  data: {},
  targets: {},
  constraints,
  team,
  conflicts: [],
})

/** The profile with the standing facts of the words over its own. The same profile where they hold none. */
export function readProfile(words: string, before: Profile): Profile {
  const { constraints, team } = readBrief(words).brief
  const read = profileSchema.parse({ constraints, team })
  return {
    constraints: { ...before.constraints, ...marked(read.constraints) },
    team: { ...before.team, ...marked(read.team) },
  }
}

/** @param id of a row of `profileRows` */
export function withoutFact({ constraints, team }: Profile, id: string): Profile {
  const [section, name] = id.split('.')
  const left = <T extends object>(of: string, facts: T): T =>
    section === of ? (Object.fromEntries(Object.entries(facts).filter(([key]) => key !== name)) as T) : facts
  return { constraints: left('constraints', constraints), team: left('team', team) }
}

/** What nobody said of the problem, as the team profile has it. */
export const withProfile = (brief: Brief, { constraints, team }: Profile): Brief => ({
  ...brief,
  constraints: { ...constraints, ...known(brief.constraints) },
  team: { ...team, ...known(brief.team) },
})

const known = <T extends object>(facts: T): T =>
  Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as T

/** Each fact as one of the profile; the words it was read from are a person's and are not kept. */
const marked = <T extends object>(facts: T): T =>
  Object.fromEntries(
    Object.entries(known(facts)).map(([name, fact]) => [name, { value: fact.value, source: 'profile' }]),
  ) as T
