/** SSDLite on MobileNetV3: frozen as the bar for detection, fine-tuned as the detector of small devices. */

import { isSmall } from '../backbones/serving.js'
import { ssdLite } from '../backbones/vision/detection.js'
import { detector } from './detector.js'

const source = 'Howard et al., Searching for MobileNetV3, 2019; Sandler et al., 2018 (SSDLite)'
const common = {
  words: ['mobilenet'],
  more: 1,
  source,
  boxes: 'for every place and shape, how its box is moved and stretched',
  suppresses: true,
  loss: 'cross-entropy over the kinds and nothing, three places with nothing kept for each object (Liu et al., SSD, 2016), smooth L1 for how the box is moved and stretched',
  risks: ['Objects under a twentieth of the image are mostly missed at its coarse maps.'],
} as const

/** The head of the detector: what `boxes` and `classes` of each map are read by. */
const isHead = (name: string) => /^(classes|boxes)\d/.test(name)

export const frozenDetection = detector({
  ...common,
  id: 'frozen-detection',
  kind: 'baseline',
  title: 'Published SSDLite, its head alone retrained',
  complexity: 0.2,
  complexityBecause: 'one small published network; only its head is trained',
  steps: [{ network: ssdLite, side: 320, from: 0 }],
  isFrozen: (name) => !isHead(name),
  priors: { little: 0.56, some: 0.45, much: 0.38 },
  because: () => 'its features are those of everyday objects, and do not learn these',
  fit: { little: 0.7, some: 0.4, much: 0.25 },
  learningRate: 1e-3,
  regularization: [],
  overview:
    'a published detector of everyday objects whose head learns these; the baseline for everything larger',
  built: 'the published detector, frozen, and its head',
})

export const lightDetection = detector({
  ...common,
  id: 'light-detection',
  kind: 'convolution',
  title: 'SSDLite on MobileNetV3, fine-tuned',
  complexity: 0.3,
  complexityBecause: 'one small network that phones and boards run',
  steps: [
    { network: ssdLite, side: 320, from: 0 },
    { network: ssdLite, side: 640, from: 500 },
    { network: ssdLite, side: 960, from: 1_000 },
  ],
  priors: { little: 0.6, some: 0.62, much: 0.6 },
  because: (problem) =>
    isSmall(problem)
      ? 'it is made for devices like this one'
      : 'it is fast, and finds what is not small; heavier ones find more',
  fit: { little: 0.75, some: 0.8, much: 0.6 },
  learningRate: 5e-4,
  optimizerMore: 'the first stages frozen for the first 2 epochs',
  regularization: [],
  overview: 'six maps of a small network, from fine to coarse, each with scores and boxes of its own',
  built: 'the published detector and its new head',
})
