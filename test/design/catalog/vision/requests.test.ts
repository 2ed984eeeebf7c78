/** What the words of a request change in a design for pictures: crowds, streams, named networks, first labels, files. */
import { describe, expect, it } from 'vitest'
import { readBrief } from '../../../../src/design/brief/read.js'
import { complete } from '../../../../src/design/catalog/vision/complete.js'
import { vision } from '../../../../src/design/catalog/vision/field.js'
import { imageryOf } from '../../../../src/design/catalog/vision/imagery.js'
import { visionProblem } from '../../../../src/design/catalog/vision/problem.js'
import { briefOf } from '../language/briefs.js'
import { type Facts, proposalOf, setFor, textOf } from './designs.js'

const t4 = { id: 't4', count: 1 }
const jetson = { id: 'jetson-orin-nano-8', count: 1 }

const photos = (labelled: number, more: Partial<Facts> = {}): Facts => ({
  task: 'image classification',
  ...more,
  data: { labelled, classes: 8, ...more.data },
  constraints: { trainingDevice: t4, servingDevice: t4, ...more.constraints },
})
const families = (asked: Facts) => setFor('vision', asked).proposals.map(({ family }) => family)

describe('networks that somebody names', () => {
  it.each([
    ['We want to use a ResNet for 5,000 labelled photos of 8 classes', 'resnet-fine-tuned'],
    ['We want to use a ViT for 30,000 labelled photos of 8 classes', 'vit-fine-tuned'],
    ['We want to use a MobileNet for 5,000 labelled photos of 8 classes', 'light-cnn'],
    ['We want to use a CNN-Transformer for 9,000 labelled photos of 8 classes', 'conv-transformer'],
    ['We want to use DeepLab: segmentation, 900 images with masks, 4 classes', 'deeplab'],
    ['We want to use DETR: object detection, 5,000 images with boxes, 4 classes', 'query-detection'],
  ])('"%s" shows it', (text, family) => {
    const { brief } = readBrief(text)
    const { task, data, constraints } = brief
    expect(task?.value).toBeDefined()
    expect(
      families({
        request: text,
        task: task?.value ?? 'image classification',
        data: {
          ...(data.labelled && { labelled: data.labelled.value }),
          ...(data.classes && { classes: data.classes.value }),
        },
        constraints: {
          servingDevice: t4,
          trainingDevice: t4,
          ...(constraints.wantedFamilies && { wantedFamilies: constraints.wantedFamilies.value }),
        },
      }),
    ).toContain(family)
  })

  it('leaves a family out that is ruled out by its own name, and keeps its sisters', () => {
    const shown = families({
      task: 'segmentation',
      data: { labelled: 900, classes: 4 },
      constraints: { servingDevice: t4, trainingDevice: t4, excludedFamilies: ['unet'] },
    })
    expect(shown.filter((id) => id.startsWith('unet'))).toEqual([])
    expect(shown).toContain('deeplab')
  })
})

describe('objects that hide each other', () => {
  const boxes = (request: string): Facts => ({
    request,
    task: 'object detection',
    data: { labelled: 40_000, classes: 2 },
    constraints: { servingDevice: t4, trainingDevice: t4 },
  })
  const priorOf = (request: string, id: string) =>
    vision.families
      .find((one) => one.id === id)
      ?.prior(visionProblem(complete(briefOf('vision', boxes(request))))).value ?? Number.NaN

  it('speak against suppression, and not against queries', () => {
    const [sparse, crowded] = ['find ships', 'find people in dense crowds']
    expect(priorOf(crowded ?? '', 'pyramid-detection')).toBeLessThan(
      priorOf(sparse ?? '', 'pyramid-detection'),
    )
    expect(priorOf(crowded ?? '', 'query-detection')).toBe(priorOf(sparse ?? '', 'query-detection'))
  })
})

describe('a stream of images on one device', () => {
  const stream = (throughputPerSecond: number, deployment: 'edge' | 'online'): Facts => ({
    task: 'object detection',
    data: { labelled: 3_000, classes: 4 },
    targets: { throughputPerSecond },
    constraints: { servingDevice: jetson, trainingDevice: t4, deployment },
  })
  const limitOf = (asked: Facts) => complete(briefOf('vision', asked)).targets.latency?.value.ms

  it('is answered before the next image comes; behind a server, replicas share it', () => {
    expect(limitOf(stream(20, 'edge'))).toBe(50)
    expect(limitOf(stream(1, 'edge'))).toBe(limitOf(stream(2, 'edge')))
    expect(limitOf(stream(20, 'online'))).toBe(limitOf(stream(1, 'online')))
  })

  it('is never promised replicas', () => {
    const set = setFor('vision', stream(20, 'edge'))
    for (const proposal of set.proposals) {
      expect(textOf(proposal)).not.toMatch(/replicas/)
      expect(textOf(proposal)).toMatch(/busy for \d+% of the time at 20 detections a second/)
    }
  })
})

describe('images that nobody has labelled', () => {
  const asked: Facts = {
    task: 'image classification',
    data: { labels: 'none', classes: 24 },
    constraints: { servingDevice: t4, trainingDevice: t4 },
  }

  it('are labelled first in every plan, and half of them test', () => {
    const { testImages, images, isUnlabelled } = visionProblem(complete(briefOf('vision', asked)))
    expect(isUnlabelled).toBe(true)
    expect(testImages).toBe(images / 2)
    const { proposals, recommendation } = setFor('vision', asked)
    expect(recommendation.why).toMatch(/^Nothing is labelled yet; .* are to be labelled first/)
    for (const { plan } of proposals) expect(plan[0]).toMatch(/^Label \d+ images first/)
  })

  it('classes that are named make no search for what is odd of them', () => {
    const { brief } = readBrief('Sort 90,000 photos into 24 categories, no labels at all')
    expect(brief.task?.value).toBe('image classification')
  })
})

describe('pictures that no camera could have taken', () => {
  it('are mixed from photos alone', () => {
    const text = (request: string) =>
      textOf(proposalOf(setFor('vision', photos(40_000, { request })), 'adapted-vit'))
    expect(text('sort photos of dogs')).toMatch(/CutMix/)
    expect(text('classify chest X-rays')).not.toMatch(/CutMix|mixup/)
  })
})

describe('the kind of picture, in other languages', () => {
  it.each([
    ['農地の衛星画像', 'aerial'],
    ['imágenes de satélite de cultivos', 'aerial'],
    ['images aériennes de toits', 'aerial'],
    ['Luftbilder von Dächern', 'aerial'],
    ['胸部レントゲン', 'medical'],
    ['radiografías de tórax', 'medical'],
    ['defeitos em peças', 'industrial'],
    ['Schweißnähte prüfen', 'industrial'],
    ['Wärmebilder von Modulen', 'thermal'],
    ['facturas escaneadas', 'document'],
    ['fotos de perros', 'photo'],
  ] as const)('of "%s" is %s', (words, kind) => expect(imageryOf(words, 'classify').id).toBe(kind))

  it('of lines that are cut out of photos are no pages', () => {
    expect(imageryOf('OCR of water meters', 'read').group).toMatch(/one thing that is read/)
    expect(imageryOf('OCR of handwritten forms', 'read').group).toMatch(/writer/)
  })

  it('follows people and recordings where something moves', () => {
    expect(imageryOf('tennis strokes', 'watch').group).toMatch(/recording, person/)
    expect(imageryOf('yoga exercises', 'pose').group).toMatch(/person and session/)
  })
})

describe('more labels', () => {
  it('never switch to a reader that learns nothing from them', () => {
    const set = setFor('vision', {
      task: 'text recognition',
      data: { labelled: 14_000 },
      constraints: {
        trainingDevice: { id: 'cpu-core-avx2', count: 4 },
        servingDevice: { id: 'cpu-core-avx2', count: 4 },
      },
    })
    expect(set.recommendation.switchFact).not.toMatch(/\d00,000 lines/)
  })
})

describe('a microcontroller', () => {
  it('runs a network that its memory holds', () => {
    const set = setFor('vision', {
      task: 'image classification',
      data: { labelled: 20_000, classes: 2, imageSize: 96 },
      constraints: { servingDevice: { id: 'cortex-m7', count: 1 }, memoryBytes: 512_000, deployment: 'edge' },
    })
    const { figures } = proposalOf(set, 'light-cnn')
    expect(figures.servingMemory.value).toBeLessThan(512_000)
    expect(figures.params.value).toBeLessThan(300_000)
  })
})

describe('volumes', () => {
  it('have the side that was said with their depth', () => {
    const asked = briefOf('vision', {
      request: 'MRI volumes of 240 x 240 x 155',
      task: 'segmentation',
      data: { labelled: 369, classes: 4 },
    })
    const { pixels, slices } = visionProblem(complete(asked))
    expect([pixels, slices]).toEqual([240, 155])
  })
})

describe('grades', () => {
  const asked = (request: string) =>
    textOf(proposalOf(setFor('vision', photos(40_000, { request, data: { classes: 5 } })), 'adapted-vit'))

  it('are learned and judged by how far off an answer is', () => {
    expect(asked('grade apples by photo into 5 levels')).toMatch(/SORD.*quadratic weighted kappa/)
    expect(asked('sort apples by photo into 5 kinds')).not.toMatch(/SORD|kappa/)
  })
})
