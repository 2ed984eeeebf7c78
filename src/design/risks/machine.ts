/** The machine that a brief names for training or serving, with all its devices together. */
import { sayDevice } from '../brief/facts.js'
import type { Device, Precision } from '../estimate/device.js'
import { deviceById } from '../estimate/hardware.js'
import { memoryMargin } from '../estimate/margins.js'
import type { Reading } from './reading.js'

export interface NamedMachine {
  readonly device: Device
  readonly count: number
  /** `2 x NVIDIA T4` */
  readonly words: string
  /** Bytes of one device, where they are known. */
  readonly memoryEach?: number
  /** Bytes of all devices. */
  readonly memory?: number
  /** Bytes per second of all devices. */
  readonly bandwidth?: number
  /** FLOP/s of all devices in a number format. */
  readonly peak: (precision: Precision) => number | undefined
}

/** Share of a memory that a state may take at most. */
export const mostShare = 1 - memoryMargin

export function machineFor(reading: Reading, use: 'training' | 'serving'): NamedMachine | undefined {
  const { constraints } = reading.brief
  const choice = (use === 'training' ? constraints.trainingDevice : constraints.servingDevice)?.value
  const device = choice && deviceById(choice.id)
  if (!choice || !device) return undefined
  const { count } = choice
  const memory = memoryOf(reading, device, count, use)
  const isAccelerator = device.kind !== 'cpu'
  return {
    device,
    count,
    words: sayDevice(choice),
    ...(memory !== undefined && { memory, memoryEach: isAccelerator ? memory / count : memory }),
    ...(device.bandwidth !== null && { bandwidth: device.bandwidth * count }),
    peak: (precision) => {
      const peak = device.peak[precision]
      return peak === null ? undefined : peak * count
    },
  }
}

/** What the devices hold; a limit that was stated counts where it is smaller, unless it speaks of the host's memory. */
function memoryOf(
  { brief, says }: Reading,
  device: Device,
  count: number,
  use: 'training' | 'serving',
): number | undefined {
  const { gpuMemoryBytes, memoryBytes } = brief.constraints
  const isAccelerator = device.kind !== 'cpu'
  const each = (isAccelerator && gpuMemoryBytes?.value) || device.memoryBytes
  const limit = use === 'serving' || each === null ? memoryBytes?.value || undefined : undefined
  if (each === null) return limit
  const all = each * count
  return limit === undefined || (isAccelerator && says('ram')) ? all : Math.min(all, limit)
}
