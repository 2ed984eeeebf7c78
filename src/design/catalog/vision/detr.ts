/** Detection with queries (Carion et al., DETR, 2020): attention between a map and a hundred questions, no suppression. */

import { counted } from '../../brief/facts.js'
import { isSmall, placeOf } from '../backbones/serving.js'
import { detr } from '../backbones/vision/detr.js'
import { detector } from './detector.js'

const source =
  'Carion et al., End-to-End Object Detection with Transformers, 2020; Zhao et al., RT-DETR, 2023'

export const queryDetection = detector({
  id: 'query-detection',
  kind: 'hybrid',
  title: 'Detection Transformer on a published ResNet',
  words: ['detr', 'transformer'],
  complexity: 0.55,
  complexityBecause: 'matching of answers and objects in training, long runs; no suppression behind it',
  steps: [
    { network: detr(18), side: 512, from: 0 },
    { network: detr(50), side: 640, from: 2_000 },
    { network: detr(50), side: 800, from: 10_000 },
  ],
  more: 1,
  fits: (problem) =>
    isSmall(problem)
      ? { fits: false, reason: 'Attention over a map runs badly without a GPU.', source, others: true }
      : problem.images < 1_000
        ? {
            fits: false,
            reason: `With ${counted(problem.images, 'annotated image')} its queries do not learn what to look for; it needs several thousand.`,
            source,
          }
        : { fits: true },
  priors: { little: 0.5, some: 0.68, much: 0.8 },
  because: (problem) =>
    placeOf(problem) === 'jetson'
      ? 'crowded scenes need no suppression, but attention quantises badly on such a device, and it learns slowly'
      : 'it sees all objects together, so crowded scenes need no suppression; it learns slowly',
  source,
  fit: { little: 0.3, some: 0.65, much: 0.95 },
  loss: 'Hungarian matching, then cross-entropy for the class, L1 and GIoU for the box',
  learningRate: 1e-4,
  optimizerMore: 'the ResNet at 1e-5; gradient norm clipped at 0.1',
  regularization: ['dropout 0.1 in the Transformer', 'losses on every decoder layer'],
  overview: 'an encoder relates all places of the map, a hundred queries each look for one object',
  built: 'the ResNet with published weights, encoder, decoder and the queries',
  boxes: 'for every query the middle, width and height of its box',
  suppresses: false,
  risks: [
    'Small objects are its weak side: its map lies 32 pixels apart.',
    'It finds a hundred objects at most: count them in the fullest images first.',
  ],
})
