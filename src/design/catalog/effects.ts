/** What would change if an assumed limit or device is wrong, in one sentence, by the fact's id in brief/facts.ts. */
import type { Part } from '../proposal.js'
import type { Problem } from './problem.js'

const effects: Readonly<Record<string, string>> = {
  'targets.latency': 'The limit bounds the size of every model.',
  'constraints.deployment': 'A batch run has no latency limit; an online service has one.',
  'constraints.trainingDevice': 'Memory, time and cost of training follow from it.',
  'constraints.servingDevice': 'Latency follows from it.',
  'constraints.framework': 'Networks are written, trained and exported in it.',
  'constraints.budgetUsd': 'Three trainings must fit in it; a smaller one lowers the sizes.',
  'constraints.trainingHours': 'One training must fit in it; a shorter one lowers the sizes.',
}

/** Layers whose biases are counted otherwise in each framework (spec/layers/cells.ts). */
const recurrent = /^(lstm|gru|rnn)/

/** @param parts of all models that are shown */
export function sharedEffect(fact: string, { brief }: Problem, parts: readonly Part[]): string | undefined {
  if (fact === 'constraints.servingDevice' && brief.constraints.deployment?.value === 'edge')
    return 'Latency follows from it; it stands for a slow device in the field, and a phone of the last years is faster.'
  const isRecurrent = parts.some(
    (part) => part.kind === 'network' && part.layers.some(({ kind }) => recurrent.test(kind)),
  )
  if (fact === 'constraints.framework' && isRecurrent)
    return 'Recurrent layers have slightly different parameter counts.'
  return Object.hasOwn(effects, fact) ? effects[fact] : undefined
}

/** A framework is assumed for networks alone. @param parts of all models that are shown */
export const hasEffect = (fact: string, parts: readonly Part[]): boolean =>
  fact !== 'constraints.framework' || parts.some(({ kind }) => kind === 'network')
