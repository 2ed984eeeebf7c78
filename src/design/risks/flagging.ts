/**
 * How a check becomes a flag: its severity from the bound it breaks, and its ways out without those that the person
 * ruled out. Where only ruled-out ways would have helped, the flag says so and asks which limit may move.
 */
import type { Flag } from '../brief/flag.js'
import { staysInHouse } from '../brief/privacy.js'
import type { Reading } from './reading.js'

/** What a way out may take that a person can have ruled out, and how the ban is called. */
const bans = {
  quantising: 'quantising',
  outside: 'services outside your network',
  devices: 'other devices',
  gpu: 'GPUs',
  pretrained: 'pretrained models',
  adapters: 'adapters',
  review: 'review by people',
  trees: 'boosted trees',
  exploring: 'trying things out',
} as const
export type Need = keyof typeof bans

export interface Way {
  readonly say: string
  readonly needs?: Need
  /** It changes a limit, or the model, that was asked for, rather than how that is done. */
  readonly moves?: true
}

export interface Draft extends Omit<Flag, 'waysOut'> {
  /** The smallest change first. */
  readonly ways: readonly Way[]
}

function isRuledOut({ brief, says, rulesOut }: Reading, need: Need): boolean {
  const { constraints, data } = brief
  const noFamily = (name: string) => constraints.excludedFamilies?.value.includes(name) ?? false
  switch (need) {
    case 'quantising':
      return rulesOut('quantising') || says('fullPrecision')
    case 'outside':
      return rulesOut('cloud') || staysInHouse(constraints)
    case 'devices':
      return says('noMoreDevices')
    case 'gpu':
      return rulesOut('gpu')
    case 'pretrained':
      return rulesOut('pretrained') || noFamily('pretrained')
    case 'adapters':
      return rulesOut('adapters')
    case 'review':
      return says('noReview')
    case 'trees':
      return noFamily('trees')
    case 'exploring':
      return data.mayExplore?.value === false
  }
}

/** A way out of at most so much, where that leaves anything. */
export const atMost = (amount: number, say: (amount: number) => string, moves?: true): Way[] =>
  amount >= 1 ? [{ say: say(amount), ...(moves && { moves }) }] : []

export function flagOf(reading: Reading, { ways, ...draft }: Draft): Flag {
  const lost = ways.filter(({ needs }) => needs !== undefined && isRuledOut(reading, needs))
  const open = ways.filter((way) => !lost.includes(way))
  const waysOut = open.map(({ say }) => say)
  if (lost.length === 0 || open.some(({ moves }) => !moves)) return { ...draft, waysOut }
  const names = [...new Set(lost.flatMap(({ needs }) => (needs ? [bans[needs]] : [])))].join(' and ')
  return {
    ...draft,
    severity: 'block',
    arithmetic: `${draft.arithmetic} You also ruled out ${names}, so together these limits have no solution: which of them may move?`,
    waysOut: [...waysOut, ...lost.map(({ say, needs }) => `Or allow ${needs ? bans[needs] : ''}. ${say}`)],
  }
}

/** Within a fifth of a bound the figure may still turn out to hold; beyond it cannot. */
const nearBound = 1.2

export const severityOf = (needed: number, allowed: number): Flag['severity'] =>
  needed > nearBound * allowed ? 'block' : 'warn'
