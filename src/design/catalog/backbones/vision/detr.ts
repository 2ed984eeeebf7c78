/**
 * DETR (Carion et al., 2020): a Transformer encoder over the last map of a ResNet, and a decoder whose queries each ask
 * for one object. Its queries read the map's positions too; those are sines here, added once before the encoder.
 */
import type { VisionNetwork } from './network.js'
import { type ResNetDepth, resnet } from './resnet.js'

const dim = 256
const heads = 8
const hidden = 2048
const layers = 6
const queries = 100
const stride = 32

export function detr(depth: ResNetDepth): VisionNetwork {
  const backbone = resnet(depth)
  const block = {
    kind: 'transformer_block',
    heads,
    hidden,
    repeat: layers,
    order: 'post',
    activation: 'relu',
  }
  return {
    id: `detr_resnet${depth}`,
    name: `DETR on ${backbone.name}`,
    source: 'Carion et al., End-to-End Object Detection with Transformers, 2020',
    weights: depth === 50 ? 'COCO' : backbone.weights,
    sizeStep: stride,
    build: ({ height, width }, classes) => ({
      nodes: [
        ...backbone.maps(),
        { name: 'narrow', kind: 'conv2d', channels: dim, kernel: 1 },
        { name: 'places', kind: 'reshape', shape: [(height / stride) * (width / stride), dim] },
        { name: 'placed', kind: 'position_embedding', learned: false },
        { ...block, name: 'encoder', dropout: 0.1 },
        { name: 'queries', kind: 'parameter', shape: [queries, dim] },
        { ...block, name: 'decoder', dropout: 0.1, with: { memory: 'encoder' } },
        { name: 'answers', kind: 'layer_norm' },
        { name: 'classes', kind: 'linear', units: classes },
        { name: 'box', kind: 'mlp', hidden: [dim, dim], units: 4, from: 'answers' },
        { name: 'boxes', kind: 'sigmoid' },
      ],
      outputs: ['classes', 'boxes'],
    }),
  }
}
