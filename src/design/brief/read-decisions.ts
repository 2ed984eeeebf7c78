/** Facts that only decisions have: what kind of action, a simulator, what may be tried out. */
import { type Draft, put } from './draft.js'
import { findAfter, findBefore, wordAt } from './near.js'
import { whole } from './put-count.js'
import type { Quantity } from './quantities.js'
import { isNegated } from './vocabulary.js'

export function readDecisions(draft: Draft, quantities: readonly Quantity[]): void {
  if (draft.brief.domain?.value !== 'reinforcement_learning') return
  draft.tokens.forEach((_, i) => {
    readKind(draft, i)
    readSimulator(draft, i)
    readExploring(draft, i)
    readOneShot(draft, i)
  })
  for (const quantity of quantities) if (quantity.unit.kind === 'count') readFreedom(draft, quantity)
}

/** Counted actions are discrete ones, unless something says that they are forces. */
export function inferActions({ brief, said }: Draft): void {
  const { actionCount, actions } = brief.data
  if (actions || !actionCount || !said.has('action count')) return
  const { source, words } = actionCount
  brief.data.actions = { value: 'discrete', source, ...(words && { words }) }
}

const continuous =
  /^(continuous|torques?|dof|dofs|setpoints?|velocities|voltage|thrust|steering|joints?|dosage|kontinuierlich\w*|continuas?|continuos?)$/
const discrete = /^(discrete|diskret\w*|discret\w*)$/

function readKind(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const value = discrete.test(word)
    ? ('discrete' as const)
    : continuous.test(word)
      ? ('continuous' as const)
      : undefined
  if (!value || isNegated(tokens, i)) return
  // What is said outright wins over what the word implies.
  const outright = /^(continuous|discrete)/.test(word)
  if (draft.said.has('actions') && !outright) return
  draft.said.delete('actions')
  brief.data.actions = put(draft, 'actions', value, i, i)
}

/** "6-DoF arm", "7 degrees of freedom", "one of 6 banners". */
function readFreedom(draft: Draft, { first, last, value }: Quantity): void {
  const { tokens, brief } = draft
  // "7 degrees of freedom", "6 degrés de liberté" stand some words off.
  const end = findAfter(tokens, last + 1, 4, /^(dofs?|freedom)$/)
  if (end === undefined || tokens[end]?.clause !== tokens[last]?.clause) return
  brief.data.actionCount = put(draft, 'action count', whole(value), first, end)
  brief.data.actions = put(draft, 'actions', 'continuous' as const, first, end)
}

const simulators =
  /^(simulator|simulators|simulation|simulations|simulated|mujoco|isaac|gazebo|sumo|carla|pybullet|gymnasium|simulateur|simulador|simulatore)$/

function readSimulator(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  if (!simulators.test(wordAt(tokens, i))) return
  const value = !isNegated(tokens, i)
  if (draft.said.has('simulator') && value) return
  draft.said.delete('simulator')
  brief.data.simulator = put(draft, 'simulator', value, i, i)
}

/** "We may explore on 5% of traffic", "no exploration", "logs only", "it cannot try things out". */
function readExploring(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const only = /^only$/.test(wordAt(tokens, i + 1)) || /^(only|just)$/.test(wordAt(tokens, i - 1))
  if (/^(logs?|logged|historical)$/.test(word) && only) {
    brief.data.mayExplore = put(draft, 'exploration', false, i, i)
    return
  }
  if (word === 'offline' && /^(rl|reinforcement|policy|data|logs)$/.test(wordAt(tokens, i + 1))) {
    brief.data.mayExplore = put(draft, 'exploration', false, i, i + 1)
    return
  }
  const tries = /^(experiment|experiments|experimenting|try)$/.test(word)
  if (!/^explor/.test(word) && !tries) return
  const denied =
    isNegated(tokens, i) || findBefore(tokens, i, 3, /^(cannot|cant|never|impossible|unsafe)$/) !== undefined
  const allowed =
    findBefore(tokens, i, 4, /^(may|can|could|allowed|ok|some|safe|limited)$/) ??
    findAfter(tokens, i + 1, 4, /^(allowed|ok|possible|fine|traffic)$/)
  if (denied) brief.data.mayExplore = put(draft, 'exploration', false, i, i)
  else if (allowed !== undefined && !tries)
    brief.data.mayExplore = put(draft, 'exploration', true, Math.min(i, allowed), Math.max(i, allowed))
}

/** "One decision per visit", a bandit: what is decided now changes nothing later. */
function readOneShot(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  const word = wordAt(tokens, i)
  const shot = word === 'one' && /^shot$/.test(wordAt(tokens, wordAt(tokens, i + 1) === '-' ? i + 2 : i + 1))
  if (!/^bandits?$/.test(word) && !shot) return
  if (!isNegated(tokens, i)) brief.data.sequential = put(draft, 'sequential', false, i, i)
}
