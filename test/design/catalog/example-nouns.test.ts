/** What a network learns from is called what it is, where that differs from what was labelled. */
import { describe, expect, it } from 'vitest'
import { propose } from '../../../src/design/propose.js'
import { briefOf } from '../requests.js'

function proposalOf(text: string, family: string) {
  const result = propose(briefOf(text))
  const found = result.kind === 'set' ? result.set.proposals.find((one) => one.family === family) : undefined
  if (!found) throw new Error(`No ${family} was proposed for: ${text}`)
  return found
}

describe('an epoch', () => {
  it('of an autoencoder of sounds is of windows, not of clips', () => {
    const text =
      'Detect when a compressor sounds wrong: 3,000 ten-second recordings of healthy machines, a Raspberry Pi 4 beside each machine'
    const { assumptions, plan } = proposalOf(text, 'sound-autoencoder')
    expect(assumptions.join(' ')).toMatch(/[\d,]+ windows an epoch/)
    expect(plan.join(' ')).toContain('Overfit 32 windows')
  })

  it('of a network of volumes is of cubes, and of one of slices of slices', () => {
    const text =
      'Segment kidney and tumour in CT volumes of 512 x 512 x 240, 3 classes with background: 210 annotated scans. One A100 40GB for training'
    expect(proposalOf(text, 'volume-unet').assumptions.join(' ')).toMatch(/[\d,]+ cubes an epoch/)
    const result = propose(briefOf(text))
    const said = JSON.stringify(result.kind === 'set' ? result.set.proposals : [])
    expect(said).not.toContain('slices or cubes')
  })
})
