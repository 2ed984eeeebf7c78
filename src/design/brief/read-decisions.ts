/** Facts that only decisions have: what kind of action, a simulator, what may be tried out. */
import { type Draft, put, wordsOf } from './draft.js'
import { findAfter, findBefore, wordAt } from './near.js'
import { countNoun } from './nouns.js'
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
    readPictures(draft, i)
  })
  for (const quantity of quantities) {
    if (!/^(count|steps)$/.test(quantity.unit.kind) || draft.used.has(quantity.first)) continue
    readLogged(draft, quantity)
    if (quantity.unit.kind !== 'count') continue
    readFreedom(draft, quantity)
    readRuns(draft, quantity)
    readSeen(draft, quantity)
    readChoices(draft, quantity)
  }
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

/** A noun within so many words of its number, in the same clause, with no other number between. */
function nounOf({ tokens, used }: Draft, { first, last }: Quantity, nouns: RegExp): number | undefined {
  if (used.has(first)) return undefined
  for (let i = last + 1; i <= last + nounReach; i += 1) {
    const token = tokens[i]
    if (token?.clause !== tokens[last]?.clause) return undefined
    // "1.4 million 1-hour decisions": a length describes what is counted.
    if (token?.kind === 'number' && wordAt(tokens, i + 1) !== '-') return undefined
    if (!nouns.test(wordAt(tokens, i))) {
      if (/^(per|of|from|for|in|on|with|each|every)$/.test(wordAt(tokens, i))) return undefined
      continue
    }
    // "22 sensor readings": the first noun describes the second.
    return nouns.test(wordAt(tokens, i + 1)) ? i + 1 : i
  }
  return undefined
}
const nounReach = 5

/** So few are no log. */
const leastLogged = 100

/** "1.4 million decisions", "180,000 steps": what a log holds, whatever the stays or runs are that it is from. */
function readLogged(draft: Draft, quantity: Quantity): void {
  const noun =
    quantity.unit.kind === 'steps'
      ? quantity.last
      : nounOf(draft, quantity, /^(decisions?|transitions?|steps|timesteps)$/)
  if (noun === undefined || quantity.value < leastLogged) return
  const steps = /^(steps|timesteps)$/.test(wordAt(draft.tokens, noun))
  // Steps of a simulator are tried, not logged.
  if (steps && draft.brief.data.simulator?.value === true) return
  const { brief, tokens } = draft
  brief.data.loggedDecisions = put(draft, 'logged decisions', whole(quantity.value), quantity.first, noun)
  // Stays, runs and demonstrations that the decisions were made in are no second count of them.
  tokens.forEach(({ kind }, i) => {
    if (kind === 'number' && !draft.used.has(i) && countsRuns(draft, i)) draft.used.add(i)
  })
}

const runs =
  /^(stays|episodes|demonstrations|trajectories|runs|rollouts|digs|games|trips|visits|patients|admissions)$/
/** From so many on the word is loose, and each may be one decision. */
const mostRuns = 10_000

/** "50 demonstrations" are runs of many decisions each: how many, nobody said. */
function readRuns(draft: Draft, quantity: Quantity): void {
  const noun = nounOf(draft, quantity, /^(demonstrations?|episodes?|trajectories|rollouts?)$/)
  if (noun === undefined || quantity.value >= mostRuns || draft.said.has('logged decisions')) return
  for (let i = quantity.first; i <= noun; i += 1) draft.used.add(i)
  draft.notes.push(
    `"${wordsOf(draft, quantity.first, noun)}": how many decisions they hold is not said, so a usual log is assumed.`,
  )
}

const countsRuns = ({ tokens }: Draft, at: number): boolean =>
  [1, 2, 3, 4].some((d) => runs.test(wordAt(tokens, at + d)) && tokens[at + d]?.clause === tokens[at]?.clause)

/** No policy reads more by name. */
const mostSeen = 10_000

/** "22 sensor readings", "48 vital signs and lab values", "31 measured values": what a policy reads. */
function readSeen(draft: Draft, quantity: Quantity): void {
  const noun = nounOf(
    draft,
    quantity,
    /^(readings?|measurements?|(?:sensor|mess)werten?|mesures|values|signs|vitals|labs?|sensors?|signals|observations|states?|numbers|inputs)$/,
  )
  if (noun === undefined || quantity.value > mostSeen || draft.said.has('features')) return
  if (/^state$/.test(wordAt(draft.tokens, noun)) && countNoun(wordAt(draft.tokens, noun + 1))) return
  draft.brief.data.featureCount = put(draft, 'features', whole(quantity.value), quantity.first, noun)
}

/** No policy chooses among more by name. */
const mostChoices = 10_000

/** "One of 9 valve settings", "25 dose combinations", "4 joystick axes". */
function readChoices(draft: Draft, quantity: Quantity): void {
  if (draft.said.has('action count') || quantity.value > mostChoices || quantity.value < 2) return
  const axes = nounOf(
    draft,
    quantity,
    /^(axis|axes|motors|motoren|rotors?|rotoren|thrusters?|servos?|stellgro(?:ss|b)en|setpoints|actuators)$/,
  )
  const noun =
    axes ??
    choiceBefore(draft, quantity) ??
    nounOf(
      draft,
      quantity,
      /^(phases|offers|lines|headlines|variants|settings|combinations|coupons|levels|choices|options|alternatives|discounts|prices)$/,
    )
  if (noun === undefined) return
  const { brief } = draft
  const { first, last, value } = quantity
  brief.data.actionCount = put(
    draft,
    'action count',
    whole(value),
    Math.min(first, noun),
    Math.max(last, noun),
  )
  if (axes !== undefined && !draft.said.has('actions'))
    brief.data.actions = put(draft, 'actions', 'continuous' as const, quantity.first, noun)
}

/** "Which banner of 5", "qué variante de 5": the noun before. */
function choiceBefore({ tokens, used }: Draft, { first }: Quantity): number | undefined {
  const isOf = /^(of|out|von|aus|de|di|van|z|sur|parmi|entre)$/.test(wordAt(tokens, first - 1))
  const at = wordAt(tokens, first - 2) === 'out' ? first - 3 : first - 2
  const named =
    /^(banners?|offers?|coupons?|variants?|variantes?|varianten?|creatives?|headlines?|arms?|options?)$/
  return isOf && !used.has(first) && named.test(wordAt(tokens, at)) ? at : undefined
}

const pictures = /^(cameras?|images?|pictures|pixels|kameras?|bilder|imagenes)$/

/** "Camera images 84x84": it sees pictures and no row of numbers. */
function readPictures(draft: Draft, i: number): void {
  const { tokens, brief } = draft
  if (!pictures.test(wordAt(tokens, i)) || isNegated(tokens, i) || draft.said.has('inputs')) return
  brief.data.modalities = put(draft, 'inputs', ['image'], i, i)
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
  const tries =
    /^(experiment|experiments|experimenting|try|tried|experimentar|experimentos|experimenter|ausprobieren|ausprobiert)$/.test(
      word,
    )
  // "10% of traffic may be randomised" explores.
  if (!/^(explor|randomi[sz]e)/.test(word) && !tries) return
  const denied =
    isNegated(tokens, i) ||
    findBefore(tokens, i, 3, /^(cannot|cant|never|nothing|nichts|nada|rien|impossible|unsafe)$/) !== undefined
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
