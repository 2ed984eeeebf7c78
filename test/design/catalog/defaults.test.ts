/** Devices that nobody named: what is there where nothing else may come, and a slow board in the field. */
import { describe, expect, it } from 'vitest'
import { deviceById } from '../../../src/design/estimate/hardware.js'
import { solve } from '../../../src/design/proposing/solve.js'
import { briefOf } from '../requests.js'

const constraintsOf = (text: string) => solve(briefOf(text)).brief.constraints
const isCpu = (id: string | undefined) => deviceById(id ?? '')?.kind === 'cpu'

const forecast = 'Forecast monthly sales 6 months ahead for 400 shops with six years of history.'

describe('the training device that nobody named', () => {
  it.each([
    `${forecast} A Windows server without a GPU.`,
    `${forecast} We only have laptops.`,
    'Wir wollen 85.000 Kunden anhand von 24 Merkmalen in Gruppen einteilen, wir haben nur Laptops.',
    'Classify 40,000 labelled photos into 12 classes; there is no GPU in our server room.',
  ])('is the CPU that is there: %s', (text) => {
    expect(isCpu(constraintsOf(text).trainingDevice?.value.id)).toBe(true)
  })

  it.each([
    forecast,
    'Classify support emails in 12 classes, 40,000 labelled; inference without a GPU.',
    `${forecast} Serve on 8 CPU cores.`,
  ])('is a GPU where none is denied, or only in serving: %s', (text) => {
    expect(isCpu(constraintsOf(text).trainingDevice?.value.id)).toBe(false)
  })
})

describe('the serving device that nobody named', () => {
  it('is slower in the field than on a server', () => {
    const bandwidthOf = (text: string) =>
      deviceById(constraintsOf(text).servingDevice?.value.id ?? '')?.bandwidth ?? 0
    expect(bandwidthOf(`${forecast} It must run on a phone.`)).toBeGreaterThan(0)
    expect(bandwidthOf(`${forecast} It must run on a phone.`)).toBeLessThan(bandwidthOf(forecast))
  })
})
