/** Designs for pictures: which approach leads when, sizes under limits, losses by task, what never may be said. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tasksOf } from '../../../../src/design/brief/tasks.js'
import { complete } from '../../../../src/design/catalog/vision/complete.js'
import { vision } from '../../../../src/design/catalog/vision/field.js'
import { imageryOf } from '../../../../src/design/catalog/vision/imagery.js'
import { visionProblem } from '../../../../src/design/catalog/vision/problem.js'
import { propose } from '../../../../src/design/propose.js'
import { questions } from '../../../../src/design/questions.js'
import { briefOf } from '../language/briefs.js'
import { type Facts, proposalOf, setFor, textOf } from './designs.js'

const t4 = { id: 't4', count: 1 }
const pi = { id: 'raspberry-pi-4', count: 4 }
const jetson = { id: 'jetson-orin-nano-8', count: 1 }

const photos = (labelled: number, more: Partial<Facts> = {}): Facts => ({
  task: 'image classification',
  ...more,
  data: { labelled, classes: 8, ...more.data },
  constraints: { trainingDevice: t4, servingDevice: t4, ...more.constraints },
})
const families = (asked: Facts) => setFor('vision', asked).proposals.map(({ family }) => family)
const reasonFor = (asked: Facts, family: string) =>
  setFor('vision', asked).rejected.find((one) => one.family === family)?.reason ?? ''

describe('classifying images', () => {
  it('starts from frozen features, then fine-tunes, then takes Transformers, as labels come in', () => {
    expect(families(photos(400))[0]).toBe('frozen-image-features')
    expect(families(photos(5_000))[0]).toBe('convnext-fine-tuned')
    expect(families(photos(400_000))[0]).toBe('vit-fine-tuned')
  })

  it('always shows frozen features as the bar', () => {
    for (const labelled of [100, 2_000, 40_000, 1_000_000])
      expect(families(photos(labelled))).toContain('frozen-image-features')
  })

  it('starts every network from published weights', () => {
    for (const proposal of setFor('vision', photos(5_000)).proposals)
      for (const part of proposal.parts)
        if (part.kind === 'network') expect(part.pretrained, proposal.name).toMatch(/ImageNet|LVD/)
  })

  it('refuses to fine-tune a Transformer on few images, and says how many there are', () => {
    expect(reasonFor(photos(900), 'vit-fine-tuned')).toMatch(/900 photos.*under about 2000/)
  })

  it('never speaks of bfloat16 on a T4, which has none, nor of sharding over one device', () => {
    for (const proposal of setFor('vision', photos(5_000)).proposals) {
      expect(textOf(proposal)).not.toMatch(/bf16|bfloat16|FSDP/i)
      expect(proposal.training.precision).toMatch(/FP16 .*loss scaling|FP32/)
    }
  })

  it('takes networks that a board can run where it runs on one', () => {
    const asked = photos(5_000, { constraints: { servingDevice: pi, deployment: 'edge' } })
    expect(families(asked)[0]).toBe('light-cnn')
    expect(families(asked)).not.toContain('vit-fine-tuned')
    expect(proposalOf(setFor('vision', asked), 'light-cnn').plan.join()).toMatch(/INT8/)
  })

  it('asks sentences where there are no labels', () => {
    expect(families({ task: 'image classification', data: { labels: 'none', classes: 8 } })[0]).toBe(
      'zero-shot-clip',
    )
    expect(families(photos(5_000))).not.toContain('zero-shot-clip')
  })

  it('keeps only what can be explained where every answer must be', () => {
    const asked = photos(5_000, { constraints: { interpretability: 'must' } })
    for (const family of families(asked))
      expect(vision.families.find(({ id }) => id === family)?.interpretability).toBeGreaterThanOrEqual(0.5)
  })

  it('honours what is ruled out', () => {
    const asked = photos(500_000, { constraints: { excludedFamilies: ['transformer'] } })
    expect(families(asked)).not.toContain('vit-fine-tuned')
    expect(families(asked)).not.toContain('conv-transformer')
  })
})

describe('the loss', () => {
  const lossOf = (asked: Facts, family: string) => proposalOf(setFor('vision', asked), family).training.loss
  it('follows from what is answered', () => {
    expect(lossOf(photos(5_000), 'convnext-fine-tuned')).toMatch(/^Cross-entropy/)
    expect(
      lossOf({ ...photos(5_000), task: 'multi-label image classification' }, 'convnext-fine-tuned'),
    ).toMatch(/^Binary cross-entropy on a sigmoid/)
    expect(lossOf({ ...photos(5_000), task: 'image regression' }, 'convnext-fine-tuned')).toMatch(/^Huber/)
    expect(
      lossOf(photos(5_000, { data: { positiveRate: 0.01, classes: 2 } }), 'convnext-fine-tuned'),
    ).toMatch(/^Focal/)
    expect(lossOf({ task: 'segmentation', data: { labelled: 800 } }, 'unet-pretrained')).toMatch(/^Dice/)
    expect(lossOf({ task: 'object detection', data: { labelled: 3_000 } }, 'pyramid-detection')).toMatch(
      /^Focal.*GIoU/,
    )
  })

  it('has an output for every class that is told apart', () => {
    for (const classes of [2, 8, 1000]) {
      const set = setFor('vision', photos(20_000, { data: { classes } }))
      for (const { outputs } of set.proposals) expect(outputs[0]?.shape).toEqual([classes])
    }
  })
})

describe('masks and boxes', () => {
  it('are as large as the image that the network reads', () => {
    const set = setFor('vision', { task: 'segmentation', data: { labelled: 800, classes: 3 } })
    for (const { inputs, outputs, name } of set.proposals) {
      const [height, width] = inputs[0]?.shape ?? []
      expect(outputs[0]?.shape, name).toEqual([height, width, 3])
    }
  })

  it('come from a U-Net on a published network where masks are few, from a pyramid where they are many', () => {
    expect(families({ task: 'segmentation', data: { labelled: 300 } })[0]).toBe('unet-pretrained')
    expect(families({ task: 'segmentation', data: { labelled: 20_000 } })[0]).toBe('deeplab')
  })

  it('of volumes come from cubes, with as many of them as a volume holds', () => {
    const asked: Facts = {
      request: 'segment tumours in 3D CT scans of 512x512x300',
      task: 'segmentation',
      data: { labelled: 320 },
    }
    const first = proposalOf(setFor('vision', asked), 'volume-unet')
    expect(setFor('vision', asked).recommendation.id).toBe(first.id)
    // nnU-Net in full resolution: about 31 million.
    expect(first.figures.params.value / 1e6).toBeCloseTo(31.2, 0)
    expect(first.outputs[0]?.shape).toEqual([128, 128, 128, 2])
    // Cubes of 128 that overlap by half: 7 x 7 x 4.
    expect(first.notCounted.join()).toMatch(/a whole one is 196 of them/)
    expect(families({ ...asked, request: 'segment photos' })).not.toContain('volume-unet')
  })

  it('take a detector that keeps up with the camera', () => {
    const asked: Facts = {
      task: 'object detection',
      data: { labelled: 20_000, classes: 2 },
      targets: { latency: { ms: 1000 / 30 } },
      constraints: { servingDevice: jetson, deployment: 'edge' },
    }
    for (const { figures, name } of setFor('vision', asked).proposals)
      expect(figures.latency.high, name).toBeLessThanOrEqual((0.7 * 1000) / 30)
  })
})

describe('what is odd', () => {
  const good = (labelled: number, more: Partial<Facts> = {}): Facts => ({
    task: 'visual anomaly detection',
    ...more,
    data: { labelled, ...more.data },
  })
  it('is found by a memory of good places, which nothing is trained for', () => {
    const set = setFor('vision', good(400))
    const first = proposalOf(set, 'patch-memory')
    expect(set.recommendation.id).toBe(first.id)
    expect(first.figures.trainableParams.value).toBe(0)
    expect(first.training.steps).toBeUndefined()
    expect(first.plan.join()).toMatch(/3 \/ n/)
  })

  it('remembers more of more good images, up to a bound', () => {
    const stored = (count: number) =>
      proposalOf(setFor('vision', good(count)), 'patch-memory').figures.params.value
    expect(stored(400)).toBeLessThan(stored(800))
    expect(stored(50_000)).toBe(stored(100_000))
  })

  it('does not train an autoencoder on a handful of images', () => {
    expect(reasonFor(good(60), 'image-autoencoder')).toMatch(/60 photos of good samples/)
  })
})

describe('a search for similar images', () => {
  it('adds the index to the memory and the latency of the encoder', () => {
    const asked = (items: number): Facts => ({ task: 'image retrieval', data: { items } })
    const small = proposalOf(setFor('vision', asked(10_000)), 'frozen-image-search').figures
    const large = proposalOf(setFor('vision', asked(3_000_000)), 'frozen-image-search').figures
    expect(large.servingMemory.value).toBeGreaterThan(small.servingMemory.value + 2_900_000 * 384 * 4)
  })
})

describe('the evaluation', () => {
  const evaluation = (words: string) =>
    proposalOf(
      setFor('vision', photos(4_000, { request: words })),
      'frozen-image-features',
    ).training.evaluation.join(' ')
  it('keeps what belongs together on one side, by the kind of picture', () => {
    expect(evaluation('sort product photos')).toMatch(/stratified by class.*Near-duplicate/)
    expect(evaluation('classify chest x-rays')).toMatch(/images of one patient/)
    expect(evaluation('grade weld seams on the production line')).toMatch(/production lot/)
    expect(evaluation('classify frames of a video')).toMatch(/frames of one camera, day and recording/)
  })

  it('says how far a share of the test images is known', () => {
    // 600 of 4,000 are tested: 1.96 x sqrt(0.9 x 0.1 / 600) = 2.4 points.
    expect(evaluation('sort product photos')).toMatch(/600 test images is known to about 2.4 points/)
  })
})

describe('the kind of picture', () => {
  it.each([
    ['Segment tumours in CT scans', 'medical'],
    ['Röntgenbilder klassifizieren', 'medical'],
    ['satellite images of fields', 'aerial'],
    ['scratches on castings', 'industrial'],
    ['photos of dogs', 'photo'],
    ['histology slides', 'microscopy'],
  ])('of "%s" is %s', (words, kind) => expect(imageryOf(words, 'classify').id).toBe(kind))
})

describe('any problem of the field', () => {
  const asked = fc.record({
    task: fc.constantFrom(...tasksOf.vision),
    labelled: fc.integer({ min: 1, max: 2_000_000 }),
    classes: fc.integer({ min: 2, max: 2_000 }),
    imageSize: fc.constantFrom(64, 224, 640, 2_048),
    device: fc.constantFrom(
      t4,
      pi,
      jetson,
      { id: 'cpu-core-avx2', count: 4 },
      { id: 'a100-80-sxm', count: 4 },
    ),
    ms: fc.option(fc.integer({ min: 1, max: 5_000 }), { nil: undefined }),
  })
  it('gives sound proposals or says why there are none, and questions whose answers matter', {
    timeout: 120_000,
  }, () => {
    fc.assert(
      fc.property(asked, ({ task, labelled, classes, imageSize, device, ms }) => {
        const brief = briefOf('vision', {
          task,
          data: { labelled, classes, imageSize },
          ...(ms !== undefined && { targets: { latency: { ms, percentile: 95 } } }),
          constraints: { servingDevice: device },
        })
        const proposed = propose(brief)
        if (proposed.kind === 'impossible') expect(proposed.impossible.rejected.length).toBeGreaterThan(0)
        else expect(proposed.set.proposals.length).toBeGreaterThan(0)
        for (const { choices } of questions(brief)) {
          expect(choices.length).toBeGreaterThan(1)
          expect(choices.length).toBeLessThanOrEqual(4)
        }
      }),
      { numRuns: 8 },
    )
  })

  it('is completed once: completing again changes nothing', () => {
    for (const task of tasksOf.vision) {
      const once = complete(briefOf('vision', { task }))
      expect(complete(once)).toEqual(once)
      expect(visionProblem(once).trainingImages).toBeGreaterThan(0)
    }
  })

  it('never answers slower, or with more memory, under a tighter limit', () => {
    const latencyAt = (ms: number) => {
      const set = setFor(
        'vision',
        photos(30_000, { data: { imageSize: 384 }, targets: { latency: { ms, percentile: 95 } } }),
      )
      return set.proposals[0]?.figures.latency.value ?? 0
    }
    const latencies = [5, 10, 20, 50, 200].map(latencyAt)
    expect(latencies).toEqual([...latencies].sort((a, b) => a - b))
    const memoryAt = (memoryBytes: number) =>
      Math.max(
        ...setFor('vision', photos(30_000, { constraints: { memoryBytes } })).proposals.map(
          ({ figures }) => figures.servingMemory.high,
        ),
      )
    for (const memoryBytes of [30e6, 60e6, 120e6, 1e9])
      expect(memoryAt(memoryBytes)).toBeLessThanOrEqual(memoryBytes)
  })
})
