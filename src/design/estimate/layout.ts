/** How one training run is spread over devices, and what of its activations it keeps. Plain data. */

/**
 * What data-parallel devices hold a share of instead of a copy (Rajbhandari et al., ZeRO, 2020): nothing, optimizer
 * states, these and gradients, or all of the state (FSDP, Zhao et al., 2023). `tables`: embedding tables alone, row-
 * or table-wise (Naumov et al., DLRM, 2019).
 */
export const shardings = ['none', 'zero1', 'zero2', 'fsdp', 'tables'] as const
export type Sharding = (typeof shardings)[number]

/**
 * `full`: of each repeated block only its input is kept, the rest is computed again (Chen et al., 2016);
 * `selective`: attention matrices alone are (Korthikanti et al., 2022).
 */
export const checkpointings = ['none', 'selective', 'full'] as const
export type Checkpointing = (typeof checkpointings)[number]

export interface Layout {
  readonly sharding: Sharding
  /** Replicas that see different samples. */
  readonly data: number
  /** Devices that share each layer (Shoeybi et al., Megatron-LM, 2019). */
  readonly tensor: number
  /** With tensor parallelism: norms and residuals are shared too, along the sequence (Korthikanti et al., 2022). */
  readonly sequence: boolean
  /** Groups of layers on devices of their own (Narayanan et al., 2021). */
  readonly pipeline: number
}

export const oneDevice: Layout = { sharding: 'none', data: 1, tensor: 1, sequence: false, pipeline: 1 }

export const dataParallel = (data: number, sharding: Sharding = 'none'): Layout => ({
  ...oneDevice,
  sharding,
  data,
})

export const devicesOf = ({ data, tensor, pipeline }: Layout): number => data * tensor * pipeline

/** Of so many blocks, the share that the fullest stage of a pipeline holds: with 126 in 16 stages 8 of them. */
export const fullestStage = (blocks: number, pipeline: number): number =>
  blocks === 0 ? 1 : Math.ceil(blocks / pipeline) / blocks

/** `8 x data, FSDP`, `2 x data, 8 x tensor with sequence, 4 stages`. */
export function layoutWords(layout: Layout): string {
  const { data, tensor, pipeline, sequence } = layout
  const parts = [
    ...(data > 1 ? [`${data} x data${shardingWords[layout.sharding]}`] : []),
    ...(tensor > 1 ? [`${tensor} x tensor${sequence ? ' and sequence' : ''} parallel`] : []),
    ...(pipeline > 1 ? [`${pipeline} pipeline stages`] : []),
  ]
  return parts.length > 0 ? parts.join(', ') : 'one device'
}

const shardingWords: Readonly<Record<Sharding, string>> = {
  none: ' parallel',
  zero1: ' parallel with ZeRO-1',
  zero2: ' parallel with ZeRO-2',
  fsdp: ' parallel with FSDP',
  tables: ' parallel with sharded tables',
}
