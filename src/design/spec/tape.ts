/**
 * The tape of one forward pass: every application of a layer in order, with the storages it reads and writes. From
 * it come what is kept for the backward pass (each storage once) and how much is alive at once without gradients.
 */
import type { Keeps } from './layers/layer.js'
import { addSaved, nothingSaved, type Saved } from './saved.js'
import { elements, type TensorType } from './shape.js'

/** A tensor in memory; views share one. */
export type Storage = number

export interface TapeEntry {
  readonly reads: readonly Storage[]
  /** Main output first. */
  readonly writes: readonly Storage[]
  readonly keeps: Keeps
  /** It has weights that learn. */
  readonly learns: boolean
  readonly isTrainingOnly: boolean
  readonly workspace: number
}

export interface Tape {
  /** Makes a storage for a tensor. */
  store(type: TensorType): Storage
  add(entry: TapeEntry): void
  readonly length: number
  /**
   * Runs the entries from `start` up to `end` (left out: all that follow) once more on other inputs, as a repetition
   * does. Returns where each storage of the first run is in the second one.
   */
  replay(start: number, moved: ReadonlyMap<Storage, Storage>, end?: number): (storage: Storage) => Storage
  /** Per sample. @param outputs storages that are alive to the end */
  sum(outputs: readonly Storage[]): { readonly saved: Saved; readonly peakElements: number }
}

export function createTape(): Tape {
  const types: TensorType[] = []
  const entries: TapeEntry[] = []
  const store = (type: TensorType): Storage => types.push(type) - 1

  return {
    store,
    add(entry) {
      entries.push(entry)
    },
    get length() {
      return entries.length
    },
    replay(start, moved, end = entries.length) {
      const map = new Map(moved)
      const at = (storage: Storage) => map.get(storage) ?? storage
      for (const entry of entries.slice(start, end)) {
        const reads = entry.reads.map(at)
        const writes = entry.writes.map((old) => {
          const copy = store(typeAt(types, old))
          map.set(old, copy)
          return copy
        })
        entries.push({ ...entry, reads, writes })
      }
      return at
    },
    sum: (outputs) => ({ saved: savedOf(entries, types), peakElements: peakOf(entries, types, outputs) }),
  }
}

const typeAt = (types: readonly TensorType[], storage: Storage): TensorType => {
  const type = types[storage]
  if (!type) throw new RangeError(`Expected a storage of the tape. Received: ${storage}`)
  return type
}

/** Nothing is kept where no gradient flows: before the first weight that learns. */
function savedOf(entries: readonly TapeEntry[], types: readonly TensorType[]): Saved {
  const kept = new Uint8Array(types.length)
  const flowing = new Uint8Array(types.length)
  const total = { ...nothingSaved }
  const keep = (storage: Storage | undefined) => {
    if (storage === undefined || kept[storage]) return
    kept[storage] = 1
    const { shape, dtype } = typeAt(types, storage)
    total[dtype === 'float' ? 'activations' : dtype === 'int' ? 'indices' : 'masks'] += elements(shape)
  }
  for (const { reads, writes, keeps, learns } of entries) {
    if (!learns && !reads.some((storage) => flowing[storage])) continue
    for (const storage of writes) flowing[storage] = 1
    for (const position of keeps.inputs ?? []) keep(reads[position])
    if (keeps.output) keep(writes[0])
    if (keeps.inside) Object.assign(total, addSaved(total, keeps.inside))
    const { forWeights } = learns ? keeps : {}
    for (const position of forWeights?.inputs ?? []) keep(reads[position])
    if (forWeights?.inside) Object.assign(total, addSaved(total, forWeights.inside))
  }
  return total
}

function peakOf(
  entries: readonly TapeEntry[],
  types: readonly TensorType[],
  outputs: readonly Storage[],
): number {
  // What only training does passes its input on: each storage as it is when serving.
  const same = new Int32Array(types.length)
  for (let storage = 0; storage < types.length; storage += 1) same[storage] = storage
  const at = (storage: Storage): Storage => same[storage] ?? storage
  const served: TapeEntry[] = []
  for (const entry of entries) {
    const [read, write] = [entry.reads[0], entry.writes[0]]
    if (entry.isTrainingOnly && read !== undefined && write !== undefined) same[write] = at(read)
    else served.push(entry)
  }
  const never = -1
  const lastUse = new Int32Array(types.length).fill(never)
  const written = new Uint8Array(types.length)
  let time = 0
  for (const { reads, writes } of served) {
    for (const storage of writes) {
      lastUse[storage] = time
      written[storage] = 1
    }
    for (const storage of reads) lastUse[at(storage)] = time
    time += 1
  }
  for (const storage of outputs) lastUse[at(storage)] = served.length

  const size = (storage: Storage) => elements(typeAt(types, storage).shape)
  const ending = new Float64Array(served.length + 1)
  // Inputs are there before anything runs.
  let alive = 0
  for (let storage = 0; storage < types.length; storage += 1) {
    const last = lastUse[storage] ?? never
    if (last === never) continue
    ending[last] = (ending[last] ?? 0) + size(storage)
    if (!written[storage]) alive += size(storage)
  }
  let peak = alive
  time = 0
  for (const { writes, workspace } of served) {
    for (const storage of writes) alive += size(storage)
    peak = Math.max(peak, alive + workspace)
    alive -= ending[time] ?? 0
    time += 1
  }
  return peak
}
