/**
 * What eager automatic differentiation keeps for the backward pass, per sample, by how it is stored. Rules per
 * layer are those of PyTorch's autograd (docs/estimates.md): each storage counts once.
 */
export interface Saved {
  /** Numbers at the compute precision. */
  readonly activations: number
  /** Attention matrices at the compute precision; fused attention does not keep them. */
  readonly scores: number
  /** Their dropout masks, one byte each on an accelerator; fused attention draws them again. */
  readonly scoreMasks: number
  /** Dropout masks, one byte each on an accelerator. */
  readonly masks: number
  /** 64-bit positions: token ids, arg-max of pooling. */
  readonly indices: number
  /** Statistics of norms, always 32 bit. */
  readonly statistics: number
  /** As statistics, but once for the batch and not for each sample (batch norm). */
  readonly batchStatistics: number
}

export const nothingSaved: Saved = {
  activations: 0,
  scores: 0,
  scoreMasks: 0,
  masks: 0,
  indices: 0,
  statistics: 0,
  batchStatistics: 0,
}

/** a + times x b */
export function addSaved(a: Saved, b: Partial<Saved>, times = 1): Saved {
  return {
    activations: a.activations + times * (b.activations ?? 0),
    scores: a.scores + times * (b.scores ?? 0),
    scoreMasks: a.scoreMasks + times * (b.scoreMasks ?? 0),
    masks: a.masks + times * (b.masks ?? 0),
    indices: a.indices + times * (b.indices ?? 0),
    statistics: a.statistics + times * (b.statistics ?? 0),
    batchStatistics: a.batchStatistics + times * (b.batchStatistics ?? 0),
  }
}
