/** C08: training a language model from scratch, against the text, the money and the time that there are. */
import type { Flag } from '../brief/flag.js'
import { optimalTokens, pretrainingFlops } from '../estimate/compute-optimal.js'
import { billFactor, trainingUtilisation } from '../estimate/margins.js'
import { precisionFor } from '../estimate/precision.js'
import { flagOf, severityOf, type Way } from './flagging.js'
import { machineFor, type NamedMachine } from './machine.js'
import { isFromScratch } from './named-model.js'
import type { Reading } from './reading.js'
import { counts, duration, number, roundDown } from './say.js'

/** Below this a network is trained from scratch as a matter of course, and the rule of tokens does not speak of it. */
const languageModel = 50e6
/** A sequence is never so long: such a number of tokens is a corpus. */
const longestInput = 1e6

const adapt: Way = {
  say: 'Adapt a model with open weights: LoRA, or further pre-training on your text.',
  needs: 'pretrained',
}

export function fromScratch(reading: Reading): Flag[] {
  const { data, domain } = reading.brief
  const params = data.modelParams?.value
  const isText = domain === undefined || domain.value === 'language' || domain.value === 'multimodal'
  if (!params || params < languageModel || !isText || !isFromScratch(reading)) return []
  return [...tooFewTokens(reading, params), ...tooDear(reading, params)]
}

function tokensOf({ brief: { data } }: Reading): number | undefined {
  const length = data.sequenceLength?.value ?? 0
  return data.corpusTokens?.value ?? (length > longestInput ? length : undefined)
}

function tooFewTokens(reading: Reading, params: number): Flag[] {
  const tokens = tokensOf(reading)
  if (!tokens || tokens >= params) return []
  const optimum = optimalTokens(params).value
  const perParameter = optimum / params
  return [
    flagOf(reading, {
      id: 'C08',
      severity: severityOf(params, tokens),
      conflict: `You want to train ${counts(params)} parameters from scratch on ${counts(tokens)} tokens.`,
      arithmetic: `${counts(tokens)} / ${counts(params)} = ${number(tokens / params)} tokens a parameter; compute is spent best at about ${number(perParameter)} (Hoffmann et al., 2022): ${counts(optimum)} tokens.`,
      ways: [
        adapt,
        { say: `Train at most ${counts(roundDown(tokens / perParameter))} parameters on that text.` },
        { say: `Gather ${counts(optimum)} tokens.` },
      ],
    }),
  ]
}

/** Hours that a limit leaves, and the limit in words. */
interface Limit {
  readonly hours: number
  readonly words: string
}

/** A year is a limit that nobody has to state. */
const year = 365.25 * 24

function limitsOf({ brief: { constraints } }: Reading, machine: NamedMachine): Limit[] {
  const { budgetUsd, trainingHours, deadlineWeeks } = constraints
  const price = machine.device.price?.typical
  const hourly = price === undefined ? undefined : price * machine.count * billFactor.typical
  return [
    ...(budgetUsd && hourly
      ? [
          {
            hours: budgetUsd.value / hourly,
            words: `$${number(budgetUsd.value)} at $${number(price ?? 0)} a device and hour x ${billFactor.typical} (real bills over pure compute)`,
          },
        ]
      : []),
    ...(trainingHours ? [{ hours: trainingHours.value, words: 'your limit on training time' }] : []),
    ...(deadlineWeeks
      ? [{ hours: deadlineWeeks.value * 7 * 24, words: `${number(deadlineWeeks.value)} weeks` }]
      : []),
    { hours: year, words: '1 year' },
  ]
}

function tooDear(reading: Reading, params: number): Flag[] {
  const machine = machineFor(reading, 'training')
  const peak = machine?.peak(precisionFor(machine.device))
  if (!machine || !peak) return []
  const tokens = tokensOf(reading) ?? optimalTokens(params).value
  const speed = trainingUtilisation.largeTransformer.typical * peak
  const flops = pretrainingFlops(params, tokens).value
  const hours = flops / speed / 3600
  const limit = limitsOf(reading, machine).reduce((least, one) => (one.hours < least.hours ? one : least))
  if (hours <= limit.hours) return []
  const perParameter = optimalTokens(1).value
  const affordable = Math.sqrt((limit.hours * 3600 * speed) / pretrainingFlops(1, perParameter).value)
  return [
    flagOf(reading, {
      id: 'C08',
      severity: severityOf(hours, limit.hours),
      conflict: `You want to train ${counts(params)} parameters from scratch on ${machine.words}.`,
      arithmetic: `6 x ${counts(params)} x ${counts(tokens)} tokens = ${number(flops)} FLOP; at ${number(100 * trainingUtilisation.largeTransformer.typical)}% of ${number(peak / 1e12)} TFLOP/s that takes ${duration(hours * 3600)}. ${limit.words} ${limit.words === '1 year' ? 'is the most that I plan with' : `allow ${duration(limit.hours * 3600)}`}.`,
      ways: [
        adapt,
        {
          say: `Train at most ${counts(roundDown(affordable))} parameters on ${number(perParameter)} tokens each.`,
        },
        {
          say: `Take ${number(Math.ceil((machine.count * hours) / limit.hours))} such devices.`,
          needs: 'devices',
        },
      ],
    }),
  ]
}
