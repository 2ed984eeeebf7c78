/** A model whose size a person named: how it is to be trained or served, by the facts and words of the request. */
import { bytesOf } from '../estimate/precision.js'
import { fourBitBytes, type Optimizer } from '../estimate/states.js'
import type { Reading } from './reading.js'

/** What is trained of it: all numbers, small additions to a frozen model, or nothing. */
export type Tuning = 'full' | 'adapters' | 'four-bit adapters' | 'unsaid' | 'none'

export function tuningOf({ brief, says }: Reading): Tuning {
  const { data } = brief
  if (says('fourBitAdapters')) return 'four-bit adapters'
  if (says('adapters')) return 'adapters'
  if (data.fullTraining?.value === false) return 'four-bit adapters'
  if (data.fullTraining?.value || isFromScratch({ brief, says })) return 'full'
  if (says('fineTuning')) return 'unsaid'
  return says('training') && !says('pretrained') ? 'full' : 'none'
}

export const isFromScratch = ({ brief, says }: Pick<Reading, 'brief' | 'says'>): boolean =>
  !says('continuedPretraining') && (brief.data.fromScratch?.value ?? says('fromScratch'))

/** Whether it is to answer requests: said, or nothing else is said to be done with it. */
export function isServed(reading: Reading): boolean {
  const { targets, constraints } = reading.brief
  return (
    reading.says('serving') ||
    targets.latency !== undefined ||
    targets.throughputPerSecond !== undefined ||
    constraints.deployment !== undefined ||
    tuningOf(reading) === 'none'
  )
}

/** A number format for weights, with the bytes of one. */
export interface Format {
  readonly name: string
  readonly bytes: number
}
export const eightBit: Format = { name: '8-bit', bytes: bytesOf('int8') }
export const fourBit: Format = { name: '4-bit', bytes: fourBitBytes }
const formats: readonly Format[] = [
  { name: '32-bit', bytes: bytesOf('fp32') },
  { name: '16-bit', bytes: bytesOf('fp16') },
  eightBit,
  fourBit,
]

/** How the weights are held while serving: 16 bit where nobody says. */
export function servedFormat({ brief, says }: Reading): Format {
  const stated = brief.constraints.precision?.value
  const bytes = says('fourBit')
    ? fourBitBytes
    : says('eightBit') && !says('eightBitAdam')
      ? bytesOf('int8')
      : stated
        ? bytesOf(stated)
        : bytesOf('fp16')
  return formats.find((format) => format.bytes === bytes) ?? { name: '16-bit', bytes: bytesOf('fp16') }
}

/** Formats with fewer bytes, the nearest first. */
export const smallerFormats = (than: Format): readonly Format[] =>
  formats.filter(({ bytes }) => bytes < than.bytes)

export function optimizerOf({ says }: Reading): Optimizer {
  if (says('eightBitAdam')) return 'adam_8bit'
  if (says('adafactor')) return 'adafactor'
  return says('sgd') ? 'sgd_momentum' : 'adamw'
}

export const optimizerNames: Readonly<Record<Optimizer, string>> = {
  adam: 'Adam',
  adamw: 'Adam',
  adam_8bit: '8-bit Adam',
  adafactor: 'Adafactor',
  sgd: 'SGD',
  sgd_momentum: 'SGD with momentum',
}
