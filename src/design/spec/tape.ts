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
   * Runs the entries from `start` to the end once more on other inputs, as a repetition does. Returns where each
   * storage of the first run is in the second one.
   */
  replay(start: number, moved: ReadonlyMap<Storage, Storage>): (storage: Storage) => Storage
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
    replay(start, moved) {
      const map = new Map(moved)
      const at = (storage: Storage) => map.get(storage) ?? storage
      for (const entry of entries.slice(start)) {
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
  const kept = new Set<Storage>()
  const flowing = new Set<Storage>()
  let saved = nothingSaved
  const keep = (storage: Storage | undefined) => {
    if (storage === undefined || kept.has(storage)) return
    kept.add(storage)
    const { shape, dtype } = typeAt(types, storage)
    const n = elements(shape)
    saved = addSaved(
      saved,
      dtype === 'float' ? { activations: n } : dtype === 'int' ? { indices: n } : { masks: n },
    )
  }
  for (const { reads, writes, keeps, learns } of entries) {
    if (!learns && !reads.some((storage) => flowing.has(storage))) continue
    for (const storage of writes) flowing.add(storage)
    for (const position of keeps.inputs ?? []) keep(reads[position])
    if (keeps.output) keep(writes[0])
    if (keeps.inside) saved = addSaved(saved, keeps.inside)
  }
  return saved
}

function peakOf(
  entries: readonly TapeEntry[],
  types: readonly TensorType[],
  outputs: readonly Storage[],
): number {
  // What only training does passes its input on.
  const same = new Map<Storage, Storage>()
  const at = (storage: Storage): Storage => same.get(storage) ?? storage
  const served: TapeEntry[] = []
  for (const entry of entries) {
    const [read, write] = [entry.reads[0], entry.writes[0]]
    if (entry.isTrainingOnly && read !== undefined && write !== undefined) same.set(write, at(read))
    else served.push({ ...entry, reads: entry.reads.map(at) })
  }
  const lastUse = new Map<Storage, number>()
  for (const [i, { reads, writes }] of served.entries()) {
    for (const storage of writes) lastUse.set(storage, i)
    for (const storage of reads) lastUse.set(storage, i)
  }
  for (const storage of outputs) lastUse.set(at(storage), served.length)

  const written = new Set(served.flatMap(({ writes }) => writes))
  const size = (storage: Storage) => elements(typeAt(types, storage).shape)
  const ending = new Map<number, Storage[]>()
  for (const [storage, i] of lastUse) ending.set(i, [...(ending.get(i) ?? []), storage])
  // Inputs are there before anything runs.
  let alive = [...lastUse.keys()].filter((storage) => !written.has(storage)).reduce((n, s) => n + size(s), 0)
  let peak = alive
  for (const [i, { writes, workspace }] of served.entries()) {
    for (const storage of writes) alive += size(storage)
    peak = Math.max(peak, alive + workspace)
    for (const storage of ending.get(i) ?? []) alive -= size(storage)
  }
  return peak
}
