/** How each figure is called in front of people. */
import type { FigureName } from './proposal.js'

export const figureLabels: Readonly<Record<FigureName, string>> = {
  params: 'Parameters',
  trainableParams: 'Trainable parameters',
  flops: 'FLOPs per request',
  weightMemory: 'Model size',
  servingMemory: 'Serving memory',
  trainingMemory: 'Training memory',
  latency: 'Latency',
  trainingTime: 'Training time',
  trainingCost: 'Training cost',
}
