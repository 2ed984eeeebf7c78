/** C08: training a language model from scratch, against the text, the money and the time that there are. */
import type { Flag } from '../brief/flag.js'
import { optimalTokens, pretrainingFlops } from '../estimate/compute-optimal.js'
import { billFactor, trainingUtilisation } from '../estimate/margins.js'
import { precisionFor } from '../estimate/precision.js'
import { atMost, flagOf, severityOf, type Way } from './flagging.js'
import { machineFor, type NamedMachine } from './machine.js'
import { isFromScratch } from './named-model.js'
import type { Reading } from './reading.js'
import { counts, countsOf, duration, number, numbered, roundDown, roundUp } from './say.js'

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
      conflict: `You want to train ${countsOf(params, 'parameter')} from scratch on ${countsOf(tokens, 'token')}.`,
      arithmetic: `${counts(tokens)} / ${counts(params)} = ${numbered(tokens / params, 'token')} a parameter; compute is spent best at about ${number(perParameter)} (Hoffmann et al., 2022): ${counts(optimum)} tokens.`,
      ways: [
        adapt,
        ...atMost(
          roundDown(tokens / perParameter),
          (n) => `Train at most ${countsOf(n, 'parameter')} on that text.`,
        ),
        { say: `Gather ${counts(optimum)} tokens.` },
      ],
    }),
  ]
}

/** Hours that a limit leaves. */
interface Limit {
  readonly hours: number
  readonly said: string
  /** Dollars for the whole training, where money is the limit: more devices cost as much. */
  readonly usdPerHour?: number
}

/** The limit where nobody states how long it may take. */
const year = 365.25 * 24

function limitsOf({ brief: { constraints } }: Reading, machine: NamedMachine): Limit[] {
  const { budgetUsd, trainingHours, deadlineWeeks } = constraints
  const price = machine.device.price?.typical
  const usdPerHour = (price ?? 0) * machine.count * billFactor.typical
  const limits: Limit[] = []
  if (trainingHours?.value)
    limits.push({ hours: trainingHours.value, said: `You allow ${duration(trainingHours.value * 3600)}` })
  if (deadlineWeeks?.value) {
    const hours = deadlineWeeks.value * 7 * 24
    limits.push({ hours, said: `Your date leaves ${duration(hours * 3600)}` })
  }
  if (limits.length === 0) limits.push({ hours: year, said: 'More than a year is not worth planning' })
  if (budgetUsd?.value && usdPerHour > 0) {
    const hours = budgetUsd.value / usdPerHour
    const at = `at $${number(price ?? 0)} a device and hour, x ${billFactor.typical} for real bills over pure compute`
    limits.push({
      hours,
      usdPerHour,
      said: `$${number(budgetUsd.value)} buy ${duration(hours * 3600)} ${at}`,
    })
  }
  return limits
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
      conflict: `You want to train ${countsOf(params, 'parameter')} from scratch on ${machine.words}.`,
      arithmetic: `6 x ${counts(params)} x ${countsOf(tokens, 'token')} = ${number(flops)} FLOP; at ${number(100 * trainingUtilisation.largeTransformer.typical)}% of ${number(peak / 1e12)} TFLOP/s that takes ${duration(hours * 3600)}. ${limit.said}.`,
      ways: [
        adapt,
        ...atMost(
          roundDown(affordable),
          (n) => `Train at most ${countsOf(n, 'parameter')}, on ${number(perParameter)} tokens a parameter.`,
        ),
        limit.usdPerHour
          ? { say: `Raise the budget to $${number(roundUp(hours * limit.usdPerHour))}.`, moves: true }
          : {
              say: `Take ${numbered(Math.ceil((machine.count * hours) / limit.hours), 'such device')}.`,
              needs: 'devices',
            },
      ],
    }),
  ]
}
