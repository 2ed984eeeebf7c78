/**
 * What in a brief cannot be true together, or will not work, each with its arithmetic and the smallest change that
 * resolves it. Ids are those of the check list in docs/architecture.md. What only a built model can show (a latency
 * below every model's, a budget below every training) is added by propose.
 */
import { complete } from '../catalog/forecasting/complete.js'
import { forecastProblem } from '../catalog/forecasting/problem.js'
import { deviceById } from '../estimate/hardware.js'
import { memoryMargin } from '../estimate/margins.js'
import type { Brief } from './brief.js'
import { counted, frameworkNames, grouped, plain, sayDevice, saySpan } from './facts.js'
import type { Flag } from './flag.js'

export function contradictions(brief: Brief): Flag[] {
  const forecasting = brief.domain === undefined || brief.domain.value === 'time_series'
  return [
    ...twoValues(brief),
    ...precisionMissing(brief),
    ...stackExcluded(brief),
    ...stateTooLarge(brief),
    ...tooFewExamples(brief),
    ...metricMisfit(brief),
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

/** NVIDIA's GPUs have BF16 units since the Ampere generation. */
const ampereYear = 2020

/** C18: BF16 on a GPU that is older. A missing figure alone proves nothing: it may only be unknown. */
function precisionMissing(brief: Brief): Flag[] {
  const choice = brief.constraints.trainingDevice
  const device = choice && deviceById(choice.value.id)
  if (brief.constraints.precision?.value !== 'bf16' || device?.vendor !== 'NVIDIA') return []
  const { peak, year } = device
  if (peak.bf16 !== null || peak.fp16 === null || year === null || year >= ampereYear) return []
  return [
    {
      id: 'C18',
      severity: 'block',
      conflict: `You asked for BF16 on ${device.name}.`,
      arithmetic: `${device.name} is of ${year}; BF16 units came with the Ampere generation in ${ampereYear}. It reaches ${plain(peak.fp16 / 1e12)} TFLOP/s in FP16.`,
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

/** Bytes per parameter: weights and gradients in 16 bit, and Adam's fp32 copy and moments (ZeRO, 2020). */
const stateBytesPerParameter = 16
/** A frozen 4-bit weight with its quantisation constants of 0.127 bit (QLoRA, 2023). */
const frozenBytesPerParameter = 0.516
/** Shares of the memory: what a state may take at most, and what is planned with. */
const mostShare = 1 - memoryMargin
const plannedShare = 0.85

/** C02: weights, gradients and Adam's moments of a named model against the memory of the named devices. */
function stateTooLarge(brief: Brief): Flag[] {
  const params = brief.data.modelParams?.value
  const choice = brief.constraints.trainingDevice?.value
  const memory = choice && deviceById(choice.id)?.memoryBytes
  // Adapters leave the model frozen: nothing is trained in full.
  if (!params || !choice || !memory || /\b(q?lora|peft|adapters?)\b/i.test(brief.request)) return []
  const state = stateBytesPerParameter * params
  const all = memory * choice.count
  if (state <= mostShare * all) return []
  const frozen = frozenBytesPerParameter * params
  const gb = (bytes: number) => `${plain(bytes / 1e9)} GB`
  return [
    {
      id: 'C02',
      severity: 'block',
      conflict: `You want to train ${plain(params / 1e9)} B parameters in full on ${sayDevice(choice)}.`,
      arithmetic: `${plain(params / 1e9)} B x ${stateBytesPerParameter} bytes (weights, gradients, Adam) = ${gb(state)}, of which the weights alone are ${gb(2 * params)}; there are ${gb(all)}.`,
      waysOut: [
        ...(frozen <= mostShare * memory
          ? [
              `QLoRA: about ${gb(frozen)} of frozen 4-bit weights and small adapters, micro-batch 1-2 with gradient accumulation and checkpointing.`,
            ]
          : []),
        `Shard with FSDP over at least ${Math.ceil(state / (plannedShare * memory))} such devices, or take larger ones.`,
        `A base model of at most ${plain(floorTo((mostShare * all) / stateBytesPerParameter / 1e9, 2))} B parameters.`,
      ],
    },
  ]
}

/** Rounded down to some decimals: a bound stays a bound. */
const floorTo = (value: number, decimals: number) => Math.floor(value * 10 ** decimals) / 10 ** decimals

/** C06: a class without an example cannot be learnt. */
function tooFewExamples({ data: { classes, labelled } }: Brief): Flag[] {
  if (!classes || !labelled || labelled.value >= classes.value) return []
  return [
    {
      id: 'C06',
      severity: 'block',
      conflict: `You have ${counted(labelled.value, 'labelled example')} for ${counted(classes.value, 'class', 'classes')}.`,
      arithmetic: `${grouped(labelled.value)} / ${grouped(classes.value)} = ${plain(labelled.value / classes.value)} examples a class: at least ${counted(classes.value - labelled.value, 'class has', 'classes have')} none.`,
      waysOut: [
        `Label at least ${grouped(2 * classes.value)} examples, two of each class.`,
        'Merge classes, or retrieve the nearest known example instead of classifying.',
      ],
    },
  ]
}

/** C17: a percentage of zero. */
function metricMisfit({ data, targets }: Brief): Flag[] {
  const metric = targets.metric?.value
  if (data.intermittent?.value !== true || (metric !== 'mape' && metric !== 'smape')) return []
  return [
    {
      id: 'C17',
      severity: 'warn',
      conflict: `You judge by ${metric.toUpperCase()}, and the data has many zeros.`,
      arithmetic: `${metric.toUpperCase()} divides each error by the value itself: an error of 1 at a value of 0 is 1 / 0, and at 1 it is 100%.`,
      waysOut: ['Judge by WAPE (all errors over all values) or MASE.'],
    },
  ]
}

const steps = (n: number) => counted(n, 'step')

/** C21: a horizon longer than the history, or fewer than two cycles seen. */
function historyTooShort(brief: Brief): Flag[] {
  const { horizon, historyLength, season } = brief.data
  if (!historyLength) return []
  const problem = forecastProblem(complete(brief))
  const { horizonSteps, historySteps } = problem
  const flags: Flag[] = []
  if (horizon && horizonSteps >= historySteps)
    flags.push({
      id: 'C21',
      severity: 'block',
      conflict: `You want ${saySpan(horizon.value)} ahead from ${saySpan(historyLength.value)} of history.`,
      arithmetic: `${steps(horizonSteps)} to predict, ${steps(historySteps)} known: not one example of such a forecast exists.`,
      waysOut: [
        ...(historySteps >= historyPerHorizon
          ? [
              `Predict at most ${steps(Math.floor(historySteps / historyPerHorizon))}: three test periods and training data remain.`,
            ]
          : []),
        `Bring at least ${steps(historyPerHorizon * horizonSteps)} of history, of these series or of similar ones.`,
      ],
    })
  const cycle = season && problem.cycles.at(-1)
  if (cycle && 2 * cycle.steps > historySteps)
    flags.push({
      id: 'C21',
      severity: 'warn',
      conflict: `You named a cycle of ${saySpan(season.value)} and ${saySpan(historyLength.value)} of history.`,
      arithmetic: `${grouped(historySteps)} / ${grouped(cycle.steps)} = ${counted(historySteps / cycle.steps, 'cycle')} seen; two are the least that can be told from chance.`,
      waysOut: [
        'Leave the cycle out: say "no seasonality".',
        `Bring at least ${steps(2 * cycle.steps)} of history: two cycles.`,
      ],
    })
  return flags
}

/** One part to train on, three to test a forecast of that length on. */
const historyPerHorizon = 4
