/** Shortcuts for tests about estimates: what is not there, or not known, is a fault of the test. */
import { type Figure, isKnown, type Unknown } from '../../src/design/estimate/figure.js'
import { type Device, deviceById } from '../../src/design/estimate/hardware.js'

/** Throws where the table has no such device. */
export function known(id: string): Device {
  const device = deviceById(id)
  if (!device) throw new Error(`no device ${id}`)
  return device
}

/** Throws with the reason where the figure is unknown. */
export function figure(result: Figure | Unknown): Figure {
  if (!isKnown(result)) throw new Error(result.unknown)
  return result
}
