/** Limits and devices that nobody named, the same in every field: filled in on a copy, marked as assumed. */
import { places } from '../asking/choices.js'
import type { Brief, DeviceChoice } from '../brief/brief.js'
import { cpuCore, defaultCores } from '../brief/devices.js'
import { assumed } from '../brief/fact.js'

/** The training device nobody named: the current entry-level 24 GB cloud GPU, with a known price. */
export const defaultTrainingDevice = { id: 'l4', count: 1 } as const
/** What one may spend on a first model without asking again. */
const defaultBudgetUsd = 500
/** One training may take a day where nobody said otherwise: what runs longer is not tried twice. */
const defaultTrainingHours = 24
export const defaultOnlineMs = 100

/**
 * @param usual how such models are mostly served, where neither a mode nor a latency was said
 * @returns the brief with serving mode, latency (where it is online), devices, framework, budget and training time
 */
export function completeSetting(brief: Brief, usual: 'online' | 'batch'): Brief {
  const { targets, constraints } = brief
  const deployment = constraints.deployment ?? assumed(targets.latency ? ('online' as const) : usual)
  // Who names devices has them: what they may cost is not for us to guess.
  const isNamed = constraints.trainingDevice !== undefined && constraints.trainingDevice.source !== 'assumed'
  const budget = constraints.budgetUsd ?? (isNamed ? undefined : assumed(defaultBudgetUsd))
  return {
    ...brief,
    targets: {
      ...targets,
      ...(deployment.value === 'online' && {
        latency: targets.latency ?? assumed({ ms: defaultOnlineMs, percentile: 99 }),
      }),
    },
    constraints: {
      ...constraints,
      deployment,
      trainingDevice: constraints.trainingDevice ?? assumed(usualTrainer(brief)),
      servingDevice: constraints.servingDevice ?? assumed(usualServer(deployment.value)),
      framework:
        constraints.framework ?? assumed(firstFramework(constraints.excludedFrameworks?.value ?? [])),
      ...(budget && { budgetUsd: budget }),
      trainingHours: constraints.trainingHours ?? assumed(defaultTrainingHours),
    },
  }
}

/** Where nothing else may come, training takes the cores that are there: those that were named, or those of a laptop. */
function usualTrainer({ constraints, methods }: Brief): DeviceChoice {
  if (!methods?.noMoreDevices?.value) return { ...defaultTrainingDevice }
  const named = constraints.servingDevice?.value
  return named?.id === cpuCore ? { ...named } : { id: cpuCore, count: defaultCores }
}

/** In the field a slow board: no peak of a phone is published, and one that was sold in the last years is faster. */
const usualServer = (deployment: 'online' | 'batch' | 'edge'): DeviceChoice =>
  deployment === 'edge' ? { ...places.board.device } : { id: cpuCore, count: defaultCores }

function firstFramework(excluded: readonly string[]): 'pytorch' | 'keras' | 'flax' {
  return (['pytorch', 'keras', 'flax'] as const).find((name) => !excluded.includes(name)) ?? 'pytorch'
}
