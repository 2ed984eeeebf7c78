/**
 * What in a brief cannot be true together, or will not work, each with its arithmetic and the smallest change that
 * resolves it. Ids are those of the check list in docs/architecture.md. What only a built model can show (a latency
 * below every model's, a budget below every training) is added by propose.
 */
import { complete } from '../catalog/complete.js'
import { forecastProblem } from '../catalog/problem.js'
import { deviceById } from '../estimate/hardware.js'
import type { Brief } from './brief.js'
import { frameworkNames, grouped, plain, sayDevice, saySpan } from './facts.js'
import type { Flag } from './flag.js'

export function contradictions(brief: Brief): Flag[] {
  const forecasting = brief.domain === undefined || brief.domain.value === 'time_series'
  return [
    ...twoValues(brief),
    ...precisionMissing(brief),
    ...stackExcluded(brief),
    ...stateTooLarge(brief),
    ...(forecasting ? historyTooShort(brief) : []),
  ]
}

/** C27: two values were said for one fact. */
function twoValues(brief: Brief): Flag[] {
  return brief.conflicts.map(({ fact, first, second }) => ({
    id: 'C27',
    severity: 'warn',
    conflict: `Two values were given for the ${fact}: "${first}" and "${second}".`,
    arithmetic: `The later one, "${second}", was taken.`,
    waysOut: [`Say which one holds, e.g. "${fact}: ${first}".`],
  }))
}

/** C18: bf16 needs Ampere or newer. */
function precisionMissing(brief: Brief): Flag[] {
  const precision = brief.constraints.precision
  const choice = brief.constraints.trainingDevice
  const device = choice && deviceById(choice.value.id)
  if (!precision || !device || precision.value === 'fp32' || precision.value === 'int8') return []
  const peak = device.peak[precision.value]
  if (peak !== null || device.peak.fp16 === null) return []
  const name = precision.value.toUpperCase()
  return [
    {
      id: 'C18',
      severity: 'block',
      conflict: `You asked for ${name} on ${device.name}.`,
      arithmetic: `${device.name} has no ${name} units (its data sheet lists FP16 at ${plain(device.peak.fp16 / 1e12)} TFLOP/s and none for ${name}).`,
      waysOut: [
        'Train in FP16 with loss scaling on the same device.',
        'Use a device of the Ampere generation or newer.',
      ],
    },
  ]
}

/** C19: what is asked for is also ruled out. */
function stackExcluded(brief: Brief): Flag[] {
  const excluded = brief.constraints.excludedFrameworks?.value ?? []
  const asked = brief.constraints.framework?.value
  const all = Object.keys(frameworkNames).every((name) => excluded.includes(name))
  if (!(asked && excluded.includes(asked)) && !all) return []
  const names = excluded.map((name) => frameworkNames[name as keyof typeof frameworkNames] ?? name).join(', ')
  return [
    {
      id: 'C19',
      severity: all ? 'block' : 'warn',
      conflict: asked
        ? `You asked for ${frameworkNames[asked]} and ruled out ${names}.`
        : `You ruled out ${names}.`,
      arithmetic: all
        ? '3 of the 3 frameworks known here are ruled out; models without layers need none of them.'
        : 'One framework is both asked for and ruled out.',
      waysOut: [
        'Say which framework may be used.',
        'Take a model without layers (boosted trees, statistics).',
      ],
    },
  ]
}

/** C02: weights, gradients and Adam's moments of a named model against the memory of the named devices. */
function stateTooLarge(brief: Brief): Flag[] {
  const params = brief.data.modelParams?.value
  const choice = brief.constraints.trainingDevice?.value
  const memory = choice && deviceById(choice.id)?.memoryBytes
  if (!params || !choice || !memory) return []
  const state = 16 * params
  const all = memory * choice.count
  if (state <= 0.9 * all) return []
  return [
    {
      id: 'C02',
      severity: 'block',
      conflict: `You want to train ${plain(params / 1e9)} B parameters in full on ${sayDevice(choice)}.`,
      arithmetic: `${plain(params / 1e9)} B x 16 bytes (weights, gradients, Adam) = ${plain(state / 1e9)} GB, of which the weights alone are ${plain((2 * params) / 1e9)} GB; there are ${plain(all / 1e9)} GB.`,
      waysOut: [
        `QLoRA: about ${plain((0.55 * params) / 1e9)} GB of frozen 4-bit weights and small adapters, micro-batch 1-2 with gradient accumulation and checkpointing.`,
        `Shard with FSDP over at least ${Math.ceil(state / (0.85 * memory))} such devices, or take larger ones.`,
        'A smaller base model.',
      ],
    },
  ]
}

/** C21: a horizon longer than the history, or fewer than two cycles seen. */
function historyTooShort(brief: Brief): Flag[] {
  const { horizon, historyLength, season } = brief.data
  if (!historyLength) return []
  const problem = forecastProblem(complete(brief))
  const flags: Flag[] = []
  if (horizon && problem.horizonSteps >= problem.historySteps)
    flags.push({
      id: 'C21',
      severity: 'block',
      conflict: `You want ${saySpan(horizon.value)} ahead from ${saySpan(historyLength.value)} of history.`,
      arithmetic: `${grouped(problem.horizonSteps)} steps to predict, ${grouped(problem.historySteps)} steps known: not one example of such a forecast exists.`,
      waysOut: [
        `Predict at most ${grouped(Math.max(1, Math.floor(problem.historySteps / 4)))} steps: three test periods and training data remain.`,
        'Bring longer history of similar series.',
      ],
    })
  const cycle = season && problem.cycles.at(-1)
  if (cycle && 2 * cycle.steps > problem.historySteps)
    flags.push({
      id: 'C21',
      severity: 'warn',
      conflict: `You named a cycle of ${saySpan(season.value)} and ${saySpan(historyLength.value)} of history.`,
      arithmetic: `${grouped(problem.historySteps)} steps hold ${plain(problem.historySteps / cycle.steps)} cycles of ${grouped(cycle.steps)} steps; two are the least that can be told from chance.`,
      waysOut: ['Bring at least two cycles of history.', 'Leave the cycle out: say "no seasonality".'],
    })
  return flags
}
