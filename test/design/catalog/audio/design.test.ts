/** Designs for sounds: which approach leads when, sizes under limits, losses by task, streams and small devices. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tasksOf } from '../../../../src/design/brief/tasks.js'
import { complete } from '../../../../src/design/catalog/audio/complete.js'
import { audioProblem } from '../../../../src/design/catalog/audio/problem.js'
import { soundOf } from '../../../../src/design/catalog/audio/sound.js'
import { propose } from '../../../../src/design/propose.js'
import { questions } from '../../../../src/design/questions.js'
import { briefOf } from '../language/briefs.js'
import { type Facts, proposalOf, setFor, textOf } from '../vision/designs.js'

const t4 = { id: 't4', count: 1 }
const pi = { id: 'raspberry-pi-4', count: 4 }
const m4 = { id: 'cortex-m4', count: 1 }

const clips = (labelled: number, more: Partial<Facts> = {}): Facts => ({
  task: 'audio classification',
  ...more,
  data: { labelled, classes: 10, clipSeconds: 5, ...more.data },
  constraints: { trainingDevice: t4, servingDevice: t4, ...more.constraints },
})
const speech = (audioHours: number, more: Partial<Facts> = {}): Facts => ({
  task: 'speech recognition',
  ...more,
  data: { audioHours, ...more.data },
})
const families = (asked: Facts) => setFor('audio', asked).proposals.map(({ family }) => family)
const reasonFor = (asked: Facts, family: string) =>
  setFor('audio', asked).rejected.find((one) => one.family === family)?.reason ?? ''

describe('classifying sounds', () => {
  it('starts from a frozen network, then fine-tunes, then takes a Transformer, as clips come in', () => {
    expect(families(clips(300))[0]).toBe('frozen-audio-features')
    expect(families(clips(8_000))[0]).toBe('mel-cnn')
    expect(families(clips(200_000))[0]).toBe('ast-fine-tuned')
  })

  it('always shows statistics of bands as the bar', () => {
    for (const labelled of [50, 2_000, 100_000]) expect(families(clips(labelled))).toContain('mel-statistics')
  })

  it('gives overlapping sounds a sigmoid each, single ones a softmax', () => {
    const loss = (asked: Facts) => proposalOf(setFor('audio', asked), 'mel-cnn').training.loss
    expect(loss(clips(6_000))).toMatch(/^Cross-entropy/)
    expect(loss({ ...clips(6_000), task: 'multi-label audio classification' })).toMatch(
      /^Binary cross-entropy on a sigmoid/,
    )
  })

  it('runs on a board: no Transformer, INT8 in the plan, within the time that a clip lasts', () => {
    const asked = clips(6_000, {
      task: 'multi-label audio classification',
      constraints: { servingDevice: pi, deployment: 'edge', onBattery: true },
    })
    const set = setFor('audio', asked)
    expect(set.proposals.map(({ family }) => family)).not.toContain('ast-fine-tuned')
    const first = proposalOf(set, 'mel-cnn')
    expect(first.plan.join()).toMatch(/INT8.*On battery/)
    // A fifth of five seconds, with 30% head-room.
    for (const { figures } of set.proposals) expect(figures.latency.high).toBeLessThanOrEqual(0.7 * 1000)
  })

  it('never speaks of bfloat16 on a T4, which has none', () => {
    for (const proposal of setFor('audio', clips(8_000)).proposals)
      expect(textOf(proposal)).not.toMatch(/bf16|bfloat16/i)
  })

  it('keeps a recording on one side of the split', () => {
    for (const { training } of setFor('audio', clips(8_000, { request: 'bird calls' })).proposals)
      expect(training.evaluation.join()).toMatch(
        /one recording and site.*no recording is in training and test/,
      )
  })
})

describe('events', () => {
  it('come with their times, a score for each class and moment', () => {
    const set = setFor('audio', {
      task: 'sound event detection',
      data: { labelled: 2_000, classes: 3, clipSeconds: 10 },
    })
    const first = proposalOf(set, 'crnn')
    expect(set.recommendation.id).toBe(first.id)
    // 10 s in frames of 10 ms, four of them a moment.
    expect(first.outputs[0]?.shape).toEqual([250, 3])
  })

  it('are heard from one end where the sound goes on', () => {
    const text = (streaming: boolean) =>
      proposalOf(
        setFor('audio', {
          task: 'sound event detection',
          data: { labelled: 5_000 },
          constraints: { streaming },
        }),
        'crnn',
      ).overview
    expect(text(true)).toMatch(/sees the past only/)
    expect(text(false)).toMatch(/from both ends/)
  })
})

describe('keywords on a microcontroller', () => {
  const asked = (memoryBytes: number): Facts => ({
    task: 'keyword spotting',
    data: { classes: 10 },
    constraints: { servingDevice: m4, deployment: 'edge', memoryBytes },
  })
  it('are a DS-CNN in whole numbers that fits beside its activations', () => {
    const first = proposalOf(setFor('audio', asked(256_000)), 'ds-cnn')
    expect(first.assumptions.join()).toMatch(/INT8 on Arm Cortex-M4F/)
    expect(first.figures.servingMemory.high).toBeLessThanOrEqual(0.9 * 256_000)
    // Two more outputs than words: another word, and silence.
    expect(first.outputs[0]?.shape).toEqual([12])
    expect(first.plan.join()).toMatch(/LiteRT for Microcontrollers/)
    expect(first.files.map(({ path }) => path)).toContain('src/firmware.cc')
  })

  it('and other sounds there are left to it as well, with no word of a pre-training that they do not have', () => {
    const set = setFor('audio', {
      request: 'sort the sounds of birds',
      task: 'audio classification',
      data: { labelled: 20_000, classes: 5, clipSeconds: 1 },
      constraints: { servingDevice: m4, deployment: 'edge', memoryBytes: 256_000 },
    })
    const first = proposalOf(set, 'ds-cnn')
    expect(set.recommendation.id).toBe(first.id)
    expect(textOf(first)).not.toMatch(/Speech Commands/)
    expect(set.rejected.find(({ family }) => family === 'mel-cnn')?.reason).toMatch(/millions of weights/)
  })

  it('take no more memory where there is less', () => {
    const memory = (limit: number) =>
      proposalOf(setFor('audio', asked(limit)), 'ds-cnn').figures.servingMemory.value
    const used = [40_000, 80_000, 256_000, 1_000_000].map(memory)
    expect(used).toEqual([...used].sort((a, b) => a - b))
  })
})

describe('speech', () => {
  it('is left to a published recogniser with few hours, adapted with more', () => {
    expect(families(speech(1))[0]).toBe('whisper')
    expect(families(speech(100))[0]).toBe('whisper-adapted')
    expect(setFor('audio', speech(100)).proposals.map(({ family }) => family)).toContain('whisper')
  })

  it('that goes on needs a recogniser that looks at the past only', () => {
    const live = speech(500, { constraints: { streaming: true, servingDevice: t4 } })
    expect(families(live)).toEqual(['conformer-ctc', 'streaming-lstm', 'published-stream'])
    expect(reasonFor(live, 'whisper')).toMatch(/windows of 30 s/)
    expect(proposalOf(setFor('audio', live), 'conformer-ctc').overview).toMatch(/causal.*no look-ahead/)
  })

  it('cannot be written sooner than its chunk is over', () => {
    const live = speech(500, {
      targets: { latency: { ms: 200 } },
      constraints: { streaming: true, servingDevice: t4 },
    })
    const proposed = propose(briefOf('audio', live))
    const rejected = proposed.kind === 'set' ? proposed.set.rejected : proposed.impossible.rejected
    expect(rejected.find(({ family }) => family === 'conformer-ctc')?.reason).toMatch(
      /chunks of 320 ms.*within 200 ms/,
    )
  })

  it('in another language starts from a network that heard it', () => {
    const network = (languages: string[]) =>
      proposalOf(setFor('audio', speech(50, { data: { languages } })), 'wav2vec2-ctc').overview
    expect(network(['de', 'en'])).toMatch(/^XLS-R 300M .* 48 letters/)
    expect(network(['en'])).toMatch(/^wav2vec 2.0 base .* 32 letters/)
  })

  it('while it is said, the small network holds the past in its state and hears a chunk alone', () => {
    const live = speech(500, { constraints: { streaming: true, servingDevice: t4 } })
    const shapes = ['conformer-ctc', 'streaming-lstm'].map(
      (family) => proposalOf(setFor('audio', live), family).inputs[0]?.shape,
    )
    expect(shapes).toEqual([
      [416, 80, 1],
      [32, 80, 1],
    ])
  })

  it('in another language is told that the open streaming checkpoint heard English', () => {
    const risks = (languages: string[]) =>
      proposalOf(
        setFor('audio', speech(50, { data: { languages }, constraints: { streaming: true } })),
        'published-stream',
      ).risks.join()
    expect(risks(['de'])).toMatch(/heard English: for German/)
    expect(risks(['en'])).not.toMatch(/heard English/)
  })

  it('that nobody wrote down yet is left to a published network', () => {
    const unwritten: Facts = { task: 'speech recognition', data: { labels: 'none', languages: ['fr'] } }
    expect(families(unwritten)[0]).toBe('whisper')
    expect(reasonFor(unwritten, 'whisper-adapted')).toMatch(/^1 hour: /)
  })

  it('published and unchanged trains nothing', () => {
    const { figures, training } = proposalOf(setFor('audio', speech(1)), 'whisper')
    expect(figures.trainableParams.value).toBe(0)
    expect(training.steps).toBeUndefined()
  })
})

describe('odd sounds of machines', () => {
  const normal = (labelled: number): Facts => ({
    request: 'odd sounds of pumps',
    task: 'audio anomaly detection',
    data: { labelled, clipSeconds: 10 },
  })
  it('have their bar on the smallest device too: sums of bands, and no clip that is kept', () => {
    const small = { ...normal(3_000), constraints: { servingDevice: m4, deployment: 'edge' as const } }
    expect(families(small)).toEqual(['sound-autoencoder', 'mean-spectrum'])
    expect(proposalOf(setFor('audio', small), 'mean-spectrum').inputs[0]?.shape).toEqual([128])
    expect(proposalOf(setFor('audio', normal(3_000)), 'mean-spectrum').inputs[0]?.shape).toEqual([
      313, 128, 1,
    ])
  })

  it('alarm as often as people can bear: the share of clips follows from the alarms of a day', () => {
    const plan = (alertsPerDay: number) =>
      proposalOf(
        setFor('audio', { ...normal(3_000), targets: { alertsPerDay } }),
        'sound-autoencoder',
      ).plan.join()
    // 3 of 5 in a row: 10 p^3 of the clips of a day.
    const share = (alerts: number) => 100 * (alerts / (10 * 8640)) ** (1 / 3)
    for (const alerts of [1, 5])
      expect(plan(alerts)).toContain(`${Number(share(alerts).toPrecision(2))}% of normal clips`)
  })

  it('are found by an autoencoder of normal ones, or a memory where there are few', () => {
    expect(families(normal(3_000))[0]).toBe('sound-autoencoder')
    expect(families(normal(60))[0]).toBe('audio-memory')
    expect(reasonFor(normal(60), 'sound-autoencoder')).toMatch(/60 normal clips/)
  })

  it('learn no more than there is to learn from', () => {
    const { figures } = proposalOf(setFor('audio', normal(150)), 'sound-autoencoder')
    // 127 clips less the test part, 10 seconds, 128 bands.
    expect(figures.trainableParams.value).toBeLessThanOrEqual(128 * 10 * 128)
  })
})

describe('the kind of sound', () => {
  it.each([
    ['identify bird species', 'wildlife'],
    ['Transcribe calls', 'speech'],
    ['pump noise in the plant', 'machine'],
    ['music genres', 'music'],
    ['cough recordings', 'medical'],
    ['glass breaking', 'sounds'],
  ])('of "%s" is %s', (words, kind) => expect(soundOf(words).id).toBe(kind))
})

describe('any problem of the field', () => {
  const asked = fc.record({
    task: fc.constantFrom(...tasksOf.audio.filter((task) => task !== 'speech synthesis')),
    labelled: fc.integer({ min: 1, max: 1_000_000 }),
    classes: fc.integer({ min: 2, max: 600 }),
    clipSeconds: fc.constantFrom(0.5, 1, 4.2, 30, 600),
    device: fc.constantFrom(t4, pi, m4, { id: 'cpu-core-avx2', count: 4 }, { id: 'a100-80-sxm', count: 4 }),
    ms: fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: undefined }),
    streaming: fc.boolean(),
  })
  it('gives sound proposals or says why there are none, and questions whose answers matter', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(asked, ({ task, labelled, classes, clipSeconds, device, ms, streaming }) => {
        const brief = briefOf('audio', {
          task,
          data: { labelled, classes, clipSeconds },
          ...(ms !== undefined && { targets: { latency: { ms, percentile: 95 } } }),
          constraints: { servingDevice: device, streaming },
        })
        const proposed = propose(brief)
        if (proposed.kind === 'impossible') expect(proposed.impossible.rejected.length).toBeGreaterThan(0)
        else expect(proposed.set.proposals.length).toBeGreaterThan(0)
        for (const { choices } of questions(brief)) {
          expect(choices.length).toBeGreaterThan(1)
          expect(choices.length).toBeLessThanOrEqual(4)
        }
      }),
      { numRuns: 12 },
    )
  })

  it('is completed once: completing again changes nothing', () => {
    for (const task of tasksOf.audio) {
      const once = complete(briefOf('audio', { task }))
      expect(complete(once)).toEqual(once)
      expect(audioProblem(once).trainingClips).toBeGreaterThan(0)
    }
  })

  it('never answers slower under a tighter limit', () => {
    const latencyAt = (ms: number) =>
      setFor('audio', clips(30_000, { targets: { latency: { ms, percentile: 95 } } })).proposals[0]?.figures
        .latency.value ?? 0
    const latencies = [6, 10, 50, 500].map(latencyAt)
    expect(latencies).toEqual([...latencies].sort((a, b) => a - b))
  })
})
