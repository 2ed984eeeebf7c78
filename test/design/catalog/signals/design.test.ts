/** Designs for signals of sensors: which approach leads when, sizes by hand, splits by subject, small devices, machines. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../../src/design/brief/read.js'
import { tasksOf } from '../../../../src/design/brief/tasks.js'
import { complete } from '../../../../src/design/catalog/signals/complete.js'
import { signalProblem } from '../../../../src/design/catalog/signals/problem.js'
import { signalOf } from '../../../../src/design/catalog/signals/signal.js'
import { propose } from '../../../../src/design/propose.js'
import { questions } from '../../../../src/design/questions.js'
import { briefOf } from '../language/briefs.js'
import { type Facts, proposalOf, setFor } from '../vision/designs.js'

const m4 = { id: 'cortex-m4', count: 1 }

/** Windows of 128 samples of a wrist, as UCI HAR has them. */
const motion = (labelled: number, more: Partial<Facts> = {}): Facts => ({
  request: 'activities from an accelerometer',
  task: 'signal classification',
  ...more,
  data: {
    labelled,
    subjects: 30,
    classes: 6,
    sampleRateHz: 50,
    windowSeconds: 2.56,
    channels: 3,
    ...more.data,
  },
})
const families = (asked: Facts) => setFor('signals', asked).proposals.map(({ family }) => family)
const reasonFor = (asked: Facts, family: string) =>
  setFor('signals', asked).rejected.find((one) => one.family === family)?.reason ?? ''
const paramsOf = (asked: Facts, family: string) =>
  proposalOf(setFor('signals', asked), family).figures.params.value
const problemOf = (asked: Facts) => signalProblem(complete(briefOf('signals', asked)))

describe('classifying windows', () => {
  it('starts from fixed convolutions, then learns filters, then many lengths of them, as windows come in', () => {
    expect(families(motion(900))[0]).toMatch(/window-features|random-convolutions/)
    expect(families(motion(10_000))[0]).toBe('residual-cnn-1d')
    expect(families(motion(300_000))[0]).toBe('inception-time')
  })

  it('always shows features by hand as the bar, and proposes no network from few windows', () => {
    for (const labelled of [300, 10_000, 300_000])
      expect(families(motion(labelled))).toContain('window-features')
    expect(reasonFor(motion(300), 'residual-cnn-1d')).toMatch(/240 training windows: .* wants about 500/)
    expect(reasonFor(motion(10_000), 'signal-transformer')).toMatch(/wants about 20,000/)
  })

  it('asks for what was named', () => {
    const wanted = motion(300_000, { constraints: { wantedFamilies: ['transformer', 'recurrent'] } })
    expect(families(wanted)).toEqual(expect.arrayContaining(['signal-transformer', 'conv-recurrent']))
    const excluded = motion(10_000, { constraints: { excludedFamilies: ['neural'] } })
    expect(families(excluded)).toEqual(expect.arrayContaining(['random-convolutions', 'window-features']))
    expect(families(excluded)).not.toContain('residual-cnn-1d')
  })

  it('gives findings that hold at once a sigmoid each, classes a softmax and weights', () => {
    const loss = (asked: Facts) => proposalOf(setFor('signals', asked), 'residual-cnn-1d').training.loss
    expect(loss(motion(10_000))).toMatch(/^Cross-entropy over 6 classes, weighted/)
    expect(loss({ ...motion(10_000), task: 'multi-label signal classification' })).toMatch(
      /^Binary cross-entropy on a sigmoid for each of 6 labels/,
    )
    expect(loss({ ...motion(10_000), task: 'signal regression' })).toMatch(/^Huber/)
  })
})

describe('sizes, by hand', () => {
  /** Batch norm has two numbers a channel. */
  const convolution = (kernel: number, from: number, to: number) => kernel * from * to + 2 * to
  const linear = (from: number, to: number) => from * to + to

  it('of a residual network: three kernels and a skip of width 1 in each of three stages', () => {
    const stage = (from: number, to: number) =>
      convolution(7, from, to) + convolution(5, to, to) + convolution(3, to, to) + convolution(1, from, to)
    const [c, w] = [3, 32]
    const expected = stage(c, w) + stage(w, 2 * w) + stage(2 * w, 2 * w) + linear(2 * w, 6)
    expect(paramsOf(motion(20_000), 'residual-cnn-1d')).toBe(expected)
  })

  it('of an Inception network: six modules of a narrow mix, kernels 39, 19 and 9, and a mixed maximum', () => {
    const [c, f] = [3, 32]
    const all = 4 * f
    // A single channel is narrowed as well; batch norm over the four branches.
    const module = (from: number) => from * f + (39 + 19 + 9) * f * f + from * f + 2 * all
    const skip = (from: number) => convolution(1, from, all)
    const expected = module(c) + 5 * module(all) + skip(c) + skip(all) + linear(all, 6)
    expect(paramsOf(motion(200_000), 'inception-time')).toBe(expected)
  })

  it('of a recurrence: four convolutions of kernel 5 and gates with two biases (PyTorch)', () => {
    const [c, f, units] = [3, 64, 64]
    const gru = (from: number) => 3 * units * (from + units + 2)
    const expected = convolution(5, c, f) + 3 * convolution(5, f, f) + gru(f) + gru(units) + linear(units, 6)
    const asked = motion(20_000, { constraints: { wantedFamilies: ['recurrent'] } })
    expect(paramsOf(asked, 'conv-recurrent')).toBe(expected)
  })

  it('of MiniRocket: 84 kernels x 119 thresholds and a weight for each and class', () => {
    expect(paramsOf(motion(900), 'random-convolutions')).toBe(linear(84 * 119, 6))
  })

  it('of the table: 11 + 11 + 6 features of three axes and how pairs of them move together', () => {
    const { inputs } = proposalOf(setFor('signals', motion(900)), 'window-features')
    expect(inputs[0]?.shape).toEqual([3 * (11 + 11 + 6) + 3])
  })

  it('learns no more numbers than ten for each window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 600, max: 500_000 }),
        fc.integer({ min: 5, max: 90 }),
        (labelled, subjects) => {
          const asked = motion(labelled, { data: { subjects } })
          const { trainingWindows } = problemOf(asked)
          for (const { family, figures } of setFor('signals', asked).proposals)
            if (/cnn|inception|recurrent|transformer/.test(family))
              expect(figures.params.value).toBeLessThanOrEqual(10 * trainingWindows)
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('the test', () => {
  const evaluation = (subjects: number) =>
    setFor('signals', motion(9_000, { data: { subjects } })).proposals[0]?.training.evaluation.join(' ') ?? ''

  it('leaves whole subjects out, each in turn where they are few, in folds where they are more', () => {
    expect(evaluation(8)).toMatch(/^Leave one subject out: 8 trainings/)
    expect(evaluation(30)).toMatch(/^Split by subject: 10 folds of about 3 subjects/)
    expect(evaluation(400)).toMatch(/^Split by subject: 15% of 400 subjects/)
    expect(evaluation(1)).toMatch(
      /split by time.*with a gap of a whole window.*says nothing of another subject/,
    )
    for (const subjects of [8, 30, 400]) expect(evaluation(subjects)).toMatch(/cut after the split/)
  })

  it('counts subjects, not windows, as what it is sure by', () => {
    expect(evaluation(8)).toContain('The interval is that of 8 subjects, not of 9,000 windows')
  })

  it('names the protocol of its signal', () => {
    const ofPatients = (request: string) =>
      setFor('signals', { ...motion(9_000), request }).proposals[0]?.training.evaluation.join(' ')
    expect(ofPatients('ECG beats')).toMatch(/patient.*AAMI EC57.*DS1 and DS2/)
    expect(ofPatients('vibration of gearboxes')).toMatch(/bearing and load/)
  })
})

describe('beside the sensor', () => {
  const asked = (memoryBytes: number): Facts =>
    motion(10_000, { constraints: { servingDevice: m4, deployment: 'edge', memoryBytes } })

  it('takes filters of one channel each in INT8, and neither attention nor thousands of features', () => {
    const set = setFor('signals', asked(128_000))
    expect(set.proposals[0]?.family).toBe('separable-cnn-1d')
    for (const family of ['signal-transformer', 'random-convolutions', 'inception-time'])
      expect(reasonFor(asked(128_000), family)).not.toBe('')
    expect(proposalOf(set, 'separable-cnn-1d').plan.join()).toMatch(/full INT8.*`src\/firmware\.cc`/)
    expect(families(motion(10_000))).not.toContain('separable-cnn-1d')
  })

  it('never takes more than nine tenths of the memory, and less where there is less', () => {
    const used = (limit: number) =>
      proposalOf(setFor('signals', asked(limit)), 'separable-cnn-1d').figures.servingMemory.value
    for (const limit of [32_000, 64_000, 128_000]) expect(used(limit)).toBeLessThanOrEqual(0.9 * limit)
    expect(used(32_000)).toBeLessThan(used(128_000))
  })
})

describe('what is assumed', () => {
  const assumed = (request: string, data: Facts['data'] = {}) =>
    problemOf({ request, task: 'signal classification', data })

  it('follows from the signal', () => {
    expect(assumed('ECG of 12 leads')).toMatchObject({ steps: 5_000, rateHz: 500, channels: 12 })
    expect(assumed('sleep stages from EEG')).toMatchObject({ steps: 3_000, rateHz: 100 })
    expect(assumed('accelerometer and gyroscope')).toMatchObject({ channels: 6, rateHz: 50 })
    expect(assumed('an accelerometer')).toMatchObject({ channels: 3, steps: 128 })
    expect(assumed('bearings by vibration')).toMatchObject({ channels: 1, rateHz: 12_000, steps: 2_048 })
    expect(assumed('IQ samples of a radio')).toMatchObject({ channels: 2, steps: 128 })
  })

  it('gives a window of a beat the beats beside it', () => {
    const { windowSeconds, channels } = assumed('ECG beats', { sampleRateHz: 360 })
    expect(windowSeconds).toBeCloseTo(2.4, 2)
    expect(channels).toBe(1)
  })

  it('keeps a window in seconds at another rate, and one in samples as it is', () => {
    expect(assumed('EEG', { windowSeconds: 30, sampleRateHz: 256 }).steps).toBe(7_680)
    expect(assumed('EEG', { windowSteps: 512, sampleRateHz: 256 })).toMatchObject({
      steps: 512,
      windowSeconds: 2,
    })
  })

  it('is the same when it is completed again', () => {
    for (const task of tasksOf.signals)
      for (const request of [
        'ECG beats',
        'accelerometer',
        'smart meter load profiles',
        'remaining useful life',
      ]) {
        const once = complete(briefOf('signals', { request, task }))
        expect(complete(once)).toEqual(once)
      }
  })

  it('can be designed for, for every signal, task and length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'ECG',
          'EEG',
          'EMG',
          'PPG',
          'accelerometer',
          'vibration',
          'radar',
          'appliances',
          'sensor',
        ),
        fc.constantFrom(...tasksOf.signals),
        fc.integer({ min: 8, max: 20_000 }),
        fc.integer({ min: 100, max: 1_000_000 }),
        fc.integer({ min: 1, max: 64 }),
        (request, task, windowSteps, labelled, channels) => {
          const proposed = propose(
            briefOf('signals', { request, task, data: { windowSteps, labelled, channels } }),
          )
          expect(proposed.kind).toBe('set')
        },
      ),
      { numRuns: 12 },
    )
  })
})

describe('the life of machines', () => {
  const engines: Facts = {
    request: 'remaining useful life of engines',
    task: 'remaining useful life',
    data: { subjects: 100, channels: 21, windowSteps: 30, labelled: 20_000 },
  }

  it('is learned from whole histories up to a cap, and judged by late warnings too', () => {
    const first = setFor('signals', engines).proposals[0]
    expect(first?.outputs[0]?.shape).toEqual([1])
    expect(first?.training.loss).toMatch(/capped at 125/)
    expect(first?.training.evaluation.join(' ')).toMatch(/Split by machine.*cut off at random.*PHM08/)
    expect(first?.risks.join(' ')).toMatch(/censored/)
  })
})

describe('what is asked', () => {
  const ids = (asked: Facts) => questions(briefOf('signals', asked)).map(({ id }) => id)

  it('is what would change the design, and never what was said', () => {
    const open: Facts = { request: 'activities from an accelerometer', task: 'signal classification' }
    expect(ids(open)).toEqual(expect.arrayContaining(['subjects', 'windows']))
    expect(ids(motion(10_000))).not.toEqual(expect.arrayContaining(['subjects']))
    for (const id of ['windows', 'classes', 'window', 'answer']) expect(ids(motion(10_000))).not.toContain(id)
  })
})

describe('the kind of signal', () => {
  it.each([
    ['classify heartbeats', 'ecg'],
    ['Schlafstadien aus dem EEG', 'eeg'],
    ['grasps of a prosthesis', 'emg'],
    ['photoplethysmography on the wrist', 'ppg'],
    ['reconocimiento con acelerómetro', 'motion'],
    ['défauts de roulements', 'vibration'],
    ['Lastprofile von Haushalten', 'power'],
    ['modulation of radio signals', 'radio'],
    ['gestures from a radar', 'radar'],
    ['run-to-failure histories', 'wear'],
    ['pressure of a valve', 'sensor'],
  ])('of "%s" is %s', (request, id) => {
    expect(signalOf(request).id).toBe(id)
  })
})

describe('an answer in a few words', () => {
  const { brief } = readBrief('classify activities from an accelerometer')
  const answered = (text: string) => readBrief(text, brief, 'answered').brief.data

  it('is read as the fact that was asked for', () => {
    expect(answered('subjects: 12').subjects?.value).toBe(12)
    expect(answered('windows: 5000').labelled?.value).toBe(5_000)
    expect(answered('window: 4 s').windowSeconds?.value).toBe(4)
    expect(answered('window: 4').windowSeconds?.value).toBe(4)
    expect(answered('12 subjects, 5,000 windows of 4 s').subjects?.value).toBe(12)
    expect(answered('12 subjects, 5,000 windows of 4 s').labelled?.value).toBe(5_000)
  })
})
