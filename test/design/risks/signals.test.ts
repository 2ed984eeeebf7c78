/** Faults of method that only signals have: windows of one recording on two sides, and windows that fill a small memory. */
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../src/design/brief/read.js'
import { briefWith, flag, flagsOf, offered, written } from './briefs.js'

describe('C16, windows of one recording on both sides', () => {
  const asked = (text: string) => readBrief(text).brief

  it('counts the test windows that have a neighbour in training, and splits by subject first', () => {
    const found = flag(
      asked(
        'ECG arrhythmia classification, random 80/20 split, 100k labelled beats of 47 patients, 5 classes, 360 Hz',
      ),
      'C16',
    )
    expect(found.arithmetic).toContain(`1 - 0.2^2 = ${written(100 * (1 - 0.2 ** 2))}%`)
    expect(found.arithmetic).toContain('100,000 windows of 47 are')
    expect(found.waysOut.join()).toMatch(/Split by .*first, and cut windows afterwards/)
  })

  it('is silent where subjects are kept apart', () => {
    expect(
      flagsOf(asked('activity recognition from an accelerometer, leave one subject out, 30 subjects'), 'C16'),
    ).toEqual([])
    expect(
      flagsOf(asked('activity recognition from an accelerometer, 30 subjects, 6 activities'), 'C16'),
    ).toEqual([])
  })
})

describe('C11, windows of signals on a small device', () => {
  const on = (windowSeconds: number, memoryBytes = 64e3) =>
    briefWith('gestures on a microcontroller', {
      domain: 'signals',
      data: { windowSeconds, sampleRateHz: 1_000, channels: 6 },
      constraints: { memoryBytes, deployment: 'edge' },
    })

  it('shows the bytes of a window over all channels, and is settled by a shorter one', () => {
    const found = flag(on(10), 'C11')
    expect(found.arithmetic).toContain(`= ${(10 * 1_000 * 6 * 2) / 1e3} KB`)
    // Bands each 10 ms stand for a sound, and for nothing else.
    expect(found.waysOut.join()).not.toContain('as the sound comes in')
    expect(flagsOf(on(offered(found, /window of at most/)), 'C11')).toEqual([])
    expect(flagsOf(on(2.5), 'C11')).toEqual([])
  })

  it('takes no sample rate for a clock', () => {
    const radio = readBrief('modulation classification of IQ samples at 1 MHz, 11 classes').brief
    expect(radio.data.sampleRateHz?.value).toBe(1e6)
    expect(flagsOf(radio, 'C11')).toEqual([])
  })
})
