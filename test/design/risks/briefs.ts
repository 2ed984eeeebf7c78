/** Briefs for the checks: read from words where the reader gives the facts, put together by hand where it does not. */
import { expect } from 'vitest'
import { type Brief, emptyBrief } from '../../../src/design/brief/brief.js'
import type { Fact } from '../../../src/design/brief/fact.js'
import type { Flag } from '../../../src/design/brief/flag.js'
import { readBrief } from '../../../src/design/brief/read.js'
import { risks } from '../../../src/design/risks/index.js'

type Values<S> = { [K in keyof S]?: NonNullable<S[K]> extends Fact<infer V> ? V : never }

export interface Facts {
  readonly domain?: NonNullable<Brief['domain']>['value']
  readonly task?: NonNullable<Brief['task']>['value']
  readonly data?: Values<Brief['data']>
  readonly targets?: Values<Brief['targets']>
  readonly constraints?: Values<Brief['constraints']>
  readonly team?: Values<Brief['team']>
}

const stated = <T>(value: T) => ({ value, source: 'stated' as const })
const factsOf = <S>(values: Values<S> | undefined): S =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, stated(value)])) as S

/** A brief of these words and facts, as if the reader had found them. */
export function briefWith(request: string, facts: Facts): Brief {
  const { domain, task, data, targets, constraints, team } = facts
  const { methods, ...read } = readBrief(request).brief
  return {
    ...emptyBrief(request),
    ...(methods && { methods }),
    ...(domain && { domain: stated(domain) }),
    ...(task && { task: stated(task) }),
    // What only the words of a request can say.
    data: {
      labelDelay: read.data.labelDelay,
      fullTraining: read.data.fullTraining,
      ...factsOf(data),
    },
    targets: { split: read.targets.split, ...factsOf(targets) },
    constraints: { retrainEvery: read.constraints.retrainEvery, ...factsOf(constraints) },
    team: factsOf(team),
  }
}

export const briefOf = (text: string): Brief => readBrief(text).brief
/** What the brief is after a person has said the change. */
export const told = (text: string, reply: string): Brief => replied(briefOf(text), reply)
export const replied = (brief: Brief, reply: string): Brief => readBrief(reply, brief).brief

export const flagsOf = (brief: Brief, id: string): Flag[] => risks(brief).filter((flag) => flag.id === id)

/** The one flag with that id. */
export function flag(brief: Brief, id: string): Flag {
  const [found, ...more] = flagsOf(brief, id)
  expect(more).toEqual([])
  if (!found) throw new Error(`no ${id} of ${brief.request}: ${JSON.stringify(risks(brief))}`)
  return found
}

/** Its digits, as numbers, in order. */
export const numbersIn = (text: string): number[] =>
  (text.match(/\d[\d,]*(?:\.\d+)?(?:e\d+)?/g) ?? []).map((digits) => Number(digits.replaceAll(',', '')))

/** The first number after some words in one of the ways out. */
export function offered({ waysOut }: Flag, words: RegExp): number {
  const way = waysOut.find((text) => words.test(text)) ?? ''
  const after = way.slice(words.exec(way)?.index ?? 0)
  const value = numbersIn(after)[0]
  if (value === undefined) throw new Error(`no number after ${words} in ${JSON.stringify(waysOut)}`)
  const scale = new RegExp(`${value.toLocaleString('en')}(?:\\.\\d+)? ([BM])\\b`).exec(after)?.[1]
  return value * (scale === 'B' ? 1e9 : scale === 'M' ? 1e6 : 1)
}

/** Three digits, as figures are written. */
export const written = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))
