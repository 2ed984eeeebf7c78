/** Dollars and kilowatt-hours of a training, from its hours. */
import type { Device } from './device.js'
import { type Figure, type Unknown, unknown } from './figure.js'
import { billFactor, powerShare } from './margins.js'
import { grouped } from './totals.js'

/**
 * Dollars for these hours: price x devices, with the range of list prices and of bills over pure compute.
 * @param pricePerHour US dollars for one device and hour, instead of the table's
 */
export function trainingCost(
  hours: Figure,
  device: Device,
  count: number,
  pricePerHour?: number,
): Figure | Unknown {
  const given =
    pricePerHour === undefined ? undefined : { low: pricePerHour, typical: pricePerHour, high: pricePerHour }
  const price = given ?? device.price
  if (price === null) return unknown(`no price is known for ${device.name}: give one`)
  return {
    value: hours.value * price.typical * count * billFactor.typical,
    unit: 'USD',
    low: hours.low * price.low * count * billFactor.low,
    high: hours.high * price.high * count * billFactor.high,
    formula:
      `${grouped(hours.value)} h x ${count} x $${price.typical} an hour x ${billFactor.typical}, ` +
      `since ${billFactor.source}`,
    source:
      given || !device.price
        ? 'the price given'
        : `${device.price.source}, ${device.price.asOf}: ${device.price.note}`,
  }
}

/** Kilowatt-hours that the devices draw in these hours; their hosts and the cooling are not counted. */
export function trainingEnergy(hours: Figure, device: Device, count: number): Figure | Unknown {
  const { watts } = device
  if (watts === null) return unknown(`no power is known for ${device.name}: give it`)
  const kilowatts = (watts * count) / 1000
  return {
    value: hours.value * kilowatts * powerShare.typical,
    unit: 'kWh',
    low: hours.low * kilowatts * powerShare.low,
    high: hours.high * kilowatts * powerShare.high,
    formula: `${grouped(hours.value)} h x ${count} x ${grouped(watts)} W / 1,000 x ${powerShare.typical}`,
    source: `power: ${device.source}; ${powerShare.source}; hosts and cooling are not counted`,
  }
}
